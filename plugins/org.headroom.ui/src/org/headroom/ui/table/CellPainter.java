package org.headroom.ui.table;

import java.util.Arrays;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;

/** Draws one cell's content into its place. UI thread. */
final class CellPainter {
    private static final int BAR_HEIGHT = 18;
    private static final int MARK = 9;
    private static final String TAG = "SIMULATED";

    private final Look look;

    CellPainter(Look look) {
        this.look = look;
    }

    /** @return whether something had to be cut off */
    boolean draw(GC gc, Cell cell, Rectangle in, boolean right, boolean faded) {
        return switch (cell.content()) {
            case Cell.Words words -> words(gc, words, in, right, faded);
            case Cell.Bar bar -> bar(gc, bar, in);
            case Cell.Spark spark -> spark(gc, spark, in);
            case Cell.Range range -> MarkedCells.range(gc, look, range, in);
            case Cell.Switch s -> MarkedCells.onOff(gc, look, s, in, faded);
            case Cell.Field field -> field(gc, field, in);
        };
    }

    /** A box with the text at its right, where the editor will put it too. */
    private boolean field(GC gc, Cell.Field field, Rectangle in) {
        Rectangle box = TableEditor.box(in);
        gc.setForeground(look.color(Role.SECONDARY));
        gc.setAlpha(90);
        gc.drawRoundRectangle(box.x, box.y, box.width, box.height, 6, 6);
        gc.setAlpha(255);
        gc.setFont(look.font(Look.Size.TEXT, false));
        gc.setForeground(look.color(field.role()));
        String text = clip(gc, field.text(), box.width - 10, true);
        int x = box.x + box.width - 5 - width(gc, text, true);
        Figures.draw(look, gc, text, x, Look.baselineTop(gc, in.y, in.height));
        return !text.equals(field.text());
    }

    private boolean words(GC gc, Cell.Words words, Rectangle in, boolean right, boolean faded) {
        Role role = faded && words.role() == Role.TEXT ? Role.SECONDARY : words.role();
        int tag = words.simulated() ? tagWidth(gc) + 6 : 0;
        int lead = 0;
        if (!words.lead().isEmpty()) {
            gc.setFont(look.font(Look.Size.TEXT, true));
            lead = Figures.width(look, gc, words.lead()) + 10;
        }
        int mark = words.mark().isPresent() ? MARK + 7 : 0;
        gc.setFont(look.font(Look.Size.TEXT, false));
        int room = in.width - tag - lead - mark;
        String text = clip(gc, words.text(), room, right);
        int textWidth = width(gc, text, right);
        int width = lead + mark + textWidth + tag;
        int x = right ? in.x + in.width - width : in.x;
        int y = Look.baselineTop(gc, in.y, in.height);
        gc.setForeground(look.color(role));
        gc.setBackground(look.color(role));
        if (lead > 0) {
            gc.setFont(look.font(Look.Size.TEXT, true));
            Figures.draw(look, gc, words.lead(), x, y);
            gc.setFont(look.font(Look.Size.TEXT, false));
            x += lead;
        }
        if (words.mark().isPresent()) {
            mark(gc, words.mark().get(), x, in.y + (in.height - MARK) / 2);
            x += mark;
        }
        if (right) Figures.draw(look, gc, text, x, y);
        else gc.drawText(text, x, y, SWT.DRAW_TRANSPARENT);
        if (tag > 0) tag(gc, x + textWidth + (textWidth == 0 ? 0 : 6), in);
        return !text.equals(words.text());
    }

    private int tagWidth(GC gc) {
        gc.setFont(look.font(Look.Size.AXIS, true));
        return look.width(gc, TAG) + 8;
    }

    private void tag(GC gc, int x, Rectangle in) {
        int width = tagWidth(gc);
        int y = in.y + (in.height - 15) / 2;
        gc.setForeground(look.color(Role.SIMULATED));
        gc.drawRoundRectangle(x, y, width, 15, 4, 4);
        gc.drawText(TAG, x + 4, Look.baselineTop(gc, y, 16), SWT.DRAW_TRANSPARENT);
    }

