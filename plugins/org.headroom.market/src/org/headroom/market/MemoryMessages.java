package org.headroom.market;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.headroom.model.market.Equivocation;
import org.headroom.model.market.Equivocation.Saying;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Sighting;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/**
 * What was heard, for as long as the process lives: for tests, and for a renter's command. Forgets what is over, keeps the
 * words of small messages alone, and of all at most 100,000 rows. Any thread.
 */
public final class MemoryMessages implements MessageMemory {
    private static final int MOST = 100_000;
    private static final int MOST_PROOFS = 64;
    private static final int LONGEST_WORDS = 4_096;
    private static final int MOST_WORDS = 1_024;

    private record Key(EthAddress author, String what) {}

    private record Known(Hash32 hash, Hash32 content, Instant keepUntil, Saying said) {}

    private record End(Key key, Instant at) {}

    private final Clock clock;
    private final Map<Key, Known> known = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
    private final List<Equivocation> proofs = new ArrayList<>();
    private int words;

    public MemoryMessages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Finding> remember(List<Sighting> heard) {
        forget(clock.instant());
        return heard.stream().map(this::remember).toList();
    }

    private void forget(Instant now) {
        for (End next = ends.peek(); next != null; next = ends.peek()) {
            if (known.size() <= MOST && !next.at().isBefore(now)) return;
            ends.remove();
            Known row = known.get(next.key());
            // A renewal has an end of its own in the queue.
            if (row != null && row.keepUntil().equals(next.at())) drop(next.key(), row);
        }
    }

    private void drop(Key key, Known row) {
        known.remove(key);
        if (row.said().bytes().isPresent()) words--;
    }

    private Finding remember(Sighting s) {
        for (String subject : s.subjects()) {
            Known before = known.get(new Key(s.author(), subject));
            if (before == null || before.content().equals(s.content())) continue;
            proofs.addFirst(new Equivocation(
                    clock.instant(),
                    s.author(),
                    subject,
                    before.said(),
                    new Saying(s.hash(), s.topic(), Optional.of(s.bytes()))));
            if (proofs.size() > MOST_PROOFS) proofs.removeLast();
            return new Finding.Equivocal(subject, before.hash());
        }
        var nonce = new Key(s.author(), s.nonce().hex());
        Known used = known.get(nonce);
        if (used != null && !used.hash().equals(s.hash())) return REPLAYED;
        keep(nonce, s, false);
        for (String subject : s.subjects()) keep(new Key(s.author(), subject), s, true);
        return IN_ORDER;
    }

    private void keep(Key key, Sighting s, boolean withWords) {
        Known before = known.get(key);
        if (before != null && !before.keepUntil().isBefore(s.keepUntil())) return;
        if (before != null) drop(key, before);
        boolean worded = withWords && s.bytes().length <= LONGEST_WORDS && words < MOST_WORDS;
        if (worded) words++;
        Saying said = new Saying(s.hash(), s.topic(), worded ? Optional.of(s.bytes()) : Optional.empty());
        known.put(key, new Known(s.hash(), s.content(), s.keepUntil(), said));
        ends.add(new End(key, s.keepUntil()));
    }

    @Override
    public synchronized List<Equivocation> equivocations() {
        return List.copyOf(proofs);
    }
}
