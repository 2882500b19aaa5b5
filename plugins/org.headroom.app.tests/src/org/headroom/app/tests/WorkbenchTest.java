package org.headroom.app.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.headroom.app.Screenshots;
import org.headroom.app.Themes;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigStatus;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

class WorkbenchTest {
    private static final List<String> VIEWS = List.of(
            "gpus",
            "gpu",
            "processes",
            "host",
            "alarms",
            "availability",
            "leases",
            "market",
            "decisions",
            "offers",
            "job",
            "earnings",
            "wallet");

    private final BundleContext bundles = FrameworkUtil.getBundle(Themes.class).getBundleContext();
    private final Shell window =
            PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
    private final Bot bot = new Bot(window.getDisplay());
    private final List<IStatus> errors = new ArrayList<>();
    private final ILogListener log = (status, plugin) -> {
        if (status.getSeverity() == IStatus.ERROR) errors.add(status);
    };

    @BeforeEach
    void listen() {
        Platform.addLogListener(log);
        bot.await("the switch", () -> bot.button(window, "Taking work").isPresent());
    }

    @AfterEach
    void noErrorWasLogged() {
        Platform.removeLogListener(log);
        assertEquals(List.of(), errors.stream().map(IStatus::getMessage).toList());
        assertEquals(0, window.getShells().length, "a dialog was left open");
    }

    private IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    private IViewPart show(String view) {
        try {
            return page().showView("org.headroom.console." + view);
        } catch (PartInitException e) {
            throw new AssertionError(e);
        }
    }

    private RigDesk desk() {
        return bundles.getService(bundles.getServiceReference(RigDesk.class));
    }

    @Test
    void everyViewOpensInLightAndInDark() throws IOException {
        Path folder = Path.of(System.getProperty("headroom.test.screenshots", "target/screenshots"));
        Files.createDirectories(folder);
        for (String theme : List.of(Themes.LIGHT, Themes.DARK)) {
            Themes.wear(PlatformUI.getWorkbench(), theme);
            for (String view : VIEWS) {
                IViewPart part = show(view);
                assertNotNull(part);
                bot.await(view + " to be seen", () -> page().isPartVisible(part));
                bot.live(Duration.ofMillis(600));
                Path file = folder.resolve(view + (theme.equals(Themes.DARK) ? "-dark.png" : "-light.png"));
                Screenshots.save(window, file);
                assertTrue(Files.size(file) > 20_000, file + " is nearly empty");
            }
        }
        Themes.wear(PlatformUI.getWorkbench(), Themes.LIGHT);
    }

    @Test
    void theWindowSaysThatGpusAreSimulated() {
        bot.await("the title", () -> window.getText().equals("Headroom — simulated GPUs"));
    }

    @Test
    void theBigSwitchTellsTheRig() {
        bot.press(window, "Taking work");
        bot.await("the rig to pause", () -> desk().view().status().mode() == RigStatus.Mode.PAUSED);
        bot.await("the switch to say so", () -> bot.button(window, "Paused").isPresent());
        bot.press(window, "Take work");
        bot.await("the rig to take work", () -> desk().view().status().mode() == RigStatus.Mode.TAKING_WORK);
        bot.await(
                "the switch to say so", () -> bot.button(window, "Taking work").isPresent());
    }

    @Test
    void withdrawingShowsTheQuoteBeforeAnythingIsSigned() {
        int before = desk().view().withdrawals().size();
        bot.press(window, "Withdraw…");
        bot.await("the dialog", () -> bot.dialog(window, "Withdraw").isPresent());
        Shell dialog = bot.dialog(window, "Withdraw").orElseThrow();
        assertFalse(bot.button(dialog, "Withdraw").map(PushButton::isEnabled).orElse(true), "confirmed before quoted");
        bot.await(
                "the quote",
                () -> bot.button(dialog, "Withdraw")
                        .filter(PushButton::isEnabled)
                        .isPresent());
        assertEquals(before, desk().view().withdrawals().size(), "something was withdrawn without being asked");
        bot.press(dialog, "Withdraw");
        bot.await("the money", () -> desk().view().withdrawals().size() > before);
        bot.await("the end", () -> bot.button(dialog, "Close").isPresent());
        bot.press(dialog, "Close");
        bot.await("the dialog to close", dialog::isDisposed);
    }

