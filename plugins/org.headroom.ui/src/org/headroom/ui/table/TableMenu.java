package org.headroom.ui.table;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.headroom.ui.cell.Column;

/** What a table offers beside its rows: copying, saving, and the choice and order of its columns. UI thread. */
public final class TableMenu {
    private final DrawnTable table;

    private TableMenu(DrawnTable table) {
        this.table = table;
    }

    /** Gives a table its menu. */
    public static void on(DrawnTable table) {
        Menu menu = new Menu(table);
        menu.addListener(SWT.Show, e -> {
            clear(menu);
            new TableMenu(table).rows(menu);
        });
        table.setMenu(menu);
    }

    /** The columns alone, opened below a control. */
    public static void openColumns(DrawnTable table, Control below) {
        Menu menu = new Menu(below);
        new TableMenu(table).columns(menu);
        menu.setLocation(below.toDisplay(0, below.getSize().y));
        // Only after the choice has been heard: some systems hide the menu first.
        menu.addListener(SWT.Hide, e -> menu.getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    private static void clear(Menu menu) {
        for (MenuItem item : menu.getItems()) item.dispose();
    }

    private void rows(Menu menu) {
        MenuItem copy = item(menu, SWT.PUSH, "Copy rows\tCtrl+C", () -> TableKeys.copy(table));
        copy.setEnabled(!table.marked().isEmpty());
        item(menu, SWT.PUSH, "Save as CSV…", () -> new TableFile(table).save()).setEnabled(table.count() > 0);
        new MenuItem(menu, SWT.SEPARATOR);
        MenuItem columns = new MenuItem(menu, SWT.CASCADE);
        columns.setText("Columns");
        columns.setMenu(new Menu(menu));
        columns(columns.getMenu());
        MenuItem sort = new MenuItem(menu, SWT.CASCADE);
        sort.setText("Sort by");
        sort.setMenu(new Menu(menu));
        sorts(sort.getMenu());
    }

    private void columns(Menu menu) {
        for (TableState.Place place : table.state().places()) {
            Column column = column(place.id());
            MenuItem item = item(
                    menu,
                    SWT.CHECK,
                    column.title(),
                    () -> table.state(table.state().toggled(place.id())));
            item.setSelection(place.shown());
            if (!column.about().isEmpty()) item.setToolTipText(column.about());
        }
        new MenuItem(menu, SWT.SEPARATOR);
        item(menu, SWT.PUSH, "Columns as they come", () -> table.state(TableState.of(table.columns())));
    }

    private void sorts(Menu menu) {
        List<Integer> shown = table.shown();
        for (int i = 0; i < shown.size(); i++) {
            int at = i;
            Column column = table.columns().get(shown.get(i));
            boolean sorted = column.id().equals(table.state().sort());
            String way = !sorted ? "" : table.state().descending() ? " (falling)" : " (rising)";
            MenuItem item = item(menu, SWT.CHECK, column.title() + way, () -> table.sortBy(at));
            item.setSelection(sorted);
        }
    }

    private Column column(String id) {
        return table.columns().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static MenuItem item(Menu menu, int style, String text, Runnable action) {
        MenuItem item = new MenuItem(menu, style);
        item.setText(text);
        item.addListener(SWT.Selection, e -> action.run());
        return item;
    }
}
