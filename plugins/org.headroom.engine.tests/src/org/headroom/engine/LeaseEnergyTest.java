package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.GPU1;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;
import static org.headroom.model.gpu.EnergyEstimate.Source.COUNTER;
import static org.headroom.model.gpu.EnergyEstimate.Source.INTEGRATED_POWER;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.Tariff;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The energy of leases whose jobs run for 10 s, in receipts and in prices. */
class LeaseEnergyTest extends RentedRig {
    private static final String MODEL = "RTX 4090";

    private final FakeGpus gpus = new FakeGpus(Scene.gpu(GPU0, 0, MODEL), Scene.gpu(GPU1, 1, MODEL));

    @BeforeEach
    void start() {
        start(gpus, Scene.POLICY, new SuppliedClock(() -> NOON));
        awaitOffers(2);
    }

    private static Optional<EnergyEstimate> joules(long joules, EnergyEstimate.Source source) {
        return Optional.of(new EnergyEstimate(new Joules(joules * 1000), source));
    }

    /** Runs a job on so many GPUs. @return the energy in its receipt */
    private Optional<Joules> energyOfLease(int number, int gpuCount, Map<GpuId, Optional<EnergyEstimate>> energy) {
        gpus.energy = energy::get;
        OrderId id = new OrderId("order-000" + number);
        market.says(new Order(
                id,
                Scene.RENTER,
                new Requirements(gpuCount, Optional.of(MODEL), new ByteCount(0)),
                Scene.manifest(),
                Usdc.parse("1"),
                Duration.ofMinutes(10),
                Scene.validity(NOON, 120, number)));
        await().untilAsserted(() -> assertThat(bids(id)).hasSize(1));
        Bid bid = bids(id).getFirst();
        LeaseId lease = LeaseId.of(bid.id());
        rail.streams.put(stream(number), fundedAt(number, bid.perHour()));
        market.says(new Acceptance(
                lease,
                bid.id(),
                id,
                Scene.RENTER,
                Scene.PROVIDER,
                stream(number),
                Scene.validity(NOON, 60, 50 + number)));
        awaitState(lease, LeaseState.Running.class);
        containers.finish(lease, 0);
        await().until(() -> receipts(lease).size() == 1);
        return receipts(lease).getFirst().energy();
    }

    private List<Receipt> receipts(LeaseId lease) {
        return market.sent(ReceiptMessage.class).stream()
                .map(ReceiptMessage::receipt)
                .filter(r -> r.lease().equals(lease))
                .toList();
    }

    private static StreamState fundedAt(int number, Usdc perHour) {
        var usual = Scene.funded(stream(number), NOON);
        return new StreamState(
                usual.ref(),
                usual.sender(),
                usual.recipient(),
                RatePerSecond.ofHourly(perHour),
                Usdc.parse("1"),
                usual.settledDebt(),
                usual.settledAt(),
                false,
                Usdc.ZERO,
                NOON);
    }

    private List<Bid> bids(OrderId order) {
        return market.sent(Bid.class).stream()
                .filter(b -> b.order().equals(order))
                .toList();
    }

    private Optional<Joules> energyOfLease(int number, Optional<EnergyEstimate> energy) {
        return energyOfLease(number, 1, Map.of(GPU0, energy, GPU1, energy));
    }

    /** 0.50 USDC for a kWh, 0.20 USDC for an hour's wear; 300 W while nothing is known. */
    private void costPlus() {
        BidRules rules = rig.bids().rules();
        rig.bids()
                .change(new BidRules(
                        new Pricing.CostPlus(new Watts(300_000), Usdc.parse("0.20"), 0),
                        Usdc.ZERO,
                        Tariff.flat(ZoneOffset.UTC, Usdc.parse("0.50")),
                        rules.gpus(),
                        rules.longest(),
                        rules.exposureCapPerRenter(),
                        rules.leastTimeToAnswer(),
                        rules.networks(),
                        rules.region(),
                        rules.cpuMillis(),
                        rules.memory(),
                        rules.disk()))
                .join();
    }

    private void awaitAsk(String perHour) {
        await().untilAsserted(() ->
                assertThat(rig.bids().nets()).extracting(GpuNet::ask).containsOnly(Optional.of(Usdc.parse(perHour))));
    }

    private void awaitWatts(long watts) {
        await().untilAsserted(() -> assertThat(rig.bids().nets())
                .extracting(GpuNet::watts)
                .containsOnly(Optional.of(new Watts(watts * 1000))));
    }

    @Test
    void energyByTheCounterIsInTheReceiptAndInThePrice() {
        costPlus();
        awaitAsk("0.35");
        assertThat(energyOfLease(1, joules(1_000, COUNTER))).contains(new Joules(1_000_000));
        awaitWatts(100);
        awaitAsk("0.25");
        rig.close();
        start();
        awaitWatts(100);
    }

    @Test
    void integratedPowerIsInTheReceiptAndNeverInThePrice() {
        assertThat(energyOfLease(1, joules(3_000, INTEGRATED_POWER))).contains(new Joules(3_000_000));
        energyOfLease(2, joules(1_000, COUNTER));
        awaitWatts(100);
        rig.close();
        start();
        awaitWatts(100);
    }

    @Test
    void integratedPowerLeavesTheAssumedPowerInThePrice() {
        costPlus();
        energyOfLease(1, joules(1_000, INTEGRATED_POWER));
        awaitWatts(300);
        awaitAsk("0.35");
    }

    @Test
    void leapThatIsTakenForCountedNeverFeedsThePrice() {
        assertThat(energyOfLease(1, joules(1_000_000, COUNTER))).contains(new Joules(1_000_000_000));
        energyOfLease(2, joules(1_000, COUNTER));
        awaitWatts(100);
        rig.close();
        start();
        awaitWatts(100);
    }

    @Test
    void energyOfOneOfTwoGpusUnknownLeavesTheReceiptWithoutEnergy() {
        assertThat(energyOfLease(1, 2, Map.of(GPU0, joules(1_000, COUNTER), GPU1, Optional.empty())))
                .isEmpty();
        assertThat(rig.bids().nets()).extracting(GpuNet::watts).containsOnly(Optional.empty());
    }

    @Test
    void energyOfOneOfTwoGpusIntegratedIsSummedAndNeverInThePrice() {
        assertThat(energyOfLease(1, 2, Map.of(GPU0, joules(1_000, COUNTER), GPU1, joules(4_000, INTEGRATED_POWER))))
                .contains(new Joules(5_000_000));
        energyOfLease(2, 2, Map.of(GPU0, joules(1_000, COUNTER), GPU1, joules(2_000, COUNTER)));
        awaitWatts(150);
    }

    @Test
    void integratedPowerIsRememberedAfterAFullDisk() {
        UncountedLeases uncounted = new UncountedLeases(ledger);
        ledger.full = true;
        uncounted.add(Scene.lease("0001"));
        ledger.full = false;
        uncounted.save();
        UncountedLeases restored = new UncountedLeases(ledger);
        assertThat(restored.contains(Scene.lease("0001"))).isTrue();
        assertThat(restored.contains(Scene.lease("0002"))).isFalse();
    }
}
