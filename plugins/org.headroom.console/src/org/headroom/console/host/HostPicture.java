package org.headroom.console.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.LineAttributes;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.console.host.HostScene.Figure;
import org.headroom.console.host.HostScene.Line;
import org.headroom.console.host.HostScene.Section;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;

/** Draws the view of the machine, and knows afterwards what stands where. UI thread. */
final class HostPicture {
    private static final int MARGIN = 14;
    private static final int LINE = 22;
    private static final int COLUMN = 270;
    private static final int BAR = 18;

    private record Place(Rectangle at, String tip) {}

    private final Look look;
    private final List<Place> places = new ArrayList<>();

    HostPicture(Look look) {
        this.look = look;
    }

    /** @return how high the whole picture is */
    int draw(GC gc, HostScene scene, int width, int top) {
        places.clear();
        int room = width - 2 * MARGIN;
        int y = top + 10;
        if (!scene.identity().isEmpty()) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            for (String line : EmptyPicture.wrap(gc, look, scene.identity(), room)) {
                gc.drawText(line, MARGIN, y, SWT.DRAW_TRANSPARENT);
                y += 18;
            }
            y += 6;
        }
        if (!scene.figures().isEmpty()) y = figures(gc, scene.figures(), room, y) + 12;
        return sections(gc, scene.sections(), room, y) - top + MARGIN;
    }

    Optional<String> tip(int x, int y) {
        return places.stream().filter(p -> p.at.contains(x, y)).map(Place::tip).findFirst();
    }

    private int figures(GC gc, List<Figure> figures, int room, int top) {
        int columns = Math.clamp(room / 190, 1, figures.size());
        int width = room / columns;
        int y = top;
        for (int i = 0; i < figures.size(); i++) {
            if (i > 0 && i % columns == 0) y += 62;
            figure(gc, figures.get(i), new Rectangle(MARGIN + i % columns * width, y, width - MARGIN, 54));
        }
        return y + 54;
    }

    private void figure(GC gc, Figure f, Rectangle in) {
        places.add(new Place(in, f.label() + ": " + f.tip()));
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(f.label(), in.x, in.y, SWT.DRAW_TRANSPARENT);
        gc.setFont(look.font(Look.Size.BIG, true));
        gc.setForeground(look.color(f.role() == Role.SECONDARY ? Role.SECONDARY : Role.TEXT));
        Figures.draw(look, gc, f.value(), in.x, in.y + 18);
        int x = in.x + Figures.width(look, gc, f.value()) + 6;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(f.unit(), x, in.y + 27, SWT.DRAW_TRANSPARENT);
        int left = in.x + 112;
        if (f.spark().length > 1 && in.width > 150)
            spark(gc, f, new Rectangle(left, in.y + 2, Math.min(180, in.width - 112), 44));
    }

    private void spark(GC gc, Figure f, Rectangle in) {
        gc.setBackground(look.color(Role.GRID));
        gc.fillRectangle(in.x, in.y + in.height, in.width, 1);
        double[] v = f.spark();
        Path path = new Path(gc.getDevice());
        boolean down = false;
        for (int i = 0; i < v.length; i++) {
            if (Double.isNaN(v[i])) {
                down = false;
                continue;
            }
            float x = in.x + (float) (i * (in.width - 1.0) / (v.length - 1));
            float y = in.y + in.height - 1f - (float) (Math.clamp(v[i], 0, 1) * (in.height - 2));
            if (down) path.lineTo(x, y);
            else path.moveTo(x, y);
            down = true;
        }
        gc.setForeground(look.color(f.role()));
        gc.setLineAttributes(new LineAttributes(1.5f, SWT.CAP_ROUND, SWT.JOIN_ROUND));
        gc.drawPath(path);
        gc.setLineWidth(1);
        path.dispose();
    }

    /** In as many columns as there is room for, each section under the column that is shortest so far. */
    private int sections(GC gc, List<Section> sections, int room, int top) {
        if (sections.isEmpty()) return top;
        int columns = Math.clamp(room / COLUMN, 1, sections.size());
        int width = room / columns;
        int[] y = new int[columns];
        java.util.Arrays.fill(y, top);
        for (Section s : sections) {
            int c = 0;
            for (int i = 1; i < columns; i++) if (y[i] < y[c]) c = i;
            y[c] = section(gc, s, new Rectangle(MARGIN + c * width, y[c], width - 2 * MARGIN, 0)) + 10;
        }
        int most = top;
        for (int end : y) most = Math.max(most, end);
        return most;
    }

    private int section(GC gc, Section s, Rectangle in) {
        gc.setFont(look.font(Look.Size.TEXT, true));
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(s.title(), in.x, in.y, SWT.DRAW_TRANSPARENT);
        places.add(new Place(new Rectangle(in.x, in.y, in.width, 20), s.tip()));
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(in.x, in.y + 22, in.width, 1);
        int y = in.y + 26;
        for (Line line : s.lines()) {
            y = line.label().isEmpty() ? message(gc, line, in, y) : line(gc, line, in, y);
        }
        return y;
    }

    private int message(GC gc, Line line, Rectangle in, int top) {
        int y = top + 2;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(line.role()));
        for (String words : EmptyPicture.wrap(gc, look, line.value(), in.width)) {
            gc.drawText(words, in.x, y, SWT.DRAW_TRANSPARENT);
            y += 17;
        }
        return y;
    }

    private int line(GC gc, Line line, Rectangle in, int y) {
        boolean note = !line.note().isEmpty();
        int height = LINE + (note ? 15 : 0);
        places.add(new Place(new Rectangle(in.x, y, in.width, height), line.tip()));
        boolean bar = line.share() >= 0;
        int barWidth = Math.min(150, in.width / 2);
        int valueWidth = bar ? barWidth : valueWidth(gc, line);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        String label = clip(gc, line.label(), in.width - valueWidth - 10);
        gc.drawText(label, in.x, Look.baselineTop(gc, y, LINE), SWT.DRAW_TRANSPARENT);
        if (bar) bar(gc, line, new Rectangle(in.x + in.width - barWidth, y + (LINE - BAR) / 2, barWidth, BAR));
        else value(gc, line, in.x + in.width - valueWidth, y);
        if (note) {
            gc.setFont(look.font(Look.Size.AXIS, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(line.note(), in.x + in.width - look.width(gc, line.note()), y + LINE - 3, SWT.DRAW_TRANSPARENT);
        }
        return y + height;
    }

    private int valueWidth(GC gc, Line line) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        return Figures.width(look, gc, line.value()) + (line.role() == Role.WARNING ? 16 : 0);
    }

    private void value(GC gc, Line line, int left, int y) {
        int x = left;
        gc.setForeground(look.color(line.role()));
        if (line.role() == Role.WARNING) {
            gc.setBackground(look.color(Role.WARNING));
            int top = y + LINE / 2 - 5;
            gc.fillPolygon(new int[] {x + 5, top, x + 10, top + 9, x, top + 9});
            x += 16;
        }
        Figures.draw(look, gc, line.value(), x, Look.baselineTop(gc, y, LINE));
    }

    private void bar(GC gc, Line line, Rectangle in) {
        gc.setBackground(look.color(Role.TRACK));
        gc.fillRoundRectangle(in.x, in.y, in.width, in.height, 4, 4);
        int fill = (int) Math.round(in.width * Math.clamp(line.share(), 0, 1));
        gc.setBackground(look.color(line.role()));
        if (fill > 0) gc.fillRoundRectangle(in.x, in.y, Math.max(2, fill), in.height, Math.min(4, fill), 4);
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(line.value(), in.x + 6, Look.baselineTop(gc, in.y, in.height), SWT.DRAW_TRANSPARENT);
    }

    private String clip(GC gc, String text, int room) {
        if (look.width(gc, text) <= room) return text;
        int end = text.length();
        while (end > 1 && look.width(gc, text.substring(0, end) + "…") > room) end--;
        return text.substring(0, end) + "…";
    }
}
