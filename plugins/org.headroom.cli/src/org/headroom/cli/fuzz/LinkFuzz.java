package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.headroom.cli.fuzz.FuzzResult.Finding;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MemoryOutbox;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.MqttStreamProbe;
import org.headroom.market.Role;
import org.headroom.model.market.Incoming;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;

/**
 * A hostile broker to a real link over a socket. After each burst of packets, a good message must be heard: on the same
 * connection, or on the next where the burst ended it.
 */
public final class LinkFuzz implements Fuzzer {
    private static final int BURST = 200;
    /** A connection takes half a second to come back: of the packets that end it, one in so many bursts is sent, as its last. */
    private static final int BURSTS_OF_AN_END = 10;

    /** A burst may end within a packet that announces more than follows; what comes next is a part of it then. */
    private static final long SAME_CONNECTION_MS = 500;

    private static final long HEARD_WITHIN_MS = 20_000;
    /** A link waits longer after each connection that is lost soon. */
    private static final int LOSSES_OF_A_LINK = 3;

    private static final byte[] ONLINE = "online".getBytes(StandardCharsets.US_ASCII);

    @Override
    public FuzzResult run(long seed, long packets, Duration limit) throws IOException, InterruptedException {
        var maker = new PacketMaker(seed, PacketMaker.Role.BROKER);
        long end = System.nanoTime() + limit.toNanos();
        long sent = 0;
        long ended = 0;
        int bursts = 1;
        while (sent < packets && System.nanoTime() < end) {
            try (var broker = new FuzzingBroker();
                    var link = new Listener(broker.url())) {
                int losses = 0;
                while (losses < LOSSES_OF_A_LINK && sent < packets && System.nanoTime() < end) {
                    if (!broker.awaitSubscriber(HEARD_WITHIN_MS))
                        return result(sent, ended, "the link does not connect", new byte[0]);
                    int connection = broker.connections();
                    byte[] burst = burst(maker, bursts++ % BURSTS_OF_AN_END == 0);
                    sent += BURST;
                    EthAddress good = address(sent);
                    broker.sendThen(burst, goodMessage(good));
                    if (!link.hears(good, SAME_CONNECTION_MS)) {
                        broker.cut();
                        if (!link.hears(good, HEARD_WITHIN_MS))
                            return result(sent, ended, "a good message is not heard", burst);
                    }
                    int lost = broker.connections() - connection;
                    losses += lost;
                    ended += lost;
                }
            }
        }
        return new FuzzResult(sent, Map.of(FuzzResult.ENDED, ended), List.of());
    }

    private static FuzzResult result(long sent, long ended, String what, byte[] bytes) {
        return new FuzzResult(sent, Map.of(FuzzResult.ENDED, ended), List.of(new Finding(what, bytes)));
    }

    private static byte[] burst(PacketMaker maker, boolean hasEnd) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < BURST - 1; ) {
            byte[] packet = maker.next();
            if (isEnd(packet)) continue;
            out.writeBytes(packet);
            i++;
        }
        byte[] last = maker.next();
        while (isEnd(last) != hasEnd) last = maker.next();
        out.writeBytes(last);
        return out.toByteArray();
    }

    /** Whether the packet ends a connection, or announces more than it has. */
    private static boolean isEnd(byte[] packet) {
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(PacketMaker.connack());
        stream.writeBytes(packet);
        MqttStreamProbe.Outcome outcome = new MqttStreamProbe(true).read(stream.toByteArray());
        boolean isDisconnect = (packet[0] & 0xf0) == 0xe0;
        return isDisconnect || outcome.closed().isPresent() || outcome.parsed() + outcome.dropped() < 2;
    }

    private static EthAddress address(long number) {
        return new EthAddress(String.format(Locale.ROOT, "0x%040x", number));
    }

    /** Who is there, which is not signed, at QoS 0. */
    private static byte[] goodMessage(EthAddress provider) {
        var body = new ByteArrayOutputStream();
        PacketMaker.text(body, ("headroom/1/presence/" + provider).getBytes(StandardCharsets.US_ASCII));
        body.write(0);
        body.writeBytes(ONLINE);
        return PacketMaker.packet(0x30, body.toByteArray());
    }

    /** A renter's link, which hears who is there. */
    private static final class Listener implements AutoCloseable {
        private static final EthAddress SELF = address(1);
        private final BlockingQueue<EthAddress> heard = new LinkedBlockingQueue<>();
        private final MqttMarketLink link;

        Listener(String url) {
            var settings = BrokerSettings.of(url, "fuzz").withTimes(Duration.ofSeconds(10), Duration.ZERO);
            link = new MqttMarketLink(
                    List.of(MqttMarketLink.Broker.of(settings, new MemoryOutbox())),
                    Role.RENTER,
                    new MarketCodec(1),
                    new NoSigner(),
                    Guards.forNow(new NoRecovery(), Clock.systemUTC()),
                    Clock.systemUTC());
            link.onIncoming(each -> {
                if (each instanceof Incoming.Presence presence) heard.add(presence.provider());
            });
            link.open();
        }

        boolean hears(EthAddress whom, long millis) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime())
                if (whom.equals(heard.poll(left, TimeUnit.NANOSECONDS))) return true;
            return false;
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private static final class NoSigner implements Signer {
        @Override
        public EthAddress address() {
            return Listener.SELF;
        }

        @Override
        public Signature sign(TypedData data) {
            throw new UnsupportedOperationException("a renter that only listens signs nothing");
        }
    }

    private static final class NoRecovery implements SignerRecovery {
        @Override
        public Optional<EthAddress> recover(Hash32 hash, Signature signature) {
            return Optional.empty();
        }

        @Override
        public Hash32 hash(TypedData data) {
            return new Hash32("0x" + "00".repeat(32));
        }
    }
}
