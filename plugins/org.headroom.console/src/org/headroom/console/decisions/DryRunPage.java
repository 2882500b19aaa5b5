package org.headroom.console.decisions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.headroom.console.decisions.DecisionsPresenter.Key;
import org.headroom.console.decisions.DryRunPresenter.Span;
import org.headroom.console.desk.Failures;
import org.headroom.console.desk.Services;
import org.headroom.console.desk.TableMemory;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DryRun;
import org.headroom.model.rig.Decision;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.Bar;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Entry;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.table.TableMenu;

/** What if I had asked for something else: the question, the figures, and every answer that would be another. UI thread. */
final class DryRunPage {
    /** Whose jobs these are. */
    private static final Object FAMILY = DryRunPage.class;

    private static final int MARGIN = 14;

    private final Services services;
    private final Split split;
    private final Composite head;
    private final Bar bar;
    private final DrawnPart answer;
    private final DrawnTable table;
    private final GateSheet sheet;
    private final Entry price;
    private final PushButton button;
    private Span span = Span.WEEK;
    private Optional<DryRun> run = Optional.empty();
    private String ranPrice = "";
    private Optional<Job> job = Optional.empty();
    private String failed = "";

    DryRunPage(Composite parent, Services services) {
        this.services = services;
        split = new Split(parent);
        head = new Composite(split.control(), SWT.NO_BACKGROUND) {
            @Override
            public org.eclipse.swt.graphics.Point computeSize(int wHint, int hHint, boolean changed) {
                int width = wHint == SWT.DEFAULT ? 600 : wHint;
                return new org.eclipse.swt.graphics.Point(width, headHeight(width));
            }
        };
        bar = new Bar(head);
        price = new Entry(bar, "Price per GPU and hour in USDC", "present rules", 110);
        price.text()
                .addListener(
                        SWT.Modify,
                        e -> price.fault(DryRunPresenter.fault(price.text().getText())));
        price.text().addListener(SWT.DefaultSelection, e -> press());
        bar.add("What if I had asked for", price);
        bar.add(
                "USDC per GPU and hour, in the last",
                new Choice(bar, Role.CONTENT, Span.labels(), span.ordinal(), i -> span = Span.values()[i]));
        button = new PushButton(bar, Role.CONTENT);
        button.addListener(SWT.Selection, e -> press());
        bar.add("", button);
        answer = new DrawnPart(head, Role.CONTENT, this::paint);
        head.addListener(SWT.Resize, e -> arrangeHead());
        table = new DrawnTable(
                        split.control(),
                        DryRunPresenter.COLUMNS,
                        DryRunPresenter.empty(services.bids(), run, false, ""))
                .named("Changed answers");
        TableMemory.of(table, "dryrun");
        TableMenu.on(table);
        sheet = new GateSheet(split.control(), true);
        table.onSelect(key -> chosen());
        split.of(head, table, sheet);
        look();
    }

    Control control() {
        return split.control();
    }

    DrawnTable table() {
        return table;
    }

    void setFocus() {
        price.text().setFocus();
    }

    void close() {
        job.ifPresent(Job::cancel);
    }

    Optional<Decision> selected() {
        return table.selected()
                .flatMap(key -> run.stream()
                        .flatMap(r -> r.changed().stream())
                        .filter(c -> Key.of(c.then()).equals(key))
                        .findFirst())
                .map(DryRun.Change::now);
    }

    private void chosen() {
        Optional<Decision> one = selected();
        sheet.show(one);
        split.detail(one.isPresent());
    }

    void refresh() {
        look();
        table.empty(DryRunPresenter.empty(services.bids(), run, job.isPresent(), failed));
        table.show(run.map(r -> DryRunPresenter.rows(r, Instant.now(), ZoneId.systemDefault()))
                .orElse(List.of()));
        chosen();
    }

    private void look() {
        boolean running = job.isPresent();
        String words = running ? "Stop" : "Run";
        if (!button.text().equals(words)) {
            button.look(
                    words,
                    running ? PushButton.Style.OUTLINED : PushButton.Style.FILLED,
                    running ? Role.TEXT : Role.ACCENT,
                    false);
            bar.again();
        }
        boolean able = services.bids().isPresent();
        if (button.getEnabled() != able) button.setEnabled(able);
    }

    private void press() {
        if (job.isPresent()) {
            job.get().cancel();
            return;
        }
        String typed = price.text().getText();
        if (!DryRunPresenter.fault(typed).isEmpty()) {
            price.text().setFocus();
            return;
        }
        services.bids().ifPresent(d -> begin(d, typed, span));
    }

