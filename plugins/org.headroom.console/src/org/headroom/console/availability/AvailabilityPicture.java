package org.headroom.console.availability;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.console.availability.AvailabilityScene.Row;
import org.headroom.console.availability.AvailabilityScene.Sentence;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;

/** Draws the view and knows afterwards what stands where. UI thread. */
final class AvailabilityPicture {
    private static final int MARGIN = 14;
    private static final int LINE = 24;
    private static final int ROW = 26;
    private static final int TITLE = 30;
    private static final int GAP = 28;
    private static final int DAY_NAME = 40;
    private static final int HOUR_NAMES = 20;
    private static final int CELL_LEAST = 20;
    private static final int CELL_MOST = 34;
    private static final int SIDE_BY_SIDE = 640;
    private static final int RULES = 330;
    private static final int SWITCH = 24;

    /** Something that can be pressed: a row, or what stands at its right. */
    record Spot(Rectangle at, String key, String tip) {}

    /** A cell of the week; the hour is -1 on a day's name, the day is empty on an hour's. */
    record Cell(Optional<DayOfWeek> day, int hour) {}

    /** Where the keyboard is. @param row -1: on the week */
    record Focus(boolean here, int row, DayOfWeek day, int hour) {}

    private final Look look;
    private final List<Spot> spots = new ArrayList<>();
    private Rectangle week = new Rectangle(0, 0, 0, 0);
    private int cellWidth = 1;
    private int cellHeight = 1;

    AvailabilityPicture(Look look) {
        this.look = look;
    }

