package org.headroom.ui.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Text;
import org.headroom.model.Subscription;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/**
 * Fields with their labels above and what is wrong with them below, in as many columns as there is room for; scrolls where
 * they do not fit. UI thread.
 */
public final class Form extends Composite {
    private static final int MARGIN = 14;
    private static final int GAP = 14;
    private static final int LABEL = 18;
    private static final int BOX = 28;
    private static final int FAULT = 19;
    private static final int HEADING = 30;
    private static final int LEAST = 150;
    private static final int MOST_COLUMNS = 4;

    private final Look look;
    private final List<Item> items = new ArrayList<>();
    private Runnable onChange = () -> {};

    /** One thing in the form, in the order in which they were asked for. */
    private abstract class Item {
        boolean shown = true;
        Rectangle at = new Rectangle(0, 0, 0, 0);

        int span() {
            return 1;
        }

        abstract int height();

        abstract void place(Rectangle r);

        abstract void paint(GC gc);
    }

    /** A title over the fields that follow it. */
    private final class Heading extends Item {
        private final String words;

        Heading(String words) {
            this.words = words;
        }

        @Override
        int span() {
            return Integer.MAX_VALUE;
        }

        @Override
        int height() {
            return HEADING;
        }

        @Override
        void place(Rectangle r) {
            at = r;
        }

        @Override
        void paint(GC gc) {
            gc.setFont(look.font(Look.Size.TEXT, true));
            gc.setForeground(look.color(Role.TEXT));
            gc.drawText(words, at.x, Look.baselineTop(gc, at.y, HEADING - 4), SWT.DRAW_TRANSPARENT);
        }
    }

    /** A control with its label. */
    public final class Field extends Item {
        private final String label;
        private final Control control;
        private final int span;
        private final int box;
        private String fault = "";

        private Field(String label, Control control, int span, int box) {
            this.label = label;
            this.control = control;
            this.span = span;
            this.box = box;
        }

        /** What stands in a field of text. */
        public String text() {
            return control instanceof Text t ? t.getText() : "";
        }

        /** Puts a text there, unless it is there already. */
        public void text(String words) {
            if (control instanceof Text t && !t.getText().equals(words)) t.setText(words);
        }

        /** What is wrong; empty for nothing. */
        public void fault(String newFault) {
            String words = VisibleText.line(newFault);
            if (words.equals(fault)) return;
            fault = words;
            redraw();
        }

        public String fault() {
            return fault;
        }

        public void shown(boolean now) {
            if (now == shown) return;
            shown = now;
            control.setVisible(now);
            arrange();
        }

        public Control control() {
            return control;
        }

        @Override
        int span() {
            return span;
        }

        @Override
        int height() {
            return LABEL + box + FAULT;
        }

        @Override
        void place(Rectangle r) {
            at = r;
            if (control instanceof Text t && (t.getStyle() & SWT.MULTI) == 0) {
                // A toolkit may draw a frame of its own around what has the focus: just inside ours.
                t.setBounds(r.x + 4, r.y + LABEL + 3, r.width - 8, BOX - 5);
            } else if (control instanceof Text) {
                control.setBounds(r.x + 7, r.y + LABEL + 5, r.width - 14, box - 9);
            } else {
                control.setBounds(r.x - 2, r.y + LABEL, r.width + 4, box);
            }
        }

