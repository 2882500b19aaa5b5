package org.headroom.console.availability;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.console.availability.AvailabilityPicture.Cell;
import org.headroom.console.availability.AvailabilityPicture.Focus;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.RulesNotKept;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.Ask;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.PageScroll;
import org.headroom.ui.text.Durations;

/** When the rig may work: a week to paint, the rules, and why each GPU is open or closed now. */
public final class AvailabilityPart extends DeskPart {
    private final ExecutorService writing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("availability-rules").daemon().factory());
    private Optional<GpuId> whose = Optional.empty();
    /** Rules on their way to the disk. */
    private Optional<AvailabilityRules> pending = Optional.empty();

    private int writes;
    private Optional<AvailabilityScene> scene = Optional.empty();
    private Optional<WeekPaint> paint = Optional.empty();
    private WeekSchedule draft = WeekSchedule.ALWAYS;
    private Optional<Cell> over = Optional.empty();
    /** Whether the keyboard is in use: whoever uses the mouse needs no ring. */
    private boolean keys;

    private int row = -1;
    private DayOfWeek day = DayOfWeek.MONDAY;
    private int hour;
    private Canvas canvas;
    private PageScroll page;
    private AvailabilityPicture picture;
    private Optional<GpuChooser> chooser = Optional.empty();

    @Override
    protected Control content(Composite parent) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        Look look = Look.of(parent);
        picture = new AvailabilityPicture(look);
        look.follow(canvas);
        page = new PageScroll(canvas, 26);
        canvas.addListener(SWT.Paint, e -> paint(e.gc, look));
        canvas.addListener(SWT.Resize, e -> page.fit());
        canvas.addListener(SWT.MouseDown, this::down);
        canvas.addListener(SWT.MouseMove, this::move);
        canvas.addListener(SWT.MouseUp, e -> up());
        canvas.addListener(SWT.MouseExit, e -> hover(Optional.empty()));
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.Traverse, this::traverse);
        canvas.addListener(SWT.FocusIn, e -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, e -> canvas.redraw());
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = spoken();
            }
        });
        onStrip(strip -> {
            GpuChooser made = new GpuChooser(strip, this::choose);
            chooser = Optional.of(made);
            made.addDisposeListener(e -> chooser = Optional.empty());
            made.show(services().gpus(), whose);
            return made;
        });
        whenDisposed(writing::shutdown);
        return canvas;
    }

    private void choose(Optional<GpuId> gpu) {
        whose = gpu;
        row = -1;
        refresh();
    }

    private String spoken() {
        if (scene.isEmpty()) return AvailabilityPresenter.EMPTY.title();
        AvailabilityScene s = scene.get();
        if (row < 0)
            return day + " " + hour + " to " + (hour + 1) + " o'clock: "
                    + (s.week().open(day, hour) ? "open" : "closed");
        AvailabilityScene.Row r = s.rows().get(Math.min(row, s.rows().size() - 1));
        return r.label() + ", " + (r.on() ? "on" : "off") + (r.value().isEmpty() ? "" : ", " + r.value());
    }

    private void paint(GC gc, Look look) {
        Rectangle area = canvas.getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(area);
        if (scene.isEmpty()) {
            EmptyPicture.draw(gc, look, AvailabilityPresenter.EMPTY, area);
            return;
        }
        Focus focus = new Focus(keys && canvas.isFocusControl(), row, day, hour);
        page.painted(picture.draw(gc, shown(), focus, over, area, -page.above()));
    }

    /** While somebody paints, the week as it would become. */
    private AvailabilityScene shown() {
        AvailabilityScene s = scene.orElseThrow();
        if (paint.isEmpty()) return s;
        return new AvailabilityScene(
                s.sentences(), draft, s.weekNote(), s.weekCounts(), s.today(), s.hour(), s.rows(), s.notes());
    }

    @Override
    protected void refresh() {
        Instant now = Instant.now();
        if (whose.isPresent()
                && services().gpus().stream().noneMatch(g -> g.identity().id().equals(whose.get())))
            whose = Optional.empty();
        chooser.ifPresent(c -> c.show(services().gpus(), whose));
        Optional<AvailabilityScene> next = services()
                .availability()
                .map(desk -> AvailabilityPresenter.scene(
                        desk, rules(desk), services().gpus(), services().rig(), whose, now));
        if (next.equals(scene)) return;
        scene = next;
        canvas.redraw();
    }

    private AvailabilityRules rules(AvailabilityDesk desk) {
        return pending.orElseGet(desk::rules);
    }

    private void down(Event e) {
        keys = false;
        canvas.setFocus();
        if (e.button != 1 || scene.isEmpty()) return;
        Optional<Cell> cell = picture.cell(e.x, e.y);
        WeekSchedule week = scene.get().week();
        if (cell.isPresent()) {
            row = -1;
            cell.get().day().ifPresent(d -> day = d);
            if (cell.get().hour() >= 0) hour = cell.get().hour();
            if (cell.get().day().isEmpty()) week(WeekPaint.hour(week, cell.get().hour()));
            else if (cell.get().hour() < 0)
                week(WeekPaint.day(week, cell.get().day().get()));
            else {
                paint = Optional.of(WeekPaint.from(week, day, hour));
                draft = paint.get().to(day, hour);
            }
            canvas.redraw();
            return;
        }
        picture.spot(e.x, e.y)
                .map(AvailabilityPicture.Spot::key)
                .filter(k -> !k.isEmpty())
                .ifPresent(this::press);
    }

    private void move(Event e) {
        if (paint.isPresent()) {
            Cell to = picture.nearest(e.x, e.y);
            draft = paint.get().to(to.day().orElse(day), to.hour());
            canvas.redraw();
            return;
        }
        hover(picture.cell(e.x, e.y));
        Optional<AvailabilityPicture.Spot> spot = picture.spot(e.x, e.y);
        String tip = spot.map(AvailabilityPicture.Spot::tip)
                .filter(t -> !t.isEmpty())
                .orElse(null);
        if (!Objects.equals(canvas.getToolTipText(), tip)) canvas.setToolTipText(tip);
        boolean hand = spot.filter(s -> !s.key().isEmpty()).isPresent();
        canvas.setCursor(hand ? canvas.getDisplay().getSystemCursor(SWT.CURSOR_HAND) : null);
    }

    private void hover(Optional<Cell> cell) {
        if (cell.equals(over)) return;
        over = cell;
        canvas.redraw();
    }

    private void up() {
        if (paint.isEmpty()) return;
        paint = Optional.empty();
        week(draft);
    }

    private void week(WeekSchedule next) {
        change(rules -> RuleEdits.painted(rules, whose, next));
    }

    private void key(Event e) {
        if (scene.isEmpty()) return;
        keys = true;
        boolean act = e.character == ' ' || e.character == SWT.CR;
        if (row >= 0) {
            if (e.keyCode == SWT.ARROW_DOWN) step(1);
            if (e.keyCode == SWT.ARROW_UP) step(-1);
            AvailabilityScene.Row r =
                    scene.get().rows().get(Math.min(row, scene.get().rows().size() - 1));
            if (!r.enabled()) return;
            if (act && !r.key().isEmpty()) press(r.key());
            if ((e.keyCode == SWT.ARROW_RIGHT || act && r.key().isEmpty())
                    && !r.valueKey().isEmpty()) press(r.valueKey());
            return;
        }
        switch (e.keyCode) {
            case SWT.ARROW_DOWN -> day = day.plus(1);
            case SWT.ARROW_UP -> day = day.minus(1);
            case SWT.ARROW_RIGHT -> hour = (hour + 1) % WeekSchedule.HOURS;
            case SWT.ARROW_LEFT -> hour = (hour + WeekSchedule.HOURS - 1) % WeekSchedule.HOURS;
            default -> {
                if (act) week(WeekPaint.from(scene.get().week(), day, hour).to(day, hour));
            }
        }
        canvas.redraw();
    }

    /** To the next row that can be pressed. @return whether there is one */
    private boolean step(int by) {
        List<AvailabilityScene.Row> rows = scene.map(AvailabilityScene::rows).orElse(List.of());
        int next = row;
        do next += by;
        while (next >= 0
                && next < rows.size()
                && rows.get(next).key().isEmpty()
                && rows.get(next).valueKey().isEmpty());
        if (next < 0 || next >= rows.size()) return false;
        row = next;
        canvas.redraw();
        return true;
    }

    /** From the week to the rows and back; from there to other controls. */
    private void traverse(Event e) {
        e.doit = true;
        keys = true;
        if (e.detail == SWT.TRAVERSE_RETURN
                || e.detail == SWT.TRAVERSE_ARROW_NEXT
                || e.detail == SWT.TRAVERSE_ARROW_PREVIOUS) e.doit = false;
        if (e.detail == SWT.TRAVERSE_TAB_NEXT && row < 0 && step(1)) e.doit = false;
        if (e.detail == SWT.TRAVERSE_TAB_PREVIOUS && row >= 0) {
            row = -1;
            e.doit = false;
            canvas.redraw();
        }
    }

    private void press(String key) {
        Optional<AvailabilityDesk> desk = services().availability();
        if (desk.isEmpty()) return;
        AvailabilityRules rules = rules(desk.get());
        switch (key) {
            case RuleEdits.AFTER ->
                menu(
                        AvailabilityPresenter.AFTER,
                        RuleEdits.idle(rules, whose).after(),
                        " without input",
                        after -> change(r -> RuleEdits.after(r, whose, after)));
            case RuleEdits.IGNORED ->
                new NamesDialog(
                                canvas.getShell(),
                                "Programs that do not count",
                                "These may use a GPU and it stays open. One name a line.",
                                rules.ignored(),
                                names -> change(r -> r.withProcesses(r.processesCount(), names)))
                        .open();
            case RuleEdits.EXCLUSIVE ->
                new NamesDialog(
                                canvas.getShell(),
                                "Programs that need the machine",
                                "As long as one of these runs, every GPU is yours. One name a line, such as blender or "
                                        + "game.exe.",
                                rules.exclusive(),
                                names -> change(r -> r.withExclusive(names)))
                        .open();
            case RuleEdits.ADD_MAINTENANCE ->
                new MaintenanceDialog(
                                canvas.getShell(),
                                rules.zone(),
                                window -> change(r -> RuleEdits.with(r, window, Instant.now())))
                        .open();
            default -> {
                change(r -> RuleEdits.pressed(r, whose, key));
                if (key.equals(RuleEdits.RETURN + OnReturn.DRAIN))
                    menu(
                            AvailabilityPresenter.NOTICE,
                            rules.notice(),
                            " notice",
                            notice -> change(r -> r.onReturn(OnReturn.DRAIN, notice)));
            }
        }
    }

    private void menu(List<Duration> choices, Duration now, String words, Consumer<Duration> chosen) {
        Menu menu = new Menu(canvas);
        List<Duration> all = new ArrayList<>(choices);
        if (!all.contains(now)) all.addFirst(now);
        for (Duration d : all) {
            MenuItem item = new MenuItem(menu, SWT.RADIO);
            item.setText(Durations.brief(d) + words);
            item.setSelection(d.equals(now));
            item.addListener(SWT.Selection, e -> {
                if (item.getSelection()) chosen.accept(d);
            });
        }
        menu.addListener(SWT.Hide, e -> canvas.getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    /** Shown at once, on disk soon; taken back, and told, where the disk does not take it. */
    private void change(UnaryOperator<AvailabilityRules> edit) {
        Optional<AvailabilityDesk> desk = services().availability();
        if (desk.isEmpty()) return;
        AvailabilityRules before = rules(desk.get());
        AvailabilityRules next = edit.apply(before);
        if (next.equals(before)) {
            refresh();
            canvas.redraw();
            return;
        }
        pending = Optional.of(next);
        writes++;
        writing.execute(() -> {
            Optional<String> fault = Optional.empty();
            try {
                desk.get().change(next);
            } catch (RulesNotKept e) {
                fault = Optional.of(String.valueOf(e.getMessage()));
            }
            written(fault);
        });
        refresh();
    }

    private void written(Optional<String> fault) {
        if (canvas.isDisposed()) return;
        canvas.getDisplay().asyncExec(() -> {
            if (canvas.isDisposed()) return;
            if (--writes == 0) pending = Optional.empty();
            refresh();
            fault.ifPresent(
                    words -> new Ask(canvas.getShell(), "The rules were not changed", words, "", Role.ACCENT).open());
        });
    }

    @Override
    public void setFocus() {
        canvas.setFocus();
    }
}
