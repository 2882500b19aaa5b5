package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.JobDisk;
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
import org.headroom.model.market.Requirements;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/** Whatever happens in whatever order, the same capacity is never promised twice. */
class NeverTwiceTest {
    private static final Machine MACHINE =
            new Machine(8_000, new ByteCount(17L << 30), new ByteCount(21L << 30), Optional.empty(), Optional.empty());
    private static final Usdc RICH = Usdc.parse("100");

    /** One thing that happens. @param which of the leases that it could happen to */
    private record Step(int deed, int which, int gpus, boolean wholeRig, int cpuMillis, int memoryGib, int diskGib) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.of(500, 1000, 3000, 5000),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 12))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private LeaseBook book = LeaseBook.EMPTY;
    private int orders;

    @Property(tries = 300)
    void noGpuIsInTwoLeasesAndNoLimitIsEverExceeded(@ForAll("steps") List<Step> steps) {
        book = LeaseBook.EMPTY;
        orders = 0;
        RigState state = state();
        for (Step step : steps) {
            switch (step.deed()) {
                case 0, 1, 2 -> order(state, step);
                case 3 -> move(step, LeaseState.Bidding.class, l -> new LeaseEvent.BidLapsed(l.id(), Scene.NOON));
                case 4 -> take(step);
                default ->
                    move(
                            step,
                            LeaseState.Running.class,
                            l -> new LeaseEvent.JobEnded(l.id(), Scene.result(), Scene.NOON));
            }
            check();
        }
    }

    private RigState state() {
        GpuReading[] cards = {
            BidScene.card(0, "A", 24, "8.9"), BidScene.card(1, "A", 24, "8.9"),
            BidScene.card(2, "B", 10, "8.6"), BidScene.card(3, "B", 10, "8.6")
        };
        RigState state = new RigState(
                new RigParts(
                        new FakeGpus(cards),
                        Optional.empty(),
                        new FakeMarket(),
                        new FakeContainers(),
                        new FakeRail(),
                        new FakeLedger(),
                        new FakeLedger(),
                        r -> Hash32.ZERO,
                        d -> Hash32.ZERO,
                        SecretsReader.NONE,
                        Path.of("leases"),
                        new BidParts(
                                BidParts.PLAIN.rules(),
                                BidParts.PLAIN.decisions(),
                                BidParts.PLAIN.scripts(),
                                () -> MACHINE)),
                Scene.POLICY,
                new StreamBeliefs(new FakeLedger(), new FakeLedger(), Scene.POLICY, Scene.NOON),
                new OccupiedGpus(() -> {}));
        state.engine(Scene.ENGINE_UP, MissingImages.NONE);
        state.chain(Scene.CHAIN_UP, Optional.empty());
        state.rules(rules());
        return state;
    }

    private static BidRules rules() {
        BidRules r = BidRules.standard(Scene.PRICE);
        return new BidRules(
                r.pricing(),
                r.floorPerGpuHour(),
                r.tariff(),
                r.gpus(),
                r.longest(),
                RICH,
                r.leastTimeToAnswer(),
                r.networks(),
                r.region(),
                0,
                new ByteCount(0),
                new ByteCount(1L << 30));
    }

    private void order(RigState state, Step step) {
        Order order = new Order(
                new OrderId(String.format("order-%04d", orders++)),
                Scene.RENTER,
                Optional.empty(),
                Optional.empty(),
                new Requirements(
                        step.gpus(),
                        step.wholeRig(),
                        Optional.empty(),
                        new ByteCount(0),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new ByteCount((long) step.diskGib() << 30),
                        "none",
                        List.of(),
                        "receipt",
                        "none"),
                new Manifest(
                        "localhost/job:1",
                        List.of("run"),
                        Map.of(),
                        new Limits(
                                step.cpuMillis(),
                                new ByteCount((long) step.memoryGib() << 30),
                                32,
                                Duration.ofHours(1))),
                RICH,
                Duration.ofMinutes(10),
                StartWindow.ANY_TIME,
                Scene.validity(Scene.NOON, 120, orders));
        var verdict = BidEngine.judge(
                order, state.capacity(book), OrderContext.NONE, state.rules(), Scene.POLICY, Scene.NOON);
        if (!verdict.decision().bid()) return;
        List<LeasedGpu> gpus = verdict.gpus().stream()
                .map(g -> new LeasedGpu(BidCase.id(g), g.identity().name(), new ByteCount(0)))
                .toList();
        Bid bid = new Bid(
                new BidId(String.format("bid-%06d", orders)),
                order.id(),
                order.renter(),
                Scene.PROVIDER,
                gpus,
                true,
                verdict.price(),
                Optional.empty(),
                Scene.TERMS,
                Scene.validity(Scene.NOON, 60, orders));
        happened(new LeaseEvent.BidMade(
                new LeaseTerms(new Signed<>(order, Scene.SIGNATURE), new Signed<>(bid, Scene.SIGNATURE)), Scene.NOON));
    }

    private void take(Step step) {
        List<LeaseState> out = of(LeaseState.Bidding.class);
        if (out.isEmpty()) return;
        LeaseState lease = out.get(step.which() % out.size());
        var stream = Scene.stream(orders * 100L + step.which());
        happened(new LeaseEvent.BidTaken(lease.id(), Scene.acceptance(lease.terms(), stream), Scene.NOON));
        happened(new LeaseEvent.StreamVerified(lease.id(), Scene.funded(stream, Scene.NOON), Scene.NOON));
        happened(new LeaseEvent.JobStarted(lease.id(), Scene.CONTAINER, Scene.NOON));
    }

    private interface Happening {
        LeaseEvent of(LeaseState lease);
    }

    private void move(Step step, Class<? extends LeaseState> from, Happening what) {
        List<LeaseState> some = of(from);
        if (!some.isEmpty()) happened(what.of(some.get(step.which() % some.size())));
    }

    private List<LeaseState> of(Class<? extends LeaseState> kind) {
        return book.all().stream().filter(kind::isInstance).toList();
    }

    private void happened(LeaseEvent event) {
        if (LeaseMachine.apply(book.find(event.lease()), event) instanceof Transition.Moved m)
            book = book.with(m.next());
    }

    private void check() {
        Set<GpuId> held = new HashSet<>();
        List<GpuId> all = new ArrayList<>();
        long cpu = 0;
        long memory = 0;
        long disk = 0;
        for (LeaseState lease : book.all()) {
            if (!lease.holdsGpu()) continue;
            all.addAll(lease.terms().bid().gpuIds());
            held.addAll(lease.terms().bid().gpuIds());
            cpu += lease.terms().order().manifest().limits().cpuMillis();
            memory += lease.terms().order().manifest().limits().memory().bytes();
            disk += JobDisk.of(lease.terms().order().requirements().disk()).bytes();
        }
        assertThat(all).as("GPUs in leases").hasSameSizeAs(held);
        assertThat(cpu).isLessThanOrEqualTo(8_000);
        assertThat(memory).as("a tenth is the machine's own").isLessThanOrEqualTo((17L << 30) - (17L << 30) / 10);
        assertThat(disk).isLessThanOrEqualTo(20L << 30);
    }
}
