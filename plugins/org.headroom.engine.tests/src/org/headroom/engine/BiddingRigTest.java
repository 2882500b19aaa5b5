package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.BidScene.id;
import static org.headroom.engine.Scene.NOON;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner's rules at work in a rig that runs. */
class BiddingRigTest {
    private static final GpuReading[] CARDS = {
        BidScene.card(0, "NVIDIA GeForce RTX 4090", 24, "8.9"), BidScene.card(1, "NVIDIA GeForce RTX 3080", 10, "8.6")
    };

    @TempDir
    Path leases;

    private final FakeMarket market = new FakeMarket();
    private final FakeRail rail = new FakeRail();
    private final KeptDecisions kept = new KeptDecisions();
    private final AtomicReference<Optional<BidRules>> rules = new AtomicReference<>(Optional.empty());
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch script = new CountDownLatch(0);
    /** Before a program is looked at. */
    private volatile CountDownLatch programs = new CountDownLatch(0);
    /** Why the program gives no price; empty where it does. */
    private volatile String scriptFailure = "";

    private volatile boolean diskFull;
    /** Where the rules are kept. */
    private volatile CountDownLatch disk = new CountDownLatch(0);

    private volatile Instant now = NOON;
    private LeaseLoop rig;

    private final class Scripts implements BidParts.PriceScripts {
        @Override
        public Optional<String> problem(String program) {
            Latches.await(programs);
            return program.startsWith("/") ? Optional.empty() : Optional.of("Name it with its whole path.");
        }

        @Override
        public ScriptAnswer ask(String program, Order order, List<GpuReading> gpus) {
            asked.incrementAndGet();
            Latches.await(script);
            return scriptFailure.isEmpty()
                    ? new ScriptAnswer(program, Optional.of(Usdc.parse("0.77")), "")
                    : new ScriptAnswer(program, Optional.empty(), scriptFailure);
        }
    }

    private final FakeBlocklist blocklist = new FakeBlocklist();

