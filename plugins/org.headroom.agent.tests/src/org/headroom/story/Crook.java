package org.headroom.story;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.LocalChain;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MemoryOutbox;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.Role;
import org.headroom.market.Topics;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.RenterPayments;

/** Someone with an MQTT client, a key and some money who keeps to no rules. */
final class Crook implements AutoCloseable {
    static final Usdc DEPOSIT = Usdc.parse("1");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Market market;
    private final KeySigner key;
    private final MarketCodec codec = new MarketCodec(LocalChain.CHAIN_ID);
    private final SecureRandom random = new SecureRandom();
    private final MqttClient client;
    private final MqttMarketLink link;
    private final List<MarketMessage> heard = new CopyOnWriteArrayList<>();

    Crook(Market market) throws Exception {
        this.market = market;
        key = market.account(market.place("crook"), Market.PURSE);
        client =
                new MqttClient("tcp://127.0.0.1:" + market.broker().port(), "crook-" + hex(8), new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSessionExpiryInterval(0L);
        client.connect(options);
        link = new MqttMarketLink(
                List.of(MqttMarketLink.Broker.of(
                        BrokerSettings.of(
                                market.broker().url(), "renter-" + account().hex()),
                        new MemoryOutbox())),
                Role.RENTER,
                codec,
                key,
                Guards.forNow(new Eip712Recovery(), Market.CLOCK),
                Market.CLOCK);
        link.onIncoming(i -> {
            if (i instanceof Incoming.Taken taken) heard.add(taken.signed().message());
        });
        link.open();
    }

    EthAddress account() {
        return key.address();
    }

    private String hex(int bytes) {
        byte[] b = new byte[bytes];
        random.nextBytes(b);
        return HexFormat.of().formatHex(b);
    }

    // ---- orders, and how they may be wrong

    Validity goodFor(Duration ago, Duration ahead) {
        Instant now = Market.CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Validity(now.minus(ago), now.plus(ahead), new Hash32("0x" + hex(32)));
    }

    Order anOrder(Validity validity) {
        return new Order(
                new OrderId("order-" + hex(10)),
                account(),
                RenterSteps.ANY_GPU,
                DemoJob.manifest(1),
                Market.ASK,
                Duration.ofMinutes(5),
                validity);
    }

    Order anOrder() {
        return anOrder(goodFor(Duration.ZERO, Duration.ofMinutes(2)));
    }

    byte[] signed(Order order) {
        return signedBy(key, order);
    }

    byte[] signedBy(KeySigner signer, Order order) {
        return codec.encode(new Signed<>(order, signer.sign(codec.layout(order))));
    }

    byte[] unsigned(Order order) throws IOException {
        ObjectNode envelope = (ObjectNode) JSON.readTree(signed(order));
        envelope.remove("signature");
        return JSON.writeValueAsBytes(envelope);
    }

    /** The price raised after it was signed. */
    byte[] altered(Order order) throws IOException {
        ObjectNode envelope = (ObjectNode) JSON.readTree(signed(order));
        ObjectNode body = (ObjectNode) envelope.path("body");
        body.put("ceilingPerHour", "999000000");
        return JSON.writeValueAsBytes(envelope);
    }

    /** Puts bytes on an order's topic, past all that Headroom checks before it sends. */
    void puts(Order order, byte[] bytes) throws MqttException {
        client.publish(Topics.of(order), bytes, 1, false);
    }

    // ---- leases, and how they may be paid wrongly

    Bid getsABid() {
        Order order = anOrder();
        link.publish(order);
        await().atMost(PATIENCE).until(() -> bidFor(order) != null);
        return bidFor(order);
    }

    private Bid bidFor(Order order) {
        return heard.stream()
                .filter(Bid.class::isInstance)
                .map(Bid.class::cast)
                .filter(b -> b.order().equals(order.id()))
                .findFirst()
                .orElse(null);
    }

    static RatePerSecond rate(Bid bid) {
        return RatePerSecond.ofHourly(bid.perHour());
    }

    StreamRef opensAStream(EthAddress token, EthAddress recipient, RatePerSecond rate, Usdc deposit)
            throws PaymentFailure {
        return opensAStream(market.node().settings().rpc(), token, recipient, rate, deposit);
    }

    /** @param rpc the node of the chain that is asked */
    StreamRef opensAStream(URI rpc, EthAddress token, EthAddress recipient, RatePerSecond rate, Usdc deposit)
            throws PaymentFailure {
        ChainSettings trusted = market.node().settings();
        ChainSettings settings = new ChainSettings(rpc, trusted.chainId(), trusted.name(), trusted.flow(), token);
        try (RenterPayments payments = new RenterPayments(settings, key)) {
            return payments
                    .open(new PaymentTerms(trusted.chainId(), trusted.flow(), token, recipient), rate, deposit)
                    .stream();
        }
    }

    /** As agreed. */
    StreamRef paysFor(Bid bid) throws PaymentFailure {
        return opensAStream(bid.payment().token(), bid.payment().recipient(), rate(bid), DEPOSIT);
    }

    LeaseId takes(Bid bid, StreamRef stream) {
        LeaseId lease = LeaseId.of(bid.id());
        link.publish(new Acceptance(
                lease,
                bid.id(),
                bid.order(),
                account(),
                bid.provider(),
                stream,
                goodFor(Duration.ZERO, Duration.ofMinutes(5))));
        return lease;
    }

    /** What the provider says of why it does not take the job. */
    String awaitRefusal(LeaseId lease) {
        await().atMost(PATIENCE).until(() -> refusal(lease) != null);
        return refusal(lease).detail();
    }

    private LeaseUpdate refusal(LeaseId lease) {
        return heard.stream()
                .filter(LeaseUpdate.class::isInstance)
                .map(LeaseUpdate.class::cast)
                .filter(u -> u.lease().equals(lease) && u.phase() == LeaseUpdate.Phase.REFUSED)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws MqttException {
        link.close();
        client.disconnectForcibly(1_000, 5_000, true);
        client.close();
    }
}
