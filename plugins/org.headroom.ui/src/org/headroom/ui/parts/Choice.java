package org.headroom.ui.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** A row of words of which one is chosen, such as the span of time that a chart shows. UI thread. */
public final class Choice extends Canvas {
    private static final int GAP = 12;
    private final Look look;
    private final Role behind;
    private final IntConsumer chosen;
    private List<String> words;
    private int at;

    public Choice(Composite parent, Role behind, List<String> words, int at, IntConsumer chosen) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.behind = behind;
        this.words = List.copyOf(words);
        this.at = at;
        this.chosen = chosen;
        look.follow(this);
        addListener(SWT.Paint, this::paint);
        addListener(SWT.MouseDown, e -> {
            List<Rectangle> places = places();
            for (int i = 0; i < places.size(); i++) if (places.get(i).contains(e.x, e.y)) choose(i);
        });
        addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ARROW_RIGHT) choose(Math.min(at + 1, this.words.size() - 1));
            if (e.keyCode == SWT.ARROW_LEFT) choose(Math.max(at - 1, 0));
        });
        addListener(SWT.Traverse, e -> e.doit = true);
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
    }

    /** Other words for the same choices, such as with new counts. */
    public void words(List<String> newWords) {
        if (newWords.equals(words)) return;
        words = List.copyOf(newWords);
        redraw();
    }

    public void choose(int index) {
        if (index == at) return;
        at = index;
        redraw();
        chosen.accept(index);
    }

    private List<Rectangle> places() {
        GC gc = new GC(this);
        gc.setFont(look.font(Look.Size.SMALL, true));
        List<Rectangle> places = new ArrayList<>();
        int x = GAP / 2;
        for (String word : words) {
            int width = look.width(gc, word);
            places.add(new Rectangle(x - GAP / 2, 0, width + GAP, getSize().y));
            x += width + GAP;
        }
        gc.dispose();
        return places;
    }

    @Override
    public Point computeSize(int wHint, int hHint, boolean changed) {
        List<Rectangle> places = places();
        Rectangle last = places.get(places.size() - 1);
        return new Point(wHint == SWT.DEFAULT ? last.x + last.width : wHint, hHint == SWT.DEFAULT ? 22 : hHint);
    }

    private void paint(Event e) {
        GC gc = e.gc;
        gc.setBackground(look.color(behind));
        gc.fillRectangle(getClientArea());
        List<Rectangle> places = places();
        for (int i = 0; i < places.size(); i++) {
            Rectangle p = places.get(i);
            gc.setFont(look.font(Look.Size.SMALL, i == at));
            gc.setForeground(look.color(i == at ? Role.ACCENT : Role.SECONDARY));
            int x = p.x + (p.width - look.width(gc, words.get(i))) / 2;
            gc.drawText(words.get(i), x, Look.baselineTop(gc, 0, p.height), SWT.DRAW_TRANSPARENT);
            if (i == at && isFocusControl()) {
                gc.setBackground(look.color(Role.ACCENT));
                gc.fillRectangle(x, p.height - 2, look.width(gc, words.get(i)), 1);
            }
        }
    }
}
