package org.headroom.app.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.headroom.app.Themes;
import org.headroom.console.decisions.DecisionsPart;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.money.Usdc;
import org.headroom.ui.chart.ChartBoard;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.table.DrawnTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The views of the market by mouse and keyboard. */
class TradingTest {
    private final BundleContext bundles = FrameworkUtil.getBundle(Themes.class).getBundleContext();
    private final IWorkbenchPage page =
            PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    private final Shell window = page.getWorkbenchWindow().getShell();
    private final Bot bot = new Bot(window.getDisplay());
    private final BidRules before = desk().rules();

    private BidDesk desk() {
        return bundles.getService(bundles.getServiceReference(BidDesk.class));
    }

    @AfterEach
    void leaveItAsItWas() {
        desk().change(before).join();
    }

    private Object show(String view) {
        try {
            return page.showView("org.headroom.console." + view);
        } catch (PartInitException e) {
            throw new AssertionError(e);
        }
    }

    private DrawnTable table(String name) {
        bot.await("the table " + name, () -> found(name).isPresent());
        return found(name).orElseThrow();
    }

    private Optional<DrawnTable> found(String name) {
        return bot.all(window, DrawnTable.class).stream()
                .filter(t -> t.name().equals(name) && t.isVisible())
                .findFirst();
    }

    private static void key(DrawnTable table, int code, char character) {
        Event e = new Event();
        e.keyCode = code;
        e.character = character;
        table.notifyListeners(SWT.KeyDown, e);
    }

    private Text field(DrawnTable table) {
        return bot.all(table, Text.class).getFirst();
    }

    private GpuNet net(int index) {
        return desk().nets().get(index);
    }

    @Test
    void anAskIsChangedWhereItStands() {
        show("offers");
        DrawnTable table = table("Offers of this rig");
        bot.await("the GPUs", () -> table.count() == 4);
        table.select(net(1).gpu());
        key(table, SWT.F2, '\0');
        bot.await("the field", () -> field(table).isVisible());
        assertEquals("0.380", field(table).getText());
        field(table).setText("0.2x");
        field(table).notifyListeners(SWT.DefaultSelection, new Event());
        assertTrue(field(table).isVisible(), "a price that is none was taken");
        field(table).setText("0.365");
        field(table).notifyListeners(SWT.DefaultSelection, new Event());
        bot.await("the price", () -> net(1).ask().equals(Optional.of(Usdc.parse("0.365"))));
        assertFalse(field(table).isVisible());
    }

    @Test
    void escapeLeavesTheAskAsItWas() {
        show("offers");
        DrawnTable table = table("Offers of this rig");
        bot.await("the GPUs", () -> table.count() == 4);
        table.select(net(1).gpu());
        key(table, 0, SWT.CR);
        bot.await("the field", () -> field(table).isVisible());
        field(table).setText("0.99");
        Event esc = new Event();
        esc.keyCode = SWT.ESC;
        field(table).notifyListeners(SWT.KeyDown, esc);
        assertFalse(field(table).isVisible());
        assertEquals(before, desk().rules());
    }

    @Test
    void theSpaceBarTakesAGpuOffTheMarket() {
        show("offers");
        DrawnTable table = table("Offers of this rig");
        bot.await("the GPUs", () -> table.count() == 4);
        table.select(net(1).gpu());
        key(table, ' ', ' ');
        bot.await("the rules", () -> !net(1).offered());
    }

    @Test
    void rulesAreSavedOrRefusedWithTheReason() {
        show("offers");
        DrawnTable table = table("Offers of this rig");
        bot.await("the form", () -> bot.all(table.getParent(), Text.class).size() > 5);
        Text floor = bot.all(table.getParent(), Text.class).stream()
                .filter(t -> t.getText().equals("0.240"))
                .findFirst()
                .orElseThrow();
        floor.setText("0.2.");
        bot.await(
                "no saving",
                () -> bot.button(window, "Save").filter(b -> !b.isEnabled()).isPresent());
        floor.setText("0.25");
        bot.await(
                "saving",
                () -> bot.button(window, "Save").filter(b -> b.isEnabled()).isPresent());
        bot.press(window, "Save");
        bot.await("the rules", () -> desk().rules().floorPerGpuHour().equals(Usdc.parse("0.25")));
    }

    @Test
    void aDecisionIsFoundByItsAnswerAndADryRunComesToAnEnd() {
        DecisionsPart part = (DecisionsPart) show("decisions");
        DrawnTable table = table("Decisions");
        bot.await("the decisions", () -> table.count() == 500);
        Choice answers = bot.all(table.getParent(), Choice.class).getFirst();
        answers.choose(1);
        bot.await("those that were bid for", () -> table.count() > 0 && table.count() < 500);
        answers.choose(0);
        part.ask(true);
        DrawnTable changed = table("Changed answers");
        Text price = bot.all(changed.getParent(), Text.class).getFirst();
        price.setText("0.30");
        bot.press(changed.getParent(), "Run");
        bot.await("the run", () -> bot.button(changed.getParent(), "Stop").isPresent());
        bot.await("the answers", () -> changed.count() > 0);
        assertEquals(before, desk().rules());
        part.ask(false);
    }

    @Test
    void theBookHasItsPricesOverTime() throws WorkbenchException {
        String rig = page.getPerspective().getId();
        PlatformUI.getWorkbench().showPerspective("org.headroom.app.market", page.getWorkbenchWindow());
        show("market");
        DrawnTable table = table("Order book");
        bot.await("the models", () -> table.count() > 3);
        ChartBoard board = bot.all(table.getParent(), ChartBoard.class).getFirst();
        bot.await(
                "the curves",
                () -> board.scenes().values().stream().anyMatch(s -> s.curves().size() == 2));
        PlatformUI.getWorkbench().showPerspective(rig, page.getWorkbenchWindow());
    }
}
