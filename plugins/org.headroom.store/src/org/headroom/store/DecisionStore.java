package org.headroom.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.headroom.model.bidding.DecisionArchive;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.market.OrderId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions and prices in one SQLite file. What is handed over is written by a thread of its own, once a second, many in
 * one commit. Trouble with the file is logged and never thrown: decisions are worth less than the leases beside them.
 */
public final class DecisionStore implements DecisionArchive {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionStore.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_PRUNES = Duration.ofMinutes(10);
    private static final int MOST_WAITING = 20_000;
    private static final int PRUNE_EVERY = 5_000;
    private static final int PAGE = 500;
    private static final int STANDINGS = 64;

    private record Key(EthAddress renter, OrderId order) {}

    private final Clock clock;
    private final Optional<DecisionFile> file;
    private final JudgedJson json = new JudgedJson();
    private final DecisionWriting writing;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition written = lock.newCondition();
    private Map<Key, Judged> waiting = new LinkedHashMap<>(); // guarded by lock, as is all below
    private List<DecisionWriting.Price> prices = new ArrayList<>();
    private boolean writingNow;
    private boolean hurry;
    private boolean closed;
    private long dropped;

    private DecisionStore(Optional<DecisionFile> file, Clock clock, DecisionRetention retention) {
        this.file = file;
        this.clock = clock;
        this.writing = new DecisionWriting(json, retention);
        this.thread = Thread.ofPlatform().daemon().name("decision-writer").unstarted(this::run);
    }

    public static DecisionStore open(Path file, Clock clock) {
        return open(file, clock, DecisionRetention.STANDARD);
    }

    /** Opens the file, making it where there is none. Whatever is wrong with it, there is a store; it may keep nothing. */
    public static DecisionStore open(Path file, Clock clock, DecisionRetention retention) {
        Optional<DecisionFile> opened = Optional.empty();
        try {
            opened = Optional.of(DecisionFile.open(file));
        } catch (SQLException | IOException e) {
            LOG.error(
                    "Decisions are not kept: {} cannot be opened ({}). Leases go on. Give this user the right to write it, or"
                            + " move the file away, and start again.",
                    file,
                    e.getMessage());
        }
        DecisionStore store = new DecisionStore(opened, clock, retention);
        if (opened.isPresent()) store.thread.start();
        return store;
    }

