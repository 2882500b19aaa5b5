package org.headroom.ui.table;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Event;
import org.headroom.ui.cell.Row;

/** A table by keyboard: arrows, Home and End, what is typed, copying. UI thread. */
final class TableKeys {
    private static final int FORGET_MS = 900;
    private final DrawnTable table;
    private String typed = "";
    private int typedAt;

    TableKeys(DrawnTable table) {
        this.table = table;
    }

    void listen() {
        table.addListener(SWT.KeyDown, this::key);
        table.addListener(
                SWT.Traverse,
                e -> e.doit = e.detail == SWT.TRAVERSE_TAB_NEXT
                        || e.detail == SWT.TRAVERSE_TAB_PREVIOUS
                        || e.detail == SWT.TRAVERSE_ESCAPE);
    }

    private void key(Event e) {
        List<Row> rows = table.rows();
        if (rows.isEmpty()) return;
        boolean command = (e.stateMask & SWT.MOD1) != 0;
        if (command && e.keyCode == 'c') copy(table);
        if (command && e.keyCode == 'a') {
            table.selection().all(rows);
            table.redraw();
        }
        int at = at(rows);
        int to = switch (e.keyCode) {
            case SWT.ARROW_DOWN -> at + 1;
            case SWT.ARROW_UP -> at < 0 ? 0 : at - 1;
            case SWT.PAGE_DOWN -> at + table.page();
            case SWT.PAGE_UP -> at - table.page();
            case SWT.HOME -> 0;
            case SWT.END -> rows.size() - 1;
            default -> Integer.MIN_VALUE;
        };
        if (to != Integer.MIN_VALUE) table.go(Math.clamp(to, 0, rows.size() - 1), (e.stateMask & SWT.MOD2) != 0);
        else if (!command && (e.stateMask & SWT.ALT) == 0 && Character.isLetterOrDigit(e.character)) type(e, rows, at);
    }

    private void type(Event e, List<Row> rows, int at) {
        boolean again = e.time - typedAt > FORGET_MS;
        typed = (again ? "" : typed) + e.character;
        typedAt = e.time;
        int from = Math.max(0, at + (typed.length() == 1 ? 1 : 0));
        TableRows.beginning(rows, from, typed).ifPresent(i -> table.go(i, false));
    }

    private int at(List<Row> rows) {
        for (int i = 0; i < rows.size(); i++)
            if (table.selected().filter(rows.get(i).key()::equals).isPresent()) return i;
        return -1;
    }

    /** Puts the marked rows on the clipboard, as a table. */
    static void copy(DrawnTable table) {
        List<Row> marked = table.marked();
        if (marked.isEmpty()) return;
        Clipboard clipboard = new Clipboard(table.getDisplay());
        clipboard.setContents(
                new Object[] {TableText.tabs(table.columns(), table.shown(), marked)},
                new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }
}
