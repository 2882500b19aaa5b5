package org.headroom.market;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.market.Outbox;

/** An outbox that is gone with the process: for tests, and for a renter's command that waits for its answer anyway. */
public final class MemoryOutbox implements Outbox {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    @Override
    public synchronized void put(Entry entry) {
        entries.remove(entry.key());
        entries.put(entry.key(), entry);
    }

    @Override
    public synchronized void remove(Entry entry) {
        entries.remove(entry.key(), entry);
    }

    @Override
    public synchronized List<Entry> pending() {
        return List.copyOf(entries.values());
    }
}
