package org.headroom.console.gpus;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.desk.RowSelection;
import org.headroom.console.desk.TableMemory;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.ui.cell.Row;
import org.headroom.ui.refresh.RefreshRequest;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableMenu;
import org.headroom.ui.table.TableStrip;

/** The table of GPUs. */
public final class GpusPart extends DeskPart {
    private final Sparks sparks = new Sparks();
    private DrawnTable table;

    @Override
    protected Control content(Composite parent) {
        table = new DrawnTable(
                        parent,
                        GpusPresenter.COLUMNS,
                        GpusPresenter.empty(services().watch().map(GpuWatch::status)))
                .named("GPUs");
        TableMemory.of(table, "gpus");
        TableMenu.on(table);
        onStrip(strip -> new TableStrip(strip, table));
        RefreshRequest again = new RefreshRequest(table, this::refresh);
        // A column that was not shown has nothing in it yet, and neither has a curve that was out of sight.
        table.onChange(again::request);
        table.onScroll(again::request);
        getSite().setSelectionProvider(new RowSelection(table));
        return table;
    }

    @Override
    protected void refresh() {
        Optional<GpuWatch> watch = services().watch();
        table.empty(GpusPresenter.empty(watch.map(GpuWatch::status)));
        Set<Object> inSight = table.inSight();
        boolean first = table.count() == 0;
        List<Row> rows = watch.map(w -> GpusPresenter.rows(
                        new GpuScene(
                                        w,
                                        services().rig(),
                                        services().health(),
                                        services().host(),
                                        Instant.now(),
                                        ZoneId.systemDefault())
                                .owner(services().availability())
                                .rules(services().bids()),
                        sparks,
                        table::shows,
                        inSight::contains))
                .orElse(List.of());
        table.show(rows);
        if (table.selected().isEmpty() && !rows.isEmpty())
            table.select(rows.get(0).key());
        if (first && !rows.isEmpty()) refresh();
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
