package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.GPU1;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.gpu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthAction;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.rig.Decision;
import org.junit.jupiter.api.Test;

class BidEngineTest {
    private static final GpuReading CARD = gpu(GPU0, 0, "NVIDIA GeForce RTX 4090");
    private static final GpuReading OTHER = gpu(GPU1, 1, "NVIDIA GeForce RTX 3080");
    private static final Capacity FREE = Scene.capacity(List.of(CARD, OTHER), List.of(CARD, OTHER));

    private static BidEngine.Verdict judge(org.headroom.model.market.Order order, Capacity capacity) {
        return BidEngine.judge(order, capacity, POLICY, NOON);
    }

    private static String refusal(BidEngine.Verdict verdict) {
        assertThat(verdict.gpus()).isEmpty();
        return verdict.decision()
                .refusedBy()
                .map(g -> g.name() + ": " + g.reason())
                .orElse("bid");
    }

    @Test
    void bidsWithTheFirstFreeGpuThatFits() {
        var order = Scene.order("order-aaaa", Usdc.parse("1"), Optional.of("rtx 3080"))
                .message();
        assertThat(judge(order, FREE).gpus()).containsExactly(OTHER);
    }

    @Test
    void saysWhichGateRefused() {
        var order =
                Scene.order("order-aaaa", Usdc.parse("0.35"), Optional.empty()).message();
        assertThat(refusal(judge(order, FREE))).isEqualTo("price: pays at most 0.350 USDC/h; you ask 0.360");
    }

    @Test
    void refusesAnOrderThatNoGpuHereCouldRun() {
        var order =
                Scene.order("order-aaaa", Usdc.parse("9"), Optional.of("H200")).message();
        assertThat(refusal(judge(order, FREE)))
                .isEqualTo("hardware: wants H200; this rig has NVIDIA GeForce RTX 3080, NVIDIA GeForce RTX 4090");
    }

    @Test
    void neverOffersTheSameCapacityTwice() {
        var order = Scene.order("order-aaaa").message();
        assertThat(refusal(judge(order, Scene.capacity(List.of(CARD), List.of()))))
                .isEqualTo("capacity: every GPU that fits is taken or does not answer");
    }

    @Test
    void namesTheAlarmThatLeavesAGpuOut() {
        var order =
                Scene.order("order-aaaa", Usdc.parse("1"), Optional.of("4090")).message();
        Unwell hot = new Unwell(HealthAction.STOP_BIDDING, "the memory is at 108 °C", "");
        Capacity some = new Capacity(
                true, FREE.all(), List.of(OTHER), Map.of(GPU0, hot), FREE.engine(), FREE.chain(), Optional.empty());
        assertThat(refusal(judge(order, some))).isEqualTo("health: GPU 0 is left out: the memory is at 108 °C");
        assertThat(judge(Scene.order("order-bbbb").message(), some).gpus()).containsExactly(OTHER);
    }

    @Test
    void refusesWhilePaused() {
        Capacity paused =
                new Capacity(false, FREE.all(), FREE.free(), Map.of(), FREE.engine(), FREE.chain(), Optional.empty());
        assertThat(refusal(judge(Scene.order("order-aaaa").message(), paused))).startsWith("taking work:");
    }

    @Test
    void refusesWithoutAContainerEngine() {
        Capacity none = new Capacity(
                true,
                FREE.all(),
                FREE.free(),
                Map.of(),
                new EngineStatus(false, "none", "", "Install podman."),
                FREE.chain(),
                Optional.empty());
        assertThat(refusal(judge(Scene.order("order-aaaa").message(), none)))
                .isEqualTo("container engine: Install podman.");
    }

    @Test
    void refusesWithoutAChain() {
        Capacity none = new Capacity(
                true,
                FREE.all(),
                FREE.free(),
                Map.of(),
                FREE.engine(),
                new ChainStatus(false, 1, "x", 0, "The chain does not answer."),
                Optional.empty());
        assertThat(refusal(judge(Scene.order("order-aaaa").message(), none)))
                .isEqualTo("chain: The chain does not answer.");
    }

    @Test
    void refusesABlockedRenter() {
        var blocked = new OrderContext(
                Optional.of("you have blocked " + Scene.RENTER.brief()),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty());
        var rules = BidRules.standard(Scene.PRICE);
        assertThat(refusal(BidEngine.judge(Scene.order("order-aaaa").message(), FREE, blocked, rules, POLICY, NOON)))
                .startsWith("renter: you have blocked");
    }

    @Test
    void refusesAnOrderThatIsAboutToEnd() {
        var order = Scene.order("order-aaaa").message();
        assertThat(refusal(BidEngine.judge(order, FREE, POLICY, order.validity().expiresAt())))
                .startsWith("deadline:");
    }

    @Test
    void everyGateIsAskedEvenAfterOneRefused() {
        Decision decision = judge(
                        Scene.order("order-aaaa", Usdc.ZERO, Optional.of("H200"))
                                .message(),
                        FREE)
                .decision();
        assertThat(decision.gates()).extracting(Decision.Gate::name).contains("chain", "price", "hardware");
    }
}
