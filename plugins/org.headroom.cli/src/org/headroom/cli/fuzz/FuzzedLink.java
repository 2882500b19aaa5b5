package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.LinkProbe;
import org.headroom.market.MarketCodec;
import org.headroom.market.MqttMarketLink;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;

/** A renter's link to one broker, which hears who is there. */
final class FuzzedLink implements AutoCloseable {
    private static final EthAddress SELF = address(1);
    private static final byte[] ONLINE = "online".getBytes(StandardCharsets.US_ASCII);

    private final BlockingQueue<EthAddress> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final MqttMarketLink link;
    private volatile Optional<String> failure = Optional.empty();

    FuzzedLink(String url, boolean isFiltered) {
        var settings = BrokerSettings.of(url, "fuzz").withTimes(Duration.ofSeconds(10), Duration.ZERO);
        link = LinkProbe.link(
                settings,
                new MarketCodec(1),
                new NoSigner(),
                Guards.forNow(new NoRecovery(), Clock.systemUTC()),
                Clock.systemUTC(),
                isFiltered);
        link.onIncoming(each -> {
            if (each instanceof Incoming.Presence presence) heard.add(presence.provider());
        });
        link.onState(this::told);
        link.open();
    }

    private void told(LinkState state) {
        if (LinkProbe.isClientFailure(state)) failure = Optional.of(state.message());
        boolean isOver = state.phase() == LinkState.Phase.UP || state.phase() == LinkState.Phase.DOWN;
        if (isOver) told.countDown();
    }

    /** What the link said when a thread of the MQTT client ended with an exception. */
    Optional<String> failure() {
        return failure;
    }

    /** @return whether the first attempt to connect is over, well or with a reason, now or within that time */
    boolean hasTriedWithin(long millis) throws InterruptedException {
        return told.await(millis, TimeUnit.MILLISECONDS);
    }

    boolean hears(EthAddress whom, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime())
            if (whom.equals(heard.poll(left, TimeUnit.NANOSECONDS))) return true;
        return false;
    }

    static EthAddress address(long number) {
        return new EthAddress(String.format(Locale.ROOT, "0x%040x", number));
    }

    /** Who is there, which is not signed, at QoS 0. */
    static byte[] presence(EthAddress provider) {
        var body = new ByteArrayOutputStream();
        PacketMaker.text(body, ("headroom/1/presence/" + provider).getBytes(StandardCharsets.US_ASCII));
        body.write(0);
        body.writeBytes(ONLINE);
        return PacketMaker.packet(0x30, body.toByteArray());
    }

    @Override
    public void close() {
        link.close();
    }

    private static final class NoSigner implements Signer {
        @Override
        public EthAddress address() {
            return SELF;
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
