package org.headroom.ui.parts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** One short line of small text. UI thread. */
public final class Note extends Canvas {
    private final Look look;
    private Role role;
    private String text = "";
    private boolean right;
    private int width = SWT.DEFAULT;

    public Note(Composite parent, Role behind, Role role) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.role = role;
        look.follow(this);
        addListener(SWT.Paint, e -> paint(e.gc, behind));
    }

    /** Right-aligned in a fixed width: for the strip beside the tabs, where nothing may jump. */
    public Note fixed(int points) {
        width = points;
        right = true;
        return this;
    }

    public void show(String newText, Role newRole) {
        String visible = VisibleText.line(newText);
        if (visible.equals(text) && newRole == role) return;
        text = visible;
        role = newRole;
        redraw();
    }

    public String text() {
        return text;
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        return new Point(wHint != SWT.DEFAULT ? wHint : width == SWT.DEFAULT ? 120 : width, 22);
    }

    private void paint(GC gc, Role behind) {
        Rectangle area = getClientArea();
        gc.setBackground(look.color(behind));
        gc.fillRectangle(area);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(role));
        int x = right ? area.width - look.width(gc, text) - 4 : 0;
        gc.drawText(text, x, Look.baselineTop(gc, 0, area.height), SWT.DRAW_TRANSPARENT);
    }
}
