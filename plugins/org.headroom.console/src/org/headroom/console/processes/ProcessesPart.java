package org.headroom.console.processes;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.DeskPart;
import org.headroom.console.desk.RowSelection;
import org.headroom.console.desk.TableMemory;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableMenu;
import org.headroom.ui.table.TableStrip;

/** The table of processes that use the GPUs. */
public final class ProcessesPart extends DeskPart {
    private DrawnTable table;

    @Override
    protected Control content(Composite parent) {
        table = new DrawnTable(
                        parent,
                        ProcessesPresenter.COLUMNS,
                        ProcessesPresenter.empty(
                                services().watch().map(GpuWatch::status),
                                services().gpus()))
                .named("Processes");
        TableMemory.of(table, "processes");
        TableMenu.on(table);
        onStrip(strip -> new TableStrip(strip, table));
        getSite().setSelectionProvider(new RowSelection(table));
        return table;
    }

    @Override
    protected void refresh() {
        List<GpuReading> gpus = services().gpus();
        table.empty(ProcessesPresenter.empty(services().watch().map(GpuWatch::status), gpus));
        table.show(ProcessesPresenter.rows(
                gpus, services().host(), services().rig(), Instant.now(), ZoneId.systemDefault()));
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
