package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.cli.fuzz.FuzzResult.Finding;
import org.headroom.market.MqttStreamProbe;
import org.headroom.model.money.EthAddress;

/**
 * A hostile broker to a real link over a socket. After each burst of packets, a good message must be heard: on the same
 * connection, or on the next where the burst ended it. No thread of the MQTT client may end with an exception.
 */
public final class LinkFuzz implements Fuzzer {
    private static final int BURST = 1_000;
    /** A connection takes half a second to come back: of the packets that end it, one in so many bursts is sent, as its last. */
    private static final int BURSTS_OF_AN_END = 10;

    /** A burst may end within a packet that announces more than follows; what comes next is a part of it then. */
    private static final long SAME_CONNECTION_MS = 1_000;

    private static final long HEARD_WITHIN_MS = 20_000;
    /** A link waits longer after each connection that is lost soon. */
    private static final int LOSSES_OF_A_LINK = 3;

    private final MqttStreamProbe probe = new MqttStreamProbe(true);
    private final boolean isFiltered;

    /** @param isFiltered false to find what the client does without the filter */
    public LinkFuzz(boolean isFiltered) {
        this.isFiltered = isFiltered;
    }

    @Override
    public FuzzResult run(long seed, long packets, Duration limit) throws IOException, InterruptedException {
        var maker = new PacketMaker(seed, PacketMaker.Role.BROKER);
        long end = System.nanoTime() + limit.toNanos();
        long sent = 0;
        long ended = 0;
        int bursts = 1;
        while (sent < packets && System.nanoTime() < end) {
            try (var broker = new FuzzingBroker();
                    var link = new FuzzedLink(broker.url(), isFiltered)) {
                int losses = 0;
                while (losses < LOSSES_OF_A_LINK && sent < packets && System.nanoTime() < end) {
                    if (!broker.awaitSubscriber(HEARD_WITHIN_MS))
                        return result(sent, ended, "the link does not connect", new byte[0]);
                    int connection = broker.connections();
                    byte[] burst = burst(maker, bursts++ % BURSTS_OF_AN_END == 0);
                    sent += BURST;
                    EthAddress good = FuzzedLink.address(sent);
                    broker.sendThen(burst, FuzzedLink.presence(good));
                    if (!link.hears(good, SAME_CONNECTION_MS)) {
                        broker.cut();
                        if (!link.hears(good, HEARD_WITHIN_MS))
                            return result(sent, ended, "a good message is not heard", burst);
                    }
                    Optional<String> failure = link.failure();
                    if (failure.isPresent()) return result(sent, ended, failure.get(), burst);
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

    private byte[] burst(PacketMaker maker, boolean hasEnd) {
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

    /** Whether the packet ends a connection, or what follows it would be read as a part of it or of what it leaves over. */
    private boolean isEnd(byte[] packet) {
        if ((packet[0] & 0xf0) == 0xe0 || !PacketMaker.isWhole(packet)) return true;
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(PacketMaker.connack());
        stream.writeBytes(packet);
        return probe.read(stream.toByteArray()).closed().isPresent();
    }
}
