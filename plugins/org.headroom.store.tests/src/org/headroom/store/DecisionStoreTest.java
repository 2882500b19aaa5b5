package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.bidding.Closing;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionStoreTest {
    private static final Instant T0 = Examples.T0;
    private static final String MODEL = "NVIDIA GeForce RTX 4090";

    @TempDir
    Path folder;

    private DecisionStore store;

    @BeforeEach
    void open() {
        store = open(DecisionRetention.STANDARD);
    }

    private DecisionStore open(DecisionRetention retention) {
        return DecisionStore.open(
                folder.resolve("decisions.db"), Clock.fixed(T0.plusSeconds(3600), ZoneOffset.UTC), retention);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RigStanding standing(boolean takingWork) {
        return new RigStanding(
                Examples.PROVIDER,
                takingWork,
                Optional.of("a word"),
                List.of(new RigStanding.Gpu(
                        new GpuIdentity(
                                Examples.GPU,
                                0,
                                MODEL,
                                Optional.empty(),
                                Optional.of("8.9"),
                                Optional.of(new ByteCount(24L << 30)),
                                false),
                        true,
                        Optional.of("its memory is at 108 °C"),
                        List.of(new Closing("schedule", Optional.of(T0), "GPU 0 is yours from eight on")))),
                new EngineStatus(true, "podman", "4.3.1", "ready", Map.of("runc", "1.1.12")),
                true,
                "Base",
                "",
                new RigStanding.Machine(
                        16_000,
                        new ByteCount(64L << 30),
                        new ByteCount(1L << 40),
                        Optional.of(new DottedVersion("550.54.15")),
                        Optional.of(new DottedVersion("12.4"))),
                List.of(new RigStanding.Held(
                        new LeaseId("lease-of-old"),
                        Examples.RENTER,
                        List.of(Examples.GPU),
                        1000,
                        new ByteCount(1 << 30),
                        new ByteCount(0),
                        Usdc.parse("0.25"))),
                Map.of(MODEL, AskLevels.of(List.of(Usdc.parse("0.30"), Usdc.parse("0.40")))));
    }

    private static Order order(int n, EthAddress renter) {
        return new Order(
                new OrderId(String.format("order-%06d", n)),
                renter,
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(8L << 30)),
                new Manifest(
                        "registry/Image:" + n,
                        List.of("run"),
                        Map.of("A", "1"),
                        new Limits(1000, new ByteCount(64L << 20), 32, Duration.ofHours(1))),
                Usdc.parse("0.50"),
                Duration.ofMinutes(10),
                new Validity(T0, T0.plusSeconds(120), Examples.hash(n)));
    }

    private static Judged judged(int n, Optional<String> refusedBy) {
        List<Decision.Gate> gates = List.of(
                new Decision.Gate("taking work", true, "the rig is taking work"),
                new Decision.Gate(refusedBy.orElse("price"), refusedBy.isEmpty(), "pays up to 0.50"));
        return new Judged(
                new Decision(order(n, Examples.RENTER), T0.plusSeconds(n), gates, Optional.of(Usdc.parse("0.42"))),
                standing(true),
                new OrderContext(
                        Optional.empty(),
                        Optional.of(Examples.GPU),
                        List.of(new OrderContext.Ask(Examples.GPU, Usdc.parse("0.42"))),
                        Map.of(MODEL, new Watts(312_000)),
                        Optional.of(new ScriptAnswer("/bin/price", Optional.empty(), "it said nothing"))));
    }

    private List<Judged> replay(Instant from, Instant to) {
        List<Judged> all = new ArrayList<>();
        store.replay(from, to, all::add);
        return all;
    }

    @Test
    void aDecisionIsThereAfterARestartWithAllItWasMadeFrom() {
        Judged one = judged(1, Optional.of("price"));
        store.keep(one);
        store.close();
        open();
        assertThat(store.decisions(DecisionFilter.ALL, 10)).containsExactly(one.decision());
        assertThat(replay(T0, T0.plusSeconds(60))).containsExactly(one);
    }

    @Test
    void oneOrderIsOneRowAndTheNewestAnswerStands() {
        store.keep(judged(1, Optional.of("capacity")));
        store.flush();
        Judged bid = judged(1, Optional.empty());
        store.keep(bid);
        assertThat(store.decisions(DecisionFilter.ALL, 10)).containsExactly(bid.decision());
    }

    @Test
    void twoRentersMayUseOneOrdersName() {
        Judged one = judged(1, Optional.empty());
        Judged other = new Judged(
                new Decision(
                        order(1, Examples.address(7)),
                        T0.plusSeconds(2),
                        one.decision().gates(),
                        Optional.empty()),
                standing(false),
                OrderContext.NONE);
        store.keep(one);
        store.keep(other);
        assertThat(replay(T0, T0.plusSeconds(60))).containsExactly(one, other);
    }

    @Test
    void newestComeFirstAndAreFiltered() {
        for (int n = 1; n <= 6; n++) store.keep(judged(n, n % 2 == 0 ? Optional.empty() : Optional.of("price")));
        assertThat(ids(DecisionFilter.ALL, 2)).containsExactly("order-000006", "order-000005");
        assertThat(ids(filter(Optional.of(true), "", ""), 10))
                .containsExactly("order-000006", "order-000004", "order-000002");
        assertThat(ids(filter(Optional.empty(), "price", ""), 10))
                .containsExactly("order-000005", "order-000003", "order-000001");
        assertThat(ids(filter(Optional.empty(), "", "IMAGE:3"), 10)).containsExactly("order-000003");
        assertThat(ids(filter(Optional.empty(), "", "rtx"), 10)).hasSize(6);
        assertThat(ids(filter(Optional.empty(), "", "100%' OR 1"), 10)).isEmpty();
        assertThat(ids(
                        new DecisionFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(T0.plusSeconds(2)),
                                Optional.of(T0.plusSeconds(4))),
                        10))
                .containsExactly("order-000003", "order-000002");
    }

    private static DecisionFilter filter(Optional<Boolean> bid, String gate, String text) {
        return new DecisionFilter(
                bid,
                gate.isEmpty() ? Optional.empty() : Optional.of(gate),
                text.isEmpty() ? Optional.empty() : Optional.of(text),
                Optional.empty(),
                Optional.empty());
    }

    private List<String> ids(DecisionFilter filter, int most) {
        return store.decisions(filter, most).stream()
                .map(d -> d.order().id().value())
                .toList();
    }

    @Test
    void manyAreReplayedInTheOrderOfTheirTime() {
        for (int n = 1200; n >= 1; n--) store.keep(judged(n, Optional.empty()));
        assertThat(replay(T0, T0.plusSeconds(1101)))
                .hasSize(1100)
                .isSortedAccordingTo(
                        (a, b) -> a.decision().at().compareTo(b.decision().at()));
    }

    @Test
    void whatManyShareIsKeptOnce() throws Exception {
        for (int n = 1; n <= 1000; n++) store.keep(judged(n, Optional.of("price")));
        store.close();
        try (var c = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("decisions.db"));
                var sql = c.createStatement()) {
            assertThat(Rows.number(sql, "SELECT count(*) FROM standing")).isEqualTo(1);
            assertThat(Rows.number(sql, "SELECT sum(length(body)) / count(*) FROM decision"))
                    .as("bytes a decision")
                    .isLessThan(1000);
        }
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        store.close();
        store = open(new DecisionRetention(Duration.ofDays(90), 3, 1 << 20, Duration.ofDays(1), 10));
        for (int n = 1; n <= 6; n++) store.keep(judged(n, Optional.empty()));
        assertThat(ids(DecisionFilter.ALL, 10)).containsExactly("order-000006", "order-000005", "order-000004");
    }

    @Test
    void theOldestGoWhenTheyAreTooOldOrTooLarge() {
        store.close();
        store = open(new DecisionRetention(Duration.ofSeconds(3598), 100, 1 << 20, Duration.ofDays(1), 10));
        for (int n = 1; n <= 3; n++) store.keep(judged(n, Optional.empty()));
        assertThat(ids(DecisionFilter.ALL, 10)).containsExactly("order-000003", "order-000002");
        store.close();
        store = open(new DecisionRetention(Duration.ofDays(90), 100, 1, Duration.ofDays(1), 10));
        store.keep(judged(4, Optional.empty()));
        assertThat(ids(DecisionFilter.ALL, 10)).isEmpty();
    }

    @Test
    void pricesComeBackThinnedToTheWidthAsked() {
        for (int m = 0; m < 100; m++) store.keepPrice(MODEL, price(m, "0.40"));
        store.keepPrice("another", price(5, "9"));
        List<PricePoint> all = store.prices(MODEL, T0, T0.plus(Duration.ofMinutes(100)), 1000);
        assertThat(all).hasSize(100).contains(price(42, "0.40"));
        List<PricePoint> few = store.prices(MODEL, T0, T0.plus(Duration.ofMinutes(100)), 10);
        assertThat(few).hasSize(10).last().isEqualTo(price(99, "0.40"));
        assertThat(store.prices("no such model", T0, T0.plusSeconds(600), 10)).isEmpty();
        assertThat(store.prices(MODEL, T0, T0, 10)).isEmpty();
    }

    private static PricePoint price(int minute, String median) {
        Usdc middle = Usdc.parse(median);
        return new PricePoint(
                T0.plus(Duration.ofMinutes(minute)),
                new PriceSpread(5, Usdc.parse("0.10"), middle, Usdc.parse("10")),
                minute % 2 == 0 ? Optional.of(middle) : Optional.empty());
    }

    @Test
    void aDamagedFileIsPutAsideAndANewOneBegun() throws Exception {
        store.keep(judged(1, Optional.empty()));
        store.close();
        Path file = folder.resolve("decisions.db");
        Files.writeString(file, "this is no database, but it is long enough to be taken for one".repeat(100));
        open();
        store.keep(judged(2, Optional.empty()));
        assertThat(ids(DecisionFilter.ALL, 10)).containsExactly("order-000002");
        assertThat(folder.resolve("decisions.db.damaged")).exists();
    }

    @Test
    void aPlaceThatCannotBeWrittenKeepsNothingAndThrowsNothing() throws Exception {
        store.close();
        Path file = Files.writeString(folder.resolve("a file"), "");
        store = DecisionStore.open(file.resolve("decisions.db"), Clock.systemUTC());
        store.keep(judged(1, Optional.empty()));
        store.keepPrice(MODEL, price(1, "1"));
        assertThat(store.decisions(DecisionFilter.ALL, 10)).isEmpty();
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("decisions.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keepingCostsTheCallerNextToNothing() {
        Judged one = judged(1, Optional.empty());
        long from = System.nanoTime();
        for (int i = 0; i < 100_000; i++) store.keep(one);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
    }
}
