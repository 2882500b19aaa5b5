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
    private static final int GAP = 24;
    /** Where the terms of the sum begin. */
    private static final int TERMS = 64;

    private static final int TERM_ROW = 40;
    /** Room for what the colours of the bars mean. */
    private static final int KEYS = 24;

    private DrawnPart part;
    private Optional<EarningsPresenter> earnings = Optional.empty();
    private Optional<Note> note = Optional.empty();
    private ClosedLeases closed;
    private int pointed = -1;
    /** Where the bars begin: below what is written. */
    private int top = TERMS + TERM_ROW + KEYS;

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
        // The time of the header and of Leases: their sums are the same then.
        Instant at = services().now();
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
        sums(gc, look, area, e);
        int y = terms(gc, look, area, e.terms(services().now(), ZoneId.systemDefault()), TERMS);
        y = note(gc, look, e.missing(), Role.WARNING, area, y);
        y = note(gc, look, e.notes(), Role.SECONDARY, area, y);
        top = y + KEYS;
        bars(gc, look, area, e);
    }

    /** The three sums; in a smaller font where they would not fit. */
    private static void sums(GC gc, Look look, Rectangle area, EarningsPresenter e) {
        List<String> labels = List.of("Today", "This month", "In all");
        List<String> values = List.of(e.format().format(e.today()), e.format().format(e.month()), e.inAll());
        gc.setFont(look.font(Look.Size.HUGE, true));
        int needed = 2 * GAP;
        for (String value : values) needed += Figures.width(look, gc, value);
        boolean narrow = needed > area.width - 2 * MARGIN;
        int x = MARGIN;
        for (int i = 0; i < values.size(); i++) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(labels.get(i), x, 12, SWT.DRAW_TRANSPARENT);
            int width = look.width(gc, labels.get(i));
            gc.setFont(look.font(narrow ? Look.Size.LARGE : Look.Size.HUGE, true));
            gc.setForeground(look.color(e.role()));
            Figures.draw(look, gc, values.get(i), x, narrow ? 32 : 28);
            x += Math.max(width, Figures.width(look, gc, values.get(i))) + (narrow ? GAP / 2 : GAP);
        }
    }

    /** @return the lower edge; terms that do not fit beside each other go to another row */
    private static int terms(GC gc, Look look, Rectangle area, List<EarningsPresenter.Term> terms, int from) {
        int x = MARGIN;
        int y = from;
        for (EarningsPresenter.Term term : terms) {
            gc.setFont(look.font(Look.Size.TEXT, term.sign().equals("=")));
            int width = Figures.width(look, gc, term.text());
            gc.setFont(look.font(Look.Size.SMALL, false));
            width = Math.max(width, look.width(gc, term.label()));
            if (x > MARGIN && x + width > area.width - MARGIN) {
                x = MARGIN;
                y += TERM_ROW;
            }
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(term.label(), x, y, SWT.DRAW_TRANSPARENT);
            gc.setFont(look.font(Look.Size.TEXT, term.sign().equals("=")));
            gc.setForeground(look.color(term.role()));
            Figures.draw(look, gc, term.text(), x, y + 16);
            x += width + GAP / 2;
        }
        return y + TERM_ROW;
    }

    /** @return the lower edge: unchanged where there is nothing to say */
    private static int note(GC gc, Look look, String text, Role role, Rectangle area, int from) {
        if (text.isEmpty()) return from;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(role));
        int y = from;
        for (String line : EmptyPicture.wrap(gc, look, text, area.width - 2 * MARGIN)) {
            gc.drawText(line, MARGIN, y, SWT.DRAW_TRANSPARENT);
            y += 18;
        }
        return y;
    }

    private Rectangle plot(Rectangle area) {
        return new Rectangle(MARGIN, top, area.width - 2 * MARGIN, Math.max(24, area.height - top - 34));
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