    private void begin(BidDesk desk, String typed, Span over) {
        BidRules rules = DryRunPresenter.asked(desk.rules(), typed);
        Display display = table.getDisplay();
        Job made = new Job("Judging the orders of the last " + over.label + " again") {
            private Optional<CompletableFuture<DryRun>> asked = Optional.empty();

            @Override
            protected IStatus run(org.eclipse.core.runtime.IProgressMonitor monitor) {
                Instant now = Instant.now();
                CompletableFuture<DryRun> future = desk.dryRun(rules, now.minus(over.time), now);
                asked = Optional.of(future);
                try {
                    while (!monitor.isCanceled()) {
                        try {
                            DryRun done = future.get(200, TimeUnit.MILLISECONDS);
                            hand(display, () -> came(Optional.of(done), typed, ""));
                            return Status.OK_STATUS;
                        } catch (TimeoutException goesOn) {
                            // Looks whether somebody has pressed Stop.
                        }
                    }
                } catch (ExecutionException e) {
                    String words = Failures.words(e);
                    hand(display, () -> came(Optional.empty(), typed, words));
                    return Status.OK_STATUS;
                } catch (CancellationException stopped) {
                    // As below.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                future.cancel(true);
                hand(display, () -> came(Optional.empty(), typed, "It was stopped. Nothing was sent or changed."));
                return Status.CANCEL_STATUS;
            }

            @Override
            protected void canceling() {
                asked.ifPresent(f -> f.cancel(true));
            }

            @Override
            public boolean belongsTo(Object family) {
                return family == FAMILY;
            }
        };
        run = Optional.empty();
        failed = "";
        job = Optional.of(made);
        split.arrange();
        refresh();
        made.schedule();
    }

    private void hand(Display display, Runnable action) {
        if (display.isDisposed()) return;
        display.asyncExec(() -> {
            if (!table.isDisposed()) action.run();
        });
    }

    private void came(Optional<DryRun> found, String typed, String words) {
        job = Optional.empty();
        run = found;
        ranPrice = typed;
        failed = words;
        split.arrange();
        refresh();
        if (selected().isEmpty())
            run.filter(r -> !r.changed().isEmpty())
                    .ifPresent(r -> table.select(Key.of(r.changed().getFirst().then())));
        answer.redraw();
    }

    private int headHeight(int width) {
        int top = bar.computeSize(width, SWT.DEFAULT).y;
        return top + (run.isPresent() ? answerHeight(width) : 0);
    }

    private int answerHeight(int width) {
        GC gc = new GC(head);
        Look look = Look.of(head);
        gc.setFont(look.font(Look.Size.SMALL, false));
        int lines = EmptyPicture.wrap(gc, look, DryRunPresenter.NOTE, Math.max(80, width - 2 * MARGIN))
                .size();
        gc.dispose();
        return 62 + 22 + lines * 17 + 10;
    }

    private void arrangeHead() {
        Rectangle area = head.getClientArea();
        int top = bar.computeSize(area.width, SWT.DEFAULT).y;
        bar.setBounds(0, 0, area.width, top);
        answer.setBounds(0, top, area.width, Math.max(0, area.height - top));
    }

    private void paint(GC gc, Look look, Rectangle area) {
        if (run.isEmpty()) return;
        DryRun r = run.get();
        int x = MARGIN;
        for (DryRunPresenter.Figure f : DryRunPresenter.figures(r)) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(f.label(), x, 10, SWT.DRAW_TRANSPARENT);
            int width = look.width(gc, f.label());
            gc.setFont(look.font(Look.Size.BIG, true));
            gc.setForeground(look.color(f.role()));
            Figures.draw(look, gc, f.value(), x, 27);
            x += Math.max(width, Figures.width(look, gc, f.value())) + 26;
        }
        gc.setFont(look.font(Look.Size.TEXT, true));
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(DryRunPresenter.sentence(r, ranPrice), MARGIN, 60, SWT.DRAW_TRANSPARENT);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        int y = 82;
        for (String line : EmptyPicture.wrap(gc, look, DryRunPresenter.NOTE, Math.max(80, area.width - 2 * MARGIN))) {
            gc.drawText(line, MARGIN, y, SWT.DRAW_TRANSPARENT);
            y += 17;
        }
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, area.height - 1, area.width, 1);
    }
}
