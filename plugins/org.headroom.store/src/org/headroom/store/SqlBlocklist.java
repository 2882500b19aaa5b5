package org.headroom.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.market.Blocklist;
import org.headroom.model.money.EthAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocklist as rows, read once and then from memory: it is asked for every message. Any thread. */
final class SqlBlocklist implements Blocklist {
    private static final Logger LOG = LoggerFactory.getLogger(SqlBlocklist.class);
    private static final int LONGEST_REASON = 200;

    private final Database database;
    private final Clock clock;
    private final Listeners<Boolean> listeners =
            new Listeners<>(e -> LOG.error("A listener of the blocklist failed", e));
    private volatile Map<EthAddress, Block> blocks;

    SqlBlocklist(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.blocks = read();
    }

    private Map<EthAddress, Block> read() {
        return database
                .read(
                        "read the blocklist",
                        c -> Rows.all(
                                c,
                                "SELECT address, why, since FROM blocked",
                                row -> new Block(
                                        new EthAddress(row.getString(1)),
                                        row.getString(2),
                                        Instant.parse(row.getString(3)))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Block::who, b -> b));
    }

    @Override
    public Optional<Block> of(EthAddress who) {
        return Optional.ofNullable(blocks.get(who));
    }

    @Override
    public void block(EthAddress who, String why) {
        String words = why.strip();
        if (words.length() > LONGEST_REASON || words.contains("\n"))
            throw new IllegalArgumentException("the reason: one line of at most " + LONGEST_REASON + " characters");
        change(
                "block " + who,
                "INSERT INTO blocked (address, why, since) VALUES (?, ?, ?)"
                        + " ON CONFLICT (address) DO UPDATE SET why = excluded.why",
                who,
                words,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void unblock(EthAddress who) {
        change("unblock " + who, "DELETE FROM blocked WHERE address = ?", who);
    }

    private void change(String what, String statement, Object... values) {
        synchronized (this) {
            database.write(what, c -> Rows.change(c, statement, values));
            blocks = read();
        }
        listeners.tell(true);
    }

    @Override
    public List<Block> list() {
        return blocks.values().stream()
                .sorted(Comparator.comparing(Block::since)
                        .reversed()
                        .thenComparing(b -> b.who().hex()))
                .toList();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(changed -> listener.run());
    }
}
