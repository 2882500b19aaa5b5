package org.headroom.ui.table;

import java.util.List;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Row;

/** Rows as text for other programs. Pure. */
public final class TableText {
    private TableText() {}

    /** Tab-separated, with the titles as the first line: what a spreadsheet takes from the clipboard. */
    public static String tabs(List<Column> columns, List<Integer> shown, List<Row> rows) {
        StringBuilder out = new StringBuilder();
        line(out, titles(columns, shown), '\t');
        for (Row row : rows) line(out, words(row, shown), '\t');
        return out.toString();
    }

    /** CSV as RFC 4180 has it, with the titles as the first line. */
    public static String csv(List<Column> columns, List<Integer> shown, List<Row> rows) {
        StringBuilder out = new StringBuilder();
        line(out, titles(columns, shown), ',');
        for (Row row : rows) line(out, words(row, shown), ',');
        return out.toString();
    }

    private static List<String> titles(List<Column> columns, List<Integer> shown) {
        return shown.stream().map(i -> columns.get(i).heading()).toList();
    }

    private static List<String> words(Row row, List<Integer> shown) {
        return shown.stream()
                .map(i -> i < row.cells().size() ? row.cells().get(i) : Cell.NONE)
                .map(c -> c.equals(Cell.NONE) ? "" : c.words())
                .toList();
    }

    private static void line(StringBuilder out, List<String> fields, char between) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) out.append(between);
            String field = harmless(fields.get(i));
            if (between == '\t') out.append(field.replace('\t', ' ').replace('\n', ' '));
            else if (field.matches("(?s).*[\",\r\n].*"))
                out.append('"').append(field.replace("\"", "\"\"")).append('"');
            else out.append(field);
        }
        out.append(between == '\t' ? "\n" : "\r\n");
    }

    /** A program can call itself what it likes: a spreadsheet must not take its name for a formula. */
    private static String harmless(String field) {
        boolean formula = field.matches("[=+@-].*") && !field.matches("[+-]?[\\d.,\\u2009]+( .{1,8})?");
        return formula ? "'" + field : field;
    }
}