        @Override
        void paint(GC gc) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(cut(gc, label, at.width), at.x, at.y, SWT.DRAW_TRANSPARENT);
            if (control instanceof Text) {
                Role line = !fault.isEmpty() ? Role.SICK : control.isFocusControl() ? Role.ACCENT : Role.LINE;
                gc.setForeground(look.color(line));
                gc.drawRoundRectangle(at.x, at.y + LABEL, at.width - 1, box, 6, 6);
            }
            if (fault.isEmpty()) return;
            gc.setForeground(look.color(Role.SICK));
            gc.drawText(cut(gc, fault, at.width), at.x, at.y + LABEL + box + 2, SWT.DRAW_TRANSPARENT);
        }
    }

    public Form(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        look = Look.of(parent);
        look.follow(this);
        getVerticalBar().setVisible(false);
        getVerticalBar().addListener(SWT.Selection, e -> arrange());
        addListener(SWT.Resize, e -> arrange());
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.MouseMove, this::tip);
        Subscription theme = look.onChange(this::dress);
        addDisposeListener(e -> theme.close());
    }

    /** Told when a person types, or something is put into a field. */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    public void heading(String words) {
        items.add(new Heading(words));
    }

    /** A field of one line. */
    public Field text(String label, String tip) {
        return add(label, tip, new Text(this, SWT.SINGLE), 1, BOX);
    }

    /** A field of one line, twice as wide. */
    public Field wide(String label, String tip) {
        return add(label, tip, new Text(this, SWT.SINGLE), 2, BOX);
    }

    /** A field of several lines, twice as wide. */
    public Field lines(String label, String tip, int count) {
        return add(label, tip, new Text(this, SWT.MULTI | SWT.WRAP), 2, 12 + 18 * count);
    }

    /** Words of which one is chosen, in a line of their own. */
    public Choice choice(String label, List<String> words, int at, IntConsumer chosen) {
        Choice choice = new Choice(this, Role.CONTENT, words, at, chosen);
        items.add(new Field(label, choice, Integer.MAX_VALUE, 24));
        return choice;
    }

    private Field add(String label, String tip, Text text, int span, int box) {
        text.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        text.setFont(look.font(Look.Size.TEXT, false));
        text.setToolTipText(tip);
        Field field = new Field(label, text, span, box);
        items.add(field);
        text.addListener(SWT.Modify, e -> onChange.run());
        text.addListener(SWT.FocusIn, e -> {
            reveal(field);
            redraw();
        });
        text.addListener(SWT.FocusOut, e -> redraw());
        if ((text.getStyle() & SWT.MULTI) != 0)
            text.addListener(SWT.Traverse, e -> {
                // Tab goes on to the next field, as in all the others.
                if (e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS) e.doit = true;
            });
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = label;
            }

            @Override
            public void getDescription(AccessibleEvent e) {
                e.result = field.fault.isEmpty() ? tip : field.fault;
            }
        });
        dress();
        return field;
    }

    private void dress() {
        if (isDisposed()) return;
        for (Item item : items)
            if (item instanceof Field f && f.control instanceof Text t) {
                t.setBackground(look.color(Role.CONTENT));
                t.setForeground(look.color(Role.TEXT));
            }
        redraw();
    }

    private void arrange() {
        Rectangle area = getClientArea();
        int needed = flow(area.width, 0, false);
        ScrollBar bar = getVerticalBar();
        boolean wanted = needed > area.height && area.height > 0;
        if (bar.getVisible() != wanted) bar.setVisible(wanted);
        if (wanted)
            bar.setValues(Math.min(bar.getSelection(), needed - area.height), 0, needed, area.height, 24, area.height);
        else bar.setSelection(0);
        flow(getClientArea().width, wanted ? bar.getSelection() : 0, true);
        redraw();
    }

    private int flow(int width, int scroll, boolean place) {
        int room = Math.max(LEAST, width - 2 * MARGIN);
        int columns = Math.clamp((room + GAP) / (LEAST + GAP), 1, MOST_COLUMNS);
        int cell = (room - (columns - 1) * GAP) / columns;
        int column = 0;
        int y = 10;
        int rowHeight = 0;
        for (Item item : items) {
            if (!item.shown) continue;
            int span = Math.min(item.span(), columns);
            if (column + span > columns) {
                y += rowHeight;
                column = 0;
                rowHeight = 0;
            }
            if (place)
                item.place(new Rectangle(
                        MARGIN + column * (cell + GAP), y - scroll, span * cell + (span - 1) * GAP, item.height()));
            rowHeight = Math.max(rowHeight, item.height());
            column += span;
        }
        return y + rowHeight;
    }

    private void reveal(Field field) {
        ScrollBar bar = getVerticalBar();
        if (!bar.getVisible()) return;
        int height = getClientArea().height;
        if (field.at.y < 0) bar.setSelection(bar.getSelection() + field.at.y - 4);
        else if (field.at.y + field.height() > height)
            bar.setSelection(bar.getSelection() + field.at.y + field.height() - height);
        else return;
        arrange();
    }

    private void paint(GC gc) {
        gc.setAdvanced(true);
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(getClientArea());
        for (Item item : items) if (item.shown) item.paint(gc);
    }

    private void tip(Event e) {
        String tip = "";
        for (Item item : items)
            if (item instanceof Field f && f.shown && f.at.contains(e.x, e.y))
                tip = f.fault.isEmpty() ? f.label : f.fault;
        if (!tip.equals(getToolTipText() == null ? "" : getToolTipText())) setToolTipText(tip.isEmpty() ? null : tip);
    }

    private String cut(GC gc, String text, int room) {
        if (look.width(gc, text) <= room) return text;
        int end = text.length();
        while (end > 0 && look.width(gc, text.substring(0, end) + "…") > room) end--;
        return text.substring(0, end).stripTrailing() + "…";
    }
}
