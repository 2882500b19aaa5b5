package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.*;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a link must do, whatever the broker. */
abstract class MarketLinkContract {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    final Samples say = Samples.fresh();
    final List<AutoCloseable> open = new ArrayList<>();
    TestBroker broker;

    abstract TestBroker startBroker(Path at) throws Exception;

    @BeforeEach
    void start() throws Exception {
        broker = startBroker(directory);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
        if (broker != null) broker.close();
    }

    private BrokerSettings settings(String url, String name) {
        return BrokerSettings.of(url, name).withTimes(Duration.ofSeconds(1), Duration.ofSeconds(0));
    }

    private Party party(Role role, EthAddress address) {
        return party(role, address, broker.url());
    }

    private Party party(Role role, EthAddress address, String url) {
        var party = new Party(settings(url, role + "-" + Samples.id()), role, address);
        open.add(party);
        return party;
    }

    private Party provider() {
        return party(Role.PROVIDER, say.provider());
    }

    private Party renter() {
        return party(Role.RENTER, say.renter());
    }

    @Test
    void everyKindGoesFromItsAuthorToWhomItConcernsExactlyOnce() {
        Party provider = provider().up();
        Party renter = renter().up();
        for (MarketMessage each : say.all())
            (each.author().equals(say.provider()) ? provider : renter).link.publish(each);
        renter.awaitHeard(
                each -> each instanceof Incoming.Taken taken && taken.signed().message() instanceof ReceiptMessage);
        await().untilAsserted(() -> assertThat(provider.taken()).hasSize(3));
        await().untilAsserted(() -> assertThat(renter.taken()).hasSize(5));
        assertThat(provider.taken()).hasOnlyElementsOfTypes(Order.class, Acceptance.class, StopRequest.class);
        assertThat(renter.taken())
                .hasOnlyElementsOfTypes(
                        Offer.class, Bid.class, LeaseUpdate.class, LogChunk.class, ReceiptMessage.class);
        assertThat(provider.refused()).isEmpty();
        assertThat(renter.refused()).isEmpty();
        provider.awaitSent();
        renter.awaitSent();
    }

    /** Said in their order, one under way at a time; a broker under load may still hand on in another. */
    @Test
    void piecesOfALogCanBePutTogetherByTheirOffset() {
        Party provider = provider().up();
        Party renter = renter().up();
        Bid bid = say.bid(new OrderId(Samples.id()));
        var said = new ArrayList<MarketMessage>();
        for (int i = 0; i < 200; i++) said.add(say.log(LeaseId.of(bid.id()), i, "line " + i));
        said.forEach(each -> provider.link.publish(each));
        renter.awaitTaken(said.getLast());
        await().untilAsserted(() -> assertThat(renter.taken()).hasSameSizeAs(said));
        assertThat(renter.taken().stream()
                        .sorted(Comparator.comparing(each -> ((LogChunk) each).offset()))
                        .toList())
                .isEqualTo(said);
    }

    @Test
    void aLateRenterSeesTheStandingOfferAndThatItsProviderIsThere() {
        Party provider = provider().up();
        Offer offer = say.offer(Samples.GPU);
        provider.link.publish(offer);
        provider.awaitSent();
        Party renter = renter().up();
        renter.awaitTaken(offer);
        renter.awaitHeard(new Incoming.Presence(say.provider(), true)::equals);
    }

    @Test
    void anOrderTakenBackIsGoneForThoseWhoSawIt() {
        Party provider = provider().up();
        Party renter = renter().up();
        Order order = say.order();
        renter.link.publish(order);
        provider.awaitTaken(order);
        renter.link.withdrawOrder(order.id());
        provider.awaitHeard(new Incoming.OrderGone(order.renter(), order.id())::equals);
    }

