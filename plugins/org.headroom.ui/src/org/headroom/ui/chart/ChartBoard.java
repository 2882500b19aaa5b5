package org.headroom.ui.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.ScrollBar;
import org.headroom.ui.look.Look;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charts over one stretch of time, with one crosshair through all of them. Pictures are made elsewhere, only of what can be
 * seen and only when something new would be on them; here they are put on the screen. UI thread.
 */
public final class ChartBoard extends Canvas {
    /** So many pictures are handed over at once: the UI thread has something else to do in between. */
    private static final int BATCH = 12;
    /** Points a curve has for each 3 points of width: more cannot be told apart. */
    private static final double DENSITY = 2 / 3.0;

    private static final Logger LOG = LoggerFactory.getLogger(ChartBoard.class);

    private final Look look;
    private final Executor painting;
    private final Consumer<TimeView> onView;
    private final Map<Object, Picture> pictures = new HashMap<>();
    private final BoardPainter painter;
    private Optional<Board> board = Optional.empty();
    private Consumer<Object> onTitle = key -> {};
    private Consumer<Point> onMenu = at -> {};
    private Runnable onLive = () -> {};
    private BoardLayout layout = BoardLayout.of(1, 1, 0, false);
    private OptionalDouble cross = OptionalDouble.empty();
    private Optional<BoardPainter.Choosing> choosing = Optional.empty();
    private int pointed = -1;
    private int scroll;
    private boolean busy;
    private boolean again;
    /** Of the screen, in percent; asked now and then only, because the answer comes from the window system. */
    private int zoom;

    /** A picture and what it was made for. */
    record Picture(Image image, ChartScene scene, Wish wish) {}

    /** A picture to be made. While it stays the same the old one will do. */
    record Wish(
            ChartCell cell, Slots slots, int width, int height, int zoom, boolean dark, boolean named, Object stamp) {
        /** What is written beside a picture is not on it. */
        boolean same(Wish other) {
            return slots.equals(other.slots)
                    && width == other.width
                    && height == other.height
                    && zoom == other.zoom
                    && dark == other.dark
                    && named == other.named
                    && stamp.equals(other.stamp)
                    && cell.stale() == other.cell.stale()
                    && cell.scale().equals(other.cell.scale())
                    && cell.lines().size() == other.cell.lines().size();
        }
    }

