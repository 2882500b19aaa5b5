package org.headroom.app.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.headroom.app.Screenshots;
import org.headroom.app.Themes;
import org.headroom.console.leases.LeasesPart;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;
import org.junit.jupiter.api.Test;

/** The table of leases and the chosen lease below it. */
class LeasesTest {
    private final IWorkbenchPage page =
            PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    private final Shell window = page.getWorkbenchWindow().getShell();
    private final Bot bot = new Bot(window.getDisplay());

    private LeasesPart show() {
        try {
            return (LeasesPart) page.showView("org.headroom.console.leases");
        } catch (PartInitException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<DrawnTable> found() {
        return bot.all(window, DrawnTable.class).stream()
                .filter(t -> t.name().equals("Leases") && t.isVisible())
                .findFirst();
    }

    private void choose(DrawnTable table, String label) {
        table.select(table.rows().stream()
                .filter(r -> r.cells().get(0).words().equals(label))
                .findFirst()
                .orElseThrow()
                .key());
    }

    @Test
    void olderLeasesAreReadPageByPageAndOneOfThemInWhole() {
        LeasesPart part = show();
        bot.await("the leases", () -> found().filter(t -> t.count() >= 61).isPresent());
        DrawnTable table = found().orElseThrow();
        int before = table.count();
        bot.await(
                "the button",
                () -> bot.button(window, "Older leases")
                        .filter(PushButton::isEnabled)
                        .isPresent());
        bot.press(window, "Older leases");
        bot.await("a page", () -> table.count() == before + 100);
        String last = table.rows().getLast().cells().get(0).words();
        choose(table, last);
        bot.await("the lease's paid time", () -> part.detailWords().matches(last + ",.*Paid time \\d.*Receipt no.*"));
        choose(table, table.rows().getFirst().cells().get(0).words());
        bot.await("the first again", () -> !part.detailWords().startsWith(last));
    }

    @Test
    void moneyOfTheChosenLeaseFitsASmallWindow() throws IOException {
        LeasesPart part = show();
        Rectangle bounds = window.getBounds();
        boolean maximized = window.getMaximized();
        Path folder = Path.of(System.getProperty("headroom.test.screenshots", "target/screenshots"));
        Files.createDirectories(folder);
        bot.await("the leases", () -> found().filter(t -> t.count() >= 61).isPresent());
        DrawnTable table = found().orElseThrow();
        try {
            window.setMaximized(false);
            window.setBounds(0, 0, 1280, 720);
            for (String theme : List.of(Themes.LIGHT, Themes.DARK)) {
                Themes.wear(PlatformUI.getWorkbench(), theme);
                String suffix = theme.equals(Themes.DARK) ? "-dark.png" : "-light.png";
                for (String label : List.of("L-0356", "L-0355", "L-0360")) {
                    choose(table, label);
                    bot.await(label, () -> part.detailWords().startsWith(label));
                    bot.live(Duration.ofMillis(400));
                    Screenshots.save(window, folder.resolve("small-" + label + suffix));
                }
            }
            choose(table, "L-0356");
            assertTrue(
                    part.detailWords().contains("Loss 0.000116 USDC: the stream ended short of the receipt."),
                    part.detailWords());
            assertEquals(
                    "Loss 0.000116", table.marked().getFirst().cells().get(3).words());
        } finally {
            window.setBounds(bounds);
            window.setMaximized(maximized);
            Themes.wear(PlatformUI.getWorkbench(), Themes.LIGHT);
        }
    }
}
