package org.headroom.console.leases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.console.desk.BlockMenu;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.RowSelection;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.parts.Ask;
import org.headroom.ui.parts.Note;
import org.headroom.ui.table.DrawnTable;

/** The table of leases. */
public final class LeasesPart extends DeskPart {
    private DrawnTable table;
    private Optional<Note> note = Optional.empty();

    @Override
    protected Control content(Composite parent) {
        table = new DrawnTable(
                parent,
                LeasesPresenter.columns(services().rig()),
                LeasesPresenter.empty(services().rig()));
        getSite().setSelectionProvider(new RowSelection(table));
        table.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) stopSelected();
        });
        Menu menu = new Menu(table);
        MenuItem stop = new MenuItem(menu, SWT.PUSH);
        stop.setText("Stop lease…\tDel");
        stop.addListener(SWT.Selection, e -> stopSelected());
        menu.addListener(SWT.Show, e -> stop.setEnabled(stopWords().isPresent()));
        table.setMenu(menu);
        BlockMenu.on(
                table,
                services(),
                () -> chosen().map(l -> l.state().terms().bid().renter()));
        onStrip(strip -> {
            Note made = new Note(strip, Role.PANEL, Role.SECONDARY).fixed(300);
            note = Optional.of(made);
            return made;
        });
        return table;
    }

    @Override
    protected void refresh() {
        Optional<RigView> rig = services().rig();
        Instant now = Instant.now();
        table.empty(LeasesPresenter.empty(rig));
        table.columns(LeasesPresenter.columns(rig));
        List<Row> rows =
                rig.map(r -> LeasesPresenter.rows(r, services().gpus(), now)).orElse(List.of());
        table.show(rows);
        if (table.selected().isEmpty() && !rows.isEmpty())
            table.select(rows.get(0).key());
        note.filter(n -> !n.isDisposed())
                .ifPresent(n -> n.show(
                        rig.map(r -> LeasesPresenter.note(r, now, ZoneId.systemDefault()))
                                .orElse(""),
                        Role.SECONDARY));
    }

    private Optional<LeaseView> chosen() {
        return services().rig().stream()
                .flatMap(r -> r.leases().stream())
                .filter(l -> table.selected().filter(l.state().id()::equals).isPresent())
                .findFirst();
    }

    private Optional<String> stopWords() {
        return chosen().flatMap(l -> LeasesPresenter.stopWords(l, Instant.now()));
    }

    /** Asks first, and says what it means. Does nothing where the chosen lease does not run. */
    public void stopSelected() {
        Optional<LeaseView> lease = chosen();
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
