package org.headroom.ui.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.headroom.ui.cell.Row;

/** Which rows are marked, by their keys, and which of them leads: other views follow the leading one. UI thread. */
final class TableSelection {
    private final List<Consumer<Optional<Object>>> listeners = new ArrayList<>();
    private final Set<Object> marked = new HashSet<>();
    private Optional<Object> lead = Optional.empty();
    private Optional<Object> anchor = Optional.empty();

    Optional<Object> lead() {
        return lead;
    }

    boolean has(Object key) {
        return marked.contains(key);
    }

    void onLead(Consumer<Optional<Object>> listener) {
        listeners.add(listener);
    }

    /** @return whether that changed anything */
    boolean only(Object key) {
        if (lead.filter(key::equals).isPresent() && marked.size() == 1) return false;
        marked.clear();
        marked.add(key);
        anchor = Optional.of(key);
        leadBy(key);
        return true;
    }

    void toggle(Object key) {
        anchor = Optional.of(key);
        if (marked.remove(key)) return;
        marked.add(key);
        leadBy(key);
    }

    void upTo(List<Row> rows, int index) {
        int from = index;
        for (int i = 0; i < rows.size(); i++)
            if (anchor.filter(rows.get(i).key()::equals).isPresent()) from = i;
        marked.clear();
        for (int i = Math.min(from, index); i <= Math.max(from, index); i++)
            marked.add(rows.get(i).key());
        leadBy(rows.get(index).key());
    }

    void all(List<Row> rows) {
        for (Row row : rows) marked.add(row.key());
    }

    private void leadBy(Object key) {
        if (lead.filter(key::equals).isPresent()) return;
        lead = Optional.of(key);
        List.copyOf(listeners).forEach(l -> l.accept(lead));
    }
}
