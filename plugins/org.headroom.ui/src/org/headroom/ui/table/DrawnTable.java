package org.headroom.ui.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;

/** A table drawn by hand: only what is visible costs anything. UI thread. */
public final class DrawnTable extends Canvas {
    public static final int ROW = 34;
    public static final int HEADER = 28;
    private static final int PAD = 8;

    private final Look look;
    private List<Column> columns;
    private final CellPainter painter;
    private Empty empty;
    private final List<Consumer<Optional<Object>>> selectionListeners = new ArrayList<>();
    private List<Row> given = List.of();
    private List<Row> rows = List.of();
    private Widths widths;
    private Optional<Object> selected = Optional.empty();
    private int sortColumn = -1;
    private boolean descending;
    private int hover = -1;

    public DrawnTable(Composite parent, List<Column> columns, Empty empty) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL | SWT.H_SCROLL);
        this.look = Look.of(parent);
        this.columns = List.copyOf(columns);
        this.painter = new CellPainter(look);
        this.empty = empty;
        this.widths = Widths.share(columns, 100);
        look.follow(this);
        addListener(SWT.Paint, this::paint);
        addListener(SWT.Resize, e -> arrange());
        addListener(SWT.MouseDown, this::press);
        addListener(SWT.MouseMove, this::move);
        addListener(SWT.MouseExit, e -> hover(-1));
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        addListener(
                SWT.Traverse,
                e -> e.doit = e.detail == SWT.TRAVERSE_TAB_NEXT
                        || e.detail == SWT.TRAVERSE_TAB_PREVIOUS
                        || e.detail == SWT.TRAVERSE_ESCAPE);
        for (ScrollBar bar : List.of(getVerticalBar(), getHorizontalBar())) {
            bar.setVisible(false);
            bar.addListener(SWT.Selection, e -> redraw());
        }
        describe();
    }

    /** Shows rows in this order, or in the one that a person has asked for. The selection stays with its key. */
    public void show(List<Row> newRows) {
        if (newRows.equals(given)) return;
        given = List.copyOf(newRows);
        sort();
    }

    /** Other columns; the rows that are shown next must have as many cells. */
    public void columns(List<Column> newColumns) {
        if (newColumns.equals(columns)) return;
        columns = List.copyOf(newColumns);
        arrange();
    }

    /** What is said while there are no rows. */
    public void empty(Empty newEmpty) {
        if (newEmpty.equals(empty)) return;
        empty = newEmpty;
        redraw();
    }

    public List<Row> rows() {
        return rows;
    }

    public Optional<Object> selected() {
        return selected;
    }

    /** Told whenever a person, or {@link #select}, chooses another row. */
    public void onSelect(Consumer<Optional<Object>> listener) {
        selectionListeners.add(listener);
    }

    public void select(Object key) {
        if (selected.equals(Optional.of(key))) return;
        selected = Optional.of(key);
        redraw();
        selectionListeners.forEach(l -> l.accept(selected));
    }

    /** What a click on a column's header does. */
    public void sortBy(int column) {
        if (sortColumn == column && descending) {
            sortColumn = -1;
            descending = false;
        } else {
            descending = sortColumn == column;
            sortColumn = column;
        }
        sort();
    }

    private void sort() {
        List<Row> sorted = new ArrayList<>(given);
        if (sortColumn >= 0) {
            Comparator<Row> by =
                    (a, b) -> Cell.compare(a.cells().get(sortColumn), b.cells().get(sortColumn));
            sorted.sort(descending ? by.reversed() : by);
        }
        rows = List.copyOf(sorted);
        arrange();
    }

    private void arrange() {
        Rectangle area = getClientArea();
        int needed = columns.stream().mapToInt(Column::width).sum();
        widths = Widths.share(columns, Math.max(area.width, needed));
        bar(getHorizontalBar(), rows.isEmpty() ? 0 : needed, area.width);
        bar(getVerticalBar(), rows.size() * ROW, area.height - HEADER);
        redraw();
    }

    private static void bar(ScrollBar bar, int content, int room) {
        boolean wanted = content > room && room > 0;
        if (bar.getVisible() != wanted) bar.setVisible(wanted);
        if (wanted)
            bar.setValues(Math.min(bar.getSelection(), content - room), 0, content, room, ROW, Math.max(1, room));
        else bar.setSelection(0);
    }

    private int scrollX() {
        return getHorizontalBar().getVisible() ? getHorizontalBar().getSelection() : 0;
    }

    private int scrollY() {
        return getVerticalBar().getVisible() ? getVerticalBar().getSelection() : 0;
    }

    private void paint(Event e) {
        GC gc = e.gc;
        gc.setAdvanced(true);
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        Rectangle area = getClientArea();
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(area);
        if (rows.isEmpty()) {
            EmptyPicture.draw(gc, look, empty, area);
            return;
        }
        int first = Math.max(0, scrollY() / ROW);
        for (int i = first; i < rows.size(); i++) {
            int y = HEADER + i * ROW - scrollY();
            if (y > area.height) break;
            row(gc, rows.get(i), i, y, area.width);
        }
        header(gc, area.width);
    }

    private void header(GC gc, int width) {
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(0, 0, width, HEADER);
        gc.setFont(look.font(Look.Size.SMALL, false));
        for (int c = 0; c < columns.size(); c++) {
            gc.setForeground(look.color(c == sortColumn ? Role.TEXT : Role.SECONDARY));
            String title = columns.get(c).title() + (c == sortColumn ? descending ? " ↓" : " ↑" : "");
            Rectangle in = cell(c, 0, HEADER);
            String text = painter.clip(gc, title, in.width, false);
            int x = columns.get(c).right() ? in.x + in.width - look.width(gc, text) : in.x;
            gc.drawText(text, x, Look.baselineTop(gc, 0, HEADER), SWT.DRAW_TRANSPARENT);
        }
        line(gc, HEADER - 1, width);
    }

    private void row(GC gc, Row row, int index, int y, int width) {
        boolean chosen = selected.filter(row.key()::equals).isPresent();
        if (chosen || index == hover) {
            gc.setBackground(look.color(chosen ? Role.SELECTION : Role.HOVER));
            gc.fillRectangle(0, y, width, ROW - 1);
        }
        for (int c = 0; c < columns.size() && c < row.cells().size(); c++) {
            Rectangle in = cell(c, y, ROW - 1);
            gc.setClipping(in.x, in.y, in.width + 2, in.height);
            painter.draw(gc, row.cells().get(c), in, columns.get(c).right(), row.faded());
        }
        gc.setClipping((Rectangle) null);
        line(gc, y + ROW - 1, width);
        if (chosen && isFocusControl()) {
            gc.setBackground(look.color(Role.ACCENT));
            gc.fillRectangle(0, y, 2, ROW - 1);
        }
    }

    private void line(GC gc, int y, int width) {
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, y, width, 1);
    }

    private Rectangle cell(int column, int y, int height) {
        int x = widths.left()[column] - scrollX() + PAD;
        return new Rectangle(x, y, widths.width()[column] - 2 * PAD, height);
    }

    private int rowAt(int y) {
        if (y < HEADER) return -1;
        int index = (y - HEADER + scrollY()) / ROW;
        return index < rows.size() ? index : -1;
    }

    private void press(Event e) {
        setFocus();
        if (e.y < HEADER && e.button == 1 && !rows.isEmpty()) {
            int column = widths.at(e.x + scrollX());
            if (column >= 0) sortBy(column);
            return;
        }
        int index = rowAt(e.y);
        if (index >= 0) select(rows.get(index).key());
    }

    private void move(Event e) {
        int index = rowAt(e.y);
        hover(index);
        int column = widths.at(e.x + scrollX());
        String tip = index < 0 || column < 0 ? "" : tip(index, column);
        if (!Objects.equals(getToolTipText(), tip.isEmpty() ? null : tip)) setToolTipText(tip.isEmpty() ? null : tip);
    }

    private String tip(int row, int column) {
        if (column >= rows.get(row).cells().size()) return "";
        Cell cell = rows.get(row).cells().get(column);
        if (!cell.tip().isEmpty()) return cell.tip();
        GC gc = new GC(this);
        try {
            return painter.cut(gc, cell, cell(column, 0, ROW)) ? cell.words() : "";
        } finally {
            gc.dispose();
        }
    }

    private void hover(int index) {
        if (hover == index) return;
        hover = index;
        redraw();
    }

    private void key(Event e) {
        if (rows.isEmpty()) return;
        int at = -1;
        for (int i = 0; i < rows.size(); i++)
            if (selected.filter(rows.get(i).key()::equals).isPresent()) at = i;
        int page = Math.max(1, (getClientArea().height - HEADER) / ROW);
        int to = switch (e.keyCode) {
            case SWT.ARROW_DOWN -> at + 1;
            case SWT.ARROW_UP -> at < 0 ? 0 : at - 1;
            case SWT.PAGE_DOWN -> at + page;
            case SWT.PAGE_UP -> at - page;
            case SWT.HOME -> 0;
            case SWT.END -> rows.size() - 1;
            default -> -2;
        };
        if (to == -2) return;
        int index = Math.clamp(to, 0, rows.size() - 1);
        select(rows.get(index).key());
        reveal(index);
    }

    private void reveal(int index) {
        ScrollBar bar = getVerticalBar();
        if (!bar.getVisible()) return;
        int room = getClientArea().height - HEADER;
        if (index * ROW < bar.getSelection()) bar.setSelection(index * ROW);
        if ((index + 1) * ROW > bar.getSelection() + room) bar.setSelection((index + 1) * ROW - room);
        redraw();
    }

    /** One readable line for the selected row: drawn text is invisible to a screen reader otherwise. */
    private void describe() {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = rows.stream()
                        .filter(r -> selected.filter(r.key()::equals).isPresent())
                        .findFirst()
                        .map(DrawnTable::spoken)
                        .orElse(rows.isEmpty() ? empty.title() : rows.size() + " rows");
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = ACC.ROLE_TABLE;
            }
        });
    }

    private static String spoken(Row row) {
        return String.join(
                ", ",
                row.cells().stream().map(Cell::words).filter(w -> !w.isBlank()).toList());
    }
}
