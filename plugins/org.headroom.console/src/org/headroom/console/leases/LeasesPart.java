package org.headroom.console.leases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.console.desk.BlockMenu;
import org.headroom.console.desk.ChosenLease;
import org.headroom.console.desk.ClosedLeases;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.console.desk.RowSelection;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.rig.DamagedLease;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.parts.Ask;
import org.headroom.ui.parts.Note;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;

/** The table of leases, with time and money of the chosen one below it. Older leases are read from the ledger on demand. */
public final class LeasesPart extends DeskPart {
    private Composite body;
    private DrawnTable table;
    private LeaseDetail detail;
    private ClosedLeases closed;
    private ChosenLease chosen;
    private Optional<Note> note = Optional.empty();
    private Optional<PushButton> more = Optional.empty();

    @Override
    protected Control content(Composite parent) {
        body = new Composite(parent, SWT.NO_BACKGROUND);
        table = new DrawnTable(
                        body,
                        LeasesPresenter.columns(services().rig()),
                        LeasesPresenter.empty(services().rig()))
                .named("Leases");
        detail = new LeaseDetail(body);
        Executor ui = onUiThread(body);
        closed = new ClosedLeases(ui, this::refresh);
        chosen = new ChosenLease(ui, this::refresh);
        body.addListener(SWT.Resize, e -> arrange());
        getSite().setSelectionProvider(new RowSelection(table));
        table.onSelect(key -> {
            chosen.choose(key.filter(LeaseId.class::isInstance).map(LeaseId.class::cast));
            showDetail(services().now());
        });
        table.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) stopSelected();
        });
        Menu menu = new Menu(table);
        MenuItem stop = new MenuItem(menu, SWT.PUSH);
        stop.setText("Stop lease…\tDel");
        stop.addListener(SWT.Selection, e -> stopSelected());
        menu.addListener(SWT.Show, e -> stop.setEnabled(stopWords().isPresent()));
        table.setMenu(menu);
        BlockMenu.on(table, services(), this::renter);
        onStrip(strip -> {
            Note made = new Note(strip, Role.PANEL, Role.SECONDARY).fixed(310);
            note = Optional.of(made);
            return made;
        });
        onStrip(strip -> {
            PushButton made = new PushButton(strip, Role.PANEL);
            made.look(LeasesPresenter.OLDER, PushButton.Style.QUIET, Role.ACCENT, false);
            made.addListener(SWT.Selection, e -> {
                closed.more();
                refresh();
            });
            more = Optional.of(made);
            return made;
        });
        return body;
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        int height = table.rows().isEmpty() ? 0 : Math.min(LeaseDetail.HEIGHT, area.height / 2);
        table.setBounds(0, 0, area.width, area.height - height);
        detail.control().setVisible(height > 0);
        detail.control().setBounds(0, area.height - height, area.width, height);
    }

    @Override
    protected void refresh() {
        Optional<RigView> rig = services().rig();
        Instant now = services().now();
        closed.update(services().desk(), rig);
        table.empty(LeasesPresenter.empty(rig));
        table.columns(LeasesPresenter.columns(rig));
        boolean bare = table.rows().isEmpty();
        List<Row> rows = rig.map(
                        r -> LeasesPresenter.rows(r, closed.older(), services().gpus(), now))
                .orElse(List.of());
        table.show(rows);
        if (bare != table.rows().isEmpty()) arrange();
        if (table.selected().isEmpty() && !rows.isEmpty())
            table.select(rows.get(0).key());
        showDetail(now);
        ZoneId zone = ZoneId.systemDefault();
        note.filter(n -> !n.isDisposed())
                .ifPresent(n -> n.show(
                        rig.map(r -> LeasesPresenter.note(r, closed.older(), closed.left() == 0, now, zone))
                                .orElse(""),
                        Role.SECONDARY));
        more.filter(b -> !b.isDisposed()).ifPresent(this::show);
    }

    private void show(PushButton button) {
        LeasesPresenter.Older state = LeasesPresenter.older(closed);
        // Where it is hidden the strip shows a grey box in its place; without a word it is as the strip.
        String text = state.visible() ? state.text() : "";
        boolean enabled = state.visible() && state.enabled();
        if (button.isEnabled() != enabled) button.setEnabled(enabled);
        if (!button.text().equals(text)) button.look(text, PushButton.Style.QUIET, Role.ACCENT, false);
        String tip = button.getToolTipText();
        if (!state.tip().equals(tip)) button.setToolTipText(state.tip());
    }

    private void showDetail(Instant now) {
        Optional<RigView> rig = services().rig();
        ZoneId zone = ZoneId.systemDefault();
        boolean silent = rig.filter(r -> LeaseMoney.silent(r.chain(), now)).isPresent();
        detail.show(damaged(rig)
                .map(l -> LeaseText.detail(l, now, zone))
                .or(() -> chosen.find(services().desk(), rig)
                        .map(l -> LeaseText.detail(new LeaseFigures(l, silent, now), now, zone)))
                .or(() -> summary().map(s -> LeaseText.detail(s, chosen.failure(), now, zone))));
    }

    /** The chosen lease where the ledger cannot restore it. */
    private Optional<DamagedLease> damaged(Optional<RigView> rig) {
        return rig.stream()
                .flatMap(r -> r.damaged().stream())
                .filter(l -> chosen.id().filter(l.lease()::equals).isPresent())
                .findFirst();
    }

    private Optional<LeaseSummary> summary() {
        return chosen.id().flatMap(closed::find);
    }

    private Optional<LeaseView> lease() {
        return chosen.find(services().desk(), services().rig());
    }

    private Optional<EthAddress> renter() {
        return lease().map(l -> l.state().terms().bid().renter())
                .or(() -> summary().map(LeaseSummary::renter));
    }

    private Optional<String> stopWords() {
        return lease().flatMap(l -> LeasesPresenter.stopWords(l, services().now()));
    }

    /** Time and money of the chosen lease, in words; for tests. */
    public String detailWords() {
        return detail.words();
    }

    /** Asks first, and says what it means. Does nothing where the chosen lease does not run. */
    public void stopSelected() {
        Optional<LeaseView> lease = lease();
        stopWords().ifPresent(words -> {
            LeaseView l = lease.orElseThrow();
            LeaseId id = l.state().id();
            Ask ask = new Ask(getSite().getShell(), "Stop lease " + l.label() + "?", words, "Stop the job", Role.SICK);
            ask.onYes(() -> services().desk().ifPresent(d -> d.stop(id)));
            ask.open();
        });
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
