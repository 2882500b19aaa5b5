package org.headroom.ui.table;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Row;

/** One readable line for the selected row: drawn text is invisible to a screen reader otherwise. UI thread. */
final class TableSpeech {
    private TableSpeech() {}

    static void describe(DrawnTable table) {
        Accessible accessible = table.getAccessible();
        accessible.addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = name(table);
            }

            @Override
            public void getDescription(AccessibleEvent e) {
                e.result = "Click a header or use the columns menu to sort; type to find a row; "
                        + "control and C copies the marked rows.";
            }
        });
        accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = ACC.ROLE_TABLE;
            }
        });
        table.onSelect(key -> {
            if (table.isFocusControl()) accessible.setFocus(ACC.CHILDID_SELF);
        });
    }

    private static String name(DrawnTable table) {
        String before = table.name().isEmpty() ? "" : table.name() + ": ";
        return before
                + table.rows().stream()
                        .filter(r -> table.selected().filter(r.key()::equals).isPresent())
                        .findFirst()
                        .map(r -> spoken(table, r))
                        .orElse(
                                table.rows().isEmpty()
                                        ? table.empty().title()
                                        : table.rows().size() + " rows");
    }

    private static String spoken(DrawnTable table, Row row) {
        List<String> parts = new ArrayList<>();
        for (int i : table.shown()) {
            if (i >= row.cells().size()) continue;
            Cell cell = row.cells().get(i);
            if (!cell.words().isBlank() && !cell.equals(Cell.NONE))
                parts.add(spoken(table.columns().get(i), cell));
        }
        return String.join(", ", parts);
    }

    private static String spoken(Column column, Cell cell) {
        return column.title() + " " + cell.words() + (column.unit().isEmpty() ? "" : " " + column.unit());
    }
}
