package org.headroom.cli.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.money.EthAddress;

/**
 * A hostile broker that answers CONNECT with made-up CONNACKs and other packets, to real links over sockets. Each attempt must
 * end within its time, connected or with a reason; no thread of the MQTT client may end with an exception; and a good message
 * must be heard, on the same connection or on the next, to which the broker is good.
 */
public final class ConnectFuzz implements Fuzzer {
    /** Waiting is most of the work: Paho takes 0.3 s for a connection. */
    private static final int AT_ONCE = 32;
    /** A link gives an attempt 15 s. */
    private static final long TRIED_WITHIN_MS = 20_000;

    private static final long HEARD_WITHIN_MS = 20_000;
    private static final byte[] NOTHING = {};

    private final boolean isFiltered;
    private final AtomicLong sent = new AtomicLong();
    private final Findings findings = new Findings();
    private FuzzResult.Counts counts = new FuzzResult.Counts();

    /** @param isFiltered false to find what the client does without the filter */
    public ConnectFuzz(boolean isFiltered) {
        this.isFiltered = isFiltered;
    }

    @Override
    public FuzzResult run(long seed, long packets, Duration limit) throws InterruptedException {
        findings.clear();
        sent.set(0);
        counts = new FuzzResult.Counts();
        long end = System.nanoTime() + limit.toNanos();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            var maker = new PacketMaker(seed + 31L * i, PacketMaker.Role.BROKER);
            workers.add(Thread.ofVirtual().name("connect-fuzz-" + i).start(() -> {
                while (sent.get() < packets && System.nanoTime() < end && !findings.isFull()) attempt(maker.first());
            }));
        }
        for (Thread each : workers) each.join();
        synchronized (this) {
            return new FuzzResult(sent.get(), counts.all(), findings.all());
        }
    }

    private void attempt(byte[] first) {
        EthAddress good = FuzzedLink.address(100 + sent.incrementAndGet());
        // Where more is announced than there is, the broker hangs up, or each would be waited for.
        try (var broker = new FuzzingBroker(first, !PacketMaker.isWhole(first));
                var link = new FuzzedLink(broker.url(), isFiltered)) {
            broker.sendThen(NOTHING, FuzzedLink.presence(good));
            if (!link.hasTriedWithin(TRIED_WITHIN_MS)) {
                add("silent", "an attempt to connect has not ended within " + TRIED_WITHIN_MS / 1_000 + " s", first);
                return;
            }
            if (!link.hears(good, HEARD_WITHIN_MS)) add("heard", "a good message is not heard", first);
            link.failure().ifPresent(what -> add("failure", what, first));
            count(broker.connections() > 1 ? FuzzResult.ENDED : FuzzResult.PASSED);
        } catch (IOException e) {
            add("machine", "the fuzzer's own sockets fail: " + e, NOTHING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void count(String kind) {
        counts.add(kind);
    }

    private void add(String kind, String what, byte[] bytes) {
        findings.add(kind, what, () -> bytes);
    }
}