    @Override
    public void keep(Judged judged) {
        if (file.isEmpty()) return;
        var order = judged.decision().order();
        Key key = new Key(order.renter(), order.id());
        lock.lock();
        try {
            if (closed) return;
            if (waiting.size() >= MOST_WAITING && !waiting.containsKey(key)) {
                waiting.remove(waiting.keySet().iterator().next());
                if (dropped++ == 0) LOG.warn("Orders come faster than they can be kept; some decisions are let go");
            }
            waiting.put(key, judged);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void keepPrice(String model, PricePoint point) {
        if (file.isEmpty()) return;
        lock.lock();
        try {
            if (closed || prices.size() >= MOST_WAITING) return;
            prices.add(new DecisionWriting.Price(model, point));
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Instant pruned = Instant.MIN;
        int since = PRUNE_EVERY;
        while (true) {
            Map<Key, Judged> batch;
            List<DecisionWriting.Price> points;
            lock.lock();
            try {
                while (waiting.isEmpty() && prices.isEmpty() && !closed) {
                    written.signalAll();
                    news.await();
                }
                long left = PERIOD.toNanos();
                while (left > 0 && !hurry && !closed) left = news.awaitNanos(left);
                hurry = false;
                batch = waiting;
                points = prices;
                waiting = new LinkedHashMap<>();
                prices = new ArrayList<>();
                if (batch.isEmpty() && points.isEmpty() && closed) return;
                writingNow = true;
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            Instant now = clock.instant();
            boolean prune = since >= PRUNE_EVERY || pruned.plus(BETWEEN_PRUNES).isBefore(now);
            write(batch, points, prune, now);
            since = prune ? 0 : since + batch.size();
            if (prune) pruned = now;
            lock.lock();
            try {
                writingNow = false;
                written.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void write(Map<Key, Judged> batch, List<DecisionWriting.Price> points, boolean prune, Instant now) {
        try {
            file.orElseThrow().write(c -> {
                writing.decisions(c, batch.values());
                writing.prices(c, points);
                if (prune) writing.prune(c, now);
                return true;
            });
        } catch (SQLException | RuntimeException e) {
            writing.forget();
            LOG.error("{} decisions are not kept: {}. Leases go on.", batch.size(), e.getMessage());
        }
    }

    /** Waits until what was handed over is written, or for five seconds. */
    public void flush() {
        if (file.isEmpty()) return;
        lock.lock();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end
                    && (writingNow || !waiting.isEmpty() || !prices.isEmpty())
                    && thread.isAlive()) {
                hurry = true;
                news.signal();
                written.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(T otherwise, DecisionFile.Work<T> work) {
        if (file.isEmpty()) return otherwise;
        flush();
        try {
            return file.get().read(work);
        } catch (SQLException e) {
            LOG.error("The decisions cannot be read: {}", e.getMessage());
            return otherwise;
        }
    }

    @Override
    public List<Decision> decisions(DecisionFilter filter, int most) {
        StringBuilder where = new StringBuilder("WHERE 1");
        List<Object> values = new ArrayList<>();
        filter.bid().ifPresent(b -> and(where, values, "bid = ?", b));
        filter.gate().ifPresent(g -> and(where, values, "gate = ?", g));
        filter.text().ifPresent(t -> and(where, values, "instr(words, ?) > 0", t.toLowerCase(Locale.ROOT)));
        filter.from().ifPresent(f -> and(where, values, "at >= ?", f.toEpochMilli()));
        filter.to().ifPresent(t -> and(where, values, "at < ?", t.toEpochMilli()));
        values.add(Math.max(0, most));
        List<byte[]> bodies = read(
                List.of(),
                c -> Rows.all(
                        c,
                        "SELECT body FROM decision " + where + " ORDER BY at DESC, id DESC LIMIT ?",
                        row -> row.getBytes(1),
                        values.toArray()));
        List<Decision> found = new ArrayList<>();
        for (byte[] body : bodies) body(body).ifPresent(b -> found.add(b.decision()));
        return found;
    }

    private static void and(StringBuilder where, List<Object> values, String condition, Object value) {
        where.append(" AND ").append(condition);
        values.add(value);
    }

    private Optional<JudgedJson.Body> body(byte[] bytes) {
        try {
            return Optional.of(json.body(bytes));
        } catch (IOException e) {
            LOG.warn("A decision that was kept cannot be read any more: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private record Row(long id, long at, long standing, byte[] body) {}

    @Override
    public void replay(Instant from, Instant to, Consumer<Judged> each) {
        Map<Long, Optional<RigStanding>> standings = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Optional<RigStanding>> eldest) {
                return size() > STANDINGS;
            }
        };
        long[] after = {from.toEpochMilli(), 0};
        List<Row> page;
        do {
            page = read(
                    List.of(),
                    c -> Rows.all(
                            c,
                            "SELECT id, at, standing, body FROM decision WHERE (at, id) > (?, ?) AND at < ?"
                                    + " ORDER BY at, id LIMIT " + PAGE,
                            row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)),
                            after[0],
                            after[1],
                            to.toEpochMilli()));
            for (Row row : page) {
                after[0] = row.at();
                after[1] = row.id();
                Optional<RigStanding> standing = standings.computeIfAbsent(row.standing(), this::standing);
                body(row.body())
                        .ifPresent(b -> standing.ifPresent(s -> each.accept(new Judged(b.decision(), s, b.context()))));
            }
        } while (page.size() == PAGE);
    }

    private Optional<RigStanding> standing(long id) {
        Optional<byte[]> bytes = read(
                Optional.empty(),
                (Connection c) -> Rows.first(c, "SELECT body FROM standing WHERE id = ?", row -> row.getBytes(1), id));
        try {
            return bytes.isEmpty() ? Optional.empty() : Optional.of(json.standing(bytes.get()));
        } catch (IOException e) {
            LOG.warn("What a decision was made from cannot be read any more: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public List<PricePoint> prices(String model, Instant from, Instant to, int width) {
        long first = Math.ceilDiv(from.getEpochSecond(), 60L);
        long end = Math.ceilDiv(to.getEpochSecond(), 60L);
        if (width < 1 || end <= first) return List.of();
        return read(
                List.of(),
                c -> Rows.all(
                        c,
                        "SELECT max(minute), count, p10, median, p90, mine FROM price"
                                + " WHERE model = (SELECT id FROM model WHERE name = ?) AND minute >= ? AND minute < ?"
                                + " GROUP BY (minute - ?) * ? / ? ORDER BY 1",
                        row -> {
                            long units = row.getLong(6);
                            Optional<Usdc> mine = row.wasNull() ? Optional.empty() : Optional.of(new Usdc(units));
                            return new PricePoint(
                                    Instant.ofEpochSecond(row.getLong(1) * 60),
                                    new PriceSpread(
                                            row.getInt(2),
                                            new Usdc(row.getLong(3)),
                                            new Usdc(row.getLong(4)),
                                            new Usdc(row.getLong(5))),
                                    mine);
                        },
                        model,
                        first,
                        end,
                        first,
                        width,
                        end - first));
    }

    /** Writes what was handed over, and closes the file. What is handed over later is let go. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (file.isEmpty()) return;
        try {
            thread.join(PATIENCE);
            file.get().close();
        } catch (SQLException e) {
            LOG.warn("The record of decisions did not close cleanly: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
