package org.headroom.ui.table;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Cursor;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Event;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** The header by mouse: a click sorts, dragging a title moves its column, dragging an edge widens it. UI thread. */
final class HeaderMouse {
    private static final int EDGE = 4;
    private static final int DRAG = 6;
    private final DrawnTable table;
    private int moving = -1;
    private int widening = -1;
    private int pressedAt;
    private int widthAtPress;
    private boolean dragged;
    private int dropAt = -1;

    HeaderMouse(DrawnTable table) {
        this.table = table;
    }

    void listen() {
        table.addListener(SWT.MouseDown, this::press);
        table.addListener(SWT.MouseMove, this::move);
        table.addListener(SWT.MouseUp, this::release);
        table.addListener(SWT.MouseDoubleClick, this::natural);
        table.addListener(SWT.Paint, e -> paint(e.gc));
    }

    private int edge(int x) {
        Widths widths = table.widths();
        for (int i = 0; i < widths.left().length; i++)
            if (Math.abs(x + table.scrollX() - widths.left()[i] - widths.width()[i]) <= EDGE) return i;
        return -1;
    }

    private void press(Event e) {
        if (e.y >= DrawnTable.HEADER || e.button != 1 || table.rows().isEmpty()) return;
        pressedAt = e.x;
        dragged = false;
        widening = edge(e.x);
        moving = widening >= 0 ? -1 : table.widths().at(e.x + table.scrollX());
        if (widening >= 0) {
            // What stands left of the edge keeps its width, so that the edge stays under the pointer.
            TableState state = table.state();
            for (int i = 0; i <= widening; i++)
                state = state.widened(id(i), table.widths().width()[i]);
            widthAtPress = table.widths().width()[widening];
            table.state(state);
        }
    }

    private void move(Event e) {
        if (widening >= 0) {
            table.state(table.state().widened(id(widening), widthAtPress + e.x - pressedAt));
        } else if (moving >= 0) {
            dragged |= Math.abs(e.x - pressedAt) > DRAG;
            if (dragged) drop(gap(e.x + table.scrollX()));
        } else {
            boolean onEdge =
                    e.y < DrawnTable.HEADER && edge(e.x) >= 0 && !table.rows().isEmpty();
            Cursor wanted = onEdge ? table.getDisplay().getSystemCursor(SWT.CURSOR_SIZEWE) : null;
            if (table.getCursor() != wanted) table.setCursor(wanted);
        }
    }

    /** The gap between two columns that is nearest, by the index of the column to its right. */
    private int gap(int x) {
        Widths widths = table.widths();
        for (int i = 0; i < widths.left().length; i++) if (x < widths.left()[i] + widths.width()[i] / 2) return i;
        return widths.left().length;
    }

    private void drop(int gap) {
        if (dropAt == gap) return;
        dropAt = gap;
        table.redraw();
    }

    private void release(Event e) {
        int column = moving;
        int gap = dropAt;
        moving = -1;
        widening = -1;
        drop(-1);
        if (column < 0 || column >= table.shown().size()) return;
        if (!dragged) table.sortBy(column);
        else if (gap >= 0 && gap != column && gap != column + 1)
            table.state(table.state()
                    .moved(id(column), gap < table.shown().size() ? Optional.of(id(gap)) : Optional.empty()));
    }

    /** A double click on an edge gives the column its own width back. */
    private void natural(Event e) {
        if (e.y >= DrawnTable.HEADER) return;
        int column = edge(e.x);
        widening = -1;
        if (column >= 0) table.state(table.state().widened(id(column), 0));
    }

    private String id(int shown) {
        return table.columns().get(table.shown().get(shown)).id();
    }

    private void paint(GC gc) {
        if (dropAt < 0) return;
        Widths widths = table.widths();
        int last = widths.left().length - 1;
        int x = dropAt <= last ? widths.left()[dropAt] : widths.left()[last] + widths.width()[last];
        gc.setBackground(Look.of(table).color(Role.ACCENT));
        gc.fillRectangle(Math.max(0, x - table.scrollX() - 1), 0, 2, table.getClientArea().height);
    }
}
