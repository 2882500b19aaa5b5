package org.headroom.console.gpu;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.headroom.console.desk.Services;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.Board;
import org.headroom.ui.chart.BoardSheet;
import org.headroom.ui.look.Look;

/**
 * Copies and saves what charts show. Begun on the UI thread; drawing, reading and writing is done in jobs that can be followed
 * and cancelled, and what came of it is said in the line above the charts.
 */
final class GpuExport {
    private final Control over;
    private final Services services;
    private final Optional<Board> board;
    private final String title;
    private final Optional<GpuReading> gpu;
    private final Consumer<GpuPresenter.Top> say;
    private final Display display;

    /** @param board what is shown now */
    GpuExport(
            Control over,
            Services services,
            Optional<Board> board,
            String title,
            Optional<GpuReading> gpu,
            Consumer<GpuPresenter.Top> say) {
        this.over = over;
        this.services = services;
        this.board = board;
        this.title = title;
        this.gpu = gpu;
        this.say = say;
        this.display = over.getDisplay();
    }

    private Optional<BoardSheet> sheet() {
        Look look = Look.of(over);
        String name = board.filter(Board::small).isPresent()
                ? title
                : gpu.map(g -> "GPU " + g.identity().index() + " · "
                                + g.identity().name())
                        .orElse(title);
        return board.map(b -> new BoardSheet(b, name, look.dark(), look.family()));
    }

    void copy() {
        sheet().ifPresent(s -> run("Copying the charts", false, monitor -> {
            ImageData data = s.data();
            display.asyncExec(() -> put(data));
            return "The picture is on the clipboard.";
        }));
    }

    private void put(ImageData data) {
        Clipboard clipboard = new Clipboard(display);
        try {
            clipboard.setContents(new Object[] {data}, new Transfer[] {ImageTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }

    void savePicture() {
        sheet().ifPresent(s -> ask("Save picture", "png").ifPresent(file -> savePicture(s, file)));
    }

    private void savePicture(BoardSheet sheet, Path file) {
        run("Saving the charts", false, monitor -> {
            BufferedImage image = sheet.draw();
            Path beside = file.resolveSibling(file.getFileName() + ".part");
            try {
                if (!ImageIO.write(image, "png", beside.toFile())) throw new IOException("PNG cannot be written here");
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            return "The picture is in " + file + ".";
        });
    }

    void saveValues() {
        Optional<GpuWatch> watch = services.watch();
        if (watch.isEmpty() || gpu.isEmpty() || board.isEmpty()) return;
        ask("Save values", "csv").ifPresent(file -> saveValues(watch.get(), board.get(), file));
    }

    private void saveValues(GpuWatch watch, Board shown, Path file) {
        Instant from = shown.view().from(shown.now());
        Instant to = shown.view().to(shown.now());
        run("Saving the values of " + title, true, monitor -> {
            monitor.beginTask("Writing " + file.getFileName(), ValuesFile.PIECES);
            boolean written = ValuesFile.write(
                    watch,
                    gpu.orElseThrow().identity().id(),
                    from,
                    to,
                    file,
                    () -> monitor.worked(1),
                    monitor::isCanceled);
            return written
                    ? "The values are in " + file + "."
                    : "Saving the values was cancelled; no file was written.";
        });
    }

    private Optional<Path> ask(String words, String ending) {
        FileDialog dialog = new FileDialog(over.getShell(), SWT.SAVE);
        dialog.setText(words);
        dialog.setOverwrite(true);
        dialog.setFilterExtensions(new String[] {"*." + ending});
        dialog.setFileName(title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "." + ending);
        String chosen = dialog.open();
        if (chosen == null) return Optional.empty();
        return Optional.of(Path.of(chosen.endsWith("." + ending) ? chosen : chosen + "." + ending));
    }

    /** Something that takes its time and comes to a sentence. */
    @FunctionalInterface
    private interface Work {
        String run(IProgressMonitor monitor) throws IOException;
    }

    /** @param lasting whether it may take so long that its progress is to be seen */
    private void run(String name, boolean lasting, Work work) {
        Job job = Job.create(name, monitor -> {
            GpuPresenter.Top end;
            try {
                end = new GpuPresenter.Top(work.run(monitor), Role.SECONDARY);
            } catch (IOException e) {
                end = new GpuPresenter.Top(name + " failed: " + reason(e) + ".", Role.SICK);
            }
            tell(end);
            return monitor.isCanceled() ? Status.CANCEL_STATUS : Status.OK_STATUS;
        });
        job.setUser(lasting);
        job.schedule();
    }

    private void tell(GpuPresenter.Top words) {
        if (!display.isDisposed()) display.asyncExec(() -> say.accept(words));
    }

    /** What went wrong, in a line: the system's own exceptions have the file's name for a message. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) return "no right to write " + denied.getFile();
        if (e instanceof NoSuchFileException gone) return "there is no folder for " + gone.getFile();
        if (e instanceof FileSystemException f && f.getReason() != null)
            return f.getReason().toLowerCase(Locale.ROOT) + " (" + f.getFile() + ")";
        String message = e.getMessage();
        return message == null || message.isBlank() ? "the file could not be written" : message;
    }
}
