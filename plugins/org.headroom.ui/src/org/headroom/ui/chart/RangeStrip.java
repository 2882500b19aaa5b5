package org.headroom.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/**
 * What stands beside the tab of charts: many side by side or one, the ranges of time of which one may be chosen, and the way to
 * the menu. Where there is little room only the chosen range is shown, and a press goes to the next. UI thread.
 */
public final class RangeStrip extends Canvas {
    private static final int GAP = 10;
    private static final int ICON = 26;
    private static final int HEIGHT = 24;
    private final Look look;
    private final List<String> ranges;
    private final IntConsumer onRange;
    private final Runnable onMany;
    private final Consumer<Point> onMenu;
    private int chosen;
    private boolean many;
    private int room = Integer.MAX_VALUE;
    private int over = -1;

    public RangeStrip(
            Composite parent,
            List<String> ranges,
            int chosen,
            IntConsumer onRange,
            Runnable onMany,
            Consumer<Point> onMenu) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.ranges = List.copyOf(ranges);
        this.chosen = chosen;
        this.onRange = onRange;
        this.onMany = onMany;
        this.onMenu = onMenu;
        look.follow(this);
        addListener(SWT.Paint, this::paint);
        addListener(SWT.MouseDown, e -> press(at(e.x)));
        addListener(SWT.MouseMove, e -> point(at(e.x)));
        addListener(SWT.MouseExit, e -> point(-1));
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.Traverse, e -> e.doit = true);
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = "Range of time: " + (chosenOr(-1) < 0 ? "zoomed" : ranges.get(chosenOr(0)));
            }
        });
    }

    private int chosenOr(int other) {
        return chosen < 0 ? other : chosen;
    }

    /** Marks a range, or none with -1, and whether many are shown side by side. Tells nobody. */
    public void show(int range, boolean sideBySide) {
        if (range == chosen && sideBySide == many) return;
        chosen = range;
        many = sideBySide;
        redraw();
    }

    /** How much room there is beside the tab, in points. @return whether the strip now wants another width */
    public boolean room(int points) {
        int before = computeSize(SWT.DEFAULT, SWT.DEFAULT, false).x;
        room = points;
        return computeSize(SWT.DEFAULT, SWT.DEFAULT, false).x != before;
    }

    private record Place(int index, Rectangle bounds, String words) {}

    private static final int MANY = 100;
    private static final int MENU = 101;

    private List<Place> places() {
        GC gc = new GC(this);
        try {
            gc.setFont(look.font(Look.Size.SMALL, true));
            List<Place> all = all(gc);
            return width(all) <= room ? all : brief(gc);
        } finally {
            gc.dispose();
        }
    }

    private List<Place> all(GC gc) {
        List<Place> places = new ArrayList<>();
        int x = icon(places, MANY, 0);
        for (int i = 0; i < ranges.size(); i++) x = word(gc, places, i, ranges.get(i), x);
        icon(places, MENU, x);
        return places;
    }

    private List<Place> brief(GC gc) {
        List<Place> places = new ArrayList<>();
        int x = icon(places, MANY, 0);
        x = word(gc, places, chosenOr(0), chosen < 0 ? "zoomed" : ranges.get(chosen), x);
        icon(places, MENU, x);
        return places;
    }

    private int word(GC gc, List<Place> places, int index, String words, int x) {
        int width = look.width(gc, words) + GAP;
        places.add(new Place(index, new Rectangle(x, 0, width, HEIGHT), words));
        return x + width;
    }

    private static int icon(List<Place> places, int index, int x) {
        places.add(new Place(index, new Rectangle(x, 0, ICON, HEIGHT), ""));
        return x + ICON;
    }

    private static int width(List<Place> places) {
        Rectangle last = places.get(places.size() - 1).bounds();
        return last.x + last.width;
    }

    private int at(int x) {
        for (Place p : places()) if (x >= p.bounds().x && x < p.bounds().x + p.bounds().width) return p.index();
        return -1;
    }

    private void point(int at) {
        if (at == over) return;
        over = at;
        setToolTipText(
                switch (at) {
                    case -1 -> null;
                    case MANY -> many ? "One GPU with all its charts" : "All GPUs side by side";
                    case MENU -> "Charts, picture, values";
                    default -> "Show the last " + ranges.get(at);
                });
        redraw();
    }

    private void press(int at) {
        setFocus();
        setToolTipText(null);
        if (at == MANY) onMany.run();
        else if (at == MENU) onMenu.accept(toDisplay(getSize().x - ICON, HEIGHT));
        else if (at >= 0) choose(places().size() == ranges.size() + 2 ? at : (chosen + 1) % ranges.size());
    }

    private void choose(int range) {
        chosen = range;
        redraw();
        onRange.accept(range);
    }

    private void key(Event e) {
        if (e.keyCode == SWT.ARROW_RIGHT) choose(Math.min(chosen + 1, ranges.size() - 1));
        if (e.keyCode == SWT.ARROW_LEFT) choose(Math.max(chosen - 1, 0));
        if (e.keyCode == SWT.ARROW_DOWN || e.character == ' ') press(MENU);
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        return new Point(wHint == SWT.DEFAULT ? width(places()) : wHint, hHint == SWT.DEFAULT ? HEIGHT : hHint);
    }

    private void paint(Event e) {
        GC gc = e.gc;
        gc.setAdvanced(true);
        gc.setAntialias(SWT.ON);
        gc.setBackground(look.color(Role.PANEL));
        gc.fillRectangle(getClientArea());
        for (Place p : places()) {
            Rectangle r = p.bounds();
            boolean on = p.index() == chosen
                    || p.index() == MANY && many
                    || chosen < 0 && p.words().equals("zoomed");
            Role ink = on ? Role.ACCENT : p.index() == over ? Role.TEXT : Role.SECONDARY;
            gc.setForeground(look.color(ink));
            gc.setBackground(look.color(ink));
            if (p.index() == MANY) four(gc, r);
            else if (p.index() == MENU) dots(gc, r);
            else {
                gc.setFont(look.font(Look.Size.SMALL, on));
                int width = look.width(gc, p.words());
                int x = r.x + (r.width - width) / 2;
                gc.drawText(p.words(), x, Look.baselineTop(gc, 0, r.height), SWT.DRAW_TRANSPARENT);
                if (on && isFocusControl()) gc.fillRectangle(x, r.height - 2, width, 1);
            }
        }
    }

    private static void four(GC gc, Rectangle r) {
        int x = r.x + (r.width - 12) / 2;
        int y = (r.height - 12) / 2;
        for (int i = 0; i < 4; i++) gc.fillRoundRectangle(x + i % 2 * 7, y + i / 2 * 7, 5, 5, 2, 2);
    }

    private static void dots(GC gc, Rectangle r) {
        int x = r.x + r.width / 2;
        for (int i = -1; i <= 1; i++) gc.fillOval(x - 1 + i * 5, r.height / 2 - 1, 3, 3);
    }
}
