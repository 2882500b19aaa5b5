package org.headroom.ui.parts;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A line of controls with words before them, over a view's content; a second line where they do not fit. UI thread. */
public final class Bar extends Composite {
    private static final int LINE = 36;
    private static final int MARGIN = 10;
    private static final int GAP = 14;

    private final Look look;
    private final List<Item> items = new ArrayList<>();

    private record Item(String words, Control control, int[] at) {}

    public Bar(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        look = Look.of(parent);
        look.follow(this);
        addListener(SWT.Resize, e -> arrange(getClientArea().width, true));
        addListener(SWT.Paint, e -> paint(e.gc));
    }

    /** @param words before the control; may be empty */
    public void add(String words, Control control) {
        items.add(new Item(words, control, new int[2]));
    }

    /** Places all anew, after a control has become wider or narrower. */
    public void again() {
        arrange(getClientArea().width, true);
        redraw();
    }

    private int arrange(int width, boolean place) {
        GC gc = new GC(this);
        gc.setFont(look.font(Look.Size.SMALL, false));
        int x = MARGIN;
        int y = 0;
        for (Item item : items) {
            if (!item.control.getVisible()) continue;
            Point size = item.control.computeSize(SWT.DEFAULT, SWT.DEFAULT);
            int words = item.words.isEmpty() ? 0 : look.width(gc, item.words) + 6;
            if (x > MARGIN && x + words + size.x > width - MARGIN) {
                x = MARGIN;
                y += LINE;
            }
            item.at[0] = x;
            item.at[1] = y;
            if (place) item.control.setBounds(x + words, y + (LINE - size.y) / 2, size.x, size.y);
            x += words + size.x + GAP;
        }
        gc.dispose();
        return y + LINE;
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        int width = wHint == SWT.DEFAULT ? 600 : wHint;
        return new Point(width, hHint == SWT.DEFAULT ? arrange(width, false) + 1 : hHint);
    }

    private void paint(GC gc) {
        Rectangle area = getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(area);
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, area.height - 1, area.width, 1);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        for (Item item : items)
            if (item.control.getVisible() && !item.words.isEmpty())
                gc.drawText(item.words, item.at[0], Look.baselineTop(gc, item.at[1], LINE), SWT.DRAW_TRANSPARENT);
    }
}
