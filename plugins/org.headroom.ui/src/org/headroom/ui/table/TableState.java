package org.headroom.ui.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.ui.cell.Column;

/**
 * What a person made of a table: which columns, in which order, how wide, sorted by which. Pure.
 *
 * @param places every column, in the order of the person
 * @param sort the id of the column that rows are sorted by; empty for the order in which they are given
 */
public record TableState(List<Place> places, String sort, boolean descending) {
    /** A column's place. {@code width} is 0 where the person has not set one. */
    public record Place(String id, boolean shown, int width) {}

    static final int LEAST_WIDTH = 36;

    public TableState {
        places = List.copyOf(places);
    }

    public static TableState of(List<Column> columns) {
        return new TableState(
                columns.stream().map(c -> new Place(c.id(), c.shown(), 0)).toList(), "", false);
    }

    /** The same for other columns: unknown ones go, new ones stand where their table has them. */
    public TableState fit(List<Column> columns) {
        List<Place> fitted = new ArrayList<>(places.stream()
                .filter(p -> columns.stream().anyMatch(c -> c.id().equals(p.id())))
                .toList());
        for (int i = 0; i < columns.size(); i++) {
            Column c = columns.get(i);
            if (fitted.stream().noneMatch(p -> p.id().equals(c.id())))
                fitted.add(Math.min(i, fitted.size()), new Place(c.id(), c.shown(), 0));
        }
        return new TableState(fitted, sort, descending);
    }

    /** The shown columns' indices in the table's own list, in the person's order. */
    public List<Integer> shown(List<Column> columns) {
        List<Integer> indices = new ArrayList<>();
        for (Place place : places)
            for (int i = 0; i < columns.size(); i++)
                if (place.shown() && columns.get(i).id().equals(place.id())) indices.add(i);
        return indices;
    }

    public Optional<Place> place(String id) {
        return places.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** A column as the person wants it. */
    public Column dressed(Column column) {
        int width = place(column.id()).map(Place::width).orElse(0);
        return width > 0 ? column.fixed(width) : column;
    }

    /** Shows or hides a column; the last one stays. */
    public TableState toggled(String id) {
        boolean last = place(id).filter(Place::shown).isPresent()
                && places.stream().filter(Place::shown).count() == 1;
        if (last) return this;
        TableState other = each(id, p -> new Place(p.id(), !p.shown(), p.width()));
        // Nobody would know by what the rows are sorted.
        return sort.equals(id) ? new TableState(other.places, "", false) : other;
    }

    public TableState widened(String id, int width) {
        return each(id, p -> new Place(p.id(), p.shown(), width == 0 ? 0 : Math.max(LEAST_WIDTH, width)));
    }

    private TableState each(String id, java.util.function.UnaryOperator<Place> change) {
        return new TableState(
                places.stream()
                        .map(p -> p.id().equals(id) ? change.apply(p) : p)
                        .toList(),
                sort,
                descending);
    }

    /** Puts a column before another one; at the end where {@code before} is empty. */
    public TableState moved(String id, Optional<String> before) {
        Optional<Place> moving = place(id);
        if (moving.isEmpty() || before.filter(id::equals).isPresent()) return this;
        List<Place> others =
                new ArrayList<>(places.stream().filter(p -> !p.id().equals(id)).toList());
        int at = others.size();
        for (int i = 0; i < others.size(); i++)
            if (before.filter(others.get(i).id()::equals).isPresent()) at = i;
        others.add(at, moving.get());
        return new TableState(others, sort, descending);
    }

    /** A click on a header: first up, then down, then not sorted any more. */
    public TableState sorted(String id) {
        if (!sort.equals(id)) return new TableState(places, id, false);
        return descending ? new TableState(places, "", false) : new TableState(places, id, true);
    }

    /** One line for a file of settings. */
    public String written() {
        StringBuilder line = new StringBuilder(sort.isEmpty() ? "" : (descending ? "down " : "up ") + sort);
        for (Place p : places)
            line.append(';').append(p.shown() ? "" : "-").append(p.id()).append(p.width() > 0 ? ":" + p.width() : "");
        return line.toString();
    }

    /** What {@link #written} gave; what cannot be read, and everything where the line is empty, is as it comes. */
    public static TableState read(String line, List<Column> columns) {
        if (line.isBlank()) return of(columns);
        String[] parts = line.split(";");
        Map<String, Place> read = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            boolean hidden = parts[i].startsWith("-");
            String rest = hidden ? parts[i].substring(1) : parts[i];
            int colon = rest.lastIndexOf(':');
            String id = colon < 0 ? rest : rest.substring(0, colon);
            read.put(id, new Place(id, !hidden, colon < 0 ? 0 : width(rest.substring(colon + 1))));
        }
        String[] sort = parts[0].split(" ", 2);
        TableState state =
                new TableState(List.copyOf(read.values()), sort.length == 2 ? sort[1] : "", sort[0].equals("down"));
        TableState fitted = state.fit(columns);
        return fitted.places().stream().anyMatch(Place::shown) ? fitted : of(columns);
    }

    private static int width(String digits) {
        return digits.matches("\\d{1,4}") ? Math.max(LEAST_WIDTH, Integer.parseInt(digits)) : 0;
    }
}
