package org.headroom.app;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/** Gives one control the whole of a trim bar, whatever else the workbench has left in it. */
final class WholeLine extends Layout {
    private final Control control;
    private final int height;

    WholeLine(Control control, int height) {
        this.control = control;
        this.height = height;
    }

    @Override
    protected Point computeSize(Composite composite, int wHint, int hHint, boolean flush) {
        return new Point(wHint == SWT.DEFAULT ? 600 : wHint, height);
    }

    @Override
    protected void layout(Composite composite, boolean flush) {
        for (Control child : composite.getChildren()) {
            boolean mine = child == control;
            child.setBounds(0, 0, mine ? composite.getClientArea().width : 0, mine ? height : 0);
        }
    }
}
