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
import org.headroom.console.market.MarketPresenter.Section;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.table.DrawnTable;

/** What is on the market, one table at a time. */
public final class MarketPart extends DeskPart {
    private final Map<Section, DrawnTable> tables = new EnumMap<>(Section.class);
    private Section section = Section.ORDERS;
    private Composite stack;
    private Optional<Choice> choice = Optional.empty();

    @Override
    protected Control content(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        StackLayout layout = new StackLayout();
        stack.setLayout(layout);
        for (Section s : Section.values())
            tables.put(
                    s,
                    new DrawnTable(
                            stack,
                            MarketPresenter.columns(s),
                            MarketPresenter.empty(s, services().rig())));
        layout.topControl = tables.get(section);
        onStrip(strip -> {
            Choice words = new Choice(
                    strip,
                    Role.PANEL,
                    List.of("Orders 000", "Offers 000", "Bids 000", "Decisions 000", "Refused 000"),
                    section.ordinal(),
                    i -> show(Section.values()[i]));
            choice = Optional.of(words);
            return words;
        });
        return stack;
    }

    private void show(Section chosen) {
        section = chosen;
        ((StackLayout) stack.getLayout()).topControl = tables.get(chosen);
        stack.layout();
        refresh();
    }

    @Override
    protected void refresh() {
        Optional<RigView> rig = services().rig();
        choice.filter(c -> !c.isDisposed()).ifPresent(c -> c.words(MarketPresenter.labels(rig)));
        DrawnTable table = tables.get(section);
        table.empty(MarketPresenter.empty(section, rig));
        table.show(
                rig.map(r -> MarketPresenter.rows(section, r, services().gpus(), Instant.now(), ZoneId.systemDefault()))
                        .orElse(List.of()));
    }

    @Override
    public void setFocus() {
        tables.get(section).setFocus();
    }
}
