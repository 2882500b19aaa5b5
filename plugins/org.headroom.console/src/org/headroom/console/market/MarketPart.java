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
import org.headroom.console.desk.BlockMenu;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.TableMemory;
import org.headroom.console.market.MarketPresenter.Section;
import org.headroom.model.market.Blocklist;
import org.headroom.model.money.EthAddress;
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
                    strip, Role.PANEL, MarketPresenter.ROOM, section.ordinal(), i -> show(Section.values()[i]));
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
        if (s == Section.ORDERS || s == Section.BIDS || s == Section.BLOCKED)
            BlockMenu.on(made, services(), () -> made.selected().flatMap(this::renter));
        if (s == Section.BLOCKED)
            made.addListener(SWT.KeyDown, e -> {
                if (e.keyCode == SWT.DEL)
                    made.selected().flatMap(this::renter).ifPresent(who -> BlockMenu.unblock(services(), who));
            });
        return made;
    }

    /** Whose row it is. */
    private Optional<EthAddress> renter(Object key) {
        return key instanceof EthAddress who
                ? Optional.of(who)
                : services().rig().flatMap(r -> MarketPresenter.renter(r, key));
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
        choice.filter(c -> !c.isDisposed()).ifPresent(c -> c.words(MarketPresenter.labels(rig, blocks().size())));
        DrawnTable table = tables.get(section);
        table.empty(MarketPresenter.empty(section, rig));
        if (section == Section.BOOK) book.refresh();
        else if (section == Section.BLOCKED)
            table.show(MarketPresenter.blocked(blocks(), Instant.now(), ZoneId.systemDefault()));
        else
            table.show(rig.map(r ->
                            MarketPresenter.rows(section, r, services().gpus(), Instant.now(), ZoneId.systemDefault()))
                    .orElse(List.of()));
    }

    private List<Blocklist.Block> blocks() {
        return services().blocks().map(Blocklist::list).orElse(List.of());
    }

    @Override
    public void setFocus() {
        tables.get(section).setFocus();
    }
}
