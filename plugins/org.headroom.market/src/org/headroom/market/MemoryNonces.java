package org.headroom.market;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.headroom.model.market.NonceMemory;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** Nonces for as long as the process lives: for tests, and for a renter's command. Forgets what has expired. */
public final class MemoryNonces implements NonceMemory {
    private record Key(EthAddress signer, Hash32 nonce) {}

    private record Expiry(Key key, Instant at) {}

    private final Clock clock;
    private final Map<Key, Hash32> seen = new HashMap<>();
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));

    public MemoryNonces(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean firstSeen(EthAddress signer, Hash32 nonce, Hash32 messageHash, Instant expiresAt) {
        Instant now = clock.instant();
        for (Expiry next = expiries.peek(); next != null && next.at().isBefore(now); next = expiries.peek()) {
            seen.remove(next.key());
            expiries.remove();
        }
        var key = new Key(signer, nonce);
        Hash32 known = seen.putIfAbsent(key, messageHash);
        if (known == null) expiries.add(new Expiry(key, expiresAt));
        return known == null || known.equals(messageHash);
    }
}
