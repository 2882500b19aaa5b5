package org.headroom.console.offers;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.Failures;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.desk.RowSelection;
import org.headroom.console.desk.TableMemory;
import org.headroom.model.VisibleText;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.money.Usdc;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.Note;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableEditor;
import org.headroom.ui.table.TableMenu;

/** What this rig offers, changed where it stands; and the rules behind it. */
public final class OffersPart extends DeskPart implements TableEditor.Editing {
    private static final int WIDE = 1000;
    private static final int FORM = 420;
    private static final int LINE = 26;

    private DrawnPart body;
    private DrawnTable table;
    private RulesForm form;
    private RuleChanges changes;
    private Optional<Note> note = Optional.empty();
    /** Why the last change in the table was not taken; stands below it until the next. */
    private String refused = "";

    @Override
    protected Control content(Composite parent) {
        body = new DrawnPart(parent, Role.CONTENT, this::paint);
        table = new DrawnTable(
                        body,
                        OffersPresenter.COLUMNS,
                        OffersPresenter.empty(services().bids()))
                .named("Offers of this rig");
        TableMemory.of(table, "offers");
        TableMenu.on(table);
        new TableEditor(table, this);
        getSite().setSelectionProvider(new RowSelection(table));
        Display display = body.getDisplay();
        changes = new RuleChanges(task -> onDisplay(display, task));
        form = new RulesForm(body, this::rules, this::save);
        body.addListener(SWT.Resize, e -> arrange());
        onStrip(strip -> {
            Note made = new Note(strip, Role.PANEL, Role.SECONDARY).fixed(340);
            note = Optional.of(made);
            return made;
        });
        return body;
    }

    @Override
    protected void refresh() {
        Optional<BidDesk> desk = services().bids();
        table.empty(OffersPresenter.empty(desk));
        Optional<OffersPresenter.Scene> scene = desk.map(d -> new OffersPresenter.Scene(
                d.rules(), d.nets(), services().watch().map(this::states)));
        int before = table.count();
        table.show(scene.map(OffersPresenter::rows).orElse(List.of()));
        if (table.selected().isEmpty() && !table.rows().isEmpty())
            table.select(table.rows().getFirst().key());
        desk.ifPresent(d -> form.rules(d.rules()));
        note.filter(n -> !n.isDisposed())
                .ifPresent(n ->
                        n.show(scene.map(s -> OffersPresenter.note(s.nets())).orElse(""), Role.SECONDARY));
        if (form.control().getVisible() != desk.isPresent() || before != table.count()) arrange();
    }

    private GpuScene states(GpuWatch watch) {
        return new GpuScene(
                        watch,
                        services().rig(),
                        services().health(),
                        services().host(),
                        Instant.now(),
                        ZoneId.systemDefault())
                .owner(services().availability())
                .rules(services().bids());
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        boolean shown = services().bids().isPresent();
        form.control().setVisible(shown);
        int said = refused.isEmpty() ? 0 : LINE;
        if (!shown) {
            table.setBounds(area);
        } else if (area.width >= WIDE) {
            table.setBounds(0, 0, area.width - FORM - 1, area.height - said);
            form.control().setBounds(area.width - FORM, 0, FORM, area.height);
        } else {
            int rows = DrawnTable.HEADER + Math.max(2, table.count()) * DrawnTable.ROW;
            int top = Math.min(
                    rows,
                    Math.max(DrawnTable.HEADER + 2 * DrawnTable.ROW, area.height - Math.max(area.height / 2, 120)));
            table.setBounds(0, 0, area.width, top);
            form.control().setBounds(0, top + said + 1, area.width, Math.max(0, area.height - top - said - 1));
        }
        body.redraw();
    }

    private void paint(GC gc, Look look, Rectangle area) {
        if (!form.control().getVisible()) return;
        Rectangle f = form.control().getBounds();
        Rectangle t = table.getBounds();
        gc.setBackground(look.color(Role.LINE));
        if (f.x > 0) gc.fillRectangle(f.x - 1, 0, 1, area.height);
        else gc.fillRectangle(0, f.y - 1, area.width, 1);
        if (refused.isEmpty()) return;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SICK));
        gc.drawText(refused, 8, Look.baselineTop(gc, t.y + t.height, LINE), SWT.DRAW_TRANSPARENT);
    }

    /** What a change starts from: rules that were asked for are in force only once the rig has kept them. */
    private Optional<BidRules> rules() {
        return services().bids().map(d -> changes.latest(d, d.rules()));
    }

    @Override
    public String begin(Object key, String column) {
        return services().bids().stream()
                .flatMap(d -> d.nets().stream())
                .filter(n -> n.gpu().equals(key))
                .flatMap(n -> n.ask().stream())
                .findFirst()
                .map(RulesText::price)
                .orElse("");
    }

    @Override
    public String fault(Object key, String column, String text) {
        return OffersPresenter.askFault(
                text, rules().map(BidRules::floorPerGpuHour).orElse(Usdc.ZERO));
    }

    @Override
    public void take(Object key, String column, String text) {
        if (key instanceof GpuId gpu) rules().ifPresent(r -> change(OffersPresenter.withAsk(r, gpu, text)));
    }

    @Override
    public void flip(Object key, String column) {
        if (key instanceof GpuId gpu) rules().ifPresent(r -> change(OffersPresenter.flipped(r, gpu)));
    }

    private void change(BidRules wanted) {
        send(wanted, () -> refuse(""), this::refuse);
    }

    private void refuse(String why) {
        refused = VisibleText.line(why);
        arrange();
        refresh();
    }

    private void save(BidRules wanted) {
        send(wanted, () -> form.saved(wanted), form::refused);
    }

    /** Any outcome comes back on the UI thread. */
    private void send(BidRules wanted, Runnable taken, Consumer<String> not) {
        Optional<BidDesk> desk = services().bids();
        if (desk.isEmpty()) {
            not.accept("The rig has stopped taking part in the market; nothing was changed.");
            return;
        }
        changes.send(
                wanted, desk.get()::change, error -> error.map(Failures::words).ifPresentOrElse(not, taken));
    }

    private void onDisplay(Display display, Runnable task) {
        if (display.isDisposed()) return;
        display.asyncExec(() -> {
            if (!body.isDisposed()) task.run();
        });
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
