package org.headroom.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.engine.BidEngine;
import org.headroom.engine.Capacity;
import org.headroom.engine.RigPolicy;
import org.headroom.market.Decoded;
import org.headroom.market.MarketGate;
import org.headroom.market.MarketGate.Letter;
import org.headroom.market.Topics;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.market.Order;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.TypedData;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.KeystoreFailure;

/**
 * One thread that takes orders as they come off the wire, checks them as the link does and judges them as the lease loop
 * does. Then the same parts one by one, to see which of them limits it.
 */
final class JudgingRate {
    private static final int ROUNDS = 3;
    private static final int RENTERS = 20;
    private static final int GPUS = 8;
    /** What is waiting when the link looks is taken together; orders that come so fast do wait. */
    private static final int BATCH = 256;

    private static final int WARM_UP = 3_000;

    private final Path folder;
    private final int orders;
    private final Clock clock = Clock.systemUTC();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final MadeUpMarket market = new MadeUpMarket();
    private final Capacity capacity = MadeUpMarket.capacity(GPUS);
    private final RigStanding standing = capacity.standing();
    private final BidRules rules = BidRules.standard(MadeUpMarket.ASK);
    private final RigPolicy policy = MadeUpMarket.policy();

    /** @param orders in each round */
    JudgingRate(Path folder, int orders) {
        this.folder = folder;
        this.orders = orders;
    }

    /** One part's microseconds of CPU and of time that passed, for one order. */
    record Part(String name, double cpu, double wall) {}

    /**
     * What was measured.
     *
     * @param perSecond orders a second by the clock on the wall, the middle round's
     * @param perCpuSecond orders for each second of the thread's CPU time, the same round's
     */
    record Figures(int orders, double perSecond, double perCpuSecond, List<Part> parts) {}

    private record Round(double perSecond, double perCpuSecond) {}

    Figures measure() throws IOException, KeystoreFailure {
        Files.createDirectories(folder);
        List<KeySigner> renters = MarketParts.keys(folder, RENTERS);
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"));
                DecisionStore decisions = DecisionStore.open(folder.resolve("decisions.db"), clock)) {
            MarketParts parts = new MarketParts(ledger, clock);
            MarketGate gate = parts.gate();
            round(gate, letters(parts, renters, Math.min(orders, WARM_UP)), decisions);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) rounds.add(round(gate, letters(parts, renters, orders), decisions));
            rounds.sort((a, b) -> Double.compare(a.perSecond, b.perSecond));
            Round middle = rounds.get(ROUNDS / 2);
            return new Figures(
                    orders,
                    middle.perSecond,
                    middle.perCpuSecond,
                    parts(parts, letters(parts, renters, Math.min(orders, WARM_UP)), decisions));
        }
    }

    /** Every second order pays enough. */
    private List<Letter> letters(MarketParts parts, List<KeySigner> renters, int count) {
        List<Letter> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeySigner renter = renters.get(i % renters.size());
            Order order = market.order(renter.address(), i % 2 == 0, clock.instant());
            Signature signature = renter.sign(parts.codec.layout(order));
            letters.add(new Letter(Topics.of(order), parts.codec.encode(new Signed<>(order, signature))));
        }
        return letters;
    }

    private Round round(MarketGate gate, List<Letter> letters, DecisionStore decisions) {
        long cpu = threads.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        int bids = 0;
        for (int from = 0; from < letters.size(); from += BATCH) {
            for (MarketGate.Verdict verdict :
                    gate.judge(letters.subList(from, Math.min(letters.size(), from + BATCH)))) {
                if (!(verdict instanceof MarketGate.Verdict.Admitted a)
                        || !(a.signed().message() instanceof Order order))
                    throw new IllegalStateException("an order of the bench's was refused: " + verdict);
                if (judge(order, decisions)) bids++;
            }
        }
        double took = (System.nanoTime() - began) / 1e9;
        double used = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        if (bids != (letters.size() + 1) / 2) throw new IllegalStateException(bids + " bids for every second order");
        return new Round(letters.size() / took, letters.size() / used);
    }

    private boolean judge(Order order, DecisionStore decisions) {
        Instant now = clock.instant();
        BidEngine.Verdict verdict = BidEngine.judge(order, capacity, OrderContext.NONE, rules, policy, now);
        decisions.keep(new Judged(verdict.decision(), standing, OrderContext.NONE));
        return verdict.decision().bid();
    }

    private interface Step {
        void run();
    }

    private List<Part> parts(MarketParts parts, List<Letter> letters, DecisionStore decisions) {
        List<Part> figures = new ArrayList<>();
        Instant now = clock.instant();
        List<Order> read = new ArrayList<>();
        List<TypedData> data = new ArrayList<>();
        List<Signature> signatures = new ArrayList<>();
        List<Hash32> hashes = new ArrayList<>();
        figures.add(timed("read and lay out the typed data", letters.size(), () -> {
            for (Letter letter : letters) {
                Decoded.Read one = (Decoded.Read) parts.codec.decode(letter.topic(), letter.bytes(), now);
                read.add((Order) one.message());
                data.add(one.data());
                signatures.add(one.signature().orElseThrow());
            }
        }));
        figures.add(timed("hash the typed data", letters.size(), () -> {
            for (TypedData one : data) hashes.add(parts.recovery.hash(one));
        }));
        figures.add(timed("recover the signer", letters.size(), () -> {
            for (int i = 0; i < data.size(); i++)
                parts.recovery.recover(hashes.get(i), signatures.get(i)).orElseThrow();
        }));
        figures.add(timed("remember it on the disk, " + BATCH + " at a time", letters.size(), () -> {
            for (int from = 0; from < read.size(); from += BATCH) {
                int to = Math.min(read.size(), from + BATCH);
                parts.remember(read.subList(from, to), hashes.subList(from, to));
            }
        }));
        List<Judged> judged = new ArrayList<>();
        figures.add(timed("judge: seventeen gates and a price", letters.size(), () -> {
            for (Order order : read) {
                var verdict = BidEngine.judge(order, capacity, OrderContext.NONE, rules, policy, now);
                judged.add(new Judged(verdict.decision(), standing, OrderContext.NONE));
            }
        }));
        figures.add(timed("hand the decision over", letters.size(), () -> judged.forEach(decisions::keep)));
        return figures;
    }

    private Part timed(String name, int count, Step step) {
        long cpu = threads.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        step.run();
        double wall = (System.nanoTime() - began) / 1e3 / count;
        return new Part(name, (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / count, wall);
    }
}
