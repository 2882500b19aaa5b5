package org.headroom.console.gpus;

import java.time.Instant;
import java.util.List;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.RowSelection;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.ui.cell.Row;
import org.headroom.ui.table.DrawnTable;

/** The table of GPUs. */
public final class GpusPart extends DeskPart {
    private DrawnTable table;

    @Override
    protected Control content(Composite parent) {
        table = new DrawnTable(
                parent,
                GpusPresenter.COLUMNS,
                GpusPresenter.empty(services().watch().map(GpuWatch::status)));
        getSite().setSelectionProvider(new RowSelection(table));
        return table;
    }

    @Override
    protected void refresh() {
        table.empty(GpusPresenter.empty(services().watch().map(GpuWatch::status)));
        List<Row> rows = services()
                .watch()
                .map(w -> GpusPresenter.rows(w, services().rig(), Instant.now()))
                .orElse(List.of());
        table.show(rows);
        if (table.selected().isEmpty() && !rows.isEmpty())
            table.select(rows.get(0).key());
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
