package org.headroom.ui.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.headroom.ui.cell.Role;
import org.headroom.ui.parts.Ask;

/** Saves what a table shows as a CSV file. The UI thread asks; the file is written by another. */
final class TableFile {
    private final DrawnTable table;

    TableFile(DrawnTable table) {
        this.table = table;
    }

    void save() {
        FileDialog dialog = new FileDialog(table.getShell(), SWT.SAVE);
        dialog.setOverwrite(true);
        dialog.setFilterExtensions(new String[] {"*.csv"});
        String name = table.name().isEmpty() ? "table" : table.name();
        dialog.setFileName(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + ".csv");
        String chosen = dialog.open();
        if (chosen == null) return;
        String text = TableText.csv(table.columns(), table.shown(), table.rows());
        Display display = table.getDisplay();
        Thread.ofVirtual().name("save-table").start(() -> {
            try {
                Files.writeString(Path.of(chosen), text, StandardCharsets.UTF_8);
            } catch (IOException e) {
                String why =
                        e.getClass() == IOException.class && e.getMessage() != null ? e.getMessage() : e.toString();
                if (!display.isDisposed()) display.asyncExec(() -> failed(chosen, why));
            }
        });
    }

    private void failed(String file, String why) {
        if (table.isDisposed()) return;
        Ask ask = new Ask(
                table.getShell(),
                "The table was not saved",
                file + " could not be written: " + why + ". Choose another folder, or make room on the disk.",
                "Save elsewhere…",
                Role.ACCENT);
        ask.onYes(this::save);
        ask.open();
    }
}
