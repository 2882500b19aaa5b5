package org.headroom.app.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableState;
import org.headroom.ui.table.TableStrip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of GPUs by mouse and keyboard. */
class TablesTest {
    private final IWorkbenchPage page =
            PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    private final Shell window = page.getWorkbenchWindow().getShell();
    private final Bot bot = new Bot(window.getDisplay());
    private IViewPart view;

    @BeforeEach
    void open() throws PartInitException {
        view = page.showView("org.headroom.console.gpus");
        bot.await("the GPUs", () -> found() && table().count() == 4);
        table().state(TableState.of(table().columns()));
    }

    @AfterEach
    void leaveItAsItWas() {
        table().filter("");
        table().state(TableState.of(table().columns()));
    }

    private boolean found() {
        return bot.all(window, DrawnTable.class).stream().anyMatch(this::isTable);
    }

    private boolean isTable(DrawnTable t) {
        return t.name().equals("GPUs") && t.isVisible();
    }

    private DrawnTable table() {
        return bot.all(window, DrawnTable.class).stream()
                .filter(this::isTable)
                .findFirst()
                .orElseThrow();
    }

    private List<String> names() {
        return table().rows().stream().map(r -> r.cells().get(0).words()).toList();
    }

    private void mouse(int type, int x, int y) {
        Event e = new Event();
        e.type = type;
        e.button = 1;
        e.x = x;
        e.y = y;
        table().notifyListeners(type, e);
    }

    private void key(int code, char character, int state) {
        Event e = new Event();
        e.keyCode = code;
        e.character = character;
        e.stateMask = state;
        table().notifyListeners(SWT.KeyDown, e);
    }

    @Test
    void aClickOnAHeaderSortsAndAnotherTurnsItRound() {
        mouse(SWT.MouseDown, 30, 10);
        mouse(SWT.MouseUp, 30, 10);
        assertEquals("gpu", table().state().sort());
        assertTrue(names().get(0).startsWith("0"));
        mouse(SWT.MouseDown, 30, 10);
        mouse(SWT.MouseUp, 30, 10);
        assertTrue(names().get(0).startsWith("3"), names().toString());
    }

    @Test
    void draggingATitleMovesItsColumn() {
        mouse(SWT.MouseDown, 30, 10);
        mouse(SWT.MouseMove, 200, 10);
        mouse(SWT.MouseMove, 320, 10);
        mouse(SWT.MouseUp, 320, 10);
        List<String> shown = table().state().places().stream()
                .filter(TableState.Place::shown)
                .map(TableState.Place::id)
                .toList();
        assertEquals(List.of("state", "gpu", "load"), shown.subList(0, 3));
        assertEquals("", table().state().sort(), "a drag is not a click");
    }

    @Test
    void columnsAreRememberedWhenTheViewIsClosedAndOpenedAgain() throws PartInitException {
        table().state(table().state().toggled("fan").toggled("price").widened("state", 171));
        String written = table().state().written();
        page.hideView(view);
        bot.await("the view to go", () -> !found());
        view = page.showView("org.headroom.console.gpus");
        bot.await("the GPUs again", () -> found() && table().count() == 4);
        assertEquals(written, table().state().written());
        assertTrue(table().shows("fan"));
        bot.await(
                "the fan's reading",
                () -> table().rows().get(0).cells().get(fan()).words().endsWith("%"));
    }

    private int fan() {
        return table().columns().stream().map(c -> c.id()).toList().indexOf("fan");
    }

    @Test
    void theFilterBesideTheTabsLeavesOnlyWhatFits() {
        bot.await("the strip", () -> bot.all(window, TableStrip.class).stream().anyMatch(TableStrip::isVisible));
        TableStrip strip = bot.all(window, TableStrip.class).stream()
                .filter(TableStrip::isVisible)
                .findFirst()
                .orElseThrow();
        key('f', 'f', SWT.MOD1);
        Text field = bot.all(strip, Text.class).get(0);
        assertTrue(field.isVisible(), "Ctrl+F opens the filter");
        field.setText("4090 offered");
        assertEquals(1, table().rows().size());
        field.setText("nothing like this");
        assertEquals(0, table().rows().size());
        assertEquals(4, table().count());
        Event escape = new Event();
        escape.keyCode = SWT.ESC;
        field.notifyListeners(SWT.KeyDown, escape);
        assertEquals(4, table().rows().size());
        assertFalse(field.isVisible());
    }

    @Test
    void theKeyboardGoesThroughTheRowsAndCopiesThem() {
        key(SWT.HOME, '\0', 0);
        key(SWT.ARROW_DOWN, '\0', 0);
        assertEquals(table().rows().get(1).key(), table().selected().orElseThrow());
        key(SWT.END, '\0', SWT.MOD2);
        assertEquals(3, table().marked().size());
        key('c', 'c', SWT.MOD1);
        Clipboard clipboard = new Clipboard(window.getDisplay());
        String text = String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
        clipboard.dispose();
        assertEquals(4, text.lines().count(), text);
        assertTrue(text.startsWith("GPU\tState\t"), text);
        key('t', 't', 0);
        assertEquals(table().rows().get(3).key(), table().selected().orElseThrow(), "T of Tesla");
        key(SWT.HOME, '\0', 0);
    }
}
