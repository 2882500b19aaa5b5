package org.headroom.console.earnings;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.ClosedLeases;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Note;
import org.headroom.ui.text.UsdcFormat;

/** Today, this month, all of it, and a bar for each day. */
public final class EarningsPart extends DeskPart {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final String UNIT = "USDC earned per day";
    private static final int MARGIN = 14;
    private static final int TOP = 100;
    /** Room for two amounts with all decimals. */
    private static final int LEAST_SHARE = 170;

    private DrawnPart part;
    private Optional<EarningsPresenter> earnings = Optional.empty();
    private Optional<Note> note = Optional.empty();
    private ClosedLeases closed;
    private int pointed = -1;

    @Override
    protected Control content(Composite parent) {
        part = new DrawnPart(parent, Role.CONTENT, this::paint);
        closed = new ClosedLeases(onUiThread(part), this::refresh);
        part.addListener(SWT.MouseMove, e -> point(dayAt(e.x)));
        part.addListener(SWT.MouseExit, e -> point(-1));
        onStrip(strip -> {
            Note made = new Note(strip, Role.PANEL, Role.SECONDARY).fixed(240);
            made.show(UNIT, Role.SECONDARY);
            note = Optional.of(made);
            return made;
        });
        return part;
    }

    @Override
    protected void refresh() {
        Optional<RigView> rig = services().rig();
        Instant at = Instant.now();
        ZoneId zone = ZoneId.systemDefault();
        Instant from = EarningsPresenter.from(at, zone);
        closed.update(services().desk(), rig);
        if (rig.isPresent()) closed.reachTo(from);
        boolean whole = closed.reaches(from);
        Optional<EarningsPresenter> now = rig.map(r -> EarningsPresenter.of(r, closed.older(), whole, at, zone));
        note.filter(n -> !n.isDisposed()).ifPresent(n -> n.show(unit(now), Role.SECONDARY));
        if (now.equals(earnings) && now.isPresent()) return;
        earnings = now;
        part.redraw();
    }

    private String unit(Optional<EarningsPresenter> now) {
        return now.flatMap(EarningsPresenter::since)
                .map(s -> closed.isReading() ? UNIT + ", reading the ledger…" : UNIT + ", known since " + DAY.format(s))
                .orElse(UNIT);
    }

