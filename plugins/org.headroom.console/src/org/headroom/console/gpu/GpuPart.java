package org.headroom.console.gpu;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.actions.ActionFactory;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.Board;
import org.headroom.ui.chart.ChartBoard;
import org.headroom.ui.chart.RangeStrip;
import org.headroom.ui.chart.TimeView;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;
import org.slf4j.LoggerFactory;

/**
 * One GPU over time, or all of them side by side. One GPU follows what is chosen in the table of GPUs. What a person set up is
 * remembered.
 */
public final class GpuPart extends DeskPart {
    private static final String SETTINGS = "org.headroom.console";
    private static final String SETUP = "gpu.charts";
    /** What came of a request is said this long. */
    private static final int SAID_MS = 8000;

    private final ExecutorService painting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("chart-painter").daemon().factory());
    private GpuSetup setup = GpuSetup.of(settings().get(SETUP, ""));
    private TimeView view = setup.range().live();
    private Optional<GpuId> wanted = Optional.empty();
    private Optional<GpuPresenter.Top> said = Optional.empty();
    private Optional<Board> shown = Optional.empty();
    private GpuCharts charts;
    private Composite stack;
    private ChartBoard board;
    private Control nothing;
    private Optional<RangeStrip> strip = Optional.empty();

    private static Preferences settings() {
        return InstanceScope.INSTANCE.getNode(SETTINGS);
    }

    @Override
    protected Control content(Composite parent) {
        charts = new GpuCharts(services());
        stack = new Composite(parent, SWT.NONE);
        StackLayout layout = new StackLayout();
        stack.setLayout(layout);
        Empty empty = new Empty("No GPU chosen", "Choose a GPU in the table of GPUs to see it over time.");
        nothing = new DrawnPart(stack, Role.CONTENT, (gc, l, area) -> EmptyPicture.draw(gc, l, empty, area));
        board = new ChartBoard(stack, painting, this::look);
        board.onLive(() -> look(setup.range().live()));
        board.onTitle(key -> {
            if (setup.many() && key instanceof GpuPresenter.About about) open(about.gpu());
        });
        board.onMenu(this::menu);
        layout.topControl = nothing;
        onStrip(toolBar -> {
            RangeStrip made = new RangeStrip(
                    toolBar,
                    Range.labels(),
                    setup.range().ordinal(),
                    i -> {
                        set(setup.with(Range.values()[i]));
                        look(setup.range().live());
                    },
                    () -> set(setup.many(!setup.many())),
                    this::menu);
            strip = Optional.of(made);
            made.addDisposeListener(e -> strip = Optional.empty());
            return made;
        });
        stack.addListener(SWT.Resize, e -> stack.getDisplay().asyncExec(this::fitStrip));
        onSelection(GpuId.class, id -> {
            wanted = Optional.of(id);
            refresh();
        });
        getViewSite().getActionBars().setGlobalActionHandler(ActionFactory.COPY.getId(), new Action() {
            @Override
            public void run() {
                export().copy();
            }
        });
        whenDisposed(painting::shutdownNow);
        Look.of(parent).follow(board);
        return stack;
    }

    /** The strip stands beside the tabs where there is room, and becomes short where there is not. */
    private void fitStrip() {
        if (stack.isDisposed() || strip.isEmpty() || strip.get().isDisposed()) return;
        Control at = stack;
        while (at != null && !(at instanceof CTabFolder)) at = at.getParent();
        if (!(at instanceof CTabFolder folder)) return;
        int tabs = 0;
        for (int i = 0; i < folder.getItemCount(); i++) {
            Rectangle r = folder.getItem(i).getBounds();
            tabs = Math.max(tabs, r.x + r.width);
        }
        RangeStrip made = strip.get();
        if (!made.room(folder.getClientArea().width - tabs - 24)) return;
        if (made.getParent() instanceof ToolBar bar)
            for (ToolItem item : bar.getItems())
                if (item.getControl() == made) item.setWidth(made.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
        Control corner = folder.getTopRight();
        if (corner == null) return;
        corner.pack(true);
        // Set anew, because the folder asks what stands beside its tabs for its size only then.
        folder.setTopRight(corner, SWT.RIGHT | SWT.WRAP);
        CTabItem front = folder.getSelection();
        if (front != null && front.getControl() != null) front.getControl().setBounds(folder.getClientArea());
    }

    private void set(GpuSetup next) {
        if (next.equals(setup)) return;
        setup = next;
        Preferences node = settings();
        node.put(SETUP, setup.line());
        painting.execute(() -> {
            try {
                node.flush();
            } catch (BackingStoreException e) {
                LoggerFactory.getLogger(GpuPart.class)
                        .warn("The choice of charts will not be remembered: {}", e.getMessage());
            }
        });
        refresh();
    }

    private void look(TimeView at) {
        view = at;
        refresh();
    }

    private void open(GpuId gpu) {
        wanted = Optional.of(gpu);
        set(setup.many(false));
    }

    private void menu(Point at) {
        shown.ifPresent(b -> {
            Menu menu = GpuMenu.of(board, setup, this::set, export());
            menu.setLocation(at);
            menu.setVisible(true);
        });
    }

    private GpuExport export() {
        return new GpuExport(board, services(), shown, getPartName(), wanted(), this::say);
    }

    private Optional<GpuReading> wanted() {
        return GpuPresenter.choose(services().gpus(), wanted);
    }

    /** UI thread. */
    private void say(GpuPresenter.Top words) {
        if (stack.isDisposed()) return;
        said = Optional.of(words);
        refresh();
        stack.getDisplay().timerExec(SAID_MS, () -> {
            if (said.filter(words::equals).isEmpty()) return;
            said = Optional.empty();
            if (!stack.isDisposed()) refresh();
        });
    }

    @Override
    protected void refresh() {
        Optional<GpuWatch> watch = services().watch();
        List<GpuReading> gpus = services().gpus();
        Optional<GpuReading> gpu = GpuPresenter.choose(gpus, wanted);
        StackLayout layout = (StackLayout) stack.getLayout();
        Control top = gpu.isPresent() && watch.isPresent() ? board : nothing;
        if (layout.topControl != top) {
            layout.topControl = top;
            stack.layout();
        }
        strip.ifPresent(s -> s.show(Range.of(view).map(Range::ordinal).orElse(-1), setup.many()));
        if (top == nothing) return;
        GpuReading one = gpu.orElseThrow();
        String title = setup.many() ? "All GPUs · " + setup.by().title() : GpuPresenter.title(one.identity());
        if (!title.equals(getPartName())) {
            setPartName(title);
            stack.getDisplay().asyncExec(this::fitStrip);
        }
        Board next = charts.board(watch.orElseThrow(), gpus, one, setup, view, said);
        shown = Optional.of(next);
        board.show(next);
    }

    @Override
    public void setFocus() {
        if (board.isVisible()) board.setFocus();
        else stack.setFocus();
    }
}
