package org.headroom.ui.table;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;

/**
 * Lets a person change cells of a table where they stand: a click, F2 or Enter opens a field over a {@link Cell.Field}, Enter
 * or leaving it takes what was typed, Escape does not; a click or the space bar turns a {@link Cell.Switch} over. What cannot
 * be taken says why below the field. UI thread.
 */
public final class TableEditor {
    private static final int HEIGHT = 24;

    private final DrawnTable table;
    private final Editing editing;
    private final Look look;
    private final Text text;
    private final DrawnPart bubble;
    private Optional<Place> open = Optional.empty();
    private String fault = "";
    private String begun = "";
    /** The row on which the mouse went down; -1 for none, such as on an edge of the header that is dragged. */
    private int pressed = -1;

    /** What the table is about, and what becomes of what is typed. */
    public interface Editing {
        /** What is in the field at first. */
        String begin(Object key, String column);

        /** What is wrong with a text, in a few words; empty where it can be taken. */
        String fault(Object key, String column, String text);

        /** Only with a text without a fault, and only where it is another than at first. */
        void take(Object key, String column, String text);

        /** A switch was pressed. */
        void flip(Object key, String column);
    }

    /** The cell that is being changed. */
    private record Place(Object key, String column) {}

    public TableEditor(DrawnTable table, Editing editing) {
        this.table = table;
        this.editing = editing;
        this.look = Look.of(table);
        text = new Text(table, SWT.SINGLE | SWT.RIGHT);
        text.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        text.setFont(look.font(Look.Size.TEXT, false));
        text.setVisible(false);
        bubble = new DrawnPart(table, Role.CONTENT, (gc, l, area) -> {
            gc.setBackground(l.color(Role.PANEL));
            gc.fillRectangle(area);
            gc.setForeground(l.color(Role.SICK));
            gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
            gc.setFont(l.font(Look.Size.SMALL, false));
            gc.drawText(fault, 7, Look.baselineTop(gc, 0, area.height), SWT.DRAW_TRANSPARENT);
        });
        bubble.setVisible(false);
        text.addListener(SWT.Modify, e -> judge());
        text.addListener(SWT.DefaultSelection, e -> finish(true));
        text.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) finish(false);
        });
        text.addListener(SWT.Traverse, e -> {
            if (e.detail == SWT.TRAVERSE_ESCAPE) e.doit = false;
        });
        // What is not right when somebody goes elsewhere is dropped: money is never half a word.
        text.addListener(SWT.FocusOut, e -> {
            if (open.isPresent()) close(fault.isEmpty(), false);
        });
        table.addListener(SWT.MouseDown, e -> pressed = table.rowAt(e.y));
        table.addListener(SWT.MouseUp, this::press);
        table.addListener(SWT.KeyDown, this::key);
        table.addListener(SWT.Resize, e -> place());
        table.onScroll(this::place);
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = open.map(p -> title(p.column())).orElse("");
            }

            @Override
            public void getDescription(AccessibleEvent e) {
                e.result = fault;
            }
        });
    }

    /** The box of a field within its cell: the same when it is only looked at and when it is typed in. */
    static Rectangle box(Rectangle cell) {
        return new Rectangle(cell.x - 1, cell.y + (cell.height - HEIGHT) / 2, cell.width + 2, HEIGHT);
    }

    /** Opens the field of a cell. Does nothing where the cell is none that can be changed. */
    public void open(Object key, String column) {
        Place place = new Place(key, column);
        if (bounds(place).isEmpty() || !(cell(place).map(Cell::content).orElse(null) instanceof Cell.Field)) return;
        finish(false);
        begun = editing.begin(key, column);
        open = Optional.of(place);
        text.setBackground(look.color(Role.CONTENT));
        text.setForeground(look.color(Role.TEXT));
        text.setText(begun);
        text.setVisible(true);
        text.moveAbove(null);
        bubble.moveAbove(null);
        place();
        text.selectAll();
        text.setFocus();
    }

    /** Whether a field is open now. */
    public boolean editing() {
        return open.isPresent();
    }

    /** The field that is typed into, for tests. */
    public Text text() {
        return text;
    }

    /** What is said to be wrong with what stands in the field. */
    public String fault() {
        return fault;
    }

    private String title(String column) {
        return table.columns().stream()
                .filter(c -> c.id().equals(column))
                .map(Column::title)
                .findFirst()
                .orElse("");
    }

    private int row(Object key) {
        for (int i = 0; i < table.rows().size(); i++)
            if (table.rows().get(i).key().equals(key)) return i;
        return -1;
    }

    private int shown(String column) {
        for (int i = 0; i < table.shown().size(); i++)
            if (table.columns().get(table.shown().get(i)).id().equals(column)) return i;
        return -1;
    }

    private Optional<Cell> cell(Place place) {
        int row = row(place.key());
        int shown = shown(place.column());
        return row < 0 || shown < 0
                ? Optional.empty()
                : Optional.of(table.rows().get(row).cells().get(table.shown().get(shown)));
    }

    private Optional<Rectangle> bounds(Place place) {
        int row = row(place.key());
        int shown = shown(place.column());
        if (row < 0 || shown < 0) return Optional.empty();
        int y = DrawnTable.HEADER + row * DrawnTable.ROW - table.scrollY();
        return Optional.of(box(table.cell(shown, y, DrawnTable.ROW - 1)));
    }

    private void place() {
        if (open.isEmpty()) return;
        Optional<Rectangle> at = bounds(open.get());
        if (at.isEmpty()) {
            finish(false);
            return;
        }
        Rectangle r = at.get();
        int height = Math.min(r.height - 2, text.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
        text.setBounds(r.x + 1, r.y + (r.height - height) / 2 + 1, r.width - 1, height);
        judge();
    }

    private void judge() {
        if (open.isEmpty()) return;
        Place p = open.get();
        fault = text.getText().equals(begun) ? "" : editing.fault(p.key(), p.column(), text.getText());
        bubble.setVisible(!fault.isEmpty());
        if (fault.isEmpty()) return;
        org.eclipse.swt.graphics.GC gc = new org.eclipse.swt.graphics.GC(bubble);
        gc.setFont(look.font(Look.Size.SMALL, false));
        int width = look.width(gc, fault) + 16;
        gc.dispose();
        Rectangle at = text.getBounds();
        Rectangle area = table.getClientArea();
        int x = Math.clamp(at.x + at.width - width + 6, 4, Math.max(4, area.width - width - 4));
        boolean below = at.y + at.height + 34 < area.height;
        bubble.setBounds(x, below ? at.y + at.height + 6 : at.y - 32, width, 24);
        bubble.redraw();
    }

    /** Closes the field; where {@code take} is said and the text has a fault, it stays open instead. */
    private void finish(boolean take) {
        if (open.isEmpty() || take && !fault.isEmpty()) return;
        close(take, true);
    }

    private void close(boolean take, boolean focus) {
        Place was = open.orElseThrow();
        String typed = text.getText();
        open = Optional.empty();
        text.setVisible(false);
        bubble.setVisible(false);
        fault = "";
        if (focus) table.setFocus();
        if (take && !typed.equals(begun)) editing.take(was.key(), was.column(), typed);
    }

    private void press(Event e) {
        int row = table.rowAt(e.y);
        int shown = table.widths().at(e.x + table.scrollX());
        if (e.button != 1
                || row < 0
                || row != pressed
                || shown < 0
                || (e.stateMask & SWT.MODIFIER_MASK & ~SWT.BUTTON_MASK) != 0) return;
        use(table.rows().get(row), table.shown().get(shown));
    }

    private void use(Row row, int column) {
        if (column >= row.cells().size()) return;
        String id = table.columns().get(column).id();
        switch (row.cells().get(column).content()) {
            case Cell.Field f -> open(row.key(), id);
            case Cell.Switch s -> editing.flip(row.key(), id);
            default -> {}
        }
    }

    private void key(Event e) {
        boolean edit = e.keyCode == SWT.F2 || e.character == SWT.CR;
        if (!edit && e.character != ' ') return;
        Class<?> wanted = edit ? Cell.Field.class : Cell.Switch.class;
        table.rows().stream()
                .filter(r -> table.selected().filter(r.key()::equals).isPresent())
                .findFirst()
                .ifPresent(row -> {
                    for (int column : table.shown())
                        if (column < row.cells().size()
                                && wanted.isInstance(row.cells().get(column).content())) {
                            use(row, column);
                            return;
                        }
                });
    }
}
