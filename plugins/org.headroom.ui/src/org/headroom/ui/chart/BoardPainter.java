package org.headroom.ui.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.model.TimePoints;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;

/** Puts a board on the screen: finished pictures, the words around them, crosshair and chosen span on top. UI thread. */
final class BoardPainter {
    private static final String TAG = "SIMULATED";
    private static final String BACK = "back to now";

    private final Look look;
    private Rectangle link = new Rectangle(0, 0, 0, 0);

    /** A span that is being chosen; shares of the plot. */
    record Choosing(double one, double other) {}

    /** All that is drawn. {@code pointed} is the chart under the pointer, or -1. */
    record Scene(
            Board board,
            BoardLayout layout,
            int scroll,
            Map<Object, ChartBoard.Picture> pictures,
            OptionalDouble cross,
            Optional<Choosing> choosing,
            int pointed,
            boolean focus) {}

    BoardPainter(Look look) {
        this.look = look;
    }

    /** Where the way back to now was drawn; empty where it was not. */
    Rectangle link() {
        return link;
    }

    void paint(GC gc, Rectangle area, Rectangle dirty, Scene s) {
        gc.setAdvanced(true);
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(dirty);
        int view = s.layout().viewHeight();
        gc.setClipping(new Rectangle(0, BoardLayout.TOP, area.width, view).intersection(dirty));
        for (int i = 0; i < s.board().cells().size(); i++) {
            Rectangle r = s.layout().cell(i, s.scroll());
            if (s.layout().visible(i, s.scroll()) && r.intersects(dirty)) cell(gc, s, i, r);
        }
        gc.setClipping(dirty);
        axes(gc, area, s);
        top(gc, area, s);
    }

