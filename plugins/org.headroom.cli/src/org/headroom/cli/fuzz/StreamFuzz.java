package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.headroom.market.MqttStreamProbe;

/**
 * A hostile broker at full speed: byte streams of several packets through the link's filter and the MQTT client's parser. One
 * in four begins with a CONNACK that is made up, or with another packet. What passes the filter must be parsed without an
 * exception, and no stream may have the parser allocate more than a packet may have.
 */
public final class StreamFuzz implements Fuzzer {
    private static final int PACKETS = 8;
    private static final int STREAMS_OF_A_WRONG_BEGINNING = 4;
    /** Of one stream: as many packets, each copied a few times. */
    private static final long MOST_ALLOCATED = 8L * MqttStreamProbe.MOST_PACKET_BYTES;

    private final Function<byte[], MqttStreamProbe.Outcome> reader;
    private final AllocatedMemory memory = new AllocatedMemory();
    private final Findings findings = new Findings();

    /** @param isFiltered false to find what the client does without the filter */
    public StreamFuzz(boolean isFiltered) {
        this(new MqttStreamProbe(isFiltered)::read);
    }

    /** @param reader of a stream, on the calling thread */
    StreamFuzz(Function<byte[], MqttStreamProbe.Outcome> reader) {
        this.reader = reader;
    }

    @Override
    public FuzzResult run(long seed, long packets, Duration limit) {
        findings.clear();
        var maker = new PacketMaker(seed, PacketMaker.Role.BROKER);
        // Of its own, so that a kept seed makes what it made before.
        var wrong = new PacketMaker(~seed, PacketMaker.Role.BROKER);
        long end = System.nanoTime() + limit.toNanos();
        long sent = 0;
        long passed = 0;
        long dropped = 0;
        long ended = 0;
        int streams = 0;
        while (sent < packets && System.nanoTime() < end && !findings.isFull()) {
            boolean isWrong = ++streams % STREAMS_OF_A_WRONG_BEGINNING == 0;
            byte[] stream = isWrong ? stream(wrong.first(), wrong) : stream(PacketMaker.connack(), maker);
            long before = memory.ofThisThread();
            MqttStreamProbe.Outcome outcome = reader.apply(stream);
            long bytes = memory.ofThisThread() - before;
            int closed = outcome.closed().isPresent() ? 1 : 0;
            sent += outcome.parsed() + outcome.dropped() + closed;
            passed += outcome.parsed();
            dropped += outcome.dropped();
            ended += closed;
            outcome.failure().ifPresent(e -> add(e.getClass().getSimpleName(), e.toString(), stream));
            if (bytes > MOST_ALLOCATED) allocated(stream);
            // A stream that fails counts, too.
            if (outcome.failure().isPresent()) sent++;
        }
        return new FuzzResult(
                sent,
                Map.of(FuzzResult.PASSED, passed, FuzzResult.DROPPED, dropped, FuzzResult.ENDED, ended),
                findings.all());
    }

    private void add(String kind, String what, byte[] stream) {
        findings.add(kind, what, () -> stream);
    }

    /** Reads it again: what the first use of a class allocates comes once, what a length makes the parser allocate each time. */
    private void allocated(byte[] stream) {
        if (findings.has("allocated")) return;
        long before = memory.ofThisThread();
        reader.apply(stream);
        long bytes = memory.ofThisThread() - before;
        if (bytes > MOST_ALLOCATED) add("allocated", "allocated " + bytes + " bytes", stream);
    }

    private static byte[] stream(byte[] first, PacketMaker maker) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        for (int i = 0; i < PACKETS; i++) out.writeBytes(maker.next());
        return out.toByteArray();
    }
}
