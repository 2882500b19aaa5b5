package org.headroom.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MemoryOutbox;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.Role;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Limits;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Signature;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.Closing;
import org.headroom.renter.OpenedStream;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.RentalRecord.Step;
import org.headroom.renter.StoredRental;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;

/** A renter's directory with a lease whose job runs, and the provider of that lease; no node of the chain answers. */
final class RunningLease implements AutoCloseable {
    private static final long CHAIN = 31_337;
    private static final EthAddress FLOW = new EthAddress("0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b");
    private static final EthAddress TOKEN = new EthAddress("0x833589fcd6edb6e08f4c7c32d4f71b54bda02913");
    private static final Signature UNCHECKED = new Signature("0x" + "11".repeat(65));

    final OrderId order = new OrderId("order-0000000000000001");
    final LeaseId lease = new LeaseId("bid-0000000000000001");
    final int node = freePort();
    final List<StopRequest> stops = new CopyOnWriteArrayList<>();
    private final Path home;
    private final KeySigner renter;
    private final KeySigner provider;
    private final SecureRandom random = new SecureRandom();
    private Optional<MqttMarketLink> link = Optional.empty();

    RunningLease(Path home, String broker) throws Exception {
        this.home = home;
        char[] secret = "play money".toCharArray();
        renter = Keystore.create(home.resolve("keystore.json"), secret.clone(), Keystore.Strength.LIGHT);
        provider = Keystore.create(home.resolve("provider.json"), secret.clone(), Keystore.Strength.LIGHT);
        Path passphrase = home.resolve("passphrase");
        Files.writeString(passphrase, "play money");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(home.resolve("settings.json"), """
                {"broker": "%s", "rpc": "http://127.0.0.1:%d", "token": "%s", "contract": "%s",
                "keystore": "keystore.json", "passphraseFile": "passphrase"}""".formatted(broker, node, TOKEN.hex(), FLOW.hex()));
    }

    /** A port on which nobody listens. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The order is out, and no bid has come in. */
    void storeOrder() {
        StoredRental.write(home, record(RentalRecord.Phase.COLLECTING));
    }

    /** The bid was taken, its stream pays, and the provider has said that the job runs. */
    void store() {
        StoredRental.write(home, record(RentalRecord.Phase.LEASED));
    }

    /** The bid was taken, and its stream is not known to be open. @param asked whether the wallet was asked for it */
    RentalRecord funding(boolean asked) {
        RentalRecord r = record(RentalRecord.Phase.LEASED);
        return new RentalRecord(
                r.order(),
                r.choosing(),
                r.wanted(),
                RentalRecord.Phase.FUNDING,
                r.bids(),
                r.taken(),
                asked ? r.intent() : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                r.times());
    }

    private RentalRecord record(RentalRecord.Phase phase) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        boolean leased = phase != RentalRecord.Phase.COLLECTING;
        RatePerSecond rate = RatePerSecond.ofHourly(Usdc.parse("0.36"));
        OpenedStream stream = new OpenedStream(
                new StreamRef(CHAIN, FLOW, TOKEN, BigInteger.ONE), Usdc.parse("0.4"), Hash32.ZERO, now);
        return new RentalRecord(
                new Signed<>(order(), UNCHECKED),
                OrderRequest.Choosing.CHEAPEST,
                Optional.empty(),
                phase,
                leased ? List.of(new Signed<>(bid(), UNCHECKED)) : List.of(),
                leased ? Optional.of(new Signed<>(bid(), UNCHECKED)) : Optional.empty(),
                leased
                        ? Optional.of(new RentalRecord.Intent(provider.address(), rate, stream.deposit(), 1))
                        : Optional.empty(),
                leased ? Optional.of(stream) : Optional.empty(),
                Optional.empty(),
                leased ? Optional.of(new RentalRecord.Told(1, LeaseUpdate.Phase.RUNNING, "", now)) : Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                leased ? Map.of(Step.ORDERED, now, Step.ACCEPTED, now, Step.RUNNING, now) : Map.of(Step.ORDERED, now));
    }

    /** As a record is once its provider has refused the job and the stream is to be ended. */
    static RentalRecord refused(RentalRecord r) {
        RentalRecord.Told told = r.told().orElseThrow();
        return new RentalRecord(
                r.order(),
                r.choosing(),
                r.wanted(),
                RentalRecord.Phase.SETTLING,
                r.bids(),
                r.taken(),
                r.intent(),
                r.stream(),
                r.acceptance(),
                Optional.of(new RentalRecord.Told(2, LeaseUpdate.Phase.REFUSED, "out of disk", told.at())),
                r.stopWanted(),
                r.stop(),
                r.receipt(),
                Optional.of(new Closing(Closing.Ending.REFUSED, "The provider did not take the job: out of disk.")),
                r.settled(),
                r.provisional(),
                r.times());
    }

    private Order order() {
        Limits limits = new Limits(1000, new ByteCount(64L << 20), 64, Duration.ofHours(1));
        return new Order(
                order,
                renter.address(),
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                new Manifest("localhost/job", List.of("run"), Map.of(), limits),
                Usdc.parse("0.5"),
                Duration.ofHours(1),
                validity());
    }

    private Bid bid() {
        return new Bid(
                new BidId(lease.value()),
                order,
                renter.address(),
                provider.address(),
                new GpuId("GPU-5c6b4a2e-0000-1111-2222-333344445555"),
                "NVIDIA GeForce RTX 4090",
                true,
                Usdc.parse("0.36"),
                new PaymentTerms(CHAIN, FLOW, TOKEN, provider.address()),
                validity());
    }

    private Validity validity() {
        return Validity.fresh(Instant.now(), Duration.ofHours(1), random);
    }

    /** The provider comes to the broker; when it is asked to stop the job, it gives the lease up. */
    void providerComes(String broker) {
        MqttMarketLink comes = new MqttMarketLink(
                List.of(MqttMarketLink.Broker.of(BrokerSettings.of(broker, "provider"), new MemoryOutbox())),
                Role.PROVIDER,
                new MarketCodec(CHAIN),
                provider,
                Guards.forNow(new Eip712Recovery(), Clock.systemUTC()),
                Clock.systemUTC());
        link = Optional.of(comes);
        comes.onIncoming(i -> {
            if (!(i instanceof Incoming.Taken t) || !(t.signed().message() instanceof StopRequest stop)) return;
            stops.add(stop);
            say(new LeaseUpdate(
                    lease,
                    provider.address(),
                    renter.address(),
                    2,
                    LeaseUpdate.Phase.REFUSED,
                    "stopped when asked",
                    validity()));
        });
        comes.open();
        await().until(() -> comes.state().phase() == LinkState.Phase.UP);
    }

    /** A piece of the job's output; returns when the broker has it. */
    void prints(long offset, String text) {
        say(new LogChunk(lease, provider.address(), renter.address(), offset, text, validity()));
        await().until(() -> link.orElseThrow().state().waiting() == 0);
    }

    private void say(MarketMessage message) {
        MqttMarketLink out = link.orElseThrow();
        out.republish(out.sign(message));
    }

    @Override
    public void close() {
        link.ifPresent(MqttMarketLink::close);
    }
}
