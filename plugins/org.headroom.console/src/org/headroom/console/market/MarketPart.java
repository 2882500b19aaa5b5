package org.headroom.console.market;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.TableMemory;
import org.headroom.console.market.MarketPresenter.Section;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableMenu;

/** What is on the market: the order book with prices over time, or one table at a time. */
public final class MarketPart extends DeskPart {
    private final Map<Section, DrawnTable> tables = new EnumMap<>(Section.class);
    private Section section = Section.BOOK;
    private Composite stack;
    private BookPage book;
    private Optional<Choice> choice = Optional.empty();

    @Override
    protected Control content(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        StackLayout layout = new StackLayout();
        stack.setLayout(layout);
        book = new BookPage(stack, services());
        whenDisposed(book::close);
        for (Section s : Section.values()) tables.put(s, s == Section.BOOK ? book.table() : table(s));
        layout.topControl = top();
        onStrip(strip -> {
            Choice words = new Choice(
                    strip,
                    Role.PANEL,
                    MarketPresenter.ROOM,
                    section.ordinal(),
                    i -> show(Section.values()[i]));
            choice = Optional.of(words);
            return words;
        });
        return stack;
    }

    private DrawnTable table(Section s) {
        DrawnTable made = new DrawnTable(
                        stack,
                        MarketPresenter.columns(s),
                        MarketPresenter.empty(s, services().rig()))
                .named(s.label());
        TableMemory.of(made, "market." + s.label());
        TableMenu.on(made);
        return made;
    }

    private Control top() {
        return section == Section.BOOK ? book.control() : tables.get(section);
    }

    private void show(Section chosen) {
        section = chosen;
        ((StackLayout) stack.getLayout()).topControl = top();
        stack.layout();
        refresh();
    }

    @Override
    protected void refresh() {
        Optional<RigView> rig = services().rig();
        choice.filter(c -> !c.isDisposed())
                .ifPresent(c -> c.words(MarketPresenter.labels(rig)));
        DrawnTable table = tables.get(section);
        table.empty(MarketPresenter.empty(section, rig));
        if (section == Section.BOOK) book.refresh();
        else
            table.show(rig.map(r -> MarketPresenter.rows(
                            section, r, services().gpus(), Instant.now(), ZoneId.systemDefault()))
                    .orElse(List.of()));
    }

    @Override
    public void setFocus() {
        tables.get(section).setFocus();
    }
}
