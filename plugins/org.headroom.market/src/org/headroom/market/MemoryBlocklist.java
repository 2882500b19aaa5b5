package org.headroom.market;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.market.Blocklist;
import org.headroom.model.money.EthAddress;
import org.slf4j.LoggerFactory;

/** A blocklist that is gone with the process: for tests, and for a renter's command. Any thread. */
public final class MemoryBlocklist implements Blocklist {
    private final Clock clock;
    private final Map<EthAddress, Block> blocks = new ConcurrentHashMap<>();
    private final Listeners<Boolean> listeners = new Listeners<>(
            e -> LoggerFactory.getLogger(MemoryBlocklist.class).error("A listener of the blocklist failed", e));

    public MemoryBlocklist(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Block> of(EthAddress who) {
        return Optional.ofNullable(blocks.get(who));
    }

    @Override
    public void block(EthAddress who, String why) {
        blocks.put(who, new Block(who, why, clock.instant()));
        listeners.tell(true);
    }

    @Override
    public void unblock(EthAddress who) {
        blocks.remove(who);
        listeners.tell(true);
    }

    @Override
    public List<Block> list() {
        return blocks.values().stream()
                .sorted(Comparator.comparing(Block::since).reversed())
                .toList();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(changed -> listener.run());
    }
}