    @Test
    void anOfferTakenBackIsGoneForThoseWhoSawItAndUnseenByThoseWhoDidNot() {
        Party provider = provider().up();
        Party renter = renter().up();
        var slashed = new GpuId("MIG-GPU-5c6b4a2e/1/0");
        Offer offer = say.offer(slashed);
        provider.link.publish(offer);
        renter.awaitTaken(offer);
        provider.link.withdrawOffer(slashed);
        renter.awaitHeard(new Incoming.OfferGone(say.provider(), slashed)::equals);
        Offer other = say.offer(Samples.GPU);
        provider.link.publish(other);
        Party late = party(Role.OBSERVER, TestKeys.address(99)).up();
        late.awaitTaken(other);
        assertThat(late.taken()).containsExactly(other);
    }

    @Test
    void aProviderThatVanishesIsReportedOfflineByTheBroker() throws Exception {
        var wire = new Wire(broker.port());
        open.add(wire);
        var settings =
                BrokerSettings.of(wire.url(), "vanishing").withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1));
        var provider = new Party(settings, Role.PROVIDER, say.provider());
        open.add(provider);
        provider.up();
        Party renter = renter().up();
        renter.awaitHeard(new Incoming.Presence(say.provider(), true)::equals);
        wire.cut(false);
        renter.awaitHeard(new Incoming.Presence(say.provider(), false)::equals);
        assertThat(provider.link.state().phase()).isNotEqualTo(LinkState.Phase.UP);
    }

    @Test
    void aProviderThatClosesSaysItselfThatItIsOffline() {
        Party provider = provider().up();
        Party renter = renter().up();
        renter.awaitHeard(new Incoming.Presence(say.provider(), true)::equals);
        provider.close();
        renter.awaitHeard(new Incoming.Presence(say.provider(), false)::equals);
        assertThat(provider.link.state().phase()).isEqualTo(LinkState.Phase.CLOSED);
    }

    @Test
    void aMessageThatComesAgainIsDeliveredOnce() throws Exception {
        Party provider = provider().up();
        Party renter = renter().up();
        Signed<Order> order = renter.link.publish(say.order());
        provider.awaitTaken(order.message());
        byte[] bytes = new MarketCodec(Samples.CHAIN).encode(order);
        // The same message in other bytes: a space more.
        String spaced = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\{", "{ ");
        say(Topics.of(order.message()), bytes, bytes, spaced.getBytes(StandardCharsets.UTF_8));
        Order last = say.order();
        renter.link.publish(last);
        provider.awaitTaken(last);
        assertThat(provider.taken()).containsExactly(order.message(), last);
        assertThat(provider.refused()).isEmpty();
    }

    @Test
    void whatIsNotInOrderIsRefusedWithOneLineEachAndTheLinkGoesOn() throws Exception {
        Party provider = provider().up();
        var codec = new MarketCodec(Samples.CHAIN);
        Order order = say.order();
        String topic = Topics.of(order);
        String good = new String(codec.encode(say.signed(order)), StandardCharsets.UTF_8);
        var stranger = TestKeys.signer(TestKeys.address(4711)).sign(TypedDataLayout.of(order, Samples.CHAIN));
        String forged = new String(codec.encode(new Signed<>(order, stranger)), StandardCharsets.UTF_8);
        String unsigned = good.replaceFirst(",\"signature\":\"[^\"]*\"", "");
        Order old = say.order(new Validity(
                say.now().minusSeconds(900),
                say.now().minusSeconds(300),
                say.validity().nonce()));
        Order early = say.order(new Validity(
                say.now().plusSeconds(300),
                say.now().plusSeconds(900),
                say.validity().nonce()));
        Order twin = say.order(order.validity());
        say(topic, "{\"headroom\":1,".getBytes(StandardCharsets.UTF_8));
        await().untilAsserted(() -> assertThat(provider.refused()).hasSize(1));
        say(topic, unsigned.getBytes(StandardCharsets.UTF_8), forged.getBytes(StandardCharsets.UTF_8));
        say(Topics.of(old), codec.encode(say.signed(old)));
        say(Topics.of(early), codec.encode(say.signed(early)));
        say(Topics.of(twin), good.getBytes(StandardCharsets.UTF_8));
        say(topic, good.getBytes(StandardCharsets.UTF_8));
        provider.awaitTaken(order);
        say(Topics.of(twin), codec.encode(say.signed(twin)));
        say(topic, new byte[40 << 10]);
        await().untilAsserted(() -> assertThat(provider.refused()).hasSize(8));
        assertThat(provider.refused())
                .extracting(each -> each.refusal().reason())
                .containsExactly(
                        Reason.MALFORMED,
                        Reason.UNSIGNED,
                        Reason.WRONG_SIGNER,
                        Reason.EXPIRED,
                        Reason.FROM_THE_FUTURE,
                        Reason.WRONG_TOPIC,
                        Reason.REPLAYED,
                        Reason.TOO_LARGE);
        assertThat(provider.refused())
                .allSatisfy(each -> assertThat(each.refusal().detail())
                        .isNotBlank()
                        .doesNotContain("\n")
                        .hasSizeLessThan(250));
        Order next = say.order();
        say(Topics.of(next), codec.encode(say.signed(next)));
        provider.awaitTaken(next);
    }

    @Test
    void whatIsSaidWhileTheBrokerIsAwayArrivesExactlyOnceWhenItIsBack() throws Exception {
        Party provider = provider().up();
        Party renter = renter().up();
        Offer offer = say.offer(Samples.GPU);
        provider.link.publish(offer);
        renter.awaitTaken(offer);
        broker.stop();
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(provider.link.state().phase()).isNotEqualTo(LinkState.Phase.UP);
            assertThat(renter.link.state().phase()).isNotEqualTo(LinkState.Phase.UP);
        });
        var orders = new ArrayList<MarketMessage>();
        var bids = new ArrayList<MarketMessage>();
        for (int i = 0; i < 40; i++) {
            Order order = say.order();
            orders.add(order);
            bids.add(say.bid(order.id()));
            renter.link.publish(order);
            provider.link.publish(bids.getLast());
        }
        // The state is told by the link's own thread, a moment after.
        await().untilAsserted(() -> assertThat(provider.link.state().waiting()).isBetween(30, 40));
        broker.startAgain();
        provider.awaitTaken(orders.toArray(MarketMessage[]::new));
        renter.awaitTaken(bids.toArray(MarketMessage[]::new));
        provider.awaitSent();
        renter.awaitSent();
        assertThat(provider.taken()).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(renter.taken()).hasSize(41).containsAll(bids).contains(offer);
        Party late = party(Role.OBSERVER, TestKeys.address(77)).up();
        late.awaitTaken(offer);
    }

    @Test
    void theNextBrokerIsTriedWhenTheFirstIsNotThere() throws Exception {
        var absent = java.net.URI.create("mqtt://127.0.0.1:" + Mosquitto.freePort());
        var two = new BrokerSettings(
                List.of(absent, java.net.URI.create(broker.url())),
                "two",
                Optional.empty(),
                Optional.empty(),
                BrokerSettings.Tls.DEFAULT,
                Duration.ofSeconds(1),
                Duration.ZERO);
        var renter = new Party(two, Role.RENTER, say.renter());
        open.add(renter);
        renter.up();
        assertThat(renter.link.state().broker()).isEqualTo(broker.url());
        assertThat(renter.link.state().message()).contains(broker.url());
    }

    @Test
    void whatIsInTheOutboxAtTheStartGoesOut() {
        var outbox = new MemoryOutbox();
        var before = new Party(settings(broker.url(), "before"), Role.RENTER, say.renter(), outbox);
        Order order = say.order();
        before.link.publish(order);
        before.close();
        assertThat(outbox.pending()).hasSize(1);
        Party provider = provider().up();
        var after = new Party(settings(broker.url(), "after"), Role.RENTER, say.renter(), outbox);
        open.add(after);
        after.up();
        provider.awaitTaken(order);
        await().untilAsserted(() -> assertThat(outbox.pending()).isEmpty());
    }

    @Test
    void logsThatComeWhileTheSessionIsKeptArriveWithTheNextConnectionAndOffersAreNotQueued() {
        Party provider = provider().up();
        var settings = settings(broker.url(), "comes-back");
        var before = new Party(settings, Role.RENTER, say.renter()).up();
        before.link.closeKeepingSession();
        LeaseId lease = new LeaseId("bid-0000000000000001");
        LogChunk log = say.log(lease, 0, "while nobody listened");
        Offer first = say.offer(Samples.GPU);
        Offer last = say.offer(Samples.GPU);
        provider.link.publish(first);
        provider.awaitSent();
        provider.link.publish(last);
        provider.link.publish(log);
        provider.awaitSent();
        var after = new Party(settings, Role.RENTER, say.renter());
        open.add(after);
        after.up();
        after.awaitTaken(log, last);
        assertThat(after.taken()).doesNotContain(first);
    }

    @Test
    void aConnectionOnWhichNothingMovesIsGivenUpAndRebuilt() throws Exception {
        var wire = new Wire(broker.port());
        open.add(wire);
        Party renter = party(Role.RENTER, say.renter(), wire.url()).up();
        Party provider = provider().up();
        wire.freeze(true);
        Order order = say.order();
        renter.link.publish(order);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(renter.states).anyMatch(each -> each.phase() == LinkState.Phase.DOWN));
        wire.freeze(false);
        wire.cut(true);
        renter.awaitUp();
        provider.awaitTaken(order);
        assertThat(provider.taken()).containsExactly(order);
    }

    @Test
    void aSlowListenerHoldsUpNeitherTheConnectionNorThePublishing() throws Exception {
        Party provider = provider();
        var go = new CountDownLatch(1);
        provider.link.onIncoming(each -> {
            try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        provider.up();
        Party renter = renter().up();
        var orders = new ArrayList<MarketMessage>();
        for (int i = 0; i < 150; i++) orders.add(say.order());
        orders.forEach(each -> renter.link.publish(each));
        Offer offer = say.offer(Samples.GPU);
        provider.link.publish(offer);
        renter.awaitTaken(offer);
        assertThat(provider.link.state().phase()).isEqualTo(LinkState.Phase.UP);
        go.countDown();
        provider.awaitTaken(orders.toArray(MarketMessage[]::new));
        // Each order has a topic of its own, and brokers keep the order only within one.
        assertThat(provider.taken()).containsExactlyInAnyOrderElementsOf(orders);
    }

    @Test
    void anOfferWhoseTimeIsOverIsNotShownToThoseWhoComeLater() {
        Party provider = provider().up();
        Instant now = say.now();
        Offer shortOffer = new Offer(
                new OfferId(Samples.id()),
                say.provider(),
                "rig",
                Samples.GPU,
                "GPU",
                new org.headroom.model.units.ByteCount(1),
                Optional.empty(),
                true,
                org.headroom.model.money.Usdc.ZERO,
                say.payment(),
                new Validity(now, now.plusSeconds(3), say.validity().nonce()));
        provider.link.publish(shortOffer);
        provider.awaitSent();
        await().atMost(Duration.ofSeconds(10)).pollDelay(Duration.ofSeconds(5)).until(() -> true);
        Offer standing = say.offer(new GpuId("GPU-other"));
        provider.link.publish(standing);
        Party late = renter().up();
        late.awaitTaken(standing);
        assertThat(late.taken()).containsExactly(standing);
    }

    /** Says anything at all, as a stranger with a client of his own would. */
    private void say(String topic, byte[]... payloads) throws Exception {
        try (var stranger = new Stranger(broker.port())) {
            for (byte[] each : payloads) stranger.publish(topic, each);
        }
    }
}