    private void paint(GC gc, Look look, Rectangle area) {
        Optional<RigView> rig = services().rig();
        Optional<EarningsPresenter> now = earnings.filter(e -> !e.nothingYet());
        if (now.isEmpty()) {
            EmptyPicture.draw(gc, look, EarningsPresenter.empty(rig), area);
            return;
        }
        EarningsPresenter e = now.get();
        int x = MARGIN;
        x += figure(gc, look, x, "Today", e.format().format(e.today()), e.role(Role.MONEY)) + 24;
        x += figure(gc, look, x, "This month", e.format().format(e.month()), e.role(Role.TEXT)) + 24;
        x += figure(gc, look, x, "In all", e.inAll(), e.role(Role.TEXT)) + 28;
        if (area.width - x - MARGIN > LEAST_SHARE) share(gc, look, x, Math.min(area.width - x - MARGIN, 260), e);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(e.money().lost().baseUnits() > 0 ? Role.WARNING : Role.SECONDARY));
        Figures.draw(look, gc, e.difference(), MARGIN, 58);
        bars(gc, look, area, e);
    }

    private static int figure(GC gc, Look look, int x, String label, String text, Role role) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(label, x, 12, SWT.DRAW_TRANSPARENT);
        int width = look.width(gc, label);
        gc.setFont(look.font(Look.Size.HUGE, true));
        gc.setForeground(look.color(role));
        Figures.draw(look, gc, text, x, 28);
        return Math.max(width, Figures.width(look, gc, text));
    }

    /** What was withdrawn and what is due; together they are what was earned in all. */
    private static void share(GC gc, Look look, int x, int width, EarningsPresenter e) {
        long all = Math.max(1, e.money().inAll().baseUnits());
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText("Withdrawn", x, 12, SWT.DRAW_TRANSPARENT);
        right(gc, look, "due " + e.due(), x + width, 12);
        gc.setBackground(look.color(Role.BAR));
        gc.fillRoundRectangle(x, 34, width, 18, 4, 4);
        fill(gc, look, x, (int) (width * e.money().withdrawn().baseUnits() / all), Role.BAR_WARNING);
        fill(gc, look, x, (int) (width * e.money().withdrawnFinal().baseUnits() / all), Role.BAR_HEALTHY);
        gc.setForeground(look.color(Role.TEXT));
        Figures.draw(look, gc, e.withdrawn(), x + 6, Look.baselineTop(gc, 34, 18));
        gc.setForeground(look.color(Role.SECONDARY));
        Figures.draw(look, gc, e.sure(), x, 58);
    }

    private static void fill(GC gc, Look look, int x, int width, Role role) {
        gc.setBackground(look.color(role));
        if (width > 0) gc.fillRoundRectangle(x, 34, width, 18, 4, 4);
    }

    private static void right(GC gc, Look look, String text, int x, int y) {
        if (!text.isEmpty()) Figures.draw(look, gc, text, x - Figures.width(look, gc, text), y);
    }

    private Rectangle plot(Rectangle area) {
        return new Rectangle(MARGIN, TOP, area.width - 2 * MARGIN, Math.max(40, area.height - TOP - 40));
    }

    private int dayAt(int x) {
        Rectangle plot = plot(part.getClientArea());
        int index = (x - plot.x) * EarningsPresenter.DAYS / Math.max(1, plot.width);
        return x < plot.x || index >= EarningsPresenter.DAYS ? -1 : index;
    }

    private void point(int day) {
        if (pointed == day) return;
        pointed = day;
        part.redraw();
    }

    private void bars(GC gc, Look look, Rectangle area, EarningsPresenter e) {
        Rectangle plot = plot(area);
        List<EarningsPresenter.Day> days = e.days();
        long most = Math.max(
                1, days.stream().mapToLong(d -> d.sum().baseUnits()).max().orElse(1));
        double step = plot.width / (double) days.size();
        int width = (int) Math.clamp(step * 0.64, 3, 40);
        int base = plot.y + plot.height;
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(plot.x, base, plot.width, 1);
        gc.setFont(look.font(Look.Size.AXIS, false));
        for (int i = 0; i < days.size(); i++) {
            EarningsPresenter.Day day = days.get(i);
            int x = plot.x + (int) Math.round(i * step + (step - width) / 2);
            int ended = (int) Math.round((plot.height - 8.0) * day.ended().baseUnits() / most);
            int running = (int) Math.round((plot.height - 8.0) * day.running().baseUnits() / most);
            gc.setAlpha(pointed >= 0 && pointed != i ? 140 : 255);
            gc.setBackground(look.color(Role.BAR_HEALTHY));
            if (ended > 0) gc.fillRoundRectangle(x, base - ended, width, ended, 4, 4);
            gc.setBackground(look.color(Role.BAR));
            if (running > 0) gc.fillRoundRectangle(x, base - ended - running - 1, width, running, 4, 4);
            gc.setAlpha(255);
            if ((days.size() - 1 - i) % 3 == 0) label(gc, look, DAY.format(day.date()), x + width / 2, base + 8, area);
        }
        legend(gc, look, plot, e);
    }

    private static void label(GC gc, Look look, String text, int middle, int y, Rectangle area) {
        int width = look.width(gc, text);
        int x = Math.clamp(middle - width / 2, 2, Math.max(2, area.width - width - 4));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(text, x, y, SWT.DRAW_TRANSPARENT);
    }

    /** What the pointer is at; else what the colours mean. */
    private void legend(GC gc, Look look, Rectangle plot, EarningsPresenter e) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        int y = plot.y - 18;
        right(gc, look, e.asOf(Instant.now(), ZoneId.systemDefault()), plot.x + plot.width, y);
        if (pointed >= 0 && pointed < e.days().size()) {
            EarningsPresenter.Day day = e.days().get(pointed);
            String text = DAY.format(day.date()) + ": " + UsdcFormat.EXACT.withUnit(day.sum())
                    + (day.running().baseUnits() > 0
                            ? ", of it running " + UsdcFormat.EXACT.format(day.running())
                            : "");
            Figures.draw(look, gc, text, plot.x, y);
            return;
        }
        int x = key(gc, look, plot.x, y, Role.BAR_HEALTHY, "jobs that ended");
        key(gc, look, x + 16, y, Role.BAR, "running now");
    }

    private static int key(GC gc, Look look, int x, int y, Role role, String text) {
        gc.setBackground(look.color(role));
        gc.fillRoundRectangle(x, y + 4, 9, 9, 3, 3);
        gc.drawText(text, x + 14, y, SWT.DRAW_TRANSPARENT);
        return x + 14 + look.width(gc, text);
    }

    @Override
    public void setFocus() {
        part.setFocus();
    }
}
