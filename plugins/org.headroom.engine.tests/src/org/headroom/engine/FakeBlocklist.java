package org.headroom.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.market.Blocklist;
import org.headroom.model.money.EthAddress;

/** A blocklist that is gone with the test. */
final class FakeBlocklist implements Blocklist {
    private final Map<EthAddress, Block> blocks = new ConcurrentHashMap<>();
    private final Listeners<FakeBlocklist> listeners = new Listeners<>(e -> {
        throw new IllegalStateException("A listener failed.", e);
    });

    @Override
    public Optional<Block> of(EthAddress who) {
        return Optional.ofNullable(blocks.get(who));
    }

    @Override
    public void block(EthAddress who, String why) {
        blocks.put(who, new Block(who, why, Instant.EPOCH));
        listeners.tell(this);
    }

    @Override
    public void unblock(EthAddress who) {
        blocks.remove(who);
        listeners.tell(this);
    }

    @Override
    public List<Block> list() {
        return List.copyOf(blocks.values());
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(list -> listener.run());
    }
}
