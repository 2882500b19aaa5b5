package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A canvas that is painted by a function, on one background, and again when the theme changes. UI thread. */
public final class DrawnPart extends Canvas {
    /** Paints everything inside. */
    @FunctionalInterface
    public interface Painter {
        void paint(GC gc, Look look, Rectangle area);
    }

    public DrawnPart(Composite parent, Role background, Painter painter) {
        this(parent, background, SWT.NONE, painter);
    }

    /** @param style further style bits, such as {@link SWT#V_SCROLL} */
    public DrawnPart(Composite parent, Role background, int style, Painter painter) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | style);
        Look look = Look.of(parent);
        look.follow(this);
        addListener(SWT.Paint, e -> {
            Rectangle area = getClientArea();
            e.gc.setAdvanced(true);
            e.gc.setAntialias(SWT.ON);
            e.gc.setTextAntialias(SWT.ON);
            e.gc.setBackground(look.color(background));
            e.gc.fillRectangle(area);
            painter.paint(e.gc, look, area);
        });
    }
}
