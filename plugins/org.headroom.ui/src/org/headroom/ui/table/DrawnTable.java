package org.headroom.ui.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
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

/**
 * A table drawn by hand: only what is visible costs anything, and only what has changed is drawn again. Sorted by a click on
 * a header, filtered, its columns chosen, moved and widened by the person. UI thread.
 */
public final class DrawnTable extends Canvas {
    public static final int ROW = 34;
    public static final int HEADER = 28;
    static final int PAD = 8;

    private final Look look;
    private final TablePainter painter;
    private final TableSelection selection = new TableSelection();
    private final List<Runnable> changeListeners = new ArrayList<>();
    private final List<Runnable> scrollListeners = new ArrayList<>();
    private List<Column> columns;
    private TableState state;
    private List<Integer> shown = List.of();
    private Widths widths;
    private Empty empty;
    private String name = "";
    private String filter = "";
    private List<Row> given = List.of();
    private List<Row> rows = List.of();
    private int hover = -1;

    public DrawnTable(Composite parent, List<Column> columns, Empty empty) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL | SWT.H_SCROLL);
        this.look = Look.of(parent);
        this.columns = List.copyOf(columns);
        this.state = TableState.of(columns);
        this.painter = new TablePainter(look);
        this.empty = empty;
        this.widths = Widths.share(columns, 100);
        look.follow(this);
        addListener(SWT.Paint, this::paint);
        addListener(SWT.Resize, e -> arrange());
        addListener(SWT.MouseDown, this::press);
        addListener(SWT.MouseMove, this::move);
        addListener(SWT.MouseExit, e -> hover(-1));
        new HeaderMouse(this).listen();
        new TableKeys(this).listen();
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        for (ScrollBar bar : List.of(getVerticalBar(), getHorizontalBar())) {
            bar.setVisible(false);
            bar.addListener(SWT.Selection, e -> scrolled());
        }
        TableSpeech.describe(this);
        arrange();
    }

    /** What the table is called by a screen reader, and its file when it is saved. */
    public DrawnTable named(String newName) {
        name = newName;
        return this;
    }

    public String name() {
        return name;
    }

    /** Shows rows in this order, or in the one that a person has asked for. The selection stays with its key. */
    public void show(List<Row> newRows) {
        if (newRows.equals(given)) return;
        given = List.copyOf(newRows);
        boolean counted = given.size() != rows.size() || !filter.isEmpty();
        List<Row> before = rows;
        rows = TableRows.shown(given, filter, sortedColumn(), state.descending());
        if (sameKeys(before, rows)) redrawChanges(before);
        else arrange();
        if (counted) changeListeners.forEach(Runnable::run);
    }

    /** Other columns; the rows that are shown next must have as many cells. */
    public void columns(List<Column> newColumns) {
        if (newColumns.equals(columns)) return;
        columns = List.copyOf(newColumns);
        state = state.fit(columns);
        arrange();
    }

    public List<Column> columns() {
        return columns;
    }

    /** What the person has chosen of the columns. */
    public TableState state() {
        return state;
    }

    /** Takes a choice of columns and an order of rows. */
    public void state(TableState chosen) {
        if (chosen.equals(state)) return;
        state = chosen.fit(columns);
        sort();
        changeListeners.forEach(Runnable::run);
    }

    /** Whether a column is shown: a presenter need not fill in what nobody sees. */
    public boolean shows(String column) {
        return state.place(column).filter(TableState.Place::shown).isPresent();
    }

    /** Shows only rows that have all of these words. */
    public void filter(String words) {
        if (words.equals(filter)) return;
        filter = words;
        getVerticalBar().setSelection(0);
        sort();
        changeListeners.forEach(Runnable::run);
    }

    public String filter() {
        return filter;
    }

    /** How many rows there are, filtered away or not. */
    public int count() {
        return given.size();
    }

    /** What is said while there are no rows. */
    public void empty(Empty newEmpty) {
        if (newEmpty.equals(empty)) return;
        empty = newEmpty;
        redraw();
    }

    Empty empty() {
        return !given.isEmpty() && rows.isEmpty()
                ? new Empty(
                        "Nothing here matches “" + brief(filter.strip()) + "”",
                        "None of " + given.size() + " rows contains this text. Esc in the filter shows all again.")
                : empty;
    }

    private static String brief(String words) {
        return words.length() > 30 ? words.substring(0, 29) + "…" : words;
    }

    /** The rows as they stand, filtered and sorted. */
    public List<Row> rows() {
        return rows;
    }

    public Optional<Object> selected() {
        return selection.lead();
    }

    /** The rows that are marked, in the order in which they stand. */
    public List<Row> marked() {
        return rows.stream().filter(r -> selection.has(r.key())).toList();
    }

    TableSelection selection() {
        return selection;
    }

    /** Told whenever a person, or {@link #select}, chooses another row. */
    public void onSelect(Consumer<Optional<Object>> listener) {
        selection.onLead(listener);
    }

    /** Told when the filter, the columns, their order or the number of rows changes. */
    public void onChange(Runnable listener) {
        changeListeners.add(listener);
    }

    /** Told when other rows come into sight. */
    public void onScroll(Runnable listener) {
        scrollListeners.add(listener);
    }

    public void select(Object key) {
        if (selection.only(key)) redraw();
    }

    /** What a click on a column's header does. {@code column} is its index among those that are shown. */
    public void sortBy(int column) {
        state(state.sorted(columns.get(shown.get(column)).id()));
    }

    /** The keys of the rows that can be seen now. */
    public Set<Object> inSight() {
        Set<Object> keys = new HashSet<>();
        int first = Math.max(0, scrollY() / ROW);
        int last = Math.min(rows.size() - 1, (scrollY() + Math.max(0, getClientArea().height - HEADER)) / ROW);
        for (int i = first; i <= last; i++) keys.add(rows.get(i).key());
        return keys;
    }

    private int sortedColumn() {
        for (int i = 0; i < columns.size(); i++) if (columns.get(i).id().equals(state.sort())) return i;
        return -1;
    }

    private void sort() {
        rows = TableRows.shown(given, filter, sortedColumn(), state.descending());
        arrange();
    }

    private static boolean sameKeys(List<Row> a, List<Row> b) {
        if (a.size() != b.size()) return false;
        for (int i = 0; i < a.size(); i++) if (!a.get(i).key().equals(b.get(i).key())) return false;
        return true;
    }

    private void redrawChanges(List<Row> before) {
        int bottom = getClientArea().height;
        for (int i = Math.max(0, scrollY() / ROW); i < rows.size(); i++) {
            int y = HEADER + i * ROW - scrollY();
            if (y > bottom) break;
            Row was = before.get(i);
            Row is = rows.get(i);
            if (was.equals(is)) continue;
            if (was.faded() != is.faded() || was.cells().size() != is.cells().size()) {
                redraw(0, y, getClientArea().width, ROW, false);
                continue;
            }
            for (int c = 0; c < shown.size(); c++) {
                int cell = shown.get(c);
                if (cell >= is.cells().size()
                        || was.cells().get(cell).equals(is.cells().get(cell))) continue;
                Rectangle in = cell(c, y, ROW - 1);
                redraw(in.x - 1, in.y, in.width + 4, in.height, false);
            }
        }
    }

    private void arrange() {
        shown = state.shown(columns);
        List<Column> dressed = dressed();
        Rectangle area = getClientArea();
        int needed = dressed.stream().mapToInt(Column::width).sum();
        widths = Widths.share(dressed, Math.max(area.width, needed));
        bar(getHorizontalBar(), rows.isEmpty() ? 0 : needed, area.width);
        bar(getVerticalBar(), rows.size() * ROW, area.height - HEADER);
        redraw();
        scrollListeners.forEach(Runnable::run);
    }

    private static void bar(ScrollBar bar, int content, int room) {
        boolean wanted = content > room && room > 0;
        if (bar.getVisible() != wanted) bar.setVisible(wanted);
        if (wanted)
            bar.setValues(Math.min(bar.getSelection(), content - room), 0, content, room, ROW, Math.max(1, room));
        else bar.setSelection(0);
    }

    private void scrolled() {
        redraw();
        scrollListeners.forEach(Runnable::run);
    }

    /** The shown columns, as wide as the person wants them. */
    List<Column> dressed() {
        return shown.stream().map(columns::get).map(state::dressed).toList();
    }

    List<Integer> shown() {
        return shown;
    }

    Widths widths() {
        return widths;
    }

    int scrollX() {
        return getHorizontalBar().getVisible() ? getHorizontalBar().getSelection() : 0;
    }

    int scrollY() {
        return getVerticalBar().getVisible() ? getVerticalBar().getSelection() : 0;
    }

    private void paint(Event e) {
        GC gc = e.gc;
        gc.setAdvanced(true);
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        Rectangle area = getClientArea();
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(e.x, e.y, e.width, e.height);
        if (rows.isEmpty()) {
            EmptyPicture.draw(gc, look, empty(), area);
            return;
        }
        Rectangle damaged = new Rectangle(e.x, e.y, e.width, e.height);
        List<Column> titles = dressed();
        int first = Math.max(0, (scrollY() + Math.max(0, e.y - HEADER)) / ROW);
        for (int i = first; i < rows.size(); i++) {
            int y = HEADER + i * ROW - scrollY();
            if (y > e.y + e.height) break;
            row(gc, rows.get(i), i, y, area.width, damaged, titles);
        }
        if (e.y < HEADER) header(gc, area.width, titles);
    }

    private void header(GC gc, int width, List<Column> titles) {
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(0, 0, width, HEADER);
        for (int c = 0; c < titles.size(); c++) {
            boolean sorted = titles.get(c).id().equals(state.sort());
            painter.title(gc, titles.get(c), cell(c, 0, HEADER), sorted, state.descending());
        }
        painter.line(gc, HEADER - 1, width);
    }

    private void row(GC gc, Row row, int index, int y, int width, Rectangle damaged, List<Column> titles) {
        boolean chosen = selection.has(row.key());
        if (chosen || index == hover) {
            gc.setBackground(look.color(chosen ? Role.SELECTION : Role.HOVER));
            gc.fillRectangle(0, y, width, ROW - 1);
        }
        for (int c = 0; c < titles.size(); c++) {
            int cell = shown.get(c);
            if (cell >= row.cells().size()) continue;
            Rectangle in = cell(c, y, ROW - 1);
            if (in.width <= 0 || !damaged.intersects(in)) continue;
            painter.cell(gc, row.cells().get(cell), in, titles.get(c).right(), row.faded());
        }
        painter.line(gc, y + ROW - 1, width);
        if (isFocusControl() && selection.lead().filter(row.key()::equals).isPresent()) {
            gc.setBackground(look.color(Role.ACCENT));
            gc.fillRectangle(0, y, 2, ROW - 1);
        }
    }

    /** Where the content of a shown column stands. */
    Rectangle cell(int column, int y, int height) {
        int x = widths.left()[column] - scrollX() + PAD;
        return new Rectangle(x, y, widths.width()[column] - 2 * PAD, height);
    }

    /** The row at a place, or -1. */
    int rowAt(int y) {
        if (y < HEADER) return -1;
        int index = (y - HEADER + scrollY()) / ROW;
        return index < rows.size() ? index : -1;
    }

    private void press(Event e) {
        setFocus();
        int index = rowAt(e.y);
        if (index < 0) return;
        boolean kept = e.button == 3 && selection.has(rows.get(index).key());
        if (kept) return;
        if ((e.stateMask & SWT.MOD1) != 0) selection.toggle(rows.get(index).key());
        else if ((e.stateMask & SWT.MOD2) != 0) selection.upTo(rows, index);
        else selection.only(rows.get(index).key());
        redraw();
    }

    private void move(Event e) {
        hover(rowAt(e.y));
        String tip = tip(e.x, e.y);
        if (!Objects.equals(getToolTipText(), tip.isEmpty() ? null : tip)) setToolTipText(tip.isEmpty() ? null : tip);
    }

    private String tip(int x, int y) {
        int c = widths.at(x + scrollX());
        if (c < 0 || c >= shown.size() || rows.isEmpty()) return "";
        Column column = columns.get(shown.get(c));
        int index = rowAt(y);
        if (y < HEADER) return column.about().isEmpty() ? "" : column.title() + ": " + column.about();
        if (index < 0 || shown.get(c) >= rows.get(index).cells().size()) return "";
        Cell cell = rows.get(index).cells().get(shown.get(c));
        String own = cell.tip();
        if (own.isEmpty() && painter.cut(this, cell, cell(c, 0, ROW))) own = cell.words();
        String about = column.about().isEmpty() ? "" : column.title() + ": " + column.about();
        return own + (own.isEmpty() || about.isEmpty() ? "" : "\n\n") + about;
    }

    private void hover(int index) {
        if (hover == index) return;
        redrawRow(hover);
        hover = index;
        redrawRow(hover);
    }

    private void redrawRow(int index) {
        if (index >= 0) redraw(0, HEADER + index * ROW - scrollY(), getClientArea().width, ROW, false);
    }

    /** Makes a row the only one that is chosen, and brings it into sight. */
    void go(int index, boolean extend) {
        if (extend) selection.upTo(rows, index);
        else selection.only(rows.get(index).key());
        reveal(index);
        redraw();
    }

    int page() {
        return Math.max(1, (getClientArea().height - HEADER) / ROW);
    }

    private void reveal(int index) {
        ScrollBar bar = getVerticalBar();
        if (!bar.getVisible()) return;
        int room = getClientArea().height - HEADER;
        if (index * ROW < bar.getSelection()) bar.setSelection(index * ROW);
        if ((index + 1) * ROW > bar.getSelection() + room) bar.setSelection((index + 1) * ROW - room);
        scrolled();
    }
}