    @BeforeEach
    void start() {
        BidParts.RulesStore store = new BidParts.RulesStore() {
            @Override
            public Optional<BidRules> read() {
                return rules.get();
            }

            @Override
            public void keep(BidRules wanted) {
                Latches.await(disk);
                if (diskFull) throw new JournalFailure("The disk is full.");
                rules.set(Optional.of(wanted));
            }
        };
        RigParts parts = new RigParts(
                new FakeGpus(CARDS),
                Optional.empty(),
                market,
                new FakeContainers(),
                rail,
                new FakeLedger(),
                new FakeLedger(),
                r -> Hash32.ZERO,
                d -> Hash32.ZERO,
                SecretsReader.NONE,
                leases,
                new BidParts(store, kept, new Scripts(), Optional.of(blocklist), () -> BidScene.MACHINE));
        Clock clock = new SuppliedClock(() -> now);
        rig = new LeaseLoop(on(parts), Scene.POLICY.withStreamPoll(Duration.ofMillis(50)), clock);
        rig.start();
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).hasSize(2));
    }

    /** The parts that the scenarios run on. */
    RigParts on(RigParts parts) {
        return parts;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Order order(String id, int gpus, String ceiling, Optional<OfferId> offer, StartWindow start) {
        return new Order(
                new OrderId(id),
                Scene.RENTER,
                offer.map(o -> Scene.PROVIDER),
                offer,
                new Requirements(gpus, Optional.empty(), new ByteCount(0)),
                Scene.manifest(),
                Usdc.parse(ceiling),
                Duration.ofMinutes(10),
                start,
                Scene.validity(NOON, 600, id.hashCode() & 0xffff));
    }

    private Order order(String id, int gpus, String ceiling) {
        return order(id, gpus, ceiling, Optional.empty(), StartWindow.ANY_TIME);
    }

    private Bid bidFor(Order order) {
        market.says(order);
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
        return bids(order).getFirst();
    }

    private List<Bid> bids(Order order) {
        return market.sent(Bid.class).stream()
                .filter(b -> b.order().equals(order.id()))
                .toList();
    }

    private String refusal(Order order) {
        market.says(order);
        await().until(() -> decision(order).isPresent());
        return decision(order)
                .flatMap(Decision::refusedBy)
                .map(g -> g.name() + ": " + g.reason())
                .orElse("bid");
    }

    private Optional<Decision> decision(Order order) {
        return kept.judged.stream()
                .map(Judged::decision)
                .filter(d -> d.order().id().equals(order.id()))
                .findFirst();
    }

    private void price(String perHour) {
        price(new Pricing.Fixed(Usdc.parse(perHour)));
    }

    private void price(Pricing pricing) {
        rig.bids().change(rig.bids().rules().withPricing(pricing)).join();
    }

    private BidRules at(String perHour) {
        return rig.bids().rules().withPricing(new Pricing.Fixed(Usdc.parse(perHour)));
    }

    @Test
    void offersSayWhatTheRigHas() {
        Offer offer = market.sent(Offer.class).getFirst();
        assertThat(offer.facts().gpus()).isEqualTo(2);
        assertThat(offer.facts().cpuMillis()).isEqualTo(16_000);
        assertThat(offer.facts().disk()).isEqualTo(new ByteCount(99L << 30));
        assertThat(offer.facts().driver()).contains(new DottedVersion("550.54"));
        assertThat(offer.facts().networks()).containsExactly("none");
        assertThat(offer.longest()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void aBidForTwoGpusHoldsBoth() {
        Bid bid = bidFor(order("order-two-gpus", 2, "1"));
        assertThat(bid.gpuIds()).containsExactlyInAnyOrder(id(0), id(1));
        assertThat(bid.perHour()).isEqualTo(Usdc.parse("0.72"));
        assertThat(refusal(order("order-another", 1, "1")))
                .isEqualTo("capacity: every GPU that fits is taken or does not answer");
    }

    @Test
    void otherRulesTakeEffectAtOnceForTheOffersToo() {
        Order order = order("order-cheap", 1, "0.20");
        assertThat(refusal(order)).startsWith("price:");
        price("0.20");
        assertThat(rig.bids().rules().pricing()).isEqualTo(new Pricing.Fixed(Usdc.parse("0.20")));
        assertThat(rules.get()).contains(rig.bids().rules());
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
        assertThat(market.sent(Offer.class).stream().map(Offer::askPerHour)).contains(Usdc.parse("0.20"));
        assertThat(bids(order).getFirst().perHour()).isEqualTo(Usdc.parse("0.20"));
        await().untilAsserted(() -> assertThat(
                        rig.view().status().rest() + rig.view().status().headline())
                .contains("0.200 USDC/h"));
    }

    @Test
    void aGpuThatIsTakenOffTheMarketIsOfferedNoMore() {
        rig.bids()
                .change(rig.bids().rules().withGpus(Map.of(id(0), new GpuTerms(false, Optional.empty()))))
                .join();
        await().untilAsserted(() -> assertThat(market.withdrawnOffers).contains(id(0)));
        assertThat(bidFor(order("order-aaaa", 1, "1")).gpuIds()).containsExactly(id(1));
    }

    @Test
    void rulesThatMakeNoSenseOrCannotBeKeptChangeNothing() {
        BidRules before = rig.bids().rules();
        assertThatThrownBy(() -> rig.bids()
                        .change(before.withPricing(new Pricing.Script("price.sh")))
                        .join())
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole path");
        assertThatThrownBy(() -> price("0")).hasMessageContaining("must be above zero");
        diskFull = true;
        assertThatThrownBy(() -> price("0.99")).hasCauseInstanceOf(JournalFailure.class);
        assertThat(rig.bids().rules()).isEqualTo(before);
    }

    @Test
    void changeWhoseCheckIsSlowDoesNotUndoALaterOne() {
        programs = new CountDownLatch(1);
        CompletableFuture<Void> first =
                rig.bids().change(rig.bids().rules().withPricing(new Pricing.Script("/opt/price")));
        rig.bids().change(at("0.60")).join();
        programs.countDown();
        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a later change of the rules was saved");
        assertThat(rules.get().orElseThrow().pricing()).isEqualTo(new Pricing.Fixed(Usdc.parse("0.60")));
        assertThat(rig.bids().rules()).isEqualTo(rules.get().orElseThrow());
    }

    @Test
    void ordersAreBidOnByTheOldRulesWhileTheDiskTakesTheNewOnes() {
        disk = new CountDownLatch(1);
        BidRules before = rig.bids().rules();
        CompletableFuture<Void> first = rig.bids().change(at("0.50"));
        CompletableFuture<Void> second = rig.bids().change(at("0.60"));
        bidFor(order("order-aaaa", 1, "2"));
        assertThat(rig.bids().rules()).isEqualTo(before);
        disk.countDown();
        second.join();
        // The first may come to the disk after the second, and is then refused.
        await().until(first::isDone);
        assertThat(rig.bids().rules())
                .isEqualTo(at("0.60"))
                .isEqualTo(rules.get().orElseThrow());
    }

    @Test
    void changeOfTheRulesThatTheDiskHasNotTakenFailsWhenTheRigCloses() {
        disk = new CountDownLatch(1);
        CompletableFuture<Void> change = rig.bids().change(at("0.50"));
        rig.close();
        disk.countDown();
        assertThatThrownBy(() -> change.get(5, TimeUnit.SECONDS)).hasMessageContaining("The rig is closing.");
    }

    @Test
    void changeOfTheRulesAfterTheCloseFailsAndIsNotKept() {
        rig.close();
        CompletableFuture<Void> change = rig.bids().change(at("0.50"));
        assertThatThrownBy(() -> change.get(5, TimeUnit.SECONDS)).hasMessageContaining("The rig is closing.");
        assertThat(rules.get()).isEmpty();
    }

    @Test
    void anOrderThatTakesAnOfferIsBidForAtItsPriceOnItsGpu() {
        Offer dear = market.sent(Offer.class).stream()
                .filter(o -> o.gpu().equals(id(0)))
                .findFirst()
                .orElseThrow();
        Bid bid = bidFor(order("order-aaaa", 1, "1", Optional.of(dear.id()), StartWindow.ANY_TIME));
        assertThat(bid.gpuIds()).containsExactly(id(0));
        assertThat(bid.perHour()).isEqualTo(dear.askPerHour());
    }

    @Test
    void anOfferOfOtherRulesBindsNoMore() {
        Offer old = market.sent(Offer.class).getFirst();
        price("0.50");
        assertThat(refusal(order("order-aaaa", 1, "1", Optional.of(old.id()), StartWindow.ANY_TIME)))
                .startsWith("addressed:");
    }

    private static Acceptance acceptance(Bid bid, int nonce) {
        return new Acceptance(
                LeaseId.of(bid.id()),
                bid.id(),
                bid.order(),
                Scene.RENTER,
                Scene.PROVIDER,
                Scene.stream(1),
                Scene.validity(NOON, 120, nonce));
    }

    @Test
    void anAcceptanceThatIsSaidAgainAfterTheWindowStopsNoJob() {
        Order order = order(
                "order-soon",
                1,
                "1",
                Optional.empty(),
                new StartWindow(Optional.empty(), Optional.of(NOON.plusSeconds(10))));
        market.says(order);
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
        Bid bid = bids(order).getFirst();
        rail.streams.put(Scene.stream(1), Scene.funded(Scene.stream(1), NOON));
        market.says(acceptance(bid, 5));
        await().untilAsserted(() -> assertThat(rig.book().find(LeaseId.of(bid.id())))
                .hasValueSatisfying(l -> assertThat(l).isInstanceOf(LeaseState.Running.class)));

        now = NOON.plusSeconds(11);
        market.says(acceptance(bid, 6));
        market.says(order("order-after", 1, "0.01"));

        await().untilAsserted(() -> assertThat(rig.view().decisions()).hasSize(2));
        assertThat(rig.book().find(LeaseId.of(bid.id())).orElseThrow()).isInstanceOf(LeaseState.Running.class);
    }

    @Test
    void anOrderThatMayStartLaterIsBidForWhenItsWindowOpens() {
        Order later = order(
                "order-later",
                1,
                "1",
                Optional.empty(),
                new StartWindow(Optional.of(NOON.plusSeconds(30)), Optional.of(NOON.plusSeconds(60))));
        assertThat(refusal(later)).startsWith("start:");
        now = NOON.plusSeconds(31);
        await().untilAsserted(() -> assertThat(bids(later)).hasSize(1));
        now = NOON.plusSeconds(61);
        Bid bid = bids(later).getFirst();
        rail.streams.put(Scene.stream(1), Scene.funded(Scene.stream(1), NOON));
        market.says(acceptance(bid, 5));
        await().untilAsserted(() -> assertThat(rig.book().find(LeaseId.of(bid.id())))
                .hasValueSatisfying(l -> assertThat(l)
                        .isInstanceOfSatisfying(
                                LeaseState.Refused.class,
                                r -> assertThat(r.reason()).contains("start window has closed"))));
    }

    @Test
    void aScriptIsWaitedForElsewhereAndTheOrderJudgedAgain() {
        script = new CountDownLatch(1);
        price(new Pricing.Script("/opt/price"));
        Order order = order("order-aaaa", 1, "1");
        assertThat(refusal(order)).isEqualTo("price: your program /opt/price has not answered");
        market.says(order("order-other", 1, "1"));
        await().untilAsserted(() -> assertThat(asked.get()).isEqualTo(2));
        script.countDown();
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
        assertThat(bids(order).getFirst().perHour()).isEqualTo(Usdc.parse("0.77"));
        await().untilAsserted(() -> assertThat(decision(order))
                .hasValueSatisfying(d -> assertThat(d.bid()).isTrue()));
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void decisionSaysWhyTheScriptFailedAsSoonAsItHas() {
        script = new CountDownLatch(1);
        scriptFailure = "it ended with exit code 3: no rate for this card";
        price(new Pricing.Script("/opt/price"));
        Order order = order("order-aaaa", 1, "1");
        assertThat(refusal(order)).isEqualTo("price: your program /opt/price has not answered");
        script.countDown();
        await().untilAsserted(() -> assertThat(refusal(order))
                .isEqualTo("price: your program /opt/price gave no price: it ended with exit code 3: no rate for this"
                        + " card"));
        assertThat(bids(order)).isEmpty();
        assertThat(asked.get()).isEqualTo(1);
    }

    @Test
    void questionForDecisionsFailsWhereTheArchiveThrowsAnError() {
        kept.failing = true;
        assertThat(rig.bids().decisions(DecisionFilter.ALL, 10))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("a class that cannot be loaded");
    }

    @Test
    void scriptsPriceOrdersAndHaveNoStandingOffer() {
        price(new Pricing.Script("/opt/price"));
        await().untilAsserted(() -> assertThat(market.withdrawnOffers).contains(id(0), id(1)));
        assertThat(rig.bids().nets()).allSatisfy(n -> assertThat(n.ask()).isEmpty());
    }

    @Test
    void theMarketOfOthersIsFollowed() {
        price(new Pricing.MarketFollowing(50, Duration.ofHours(1), Usdc.parse("0.99")));
        List<Offer> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) others.add(offer(20 + i, "0." + (40 + i)));
        others.forEach(market::says);
        await().untilAsserted(() -> assertThat(rig.view().market().offers()).hasSizeGreaterThanOrEqualTo(7));
        now = NOON.plusSeconds(20);
        await().untilAsserted(() -> assertThat(rig.bids().nets().get(1).ask()).contains(Usdc.parse("0.42")));
        await().untilAsserted(() ->
                assertThat(market.sent(Offer.class).getLast().askPerHour()).isEqualTo(Usdc.parse("0.42")));
        await().untilAsserted(() -> assertThat(kept.points).isNotEmpty());
    }

    private static Offer offer(int who, String ask) {
        return new Offer(
                new OfferId("offer-of-" + who),
                Scene.address(who),
                "their rig",
                new org.headroom.model.gpu.GpuId("GPU-of-" + who),
                CARDS[1].identity().name(),
                new ByteCount(10L << 30),
                Optional.of("8.6"),
                false,
                Usdc.parse(ask),
                Scene.TERMS,
                Scene.validity(NOON, 600, who));
    }

    @Test
    void aWeekCanBeTriedAtAnotherPrice() {
        assertThat(refusal(order("order-cheap", 1, "0.20"))).startsWith("price:");
        var run = rig.bids()
                .dryRun(
                        rig.bids().rules().withPricing(new Pricing.Fixed(Usdc.parse("0.20"))),
                        NOON.minusSeconds(60),
                        NOON.plusSeconds(60))
                .join();
        assertThat(run.bidsThen()).isZero();
        assertThat(run.bidsNow()).isEqualTo(1);
        assertThat(run.changed()).hasSize(1);
        assertThat(market.sent(Bid.class)).isEmpty();
    }

    @Test
    void anOrderThatIsOpenAlreadyIsNotBidForOnceItsRenterIsBlocked() {
        Order order = order("order-0001", 1, "0.30", Optional.empty(), StartWindow.ANY_TIME);
        market.says(order);
        await().untilAsserted(() -> assertThat(refusedBy(order)).isEqualTo("price"));

        blocklist.block(Scene.RENTER, "never paid");
        price("0.20");

        await().untilAsserted(() -> assertThat(refusedBy(order)).isEqualTo("renter"));
        assertThat(market.sent(Bid.class)).isEmpty();

        blocklist.unblock(Scene.RENTER);

        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(1));
    }

    private String refusedBy(Order order) {
        return rig.view().decisions().stream()
                .filter(d -> d.order().id().equals(order.id()))
                .flatMap(d -> d.refusedBy().stream())
                .map(g -> g.name())
                .findFirst()
                .orElse("bid");
    }
}
