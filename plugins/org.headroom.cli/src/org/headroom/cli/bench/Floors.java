package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.cli.demo.DemoStage;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.RawContainer;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.rig.RigMemory;
import org.headroom.model.signing.TypedData;
import org.headroom.store.Ledger;
import org.headroom.wallet.JsonRpc;
import org.headroom.wallet.KeySigner;

/** Measures the least that the parts of a lease allow, on the very parts that the leases ran on. */
final class Floors {
    private static final int WARM_UP = 20;
    private static final int CHEAP = 100;
    private static final int TRANSACTIONS = 10;
    private static final int CONTAINERS = 5;
    // An order with its manifest and its signature is about as long.
    private static final int MESSAGE_BYTES = 1500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DemoStage stage;
    private final ContainerEngine containers;
    private final Path scratch;

    /** @param scratch a directory for a ledger of the bench's own */
    Floors(DemoStage stage, ContainerEngine containers, Path scratch) {
        this.stage = stage;
        this.containers = containers;
        this.scratch = scratch;
    }

    private interface Measured {
        void once(int number) throws IOException, PaymentFailure, JobFailure, InterruptedException;
    }

    Map<Leg, Spread> measure() throws IOException, PaymentFailure, JobFailure, InterruptedException {
        Map<Leg, Spread> floors = new EnumMap<>(Leg.class);
        List<Duration> signatures = signatures();
        floors.put(Leg.ORDER_TO_BID, Spread.of(sum(mqtt(), signatures)));
        floors.put(Leg.EXIT_TO_RECEIPT, Spread.of(sum(ledger(), signatures)));
        floors.put(Leg.STREAM_TO_RUNNING, Spread.of(engine()));
        Spread transaction = Spread.of(transactions());
        floors.put(Leg.BID_TO_STREAM, transaction);
        floors.put(Leg.RECEIPT_TO_PAID, transaction);
        return floors;
    }

    private List<Duration> mqtt() throws IOException {
        try (MqttEcho echo = new MqttEcho(URI.create(stage.broker().url()))) {
            for (int i = 0; i < WARM_UP; i++) echo.roundTrip(MESSAGE_BYTES);
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < CHEAP; i++) times.add(echo.roundTrip(MESSAGE_BYTES));
            return times;
        }
    }

    private List<Duration> signatures() throws IOException, PaymentFailure, JobFailure, InterruptedException {
        KeySigner key = stage.rigKey();
        var field = new TypedData.Field("number", "uint256");
        return timed(
                WARM_UP,
                CHEAP,
                n -> key.sign(new TypedData(
                        new TypedData.Domain("Headroom bench", "1", 1),
                        "Message",
                        Map.of("Message", List.of(field)),
                        Map.of("number", Integer.toString(n)))));
    }

    private List<Duration> ledger() throws IOException, PaymentFailure, JobFailure, InterruptedException {
        try (Ledger ledger = Ledger.open(scratch.resolve("floor.db"))) {
            RigMemory memory = ledger.rig();
            return timed(WARM_UP, CHEAP, n -> memory.put("bench", "value " + n));
        }
    }

    private List<Duration> engine() throws JobFailure {
        List<Duration> times = new ArrayList<>();
        RawContainer.start(containers, DemoJob.IMAGE);
        for (int i = 0; i < CONTAINERS; i++) times.add(RawContainer.start(containers, DemoJob.IMAGE));
        return times;
    }

    /** From a container's own time of its end until the engine says that it has ended. */
    Spread exitSeen(int containersEnded) throws JobFailure {
        List<Duration> times = new ArrayList<>();
        RawContainer.exit(containers, DemoJob.IMAGE);
        for (int i = 0; i < containersEnded; i++) times.add(RawContainer.exit(containers, DemoJob.IMAGE));
        return Spread.of(times);
    }

    private List<Duration> transactions() throws IOException, PaymentFailure, JobFailure, InterruptedException {
        try (JsonRpc node = new JsonRpc(stage.chain().rpc())) {
            String payer = node.call("eth_accounts").path(0).asText();
            return timed(2, TRANSACTIONS, n -> {
                Map<String, String> transfer = Map.of("from", payer, "to", payer, "value", "0x1");
                String hash = node.call("eth_sendTransaction", transfer).asText();
                long end = System.nanoTime() + PATIENCE.toNanos();
                JsonNode receipt = node.call("eth_getTransactionReceipt", hash);
                while (!receipt.isObject()) {
                    if (Thread.interrupted()) throw new InterruptedException();
                    if (System.nanoTime() > end) throw new IOException("The chain did not take a plain transfer.");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    receipt = node.call("eth_getTransactionReceipt", hash);
                }
            });
        }
    }

    private static List<Duration> timed(int warmUp, int count, Measured what)
            throws IOException, PaymentFailure, JobFailure, InterruptedException {
        for (int i = 0; i < warmUp; i++) what.once(i);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            what.once(warmUp + i);
            times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return times;
    }

    private static List<Duration> sum(List<Duration> one, List<Duration> other) {
        List<Duration> sums = new ArrayList<>();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++)
            sums.add(one.get(i).plus(other.get(i)));
        return sums;
    }
}