    @Test
    void aChosenGpuIsTheOneInTheDetail() {
        IViewPart gpus = show("gpus");
        IViewPart detail = show("gpu");
        gpus.setFocus();
        page().activate(gpus);
        bot.await("the GPUs", () -> gpuTable().isPresent());
        DrawnTable table = gpuTable().orElseThrow();
        table.select(table.rows().get(2).key());
        bot.await("the detail to follow", () -> detail.getTitle().equals("GPU 2 · RTX 3080"));
        table.select(table.rows().get(0).key());
        bot.await("the detail to follow back", () -> detail.getTitle().equals("GPU 0 · RTX 4090"));
    }

    private Optional<DrawnTable> gpuTable() {
        return bot.all(window, DrawnTable.class).stream()
                .filter(t -> t.name().equals("GPUs") && t.rows().size() == 4)
                .findFirst();
    }

    @Test
    void theTabOfAlarmsCountsWhatNobodyHasSeen() {
        IViewPart alarms = show("alarms");
        bot.await("the count", () -> alarms.getTitle().equals("Alarms 2") || tab("Alarms 2"));
        bot.press(window, "Acknowledge");
        bot.await("the count to go down", () -> tab("Alarms 1"));
    }

    private boolean tab(String label) {
        return bot.all(window, org.eclipse.swt.custom.CTabFolder.class).stream()
                .flatMap(f -> java.util.Arrays.stream(f.getItems()))
                .anyMatch(i -> i.getText().equals(label));
    }

    @Test
    void theRulesOfHealthCanBeSeenInThePreferences() throws IOException {
        Themes.wear(PlatformUI.getWorkbench(), Themes.DARK);
        PreferenceDialog dialog =
                PreferencesUtil.createPreferenceDialogOn(window, "org.headroom.console.rules", null, null);
        dialog.setBlockOnOpen(false);
        dialog.open();
        bot.await(
                "the rules",
                () -> bot.all(dialog.getShell(), DrawnTable.class).stream()
                        .anyMatch(t -> !t.rows().isEmpty()));
        bot.live(Duration.ofMillis(400));
        Path folder = Path.of(System.getProperty("headroom.test.screenshots", "target/screenshots"));
        Files.createDirectories(folder);
        Screenshots.save(dialog.getShell(), folder.resolve("rules.png"));
        dialog.close();
        Themes.wear(PlatformUI.getWorkbench(), Themes.LIGHT);
        assertTrue(dialog.getShell() == null || dialog.getShell().isDisposed());
    }

    @Test
    void everyViewShowsAPlainStateWhileTheServicesAreAway() {
        ServiceComponentRuntime components =
                bundles.getService(bundles.getServiceReference(ServiceComponentRuntime.class));
        List<ComponentDescriptionDTO> fixture = components.getComponentDescriptionDTOs().stream()
                .filter(c -> c.name.startsWith("org.headroom.console.fixture."))
                .toList();
        assertEquals(7, fixture.size());
        fixture.forEach(components::disableComponent);
        try {
            bot.await("the services to go", () -> bundles.getServiceReference(RigDesk.class) == null);
            for (String view : VIEWS) {
                IViewPart part = show(view);
                bot.await(view + " to be seen", () -> page().isPartVisible(part));
                bot.live(Duration.ofMillis(400));
            }
            bot.await(
                    "the tables to be empty",
                    () -> bot.all(window, DrawnTable.class).stream()
                            .filter(DrawnTable::isVisible)
                            .allMatch(t -> t.rows().isEmpty()));
            bot.await(
                    "the switch to be off",
                    () -> bot.button(window, "Not taking work").isPresent());
        } finally {
            fixture.forEach(components::enableComponent);
            bot.await("the services to be back", () -> bundles.getServiceReference(RigDesk.class) != null);
            bot.await(
                    "the switch to be back",
                    () -> bot.button(window, "Taking work").isPresent());
        }
    }
}
