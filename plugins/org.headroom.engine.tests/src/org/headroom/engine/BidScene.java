package org.headroom.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Closing;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.RigStanding.Held;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.units.ByteCount;

/** A rig and an order whose every part a test can change. */
final class BidScene {
    static final ByteCount NO_BYTES = new ByteCount(0);
    static final Machine MACHINE = new Machine(
            16_000,
            new ByteCount(64L << 30),
            new ByteCount(100L << 30),
            Optional.of(new DottedVersion("550.54")),
            Optional.of(new DottedVersion("12.4")));

    List<GpuReading> gpus = new ArrayList<>(
            List.of(card(0, "NVIDIA GeForce RTX 4090", 24, "8.9"), card(1, "NVIDIA GeForce RTX 3080", 10, "8.6")));
    List<GpuId> taken = new ArrayList<>();
    Map<GpuId, Unwell> unwell = new HashMap<>();
    Map<GpuId, List<Closing>> closed = new HashMap<>();
    EngineStatus engine = Scene.ENGINE_UP;
    Machine machine = new Machine(
            16_000,
            new ByteCount(64L << 30),
            new ByteCount(500L << 30),
            Optional.of(new DottedVersion("550.54.15")),
            Optional.of(new DottedVersion("12.4")));
    List<Held> held = new ArrayList<>();
    Map<String, AskLevels> asks = new HashMap<>();
    BidRules rules = BidRules.standard(Scene.PRICE);
    OrderContext context = OrderContext.NONE;

    int wantedGpus = 1;
    boolean wholeRig;
    Optional<String> model = Optional.empty();
    ByteCount memory = NO_BYTES;
    Optional<DottedVersion> capability = Optional.empty();
    Optional<DottedVersion> driver = Optional.empty();
    Optional<DottedVersion> cuda = Optional.empty();
    ByteCount disk = NO_BYTES;
    String image = "localhost/job:1";
    List<String> secrets = List.of();
    RigPolicy policy = Scene.POLICY;
    String network = "none";
    List<String> regions = List.of();
    String verification = "receipt";
    String tee = "none";
    Limits limits = new Limits(1000, new ByteCount(64L << 20), 32, Duration.ofHours(1));
    Optional<EthAddress> provider = Optional.empty();
    Optional<OfferId> offer = Optional.empty();
    Usdc ceiling = Usdc.parse("5");
    Duration duration = Duration.ofMinutes(10);
    StartWindow start = StartWindow.ANY_TIME;

    static GpuReading card(int index, String name, int gib, String capability) {
        return new GpuReading(
                new GpuIdentity(
                        new GpuId("GPU-" + index),
                        index,
                        name,
                        Optional.empty(),
                        capability.isEmpty() ? Optional.empty() : Optional.of(capability),
                        Optional.of(new ByteCount((long) gib << 30)),
                        true),
                GpuReading.State.OK,
                Optional.empty());
    }

    static GpuId id(int index) {
        return new GpuId("GPU-" + index);
    }

    Held held(EthAddress renter, int cpuMillis, long gib, String exposure, GpuId... gpus) {
        return new Held(
                new LeaseId("lease-of-" + held.size()),
                renter,
                List.of(gpus),
                cpuMillis,
                new ByteCount(gib << 30),
                NO_BYTES,
                Usdc.parse(exposure));
    }

    Order order() {
        return new Order(
                new OrderId("order-aaaa"),
                Scene.RENTER,
                provider,
                offer,
                new Requirements(
                        wantedGpus,
                        wholeRig,
                        model,
                        memory,
                        capability,
                        driver,
                        cuda,
                        disk,
                        network,
                        regions,
                        verification,
                        tee),
                new Manifest(image, List.of("run"), Map.of(), secrets, limits),
                ceiling,
                duration,
                start,
                Scene.validity(Scene.NOON, 120, 1));
    }

    Capacity capacity() {
        List<GpuReading> free = gpus.stream()
                .filter(g -> g.state() == GpuReading.State.OK)
                .filter(g -> !taken.contains(BidCase.id(g)))
                .filter(g -> !unwell.containsKey(BidCase.id(g)))
                .filter(g -> held.stream().noneMatch(h -> h.gpus().contains(BidCase.id(g))))
                .toList();
        return new Capacity(
                Scene.PROVIDER,
                true,
                gpus,
                free,
                unwell,
                closed,
                engine,
                Scene.CHAIN_UP,
                Optional.empty(),
                machine,
                held,
                asks,
                MissingImages.NONE);
    }

    BidEngine.Verdict judge() {
        return BidEngine.judge(order(), capacity(), context, rules, policy, Scene.NOON);
    }

    /** {@code gate: reason}, or {@code bid}. */
    String refusal() {
        return judge().decision()
                .refusedBy()
                .map(g -> g.name() + ": " + g.reason())
                .orElse("bid");
    }

    String gate(String name) {
        Decision.Gate gate = judge().decision().gates().stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow();
        return (gate.passed() ? "+ " : "− ") + gate.reason();
    }

    List<Integer> indices() {
        return judge().gpus().stream().map(g -> g.identity().index()).toList();
    }
}
