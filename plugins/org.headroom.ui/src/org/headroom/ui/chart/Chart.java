package org.headroom.ui.chart;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.headroom.model.gpu.Series;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;

/**
 * A metric over time: its name and unit, its value large in the curve's colour, the curve below. The picture is made
 * elsewhere and handed over; here it is only put on the screen, with the crosshair on top. UI thread.
 */
public final class Chart extends Canvas {
    public static final int TITLE = 26;
    private final Look look;
    private final Executor painting;
    private final Crosshair crosshair;
    private final String title;
    private final String unit;
    private final Role role;
    private final DoubleFunction<String> words;
    private Optional<Image> picture = Optional.empty();
    private Optional<ChartRequest> shown = Optional.empty();
    private String value = "–";
    private boolean busy;
    private Optional<Supplier<ChartRequest>> next = Optional.empty();

    /** @param words how a value is written */
    public Chart(
            Composite parent,
            Executor painting,
            Crosshair crosshair,
            String title,
            String unit,
            Role role,
            DoubleFunction<String> words) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = Look.of(parent);
        this.painting = painting;
        this.crosshair = crosshair;
        this.title = title;
        this.unit = unit;
        this.role = role;
        this.words = words;
        crosshair.onMove(() -> {
            if (!isDisposed()) redraw();
        });
        addListener(SWT.Paint, this::paint);
        addListener(SWT.MouseMove, e -> crosshair.move(share(e.x)));
        addListener(SWT.MouseExit, e -> crosshair.move(OptionalDouble.empty()));
        addListener(SWT.Dispose, e -> picture.ifPresent(Image::dispose));
    }

    /** Size of the picture below the title, in points. */
    public Rectangle pictureArea() {
        Rectangle area = getClientArea();
        return new Rectangle(0, TITLE, area.width, Math.max(20, area.height - TITLE));
    }

    /** Shows the newest value at once, and a new picture when it is ready. {@code request} is called elsewhere. */
    public void show(OptionalDouble newest, Supplier<ChartRequest> request) {
        value = newest.isPresent() ? words.apply(newest.getAsDouble()) : "–";
        redraw();
        if (busy) {
            next = Optional.of(request);
            return;
        }
        start(request);
    }

    private void start(Supplier<ChartRequest> request) {
        busy = true;
        Display display = getDisplay();
        painting.execute(() -> {
            ChartRequest made = request.get();
            ImageData data = ChartPicture.draw(made);
            if (!display.isDisposed()) display.asyncExec(() -> hand(made, data));
        });
    }

    private void hand(ChartRequest made, ImageData data) {
        busy = false;
        if (isDisposed()) return;
        ImageDataProvider provider =
                zoom -> zoom == made.zoom() ? data : zoom == 100 ? data.scaledTo(made.width(), made.height()) : null;
        Image fresh = new Image(getDisplay(), provider);
        picture.ifPresent(Image::dispose);
        picture = Optional.of(fresh);
        shown = Optional.of(made);
        redraw();
        Optional<Supplier<ChartRequest>> waiting = next;
        next = Optional.empty();
        waiting.ifPresent(this::start);
    }

    private OptionalDouble share(int x) {
        int width = getClientArea().width - ChartRequest.AXIS - ChartRequest.MARGIN;
        double share = (x - ChartRequest.AXIS) / (double) Math.max(1, width);
        return share >= 0 && share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
    }

    private void paint(Event e) {
        GC gc = e.gc;
        Rectangle area = getClientArea();
        gc.setBackground(look.color(Role.CONTENT));
        gc.fillRectangle(area);
        gc.setTextAntialias(SWT.ON);
        gc.setFont(look.font(Look.Size.TEXT, true));
        gc.setForeground(look.color(Role.TEXT));
        int y = Look.baselineTop(gc, 0, TITLE);
        gc.drawText(title, 0, y, SWT.DRAW_TRANSPARENT);
        int x = look.width(gc, title) + 8;
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        gc.drawText(unit, x, Look.baselineTop(gc, 0, TITLE), SWT.DRAW_TRANSPARENT);
        picture.ifPresent(image -> gc.drawImage(image, 0, TITLE));
        String figure = value;
        if (crosshair.at().isPresent() && shown.isPresent()) {
            double at = crosshair.at().getAsDouble();
            figure = valueAt(shown.get(), at);
            cross(gc, area, at);
        }
        gc.setFont(look.font(Look.Size.LARGE, true));
        gc.setForeground(look.color(role));
        int width = Figures.width(look, gc, figure);
        Figures.draw(look, gc, figure, area.width - ChartRequest.MARGIN - width, Look.baselineTop(gc, 0, TITLE));
    }

    private void cross(GC gc, Rectangle area, double share) {
        int width = area.width - ChartRequest.AXIS - ChartRequest.MARGIN;
        int x = ChartRequest.AXIS + (int) Math.round(share * width);
        gc.setForeground(look.color(Role.SECONDARY));
        gc.setLineDash(new int[] {2, 2});
        gc.drawLine(x, TITLE, x, area.height - 2);
        gc.setLineStyle(SWT.LINE_SOLID);
    }

    private String valueAt(ChartRequest request, double share) {
        Series series = request.series();
        long span = request.to().toEpochMilli() - request.from().toEpochMilli();
        Instant at = request.from().plusMillis((long) (span * share));
        int best = -1;
        for (int i = 0; i < series.size() && !series.at(i).isAfter(at); i++) best = i;
        return best < 0 || Double.isNaN(series.mean(best)) ? "–" : words.apply(series.mean(best));
    }
}
