package org.headroom.console.desk;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.headroom.ui.table.DrawnTable;

/** Tells the workbench which row of a table is chosen, by its key. UI thread. */
public final class RowSelection implements ISelectionProvider {
    private final DrawnTable table;
    private final List<ISelectionChangedListener> listeners = new ArrayList<>();

    public RowSelection(DrawnTable table) {
        this.table = table;
        table.onSelect(key -> {
            SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
            List.copyOf(listeners).forEach(l -> l.selectionChanged(event));
        });
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }

    @Override
    public ISelection getSelection() {
        return table.selected().<ISelection>map(StructuredSelection::new).orElse(StructuredSelection.EMPTY);
    }

    @Override
    public void setSelection(ISelection selection) {
        if (selection instanceof IStructuredSelection s && s.getFirstElement() != null)
            table.select(s.getFirstElement());
    }
}
