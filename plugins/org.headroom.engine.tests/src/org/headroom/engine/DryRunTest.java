package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DryRun;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Test;

/** "What would I have earned last week at $0.35?", of weeks that are made up. */
class DryRunTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant NEXT = MONDAY.plus(Duration.ofDays(7));
    private static final BidRules AT_42 = BidRules.standard(Usdc.parse("0.42"));
    private static final GpuReading CARD = BidScene.card(0, "NVIDIA GeForce RTX 4090", 24, "8.9");

    private final List<Judged> judged = new ArrayList<>();
    private LeaseBook book = LeaseBook.EMPTY;
    private int number;

    private static Order order(int n, String ceiling, Duration duration, Instant at) {
        return new Order(
                new OrderId(String.format("order-%04d", n)),
                Scene.RENTER,
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                new Manifest(
                        "localhost/job:1",
                        List.of("run"),
                        Map.of(),
                        new Limits(1000, new ByteCount(64L << 20), 32, Duration.ofHours(12))),
                Usdc.parse(ceiling),
                duration,
                Scene.validity(at, 120, n));
    }

    /** The GPU is free or held as the book has it. */
    private Judged came(String ceiling, Duration duration, Instant at) {
        return came(order(number++, ceiling, duration, at), at);
    }

    private Judged came(Order order, Instant at) {
        boolean free = book.holderOf(BidCase.id(CARD)).isEmpty();
        Capacity capacity = new Capacity(
                Scene.PROVIDER,
                true,
                List.of(CARD),
                free ? List.of(CARD) : List.of(),
                Map.of(),
                Map.of(),
                Scene.ENGINE_UP,
                Scene.CHAIN_UP,
                Optional.empty(),
                RigStanding.Machine.UNKNOWN,
                book.holders().stream()
                        .map(l -> new RigStanding.Held(
                                l.id(),
                                Scene.RENTER,
                                l.terms().bid().gpuIds(),
                                0,
                                new ByteCount(0),
                                new ByteCount(0),
                                Usdc.ZERO))
                        .toList(),
                Map.of(),
                MissingImages.NONE);
        var verdict = BidEngine.judge(order, capacity, OrderContext.NONE, AT_42, Scene.POLICY, at);
        Judged one = new Judged(verdict.decision(), capacity.standing(), OrderContext.NONE);
        judged.add(one);
        return one;
    }

    /** A bid that was taken, ran from then on for a time, and was paid for it. */
    private void ran(Judged bid, Duration time) {
        Order order = bid.decision().order();
        Instant at = bid.decision().at();
        Bid made = new Bid(
                new BidId("bid-of-" + order.id().value()),
                order.id(),
                order.renter(),
                Scene.PROVIDER,
                List.of(new LeasedGpu(BidCase.id(CARD), "RTX 4090", new ByteCount(0))),
                true,
                bid.decision().price().orElseThrow(),
                Optional.empty(),
                Scene.TERMS,
                Scene.validity(at, 60, order.id().value().hashCode() & 0xffff));
        LeaseTerms terms = new LeaseTerms(new Signed<>(order, Scene.SIGNATURE), new Signed<>(made, Scene.SIGNATURE));
        var stream = Scene.stream(number);
        var state = new org.headroom.model.payment.StreamState(
                stream,
                Scene.RENTER,
                Scene.PROVIDER,
                org.headroom.model.money.RatePerSecond.ofHourly(made.perHour()),
                Usdc.parse("100"),
                Usdc.ZERO,
                at,
                false,
                Usdc.ZERO,
                at);
        happened(new LeaseEvent.BidMade(terms, at));
        happened(new LeaseEvent.BidTaken(terms.lease(), Scene.acceptance(terms, stream), at));
        happened(new LeaseEvent.StreamVerified(terms.lease(), state, at));
        happened(new LeaseEvent.JobStarted(terms.lease(), Scene.CONTAINER, at));
        Instant end = at.plus(time);
        happened(new LeaseEvent.JobEnded(
                terms.lease(),
                new JobResult(at, end, 0, Receipt.Outcome.COMPLETED, Scene.hash(1), Optional.empty()),
                end));
        LeaseState.Ended ended = (LeaseState.Ended) book.find(terms.lease()).orElseThrow();
        happened(new LeaseEvent.ReceiptNumbered(
                terms.lease(), ReceiptFactory.createReceipt(ended, number, Optional.empty()), Scene.hash(number), end));
    }

    private void happened(LeaseEvent event) {
        book = book.with(((Transition.Moved) LeaseMachine.apply(book.find(event.lease()), event)).next());
    }

    private DryRun run(BidRules rules) {
        return run(rules, judged, book);
    }

    private static DryRun run(BidRules rules, List<Judged> all, LeaseBook book) {
        DryRunner runner = new DryRunner(rules, Scene.POLICY, book.all(), MONDAY, NEXT, NEXT);
        all.stream()
                .sorted((a, b) -> a.decision().at().compareTo(b.decision().at()))
                .forEach(runner::take);
        return runner.result();
    }

    private static BidRules at(String price) {
        return AT_42.withPricing(new Pricing.Fixed(Usdc.parse(price)));
    }

    /** Monday: an hour at 0.42 was taken. Tuesday: 0.40 was too little. Wednesday: 2 h were bid for and not taken. */
    private void aWeek() {
        ran(came("0.50", Duration.ofHours(1), MONDAY.plusSeconds(3600)), Duration.ofHours(1));
        came("0.40", Duration.ofHours(10), MONDAY.plus(Duration.ofHours(30)));
        came("0.36", Duration.ofHours(5), MONDAY.plus(Duration.ofHours(31)));
        came("0.42", Duration.ofHours(2), MONDAY.plus(Duration.ofHours(60)));
    }

    @Test
    void whatWouldIHaveEarnedLastWeekAtAnotherPrice() {
        aWeek();
        DryRun run = run(at("0.35"));
        assertThat(run.orders()).isEqualTo(4);
        assertThat(run.bidsThen()).isEqualTo(2);
        assertThat(run.bidsNow()).isEqualTo(4);
        assertThat(run.earnedThen()).isEqualTo(Usdc.parse("0.42"));
        assertThat(run.fromLeases()).isEqualTo(Usdc.parse("0.35"));
        assertThat(run.atMost())
                .as("1 h, then 10 h during which the 5 h find the GPU taken, then 2 h: 13 h at 0.35")
                .isEqualTo(Usdc.parse("4.55"));
        assertThat(run.changed()).as("two are bid for now, and two are cheaper").hasSize(4);
    }

    @Test
    void aDearerPriceLosesTheLeasesWhoseRenterWouldNotHavePaid() {
        aWeek();
        DryRun run = run(at("0.50"));
        assertThat(run.bidsNow()).isEqualTo(1);
        assertThat(run.fromLeases()).isEqualTo(Usdc.parse("0.50"));
        assertThat(run.atMost()).isEqualTo(Usdc.parse("0.50"));
        DryRun dearer = run(at("0.51"));
        assertThat(dearer.fromLeases()).isEqualTo(Usdc.ZERO);
        assertThat(dearer.earnedThen()).isEqualTo(Usdc.parse("0.42"));
    }

    @Test
    void theSameRulesChangeNothing() {
        aWeek();
        DryRun run = run(AT_42);
        assertThat(run.changed()).isEmpty();
        assertThat(run.bidsNow()).isEqualTo(run.bidsThen());
        assertThat(run.fromLeases()).isEqualTo(run.earnedThen());
    }

    @Test
    void leasesOfAnotherTimeDoNotCount() {
        ran(came("0.50", Duration.ofHours(1), MONDAY.minusSeconds(3600)), Duration.ofHours(1));
        judged.clear();
        assertThat(run(AT_42).earnedThen()).isEqualTo(Usdc.ZERO);
    }

    @Property(tries = 50)
    void whateverTheWeekTheSameRulesGiveTheSameAnswers(@ForAll long seed) {
        Random random = new Random(seed);
        judged.clear();
        book = LeaseBook.EMPTY;
        Instant at = MONDAY;
        Set<OrderId> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            at = at.plusSeconds(60 + random.nextInt(7200));
            Judged one = came("0." + (30 + random.nextInt(30)), Duration.ofMinutes(1 + random.nextInt(200)), at);
            seen.add(one.decision().order().id());
            if (one.decision().bid() && random.nextBoolean()) {
                Duration time = Duration.ofSeconds(1 + random.nextInt(5000));
                ran(one, time);
                at = at.plus(time);
            }
        }
        DryRun run = run(AT_42);
        assertThat(run.orders()).isEqualTo(seen.size());
        assertThat(run.changed()).isEmpty();
        assertThat(run.fromLeases()).isEqualTo(run.earnedThen());
        assertThat(run.atMost().compareTo(Usdc.ZERO)).isNotNegative();
    }
}
