package org.headroom.ui.table;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A table's filter and its choice of columns, beside the tabs. As wide as it can become, so that nothing jumps. UI thread. */
public final class TableStrip extends Composite {
    private static final int HEIGHT = 24;
    private static final int FIELD = 126;
    private static final int COUNT = 62;
    private static final int GAP = 4;

    private final Look look;
    private final DrawnTable table;
    private final Text field;
    private final StripWord filter;
    private final StripWord columns;
    private boolean open;

    public TableStrip(Composite parent, DrawnTable table) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.table = table;
        look.follow(this);
        filter =
                new StripWord(this, StripWord.Icon.GLASS, "Filter", "Shows only the rows that contain a text (Ctrl+F)");
        columns = new StripWord(this, StripWord.Icon.GEAR, "Columns", "Chooses which columns the table shows");
        field = new Text(this, SWT.SINGLE);
        field.setFont(look.font(Look.Size.SMALL, false));
        field.setMessage("name, state, UUID");
        field.setVisible(false);
        filter.addListener(SWT.Selection, e -> open(true));
        columns.addListener(SWT.Selection, e -> TableMenu.openColumns(table, columns));
        field.addListener(SWT.Modify, e -> table.filter(field.getText()));
        field.addListener(SWT.KeyDown, this::key);
        field.addListener(SWT.FocusOut, e -> {
            if (field.getText().isBlank()) open(false);
        });
        addListener(SWT.Resize, e -> arrange());
        addListener(SWT.Paint, e -> paint(e.gc));
        table.onChange(() -> {
            if (!isDisposed()) redraw();
        });
        table.addListener(SWT.KeyDown, e -> {
            if (!isDisposed() && (e.stateMask & SWT.MOD1) != 0 && e.keyCode == 'f') open(true);
        });
        setSize(computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    /** Shows the field to type in, or only its word. */
    public void open(boolean now) {
        if (open != now) {
            open = now;
            field.setVisible(now);
            filter.setVisible(!now);
            arrange();
            redraw();
        }
        if (now) field.setFocus();
    }

    private void key(Event e) {
        if (e.keyCode == SWT.ESC) {
            field.setText("");
            open(false);
            table.setFocus();
        } else if (e.keyCode == SWT.ARROW_DOWN || e.keyCode == SWT.CR) {
            table.setFocus();
        }
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        return new Point(FIELD + COUNT + columns.natural() + 3 * GAP, HEIGHT);
    }

    private void arrange() {
        Rectangle area = getClientArea();
        int right = area.width - GAP - columns.natural();
        columns.setBounds(right, 0, columns.natural(), HEIGHT);
        filter.setBounds(right - GAP - filter.natural(), 0, filter.natural(), HEIGHT);
        field.setBounds(right - COUNT - FIELD, 0, FIELD, HEIGHT);
    }

    /** How many rows fit the filter: {@code 3 of 64}. */
    public static String count(int shown, int all) {
        return shown + " of " + all;
    }

    private void paint(GC gc) {
        Rectangle area = getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setBackground(look.color(Role.PANEL));
        gc.fillRectangle(area);
        if (!open) return;
        Rectangle f = field.getBounds();
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(table.rows().isEmpty() && table.count() > 0 ? Role.WARNING : Role.SECONDARY));
        String words = count(table.rows().size(), table.count());
        int x = f.x + FIELD + (COUNT - look.width(gc, words)) / 2;
        gc.drawText(words, x, Look.baselineTop(gc, 0, HEIGHT), SWT.DRAW_TRANSPARENT);
    }
}