    /** @return how high the whole picture is */
    int draw(GC gc, AvailabilityScene scene, Focus focus, Optional<Cell> over, Rectangle area, int top) {
        spots.clear();
        int y = sentences(gc, scene, area.width, top + 10) + 6;
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, y, area.width, 1);
        y += 6;
        boolean beside = area.width >= SIDE_BY_SIDE;
        int rules = beside ? Math.clamp(area.width * 2L / 5, RULES, 460) : area.width - 2 * MARGIN;
        int weekWidth = beside ? area.width - rules - 2 * MARGIN - GAP : area.width - 2 * MARGIN;
        int room = area.height - (y - top) - TITLE - HOUR_NAMES - MARGIN;
        int weekEnd = week(gc, scene, focus, over, new Rectangle(MARGIN, y, weekWidth, room));
        int notesEnd = notes(gc, scene, MARGIN, weekEnd + 10, weekWidth);
        int left = beside ? MARGIN + weekWidth + GAP : MARGIN;
        int rowsEnd = rows(gc, scene, focus, new Rectangle(left, beside ? y : notesEnd + 6, rules, 0));
        return Math.max(rowsEnd, notesEnd) - top + 10;
    }

    private int sentences(GC gc, AvailabilityScene scene, int width, int top) {
        int y = top;
        for (Sentence s : scene.sentences()) {
            gc.setForeground(look.color(s.open() ? Role.HEALTHY : Role.SECONDARY));
            gc.setBackground(look.color(s.open() ? Role.HEALTHY : Role.SECONDARY));
            if (s.open()) {
                gc.setLineWidth(2);
                gc.drawOval(MARGIN + 1, y + 6, 9, 9);
                gc.setLineWidth(1);
            } else {
                gc.fillRectangle(MARGIN + 2, y + 6, 3, 10);
                gc.fillRectangle(MARGIN + 7, y + 6, 3, 10);
            }
            gc.setFont(look.font(Look.Size.TEXT, !s.open()));
            gc.setForeground(look.color(Role.TEXT));
            text(gc, s.text(), MARGIN + 20, y, LINE, width - 2 * MARGIN - 20);
            y += LINE;
        }
        return y;
    }

    private int week(GC gc, AvailabilityScene scene, Focus focus, Optional<Cell> over, Rectangle in) {
        title(gc, "Week", in.x, in.y);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        int titled = 52;
        String note = clip(gc, scene.weekNote(), in.width - titled);
        cellWidth = Math.max(8, (in.width - DAY_NAME) / WeekSchedule.HOURS);
        cellHeight = Math.clamp(in.height / WeekSchedule.DAYS, CELL_LEAST, CELL_MOST);
        week = new Rectangle(
                in.x + DAY_NAME,
                in.y + TITLE + HOUR_NAMES,
                cellWidth * WeekSchedule.HOURS,
                cellHeight * WeekSchedule.DAYS);
        gc.drawText(
                note,
                week.x + week.width - look.width(gc, note),
                Look.baselineTop(gc, in.y, TITLE),
                SWT.DRAW_TRANSPARENT);
        hours(gc);
        for (DayOfWeek day : DayOfWeek.values()) {
            gc.setFont(look.font(Look.Size.SMALL, day == scene.today()));
            gc.setForeground(look.color(day == scene.today() ? Role.TEXT : Role.SECONDARY));
            int y = week.y + day.ordinal() * cellHeight;
            gc.drawText(
                    day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                    in.x,
                    Look.baselineTop(gc, y, cellHeight),
                    SWT.DRAW_TRANSPARENT);
            for (int hour = 0; hour < WeekSchedule.HOURS; hour++) cell(gc, scene, day, hour, hovered(over, day, hour));
        }
        Rectangle now = at(scene.today(), scene.hour());
        gc.setForeground(look.color(Role.ACCENT));
        gc.drawRoundRectangle(now.x, now.y, now.width - 1, now.height - 1, 4, 4);
        if (focus.here() && focus.row() < 0) ring(gc, at(focus.day(), focus.hour()));
        return week.y + week.height;
    }

    private void hours(GC gc) {
        for (int hour = 0; hour <= WeekSchedule.HOURS; hour += 3) {
            gc.setFont(look.font(Look.Size.AXIS, false));
            gc.setForeground(look.color(Role.SECONDARY));
            String name = String.format(Locale.ROOT, "%02d", hour);
            int x = week.x + hour * cellWidth - look.width(gc, name) / 2;
            gc.drawText(name, x, week.y - HOUR_NAMES + 3, SWT.DRAW_TRANSPARENT);
        }
    }

    private void cell(GC gc, AvailabilityScene scene, DayOfWeek day, int hour, boolean hovered) {
        Rectangle at = at(day, hour);
        boolean open = scene.week().open(day, hour);
        gc.setAlpha(scene.weekCounts() ? 255 : 90);
        gc.setBackground(look.color(open ? Role.BAR_HEALTHY : Role.TRACK));
        gc.fillRoundRectangle(at.x, at.y, at.width, at.height, 4, 4);
        if (!open) {
            gc.setForeground(look.color(Role.GRID));
            gc.drawRoundRectangle(at.x, at.y, at.width - 1, at.height - 1, 4, 4);
        }
        gc.setAlpha(255);
        if (!hovered) return;
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawRoundRectangle(at.x, at.y, at.width - 1, at.height - 1, 4, 4);
    }

    private static boolean hovered(Optional<Cell> over, DayOfWeek day, int hour) {
        return over.filter(c -> c.day().map(day::equals).orElse(true) && (c.hour() < 0 || c.hour() == hour))
                .isPresent();
    }

    private Rectangle at(DayOfWeek day, int hour) {
        return new Rectangle(
                week.x + hour * cellWidth + 1, week.y + day.ordinal() * cellHeight + 1, cellWidth - 2, cellHeight - 2);
    }

    private int notes(GC gc, AvailabilityScene scene, int x, int top, int width) {
        int y = top;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        for (String note : scene.notes())
            for (String line : EmptyPicture.wrap(gc, look, note, width)) {
                gc.drawText(line, x, y, SWT.DRAW_TRANSPARENT);
                y += 18;
            }
        return y;
    }

    private int rows(GC gc, AvailabilityScene scene, Focus focus, Rectangle in) {
        int y = in.y;
        boolean first = true;
        for (int i = 0; i < scene.rows().size(); i++) {
            Row row = scene.rows().get(i);
            if (row.kind() == Row.Kind.TITLE) {
                if (!first) y += 8;
                title(gc, row.label(), in.x, y);
                y += TITLE;
            } else {
                Rectangle at = new Rectangle(in.x - 6, y, in.width + 12, ROW);
                row(gc, row, at);
                if (focus.here() && focus.row() == i) ring(gc, at);
                y += ROW;
            }
            first = false;
        }
        return y;
    }

    private void row(GC gc, Row row, Rectangle at) {
        int x = at.x + 6;
        switch (row.kind()) {
            case SWITCH -> {
                toggle(gc, row, x, at.y + (ROW - 14) / 2);
                x += SWITCH + 10;
            }
            case RADIO -> {
                radio(gc, row, x + (SWITCH - 14) / 2, at.y + (ROW - 14) / 2);
                x += SWITCH + 10;
            }
            default -> {}
        }
        gc.setFont(look.font(Look.Size.SMALL, false));
        boolean money = row.value().startsWith("−");
        int right = at.x + at.width - 6;
        String value = clip(gc, row.value(), at.width / 2);
        int width = money ? Figures.width(look, gc, value) : look.width(gc, value);
        gc.setForeground(look.color(
                money ? Role.WARNING : row.valueKey().isEmpty() || !row.enabled() ? Role.SECONDARY : Role.ACCENT));
        if (money) Figures.draw(look, gc, value, right - width, Look.baselineTop(gc, at.y, ROW));
        else gc.drawText(value, right - width, Look.baselineTop(gc, at.y, ROW), SWT.DRAW_TRANSPARENT);
        gc.setFont(look.font(Look.Size.TEXT, row.kind() == Row.Kind.LINK && row.on()));
        boolean link = row.kind() == Row.Kind.LINK && !row.key().isEmpty();
        gc.setForeground(look.color(!row.enabled() ? Role.SECONDARY : link ? Role.ACCENT : Role.TEXT));
        text(gc, row.label(), x, at.y, ROW, right - width - 10 - x);
        if (!row.enabled()) return;
        if (!row.valueKey().isEmpty())
            spots.add(new Spot(new Rectangle(right - width - 6, at.y, width + 12, ROW), row.valueKey(), row.tip()));
        if (!row.key().isEmpty() || !row.tip().isEmpty()) spots.add(new Spot(at, row.key(), row.tip()));
    }

    private void toggle(GC gc, Row row, int x, int y) {
        gc.setAlpha(row.enabled() ? 255 : 90);
        gc.setBackground(look.color(row.on() ? Role.ACCENT : Role.LINE));
        gc.fillRoundRectangle(x, y, SWITCH, 14, 14, 14);
        gc.setBackground(look.color(row.on() ? Role.ON_FILLED : Role.CONTENT));
        gc.fillOval(row.on() ? x + SWITCH - 12 : x + 2, y + 2, 10, 10);
        gc.setAlpha(255);
    }

    private void radio(GC gc, Row row, int x, int y) {
        gc.setForeground(look.color(row.on() ? Role.ACCENT : Role.SECONDARY));
        gc.setBackground(look.color(Role.ACCENT));
        gc.drawOval(x, y, 13, 13);
        if (row.on()) gc.fillOval(x + 4, y + 4, 6, 6);
    }

    private void ring(GC gc, Rectangle at) {
        gc.setForeground(look.color(Role.ACCENT));
        gc.setLineWidth(2);
        gc.drawRoundRectangle(at.x, at.y, at.width - 1, at.height - 1, 6, 6);
        gc.setLineWidth(1);
    }

    private void title(GC gc, String text, int x, int y) {
        gc.setFont(look.font(Look.Size.SMALL, true));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(text, x, Look.baselineTop(gc, y, TITLE), SWT.DRAW_TRANSPARENT);
    }

    private void text(GC gc, String text, int x, int y, int height, int room) {
        gc.drawText(clip(gc, text, room), x, Look.baselineTop(gc, y, height), SWT.DRAW_TRANSPARENT);
    }

    private String clip(GC gc, String text, int room) {
        if (look.width(gc, text) <= room) return text;
        String cut = text;
        while (!cut.isEmpty() && look.width(gc, cut + "…") > room) cut = cut.substring(0, cut.length() - 1);
        return cut.isEmpty() ? "" : cut + "…";
    }

    /** What is pressed there; what stands at a row's right goes before the row. */
    Optional<Spot> spot(int x, int y) {
        return spots.stream().filter(s -> s.at().contains(x, y)).findFirst();
    }

    Optional<Cell> cell(int x, int y) {
        boolean across = x >= week.x && x < week.x + week.width;
        boolean down = y >= week.y && y < week.y + week.height;
        int hour = (x - week.x) / cellWidth;
        if (across && down) return Optional.of(new Cell(Optional.of(day(y)), hour));
        if (down && x >= week.x - DAY_NAME && x < week.x) return Optional.of(new Cell(Optional.of(day(y)), -1));
        return across && y >= week.y - HOUR_NAMES && y < week.y
                ? Optional.of(new Cell(Optional.empty(), hour))
                : Optional.empty();
    }

    /** The cell that is nearest, for a drag that has left the week. */
    Cell nearest(int x, int y) {
        int hour = Math.clamp((x - week.x) / cellWidth, 0, WeekSchedule.HOURS - 1);
        return new Cell(Optional.of(day(Math.clamp(y, week.y, week.y + week.height - 1))), hour);
    }

    private DayOfWeek day(int y) {
        return DayOfWeek.of((y - week.y) / cellHeight + 1);
    }
}