    private void cell(GC gc, Scene s, int index, Rectangle r) {
        ChartCell cell = s.board().cells().get(index);
        Optional<ChartBoard.Picture> picture = Optional.ofNullable(s.pictures().get(cell.key()));
        Rectangle area = BoardLayout.picture(r);
        boolean noted = cell.note().isPresent();
        if (noted) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            String words = clip(gc, cell.note().get(), area.width - ChartScene.AXIS);
            gc.drawText(words, area.x + ChartScene.AXIS, area.y + area.height / 2 - 10, SWT.DRAW_TRANSPARENT);
        } else picture.ifPresent(p -> gc.drawImage(p.image(), area.x, area.y));
        List<Figure> figures =
                noted ? List.of() : figures(cell, picture, s.cross(), s.board().held());
        title(gc, cell, r, figures);
        if (noted) return;
        int plot = area.x + ChartScene.AXIS;
        int width = ChartScene.plotWidth(area.width);
        s.choosing().ifPresent(c -> chosen(gc, c, plot, width, area));
        s.cross().ifPresent(at -> {
            int x = plot + (int) Math.round(at * width);
            gc.setForeground(look.color(Role.SECONDARY));
            gc.setLineDash(new int[] {2, 2});
            gc.drawLine(x, area.y + 6, x, area.y + area.height - 4);
            gc.setLineStyle(SWT.LINE_SOLID);
        });
        if (s.cross().isEmpty()) picture.ifPresent(p -> begins(gc, s, p.scene(), plot, width, area));
    }

    /** Where nothing was kept yet, it says so; a curve that begins in the middle would look like a machine that was off. */
    private void begins(GC gc, Scene s, ChartScene scene, int plot, int width, Rectangle area) {
        Optional<Instant> at = scene.begins();
        if (at.isEmpty()) return;
        int x = plot + (int) Math.round(Math.clamp(scene.share(at.get()), 0, 1) * width);
        gc.setFont(look.font(Look.Size.AXIS, false));
        String words = "history begins "
                + TimeWords.since(at.get(), s.board().zone(), s.board().now());
        int w = look.width(gc, words);
        if (x - plot < w + 16) return;
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(words, x - w - 8, area.y + area.height / 2 - 4, SWT.DRAW_TRANSPARENT);
    }

    private void chosen(GC gc, Choosing c, int plot, int width, Rectangle area) {
        int a = plot + (int) (Math.clamp(Math.min(c.one(), c.other()), 0, 1) * width);
        int b = plot + (int) (Math.clamp(Math.max(c.one(), c.other()), 0, 1) * width);
        gc.setBackground(look.color(Role.ACCENT));
        gc.setAlpha(40);
        gc.fillRectangle(a, area.y + 6, Math.max(1, b - a), area.height - 10);
        gc.setAlpha(255);
    }

    /** A value with its range and its name, in its curve's colour. */
    private record Figure(String label, String range, String value, Role role) {}

    private List<Figure> figures(
            ChartCell cell, Optional<ChartBoard.Picture> picture, OptionalDouble cross, boolean held) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < cell.lines().size(); i++) {
            ChartCell.Line line = cell.lines().get(i);
            String value = line.figure(line.newest().orElse(Double.NaN));
            String range = "";
            if (cross.isPresent() && picture.isPresent()) {
                ChartScene scene = picture.get().scene();
                value = "–";
                if (i < scene.curves().size()) {
                    TimePoints series = scene.curves().get(i).series();
                    Optional<Integer> at = ChartScene.point(
                            series, scene.at(cross.getAsDouble()), scene.slots().millis());
                    if (at.isPresent()) {
                        value = line.figure(series.mean(at.get()));
                        String least = line.figure(series.min(at.get()));
                        String most = line.figure(series.max(at.get()));
                        if (!least.equals(most)) range = least + "–" + most;
                    }
                }
            }
            if (cross.isEmpty()
                    && held
                    && picture.isPresent()
                    && i < picture.get().scene().curves().size()) {
                // The newest value has no place beside a picture of the past: its own mean has.
                Optional<Window> all = Window.of(
                        picture.get().scene().curves().get(i).series(),
                        picture.get().scene().slots());
                value = all.map(w -> "ø " + line.figure(w.mean())).orElse("–");
                range = all.map(w -> line.figure(w.least()) + "–" + line.figure(w.most()))
                        .orElse("");
            }
            boolean old = cell.stale() && cross.isEmpty();
            figures.add(new Figure(line.label(), range, value, old ? Role.SECONDARY : line.role()));
        }
        return figures;
    }

    private void title(GC gc, ChartCell cell, Rectangle r, List<Figure> figures) {
        boolean many = figures.size() > 1;
        gc.setFont(look.font(Look.Size.TEXT, true));
        int titleWidth = look.width(gc, cell.title());
        gc.setFont(look.font(Look.Size.SMALL, false));
        int unitWidth = look.width(gc, cell.unit()) + 8;
        int right = r.x + r.width - ChartScene.MARGIN;
        int room = r.width - ChartScene.MARGIN - 12;
        // The names of curves go first, then their ranges, then the unit: a figure is worth more than what is around
        // it.
        boolean labels = many;
        boolean ranges = true;
        boolean unit = true;
        int width = width(gc, figures, many, labels, ranges);
        if (titleWidth + unitWidth + width > room && many) unit = false;
        if (titleWidth + (unit ? unitWidth : 0) + width > room) {
            ranges = false;
            width = width(gc, figures, many, labels, false);
        }
        if (titleWidth + (unit ? unitWidth : 0) + width > room) {
            labels = false;
            width = width(gc, figures, many, false, ranges);
        }
        if (titleWidth + (unit ? unitWidth : 0) + width > room) unit = false;
        draw(gc, figures, right - width, r.y, many, labels, ranges);
        int left = title(gc, cell, r, room - width);
        if (cell.simulated()) left = tag(gc, left + 8, r.y, right - width - left - 20);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        if (unit && left + unitWidth + width + 8 < right)
            gc.drawText(cell.unit(), left + 8, Look.baselineTop(gc, r.y, BoardLayout.TITLE) + 1, SWT.DRAW_TRANSPARENT);
    }

    private int title(GC gc, ChartCell cell, Rectangle r, int room) {
        gc.setFont(look.font(Look.Size.TEXT, true));
        gc.setForeground(look.color(cell.stale() ? Role.SECONDARY : Role.TEXT));
        String words = clip(gc, cell.title(), room);
        gc.drawText(words, r.x, Look.baselineTop(gc, r.y, BoardLayout.TITLE), SWT.DRAW_TRANSPARENT);
        return r.x + look.width(gc, words);
    }

    private int width(GC gc, List<Figure> figures, boolean many, boolean labels, boolean ranges) {
        int width = 0;
        for (Figure f : figures) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            if (labels && !f.label().isEmpty()) width += look.width(gc, f.label()) + 5;
            if (ranges && !f.range().isEmpty()) width += Figures.width(look, gc, f.range()) + 7;
            gc.setFont(look.font(many ? Look.Size.TEXT : Look.Size.LARGE, true));
            width += Figures.width(look, gc, f.value()) + (many ? 12 : 0);
        }
        return many ? width - 12 : width;
    }

    private void draw(GC gc, List<Figure> figures, int from, int top, boolean many, boolean labels, boolean ranges) {
        int x = from;
        for (Figure f : figures) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            int small = Look.baselineTop(gc, top, BoardLayout.TITLE) + (many ? 0 : 2);
            if (labels && !f.label().isEmpty()) {
                gc.drawText(f.label(), x, small, SWT.DRAW_TRANSPARENT);
                x += look.width(gc, f.label()) + 5;
            }
            if (ranges && !f.range().isEmpty()) {
                Figures.draw(look, gc, f.range(), x, small);
                x += Figures.width(look, gc, f.range()) + 7;
            }
            gc.setFont(look.font(many ? Look.Size.TEXT : Look.Size.LARGE, true));
            gc.setForeground(look.color(f.role()));
            Figures.draw(look, gc, f.value(), x, Look.baselineTop(gc, top, BoardLayout.TITLE));
            x += Figures.width(look, gc, f.value()) + 12;
        }
    }

    private int tag(GC gc, int x, int top, int room) {
        gc.setFont(look.font(Look.Size.AXIS, true));
        String words = look.width(gc, TAG) + 10 <= room ? TAG : "SIM";
        int width = look.width(gc, words) + 8;
        gc.setForeground(look.color(Role.SIMULATED));
        gc.drawRoundRectangle(x, top + 4, width, 15, 4, 4);
        gc.drawText(words, x + 4, Look.baselineTop(gc, top + 4, 16), SWT.DRAW_TRANSPARENT);
        return x + width;
    }

    private void axes(GC gc, Rectangle area, Scene s) {
        if (s.board().cells().isEmpty()) return;
        int top = s.layout().axisTop();
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(0, top, area.width, BoardLayout.AXIS);
        Instant from = s.board().view().from(s.board().now());
        Instant to = s.board().view().to(s.board().now());
        int width = ChartScene.plotWidth(s.layout().cellWidth());
        List<TimeTicks.Tick> ticks = TimeTicks.of(from, to, width, s.board().zone());
        for (int column = 0; column < Math.min(s.layout().columns(), s.layout().count()); column++)
            axis(gc, s, ticks, from, to, s.layout().columnLeft(column) + ChartScene.AXIS, top, width);
    }

    private void axis(
            GC gc, Scene s, List<TimeTicks.Tick> ticks, Instant from, Instant to, int left, int top, int width) {
        double span = to.toEpochMilli() - from.toEpochMilli();
        gc.setForeground(look.color(Role.LINE));
        gc.drawLine(left, top, left + width, top);
        for (TimeTicks.Tick tick : ticks) {
            int x = left + (int) Math.round((tick.at().toEpochMilli() - from.toEpochMilli()) / span * width);
            gc.setForeground(look.color(Role.LINE));
            gc.drawLine(x, top, x, top + 3);
            gc.setFont(look.font(Look.Size.AXIS, tick.day()));
            gc.setForeground(look.color(Role.SECONDARY));
            int w = look.width(gc, tick.label());
            int at = Math.clamp(x - w / 2, left - ChartScene.AXIS / 2, left + width - w + ChartScene.MARGIN);
            gc.drawText(tick.label(), at, top + 5, SWT.DRAW_TRANSPARENT);
        }
        if (s.cross().isEmpty()) return;
        double share = s.cross().getAsDouble();
        Instant at = from.plusMillis(Math.round(span * share));
        String words = TimeWords.moment(
                at, (long) (span / width), s.board().zone(), s.board().now());
        gc.setFont(look.font(Look.Size.AXIS, true));
        int w = look.width(gc, words) + 10;
        int x = left + (int) Math.round(share * width);
        int pill = Math.clamp(x - w / 2, left - ChartScene.AXIS, Math.max(left, left + width + ChartScene.MARGIN - w));
        gc.setBackground(look.color(Role.TEXT));
        gc.fillRoundRectangle(pill, top + 2, w, 18, 6, 6);
        gc.setForeground(look.color(Role.CONTENT));
        gc.drawText(words, pill + 5, Look.baselineTop(gc, top + 2, 18), SWT.DRAW_TRANSPARENT);
    }

    private void top(GC gc, Rectangle area, Scene s) {
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(0, 0, area.width, BoardLayout.TOP);
        link = new Rectangle(0, 0, 0, 0);
        int x = BoardLayout.MARGIN;
        int room = area.width - 2 * BoardLayout.MARGIN;
        if (s.focus()) {
            gc.setBackground(look.color(Role.ACCENT));
            gc.fillRectangle(4, 7, 2, 12);
        }
        if (s.board().simulated()) {
            x = tag(gc, x, 1, room) + 8;
            room = area.width - BoardLayout.MARGIN - x;
        }
        gc.setFont(look.font(Look.Size.SMALL, false));
        int y = Look.baselineTop(gc, 0, BoardLayout.TOP);
        List<ChartBand> under = under(s);
        if (!under.isEmpty()) {
            for (ChartBand band : under) {
                gc.setForeground(look.color(band.role()));
                gc.setBackground(look.color(band.role()));
                if (band.mark().isPresent()) x = mark(gc, band.mark().get(), x, BoardLayout.TOP / 2 - 5);
                String words = clip(gc, band.words(), area.width - BoardLayout.MARGIN - x);
                if (words.length() < 4) return;
                gc.drawText(words, x, y, SWT.DRAW_TRANSPARENT);
                x += look.width(gc, words) + 14;
            }
            return;
        }
        int back = s.board().held() ? look.width(gc, " · " + BACK) : 0;
        String words = clip(gc, s.board().words(), room - back);
        gc.setForeground(look.color(s.board().role()));
        gc.drawText(words, x, y, SWT.DRAW_TRANSPARENT);
        if (!s.board().held()) return;
        x += look.width(gc, words);
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(" · ", x, y, SWT.DRAW_TRANSPARENT);
        x += look.width(gc, " · ");
        gc.setForeground(look.color(Role.ACCENT));
        gc.drawText(BACK, x, y, SWT.DRAW_TRANSPARENT);
        link = new Rectangle(x - 4, 0, look.width(gc, BACK) + 8, BoardLayout.TOP);
    }

    private static int mark(GC gc, Mark mark, int x, int y) {
        if (mark == Mark.SICK) {
            gc.setLineWidth(2);
            gc.drawLine(x + 1, y + 1, x + 8, y + 8);
            gc.drawLine(x + 8, y + 1, x + 1, y + 8);
            gc.setLineWidth(1);
        } else gc.fillPolygon(new int[] {x + 5, y, x + 10, y + 9, x, y + 9});
        return x + 16;
    }

    /** The bands under the crosshair, of the chart that is pointed at. */
    private static List<ChartBand> under(Scene s) {
        if (s.cross().isEmpty()
                || s.pointed() < 0
                || s.pointed() >= s.board().cells().size()) return List.of();
        ChartBoard.Picture picture =
                s.pictures().get(s.board().cells().get(s.pointed()).key());
        if (picture == null) return List.of();
        ChartScene scene = picture.scene();
        Instant at = scene.at(s.cross().getAsDouble());
        // An alarm of a moment is thinner than a pointer is exact.
        long near =
                3 * (scene.slots().to().toEpochMilli() - scene.slots().from().toEpochMilli()) / scene.width();
        return scene.bands().stream()
                .filter(b -> b.covers(at) || b.mark().isPresent() && b.meets(at.minusMillis(near), at.plusMillis(near)))
                .toList();
    }

    private String clip(GC gc, String text, int room) {
        if (look.width(gc, text) <= room) return text;
        int end = text.length();
        while (end > 0 && look.width(gc, text.substring(0, end) + "…") > room) end--;
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + "…";
    }
}
