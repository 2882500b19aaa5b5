package org.headroom.console.alarms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthWatch;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;

/** The table of alarms, and below it what the chosen one means and what to do. */
public final class AlarmsPart extends DeskPart {
    private static final int DETAIL = 132;
    private static final int MARGIN = 14;
    private static final int MOST = 1000;
    private static final Duration REREAD = Duration.ofSeconds(10);

    private final ExecutorService reading = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("alarm-history").daemon().factory());
    private AlarmsPresenter.Reach reach = AlarmsPresenter.Reach.OPEN;
    private List<Alarm> past = List.of();
    private Instant readAt = Instant.EPOCH;
    private List<Alarm> shown = List.of();
    private DrawnPart body;
    private DrawnTable table;
    private PushButton seen;

    @Override
    protected Control content(Composite parent) {
        body = new DrawnPart(parent, Role.CONTENT, this::paint);
        table = new DrawnTable(
                body,
                AlarmsPresenter.COLUMNS,
                AlarmsPresenter.empty(
                        services().health(), reach, services().gpus().size()));
        table.onSelect(key -> {
            arrange();
            body.redraw();
        });
        seen = new PushButton(body, Role.CONTENT);
        seen.look("Acknowledge", PushButton.Style.OUTLINED, Role.ACCENT, false);
        seen.addListener(SWT.Selection, e -> acknowledge());
        Menu menu = new Menu(table);
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText("Acknowledge");
        item.addListener(SWT.Selection, e -> acknowledge());
        menu.addListener(
                SWT.Show,
                e -> item.setEnabled(chosen().filter(AlarmsPresenter::canBeSeen).isPresent()));
        table.setMenu(menu);
        body.addListener(SWT.Resize, e -> arrange());
        onStrip(strip -> new Choice(
                strip,
                Role.PANEL,
                Arrays.stream(AlarmsPresenter.Reach.values()).map(r -> r.label).toList(),
                reach.ordinal(),
                i -> {
                    reach = AlarmsPresenter.Reach.values()[i];
                    past = List.of();
                    readAt = Instant.EPOCH;
                    refresh();
                }));
        whenDisposed(reading::shutdownNow);
        return body;
    }

    private void acknowledge() {
        chosen().filter(AlarmsPresenter::canBeSeen)
                .ifPresent(a -> services().health().ifPresent(h -> h.acknowledge(a.id())));
    }

    private Optional<Alarm> chosen() {
        return table.selected()
                .flatMap(key -> shown.stream().filter(a -> key.equals(a.id())).findFirst());
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        Optional<Alarm> alarm = chosen();
        int detail = alarm.isPresent() ? Math.min(DETAIL, area.height / 2) : 0;
        table.setBounds(0, 0, area.width, area.height - detail);
        boolean button = alarm.filter(AlarmsPresenter::canBeSeen).isPresent();
        seen.setVisible(button);
        int width = seen.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).x;
        seen.setBounds(area.width - MARGIN - width, area.height - detail + 12, width, 32);
    }

    @Override
    protected void refresh() {
        Optional<HealthWatch> health = services().health();
        Instant now = Instant.now();
        if (reach != AlarmsPresenter.Reach.OPEN && Duration.between(readAt, now).compareTo(REREAD) > 0) {
            readAt = now;
            health.ifPresent(h -> read(h, reach, now));
        }
        table.empty(AlarmsPresenter.empty(health, reach, services().gpus().size()));
        shown = AlarmsPresenter.together(health.map(HealthWatch::open).orElse(List.of()), past);
        table.show(AlarmsPresenter.rows(shown, services().gpus(), now, ZoneId.systemDefault()));
        if (chosen().isEmpty() && !shown.isEmpty()) table.select(shown.get(0).id());
        arrange();
        body.redraw();
    }

    /** The history is on disk: read away from the UI thread. */
    private void read(HealthWatch health, AlarmsPresenter.Reach wanted, Instant now) {
        reading.execute(() -> {
            List<Alarm> found = health.between(now.minus(wanted.back), now.plusSeconds(1), MOST);
            if (body.isDisposed()) return;
            body.getDisplay().asyncExec(() -> {
                if (body.isDisposed() || reach != wanted) return;
                past = found;
                refresh();
            });
        });
    }

    private void paint(GC gc, Look look, Rectangle area) {
        Optional<Alarm> chosen = chosen();
        if (chosen.isEmpty()) return;
        Alarm alarm = chosen.get();
        int top = table.getBounds().height;
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, top, area.width, 1);
        int right = area.width - MARGIN - (seen.getVisible() ? seen.getBounds().width + MARGIN : 0);
        int y = top + 12;
        y = lines(gc, look, Look.Size.TEXT, true, Role.TEXT, alarm.message(), y, right, area);
        y = lines(gc, look, Look.Size.TEXT, false, Role.TEXT, alarm.advice(), y + 4, right, area);
        lines(
                gc,
                look,
                Look.Size.SMALL,
                false,
                Role.SECONDARY,
                AlarmsPresenter.rule(alarm, services().health()),
                y + 6,
                area.width - MARGIN,
                area);
    }

    private static int lines(
            GC gc,
            Look look,
            Look.Size size,
            boolean strong,
            Role role,
            String text,
            int top,
            int right,
            Rectangle area) {
        gc.setFont(look.font(size, strong));
        gc.setForeground(look.color(role));
        int y = top;
        int height = gc.getFontMetrics().getHeight() + 2;
        for (String line : EmptyPicture.wrap(gc, look, text, Math.max(80, right - MARGIN))) {
            if (y + height > area.height) break;
            gc.drawText(line, MARGIN, y, SWT.DRAW_TRANSPARENT);
            y += height;
        }
        return y;
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
