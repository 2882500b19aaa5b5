package org.headroom.console.decisions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.console.decisions.DecisionsPresenter.Answer;
import org.headroom.console.decisions.DecisionsPresenter.Key;
import org.headroom.console.decisions.DecisionsPresenter.Span;
import org.headroom.console.decisions.DecisionsPresenter.Wanted;
import org.headroom.console.desk.BlockMenu;
import org.headroom.console.desk.Failures;
import org.headroom.console.desk.Services;
import org.headroom.console.desk.TableMemory;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.rig.Decision;
import org.headroom.ui.cell.Role;
import org.headroom.ui.parts.Bar;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.parts.Entry;
import org.headroom.ui.parts.Note;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableMenu;

/** All orders that were judged, what is chosen of them, and the chosen one gate by gate. UI thread. */
final class DecisionsPage {
    /** So long after the last key it is taken that a person has typed all. */
    private static final int TYPED_MS = 250;

    /** On a busy market there is something new all the time. */
    private static final long AGAIN_NANOS = 1_000_000_000;

    private final Services services;
    private final Split split;
    private final DrawnTable table;
    private final GateSheet sheet;
    private final PushButton gate;
    private final Entry text;
    private final Note note;
    private final Bar bar;
    private Wanted wanted = Wanted.ALL;
    private List<Decision> decisions = List.of();
    private boolean reading;
    private boolean read;
    private String failed = "";
    /** For what was read last; it is read again when one of them is another. */
    private Wanted readFor = Wanted.ALL;

    private long readAt = -1;
    private long readBegan;
    private int typed;

    DecisionsPage(Composite parent, Services services) {
        this.services = services;
        split = new Split(parent);
        bar = new Bar(split.control());
        bar.add("", new Choice(bar, Role.CONTENT, Answer.labels(), 0, i -> want(wanted.with(Answer.values()[i]))));
        bar.add(
                "",
                new Choice(
                        bar,
                        Role.CONTENT,
                        Span.labels(),
                        Span.EVER.ordinal(),
                        i -> want(wanted.with(Span.values()[i]))));
        gate = new PushButton(bar, Role.CONTENT);
        gate.addListener(SWT.Selection, e -> chooseGate());
        bar.add("", gate);
        text = new Entry(bar, "With this text", "renter, order, model, image", 172);
        text.text().addListener(SWT.Modify, e -> typed());
        text.text().addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) text.text().setText("");
        });
        bar.add("", text);
        note = new Note(bar, Role.CONTENT, Role.SECONDARY).fixed(104);
        bar.add("", note);
        table = new DrawnTable(
                        split.control(),
                        DecisionsPresenter.COLUMNS,
                        DecisionsPresenter.empty(services.bids(), wanted, false, ""))
                .named("Decisions");
        TableMemory.of(table, "decisions");
        TableMenu.on(table);
        BlockMenu.on(table, services, () -> selected().map(d -> d.order().renter()));
        table.addListener(SWT.KeyDown, e -> {
            if ((e.stateMask & SWT.MOD1) != 0 && e.keyCode == 'f') text.text().setFocus();
        });
        sheet = new GateSheet(split.control(), false);
        table.onSelect(key -> chosen());
        split.of(bar, table, sheet);
        gateWords();
    }

    Control control() {
        return split.control();
    }

    DrawnTable table() {
        return table;
    }

    Optional<Decision> selected() {
        return table.selected()
                .flatMap(key ->
                        decisions.stream().filter(d -> Key.of(d).equals(key)).findFirst());
    }

    private void want(Wanted other) {
        if (other.equals(wanted)) return;
        wanted = other;
        refresh();
    }

    private void typed() {
        int now = ++typed;
        Display display = table.getDisplay();
        display.timerExec(TYPED_MS, () -> {
            if (now == typed && !table.isDisposed())
                want(wanted.saying(text.text().getText()));
        });
    }

    private void chooseGate() {
        Menu menu = new Menu(gate);
        item(menu, "any condition", Optional.empty());
        new MenuItem(menu, SWT.SEPARATOR);
        for (String name : DecisionsPresenter.gateNames(decisions, wanted.gate())) item(menu, name, Optional.of(name));
        menu.setLocation(gate.toDisplay(0, gate.getSize().y));
        menu.addListener(SWT.Hide, e -> menu.getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    private void item(Menu menu, String words, Optional<String> name) {
        MenuItem item = new MenuItem(menu, SWT.RADIO);
        item.setText(words);
        item.setSelection(wanted.gate().equals(name));
        item.addListener(SWT.Selection, e -> {
            if (!item.getSelection()) return;
            want(wanted.gated(name));
            gateWords();
        });
    }

    private void gateWords() {
        gate.look(wanted.gate().orElse("any condition") + " ▾", PushButton.Style.QUIET, Role.ACCENT, false);
        bar.again();
    }

    void refresh() {
        Optional<BidDesk> desk = services.bids();
        if (desk.isEmpty()) {
            decisions = List.of();
            read = false;
            readAt = -1;
        }
        boolean news = readAt != services.bidNews() && System.nanoTime() - readBegan > AGAIN_NANOS;
        boolean due = readAt < 0 || news || !readFor.equals(wanted);
        if (due && !reading) desk.ifPresent(this::read);
        table.empty(DecisionsPresenter.empty(desk, wanted, read, failed));
        note.show(DecisionsPresenter.note(decisions), Role.SECONDARY);
        table.show(DecisionsPresenter.rows(decisions, Instant.now(), ZoneId.systemDefault()));
        if (selected().isEmpty() && !decisions.isEmpty()) table.select(Key.of(decisions.getFirst()));
        chosen();
    }

    private void chosen() {
        Optional<Decision> one = selected();
        sheet.show(one);
        split.detail(one.isPresent());
    }

    private void read(BidDesk desk) {
        reading = true;
        readFor = wanted;
        readAt = services.bidNews();
        readBegan = System.nanoTime();
        Display display = table.getDisplay();
        desk.decisions(wanted.filter(Instant.now()), DecisionsPresenter.MOST).whenComplete((found, error) -> {
            if (display.isDisposed()) return;
            display.asyncExec(() -> {
                if (!table.isDisposed()) came(Optional.ofNullable(found), Optional.ofNullable(error));
            });
        });
    }

    private void came(Optional<List<Decision>> found, Optional<Throwable> error) {
        reading = false;
        read = true;
        failed = error.map(Failures::words).orElse("");
        decisions = found.orElse(List.of());
        refresh();
    }
}
