package org.headroom.app.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.ActionFactory;
import org.headroom.ui.chart.ChartBoard;
import org.headroom.ui.chart.ChartScene;
import org.headroom.ui.chart.RangeStrip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The charts in the real window: what a person does with mouse and keys, and what it costs when nobody looks. */
class ChartsTest {
    private final Shell window =
            PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
    private final Bot bot = new Bot(window.getDisplay());
    private IViewPart part;
    private ChartBoard board;

    @BeforeEach
    void open() throws PartInitException {
        IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
        part = page.showView("org.headroom.console.gpu");
        bot.await("the charts", () -> bot.all(window, ChartBoard.class).stream().anyMatch(ChartBoard::isVisible));
        board = bot.all(window, ChartBoard.class).getFirst();
        range(1);
        bot.await("pictures", () -> !board.scenes().isEmpty());
    }

    @AfterEach
    void backToNow() {
        window.setMinimized(false);
        if (part.getTitle().startsWith("All GPUs")) strip(10);
        range(1);
    }

    /** Presses the n-th of the ranges. */
    private void range(int index) {
        RangeStrip strip = bot.all(window, RangeStrip.class).getFirst();
        strip.notifyListeners(SWT.KeyDown, key(SWT.ARROW_LEFT, (char) 0));
        for (int i = 0; i < 8; i++) strip.notifyListeners(SWT.KeyDown, key(SWT.ARROW_LEFT, (char) 0));
        for (int i = 0; i < index; i++) strip.notifyListeners(SWT.KeyDown, key(SWT.ARROW_RIGHT, (char) 0));
    }

    private void strip(int x) {
        Event e = new Event();
        e.button = 1;
        e.x = x;
        bot.all(window, RangeStrip.class).getFirst().notifyListeners(SWT.MouseDown, e);
    }

    private static Event key(int code, char character) {
        Event e = new Event();
        e.keyCode = code;
        e.character = character;
        return e;
    }

    private void press(int code) {
        board.notifyListeners(SWT.KeyDown, key(code, code < 128 ? (char) code : 0));
    }

    private Duration span() {
        ChartScene scene = board.scenes().values().iterator().next();
        return Duration.between(scene.slots().from(), scene.slots().to());
    }

    @Test
    void everyRangeFromAMinuteToAYearIsDrawn() {
        List<Duration> ranges = Stream.of("PT1M", "PT5M", "PT1H", "PT6H", "P1D", "P7D", "P30D", "P365D")
                .map(Duration::parse)
                .toList();
        for (int i = 0; i < ranges.size(); i++) {
            Duration wanted = ranges.get(i);
            range(i);
            bot.await("a picture of " + wanted, () -> span().equals(wanted));
        }
    }

    @Test
    void keysZoomAndPanAndGoBackToNow() {
        bot.await("now", () -> board.description().startsWith("Live, last 5 min"));
        press('-');
        bot.await("twice as much", () -> span().equals(Duration.ofMinutes(10)));
        press(SWT.ARROW_LEFT);
        bot.await(
                "the past",
                () -> board.description().contains("today")
                        || board.description().contains("yesterday"));
        press(SWT.ESC);
        bot.await("now", () -> board.description().startsWith("Live, last 5 min"));
    }

    @Test
    void allGpusStandSideBySideAndATitleLeadsToOne() {
        strip(10);
        bot.await("all GPUs", () -> part.getTitle().equals("All GPUs · Power"));
        bot.await("their pictures", () -> board.scenes().size() == 4);
        Event click = new Event();
        click.button = 1;
        click.x = 20;
        click.y = 34;
        board.notifyListeners(SWT.MouseDown, click);
        board.notifyListeners(SWT.MouseUp, click);
        bot.await("the first", () -> part.getTitle().startsWith("GPU 0"));
    }

    @Test
    void thePictureIsOnTheClipboard() {
        part.getViewSite()
                .getActionBars()
                .getGlobalActionHandler(ActionFactory.COPY.getId())
                .run();
        bot.await("a word of it", () -> board.description().startsWith("The picture is on the clipboard."));
        Clipboard clipboard = new Clipboard(window.getDisplay());
        Object contents = clipboard.getContents(ImageTransfer.getInstance());
        clipboard.dispose();
        assertNotNull(contents, "nothing is on the clipboard");
        assertTrue(((ImageData) contents).width > 900, "the picture is small");
    }

    @Test
    void nothingIsDrawnWhileTheWindowIsMinimised() {
        range(0);
        bot.await("a minute", () -> span().equals(Duration.ofMinutes(1)));
        window.setMinimized(true);
        bot.await("the window to be away", window::getMinimized);
        bot.live(Duration.ofMillis(600));
        Map<Object, ChartScene> before = board.scenes();
        bot.live(Duration.ofSeconds(3));
        assertEquals(before, board.scenes());
        window.setMinimized(false);
        bot.await("new pictures", () -> !before.equals(board.scenes()));
        assertFalse(window.getMinimized());
    }
}
