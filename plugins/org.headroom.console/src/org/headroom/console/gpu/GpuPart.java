package org.headroom.console.gpu;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.Chart;
import org.headroom.ui.chart.ChartRequest;
import org.headroom.ui.chart.Crosshair;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.Choice;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Note;

/** One GPU's power, temperature, utilisation and memory over time. Follows what is chosen in the table of GPUs. */
public final class GpuPart extends DeskPart {
    private static final int MARGIN = 14;
    /** Lower than this a chart says nothing; two stand side by side then. */
    private static final int LEAST_HEIGHT = 70;

    private static final Duration OFTEN = Duration.ofMillis(900);

    private final ExecutorService painting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("chart-painter").daemon().factory());
    private final List<Chart> charts = new ArrayList<>();
    private GpuPresenter.Window window = GpuPresenter.Window.MINUTES;
    private Optional<GpuId> wanted = Optional.empty();
    private Optional<Drawn> drawn = Optional.empty();
    private Instant drawnAt = Instant.EPOCH;
    private Composite stack;
    private Composite body;
    private Control nothing;
    private Note simulated;

    /** What the charts show; while it stays the same they are drawn once a sample. */
    private record Drawn(GpuId gpu, GpuPresenter.Window window, boolean dark, Point size) {}

    @Override
    protected Control content(Composite parent) {
        Look look = Look.of(parent);
        stack = new Composite(parent, SWT.NONE);
        StackLayout layout = new StackLayout();
        stack.setLayout(layout);
        Empty empty = new Empty("No GPU chosen", "Choose a GPU in the table of GPUs to see it over time.");
        nothing = new DrawnPart(stack, Role.CONTENT, (gc, l, area) -> EmptyPicture.draw(gc, l, empty, area));
        body = new DrawnBack(stack);
        simulated = new Note(body, Role.CONTENT, Role.SIMULATED);
        Crosshair crosshair = new Crosshair();
        for (Metric m : GpuPresenter.METRICS)
            charts.add(new Chart(
                    body,
                    painting,
                    crosshair,
                    m.label(),
                    m.unit(),
                    GpuPresenter.role(m),
                    v -> GpuPresenter.words(m, v)));
        body.addListener(SWT.Resize, e -> {
            arrange();
            refresh();
        });
        layout.topControl = nothing;
        onStrip(strip -> new Choice(
                strip,
                Role.PANEL,
                Arrays.stream(GpuPresenter.Window.values()).map(w -> w.label).toList(),
                window.ordinal(),
                i -> {
                    window = GpuPresenter.Window.values()[i];
                    refresh();
                }));
        onSelection(GpuId.class, id -> {
            wanted = Optional.of(id);
            refresh();
        });
        whenDisposed(painting::shutdownNow);
        look.follow(body);
        return stack;
    }

    /** A composite in the colour of content. */
    private static final class DrawnBack extends Composite {
        DrawnBack(Composite parent) {
            super(parent, SWT.NO_BACKGROUND | SWT.DOUBLE_BUFFERED);
            setLayout(null);
            Look look = Look.of(parent);
            addListener(SWT.Paint, e -> {
                e.gc.setBackground(look.color(Role.CONTENT));
                e.gc.fillRectangle(getClientArea());
            });
        }
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        int top = 6;
        if (simulated.getVisible()) {
            simulated.setBounds(MARGIN, top + 4, area.width - 2 * MARGIN, 22);
            top += 28;
        }
        int columns = (area.height - top - 8) / charts.size() < LEAST_HEIGHT && area.width > 420 ? 2 : 1;
        int rows = (charts.size() + columns - 1) / columns;
        int width = (area.width - 2 * MARGIN - (columns - 1) * MARGIN) / columns;
        int height = Math.min(190, (area.height - top - 8) / rows);
        for (int i = 0; i < charts.size(); i++) {
            int x = MARGIN + i % columns * (width + MARGIN);
            charts.get(i).setBounds(x, top + i / columns * height, width, height);
        }
    }

    @Override
    protected void refresh() {
        Optional<GpuWatch> watch = services().watch();
        Optional<GpuReading> gpu = watch.flatMap(w -> GpuPresenter.choose(w.gpus(), wanted));
        StackLayout layout = (StackLayout) stack.getLayout();
        Control top = gpu.isPresent() ? body : nothing;
        if (layout.topControl != top) {
            layout.topControl = top;
            stack.layout();
        }
        gpu.ifPresent(g -> show(watch.orElseThrow(), g));
    }

    private void show(GpuWatch watch, GpuReading gpu) {
        String title = GpuPresenter.title(gpu.identity());
        if (!title.equals(getPartName())) setPartName(title);
        boolean lost = gpu.state() == GpuReading.State.LOST;
        boolean note = gpu.identity().simulated() || lost;
        String words = (gpu.identity().simulated() ? "SIMULATED: a stand-in, not a card." : "")
                + (lost ? " Lost: it does not answer; these are its last readings." : "");
        simulated.show(words.strip(), gpu.identity().simulated() ? Role.SIMULATED : Role.SICK);
        if (simulated.getVisible() != note) {
            simulated.setVisible(note);
            arrange();
        }
        Instant to = Instant.now();
        Drawn wish = new Drawn(gpu.identity().id(), window, Look.of(body).dark(), body.getSize());
        // Samples come once a second; drawing oftener would show nothing new and cost a core's worth of heat.
        if (drawn.filter(d -> d.equals(wish)).isPresent()
                && Duration.between(drawnAt, to).compareTo(OFTEN) < 0) return;
        drawn = Optional.of(wish);
        drawnAt = to;
        Instant from = to.minus(window.time);
        List<ChartRequest.Span> spans =
                GpuPresenter.spans(services().rig(), gpu.identity().id(), from, to);
        Look look = Look.of(body);
        int zoom = body.getShell().getMonitor().getZoom();
        for (int i = 0; i < charts.size(); i++) {
            Metric metric = GpuPresenter.METRICS.get(i);
            GpuPresenter.Plot plot = GpuPresenter.plot(metric, gpu);
            Rectangle area = charts.get(i).pictureArea();
            boolean dark = look.dark();
            String font = look.family();
            if (area.width < 60) continue;
            charts.get(i).show(GpuPresenter.newest(metric, gpu), () -> {
                int points = Math.max(2, Math.min(300, area.width / 2));
                Series series = watch.series(gpu.identity().id(), metric, from, to, points);
                return new ChartRequest(
                        series,
                        from,
                        to,
                        plot.floor(),
                        plot.ceiling(),
                        area.width,
                        area.height,
                        zoom,
                        plot.role(),
                        dark,
                        font,
                        spans);
            });
        }
    }

    @Override
    public void setFocus() {
        stack.setFocus();
    }
}
