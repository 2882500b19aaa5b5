package org.headroom.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.WorkbenchException;
import org.headroom.console.desk.Services;
import org.headroom.console.wallet.WithdrawDialog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a picture of the window with each view in front, light and then dark: {@code -Dheadroom.screenshots=DIR}. Waits
 * {@code headroom.screenshots.delay} milliseconds first (4000); ends the application afterwards with
 * {@code -Dheadroom.screenshots.exit=true}. UI thread.
 */
public final class Screenshots {
    /** In the order of the pictures; the first is the window as it opens. */
    static final List<String> VIEWS = List.of(
            "processes",
            "host",
            "availability",
            "gpus",
            "gpu",
            "market",
            "decisions",
            "offers",
            "job",
            "leases",
            "wallet",
            "earnings");

    private static final Logger LOG = LoggerFactory.getLogger(Screenshots.class);
    private static final int SETTLE_MS = 1600;
    private static final int MOST_WAITS = 20;

    private final IWorkbench workbench;
    private final Path folder;
    private final Deque<Step> steps = new ArrayDeque<>();
    private Optional<WithdrawDialog> withdrawal = Optional.empty();

    /** Something to do and then, after a moment, a picture to take. */
    private record Step(String name, Runnable action) {}

    public Screenshots(IWorkbench workbench, Path folder) {
        this.workbench = workbench;
        this.folder = folder;
    }

    public void begin() {
        for (String theme : List.of(Themes.LIGHT, Themes.DARK)) {
            String suffix = theme.equals(Themes.DARK) ? "-dark" : "-light";
            steps.add(new Step("rig" + suffix, () -> {
                Themes.wear(workbench, theme);
                perspective("org.headroom.app.rig");
                show("earnings");
                show("leases");
                show("gpus");
            }));
            for (String view : VIEWS) steps.add(new Step(view + suffix, () -> show(view)));
            steps.add(new Step("trading" + suffix, () -> {
                perspective("org.headroom.app.market");
                show("decisions");
                show("market");
            }));
            steps.add(new Step("withdraw" + suffix, this::openWithdrawal));
        }
        workbench.getDisplay().timerExec(Integer.getInteger("headroom.screenshots.delay", 4000), this::next);
    }

    private void next() {
        Display display = workbench.getDisplay();
        Step step = steps.poll();
        if (step == null) {
            LOG.info("Screenshots are in {}", folder);
            if (Boolean.getBoolean("headroom.screenshots.exit")) workbench.close();
            return;
        }
        step.action.run();
        display.timerExec(SETTLE_MS, () -> takeWhenAnswered(step, MOST_WAITS));
    }

    /** A dialog that asks the chain is of interest with its answer: a slow chain has some seconds for it. */
    private void takeWhenAnswered(Step step, int waits) {
        if (waits > 0 && withdrawal.filter(WithdrawDialog::isAsking).isPresent()) {
            workbench.getDisplay().timerExec(SETTLE_MS, () -> takeWhenAnswered(step, waits - 1));
            return;
        }
        take(step.name);
        closeDialogs();
        next();
    }

    private void show(String view) {
        try {
            IWorkbenchPage page = workbench.getActiveWorkbenchWindow().getActivePage();
            page.showView("org.headroom.console." + view);
        } catch (PartInitException e) {
            LOG.warn("The view {} does not open: {}", view, e.getMessage());
        }
    }

    private void perspective(String id) {
        try {
            workbench.showPerspective(id, workbench.getActiveWorkbenchWindow());
        } catch (WorkbenchException e) {
            LOG.warn("The layout {} does not open: {}", id, e.getMessage());
        }
    }

    private void openWithdrawal() {
        Shell shell = workbench.getActiveWorkbenchWindow().getShell();
        Services services = workbench
                .getService(org.eclipse.e4.core.contexts.IEclipseContext.class)
                .get(Services.class);
        if (services != null) withdrawal = WithdrawDialog.open(shell, services);
    }

    private void closeDialogs() {
        withdrawal = Optional.empty();
        for (Shell child : workbench.getActiveWorkbenchWindow().getShell().getShells()) child.close();
    }

    private void take(String name) {
        try {
            Files.createDirectories(folder);
            save(workbench.getActiveWorkbenchWindow().getShell(), folder.resolve(name + ".png"));
        } catch (IOException | RuntimeException e) {
            LOG.warn("No screenshot {}: {}", name, e.getMessage());
        }
    }

    /** What the screen shows of the window, without the window manager's frame. */
    public static void save(Shell shell, Path file) {
        Display display = shell.getDisplay();
        Rectangle bounds = shell.getBounds();
        Image image = new Image(display, bounds.width, bounds.height);
        GC gc = new GC(display);
        try {
            gc.copyArea(image, bounds.x, bounds.y);
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] {opaque(image.getImageData())};
            loader.save(file.toString(), SWT.IMAGE_PNG);
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    /** Cut to a width that is a multiple of four: rows of other widths are padded, and the PNG writer skews them. */
    private static ImageData opaque(ImageData from) {
        int width = from.width / 4 * 4;
        ImageData data = new ImageData(width, from.height, 24, new PaletteData(0xFF0000, 0xFF00, 0xFF));
        for (int y = 0; y < from.height; y++)
            for (int x = 0; x < width; x++) {
                org.eclipse.swt.graphics.RGB rgb = from.palette.getRGB(from.getPixel(x, y));
                data.setPixel(x, y, rgb.red << 16 | rgb.green << 8 | rgb.blue);
            }
        return data;
    }
}