    private boolean bar(GC gc, Cell.Bar bar, Rectangle in) {
        int width = Math.min(in.width, 104);
        int y = in.y + (in.height - BAR_HEIGHT) / 2;
        gc.setBackground(look.color(Role.TRACK));
        gc.fillRoundRectangle(in.x, y, width, BAR_HEIGHT, 4, 4);
        int fill = (int) Math.round(width * bar.share());
        gc.setBackground(look.color(bar.fill()));
        if (fill > 0) gc.fillRoundRectangle(in.x, y, Math.max(fill, 2), BAR_HEIGHT, Math.min(4, fill), 4);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.TEXT));
        String text = clip(gc, bar.text(), width - 10, false);
        gc.drawText(text, in.x + 6, Look.baselineTop(gc, y, BAR_HEIGHT), SWT.DRAW_TRANSPARENT);
        return !text.equals(bar.text());
    }

    private boolean spark(GC gc, Cell.Spark spark, Rectangle in) {
        double[] v = spark.values();
        if (v.length < 2) return false;
        int width = Math.min(in.width, 120);
        int height = 20;
        int top = in.y + (in.height - height) / 2;
        double span = Math.max(1e-9, spark.ceiling() - spark.floor());
        Path path = new Path(gc.getDevice());
        boolean down = false;
        for (int i = 0; i < v.length; i++) {
            if (Double.isNaN(v[i])) {
                down = false;
                continue;
            }
            float x = in.x + (float) (i * (width - 1.0) / (v.length - 1));
            float y = top + height - 1.5f - (float) (Math.clamp((v[i] - spark.floor()) / span, 0, 1) * (height - 3));
            if (down) path.lineTo(x, y);
            else path.moveTo(x, y);
            down = true;
        }
        gc.setForeground(look.color(spark.role()));
        gc.setLineAttributes(new org.eclipse.swt.graphics.LineAttributes(1.5f, SWT.CAP_ROUND, SWT.JOIN_ROUND));
        gc.drawPath(path);
        gc.setLineWidth(1);
        path.dispose();
        return false;
    }

    /** The state's icon in a square of 9 pixels. Foreground and background are its colour. */
    static void mark(GC gc, Mark mark, int x, int y) {
        gc.setLineAttributes(new org.eclipse.swt.graphics.LineAttributes(1.5f, SWT.CAP_ROUND, SWT.JOIN_ROUND));
        switch (mark) {
            case RUNNING -> gc.fillPolygon(new int[] {x, y, x + 9, y + 5, x, y + 10});
            case OFFERED -> gc.drawOval(x, y, 9, 9);
            case PAUSED -> {
                gc.fillRectangle(x + 1, y, 3, 10);
                gc.fillRectangle(x + 6, y, 3, 10);
            }
            case DONE -> gc.drawPolyline(new int[] {x, y + 5, x + 3, y + 8, x + 9, y + 1});
            case WARNING -> gc.fillPolygon(new int[] {x + 5, y, x + 10, y + 9, x, y + 9});
            case SICK -> {
                gc.drawLine(x + 1, y + 1, x + 8, y + 8);
                gc.drawLine(x + 8, y + 1, x + 1, y + 8);
            }
            case WAITING -> {
                for (int i = 0; i < 3; i++) gc.fillOval(x + i * 4, y + 4, 3, 3);
            }
        }
        gc.setLineWidth(1);
    }

    private int width(GC gc, String text, boolean figures) {
        return figures ? Figures.width(look, gc, text) : look.width(gc, text);
    }

    String clip(GC gc, String text, int room, boolean figures) {
        if (width(gc, text, figures) <= room) return text;
        int low = 0;
        int high = text.length();
        while (low < high) {
            int mid = (low + high + 1) / 2;
            if (width(gc, text.substring(0, mid) + "…", figures) <= room) low = mid;
            else high = mid - 1;
        }
        return low == 0 ? "…" : text.substring(0, low).stripTrailing() + "…";
    }

    /** Whether a text would be cut; used for tooltips without drawing. */
    boolean cut(GC gc, Cell cell, Rectangle in) {
        if (!(cell.content() instanceof Cell.Words words)) return false;
        gc.setFont(look.font(Look.Size.TEXT, false));
        int used = Arrays.asList(
                        words.lead().isEmpty() ? 0 : 20,
                        words.mark().isPresent() ? 16 : 0,
                        words.simulated() ? tagWidth(gc) + 6 : 0)
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
        gc.setFont(look.font(Look.Size.TEXT, false));
        return look.width(gc, words.text()) + used > in.width;
    }
}