    /** @param onView told where a person wants to look; the owner then calls {@link #show} with it */
    public ChartBoard(Composite parent, Executor painting, Consumer<TimeView> onView) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.V_SCROLL);
        this.look = Look.of(parent);
        this.painting = painting;
        this.onView = onView;
        this.painter = new BoardPainter(look);
        this.zoom = getShell().getMonitor().getZoom();
        getVerticalBar().setVisible(false);
        getVerticalBar()
                .addListener(SWT.Selection, e -> scrollTo(getVerticalBar().getSelection()));
        addListener(SWT.Resize, e -> {
            zoom = getShell().getMonitor().getZoom();
            arrange();
        });
        addListener(SWT.ZoomChanged, e -> zoom = getShell().getMonitor().getZoom());
        addListener(
                SWT.Paint,
                e -> board.ifPresent(b -> painter.paint(
                        e.gc,
                        getClientArea(),
                        new Rectangle(e.x, e.y, e.width, e.height),
                        new BoardPainter.Scene(
                                b, layout, scroll, pictures, cross, choosing, pointed, isFocusControl()))));
        addListener(SWT.FocusIn, e -> redraw());
        addListener(SWT.FocusOut, e -> redraw());
        addListener(SWT.Dispose, e -> {
            pictures.values().forEach(p -> p.image().dispose());
            pictures.clear();
        });
        new BoardHand(this);
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = description();
            }
        });
    }

    /** Told of the key of a chart whose title was clicked. */
    public void onTitle(Consumer<Object> listener) {
        onTitle = listener;
    }

    /** Told where, on the display, a menu is wanted. */
    public void onMenu(Consumer<Point> listener) {
        onMenu = listener;
    }

    /** Told when a person wants to be back at now. */
    public void onLive(Runnable listener) {
        onLive = listener;
    }

    /** Shows this from now on; pictures follow as they are made. */
    public void show(Board next) {
        boolean other = board.map(b -> !keys(b).equals(keys(next))).orElse(true);
        board = Optional.of(next);
        if (other) {
            pictures.entrySet().removeIf(e -> {
                boolean gone = next.cells().stream().noneMatch(c -> c.key().equals(e.getKey()));
                if (gone) e.getValue().image().dispose();
                return gone;
            });
            scroll = 0;
        }
        arrange();
    }

    private static List<Object> keys(Board board) {
        return board.cells().stream().map(ChartCell::key).toList();
    }

    private void arrange() {
        if (board.isEmpty()) return;
        Rectangle area = getClientArea();
        Board b = board.get();
        layout = BoardLayout.of(area.width, area.height, b.cells().size(), b.small());
        ScrollBar bar = getVerticalBar();
        int most = layout.mostScroll();
        scroll = Math.clamp(scroll, 0, most);
        if (most > 0)
            bar.setValues(
                    scroll, 0, layout.contentHeight(), layout.viewHeight(), layout.cellHeight(), layout.viewHeight());
        if (bar.getVisible() != most > 0) bar.setVisible(most > 0);
        // What is written changes with each sample; where pictures come too, all of it is drawn once, with them.
        if (!makeWhatIsDue()) redraw();
    }

    void scrollTo(int to) {
        int bounded = Math.clamp(to, 0, layout.mostScroll());
        if (bounded == scroll) return;
        scroll = bounded;
        getVerticalBar().setSelection(scroll);
        makeWhatIsDue();
        redraw();
    }

    int scroll() {
        return scroll;
    }

    /** Whether pictures are being made. */
    private boolean makeWhatIsDue() {
        if (board.isEmpty() || isDisposed()) return false;
        List<Wish> due = due(board.get());
        if (due.isEmpty()) return false;
        if (busy) {
            again = true;
            return false;
        }
        busy = true;
        Display display = getDisplay();
        Board.Source source = board.get().source();
        String font = look.family();
        try {
            painting.execute(() -> make(display, due, source, font));
        } catch (RejectedExecutionException closing) {
            busy = false;
        }
        return busy;
    }

    private List<Wish> due(Board b) {
        List<Wish> due = new ArrayList<>();
        int most = Math.max(2, (int) (ChartScene.plotWidth(layout.cellWidth()) * DENSITY));
        Slots slots = Slots.of(b.view(), b.now(), most);
        for (int i = 0; i < b.cells().size(); i++) {
            ChartCell cell = b.cells().get(i);
            if (cell.note().isPresent() || !layout.visible(i, scroll)) continue;
            Rectangle area = BoardLayout.picture(layout.cell(i, scroll));
            if (area.width < 50 || area.height < 20) continue;
            boolean named = b.small() || i < layout.columns();
            Wish wish = new Wish(cell, slots, area.width, area.height, zoom, look.dark(), named, b.stamp());
            Picture there = pictures.get(cell.key());
            if (there == null || !there.wish().same(wish)) due.add(wish);
        }
        return due;
    }

    /** On the painting thread. */
    private void make(Display display, List<Wish> due, Board.Source source, String font) {
        List<Made> made = new ArrayList<>();
        try {
            for (Wish wish : due) {
                made.add(make(wish, source, font));
                if (made.size() < BATCH) continue;
                hand(display, List.copyOf(made), false);
                made.clear();
            }
        } catch (RuntimeException e) {
            LOG.warn("A chart could not be drawn", e);
        } finally {
            hand(display, List.copyOf(made), true);
        }
    }

    private static Made make(Wish wish, Board.Source source, String font) {
        Board.Content content = source.of(wish.cell(), wish.slots());
        ChartScene scene = new ChartScene(
                content.curves(),
                content.bands(),
                wish.slots(),
                wish.cell().scale(),
                wish.width(),
                wish.height(),
                wish.zoom(),
                wish.dark(),
                font,
                wish.named(),
                wish.cell().stale());
        return new Made(wish, scene, ChartPicture.draw(scene));
    }

    private record Made(Wish wish, ChartScene scene, ImageData data) {}

    private void hand(Display display, List<Made> made, boolean last) {
        if (display.isDisposed()) return;
        display.asyncExec(() -> {
            if (isDisposed()) return;
            made.forEach(this::put);
            redraw();
            if (!last) return;
            busy = false;
            if (!again) return;
            again = false;
            makeWhatIsDue();
        });
    }

    private void put(Made made) {
        Object key = made.wish().cell().key();
        if (board.stream()
                .flatMap(b -> b.cells().stream())
                .noneMatch(c -> c.key().equals(key))) return;
        Picture before = pictures.put(key, new Picture(image(made), made.scene(), made.wish()));
        if (before != null) before.image().dispose();
    }

    private Image image(Made made) {
        int own = made.wish().zoom();
        ImageData data = made.data();
        // As it is, where nothing is scaled: a provider would be asked again, and its answer copied, at the first
        // painting.
        if (own == 100) return new Image(getDisplay(), data);
        ImageDataProvider provider = at -> at == own
                ? data
                : at == 100 ? data.scaledTo(made.wish().width(), made.wish().height()) : null;
        return new Image(getDisplay(), provider);
    }

    /** What is shown, for tests and for those who do not see it. */
    public String description() {
        return board.map(b -> b.words() + ". "
                        + b.cells().stream().map(ChartBoard::said).collect(Collectors.joining(", ")))
                .orElse("");
    }

    private static String said(ChartCell cell) {
        return cell.title() + " "
                + cell.note()
                        .orElseGet(() -> cell.lines().stream()
                                        .map(l -> (l.label() + " "
                                                        + l.figure(l.newest().orElse(Double.NaN)))
                                                .strip())
                                        .collect(Collectors.joining(", "))
                                + " " + cell.unit());
    }

    /** The scenes that are on the screen now, by the key of their chart. */
    public Map<Object, ChartScene> scenes() {
        return pictures.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().scene()));
    }

    /** Puts the crosshair at a place, 0 to 1, or takes it away. */
    public void cross(OptionalDouble at) {
        if (at.equals(cross)) return;
        cross = at;
        redraw();
    }

    OptionalDouble cross() {
        return cross;
    }

    void point(int cell) {
        pointed = cell;
    }

    void choosing(Optional<BoardPainter.Choosing> now) {
        if (now.equals(choosing)) return;
        choosing = now;
        redraw();
    }

    Optional<Board> board() {
        return board;
    }

    /** The whole of the line of words, which may have been cut. */
    String words() {
        return board.map(Board::words).orElse("");
    }

    BoardLayout arrangement() {
        return layout;
    }

    /** Where on the line of words the way back to now is. */
    Rectangle backToNow() {
        return painter.link();
    }

    void look(TimeView at) {
        if (board.filter(b -> b.view().equals(at)).isEmpty()) onView.accept(at);
    }

    void backToLive() {
        onLive.run();
    }

    void titleClicked(int cell) {
        board.ifPresent(b -> onTitle.accept(b.cells().get(cell).key()));
    }

    void menu(int x, int y) {
        onMenu.accept(toDisplay(x, y));
    }
}
