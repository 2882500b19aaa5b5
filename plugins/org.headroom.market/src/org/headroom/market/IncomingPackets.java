package org.headroom.market;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * A stream of whole packets, each judged before its first byte can be read. A time limit of the socket strikes between two
 * packets only: Paho loses its place where one strikes within a header. Memory grows with what has come of a packet, not with
 * the length that it announces. One thread reads.
 */
final class IncomingPackets extends InputStream {
    /** Carries out a verdict; fails where the connection ends. */
    interface Handler {
        void handle(PacketVerdict verdict) throws IOException;
    }

    private static final int CHUNK_BYTES = 8 << 10;
    private static final int MOST_HEADER_BYTES = 5;
    private static final int FIRST_BODY_BYTES = 4 << 10;
    /** As the socket's own time limit, which Paho sets. */
    private static final long CONNECT_WAIT_MS = 1_000;

    private static final byte[] NOTHING = {};

    private final InputStream in;
    private final int mostBytes;
    private final PacketExchange exchange;
    private final PacketJudge judge;
    private final Handler handler;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int chunkAt;
    private int chunkEnd;
    private byte[] packet = NOTHING;
    private int have;
    private int bodyAt;
    private int total;
    private byte[] ready = NOTHING;
    private int readyAt;
    private boolean isEnded;

    IncomingPackets(InputStream in, int mostBytes, PacketExchange exchange, Handler handler) {
        this.in = in;
        this.mostBytes = mostBytes;
        this.exchange = exchange;
        this.judge = new PacketJudge(exchange);
        this.handler = handler;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[readyAt++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!fill()) return -1;
        int count = Math.min(length, ready.length - readyAt);
        System.arraycopy(ready, readyAt, into, offset, count);
        readyAt += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        if (readyAt < ready.length) return ready.length - readyAt;
        return exchange.isConnectSent() ? in.available() : 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** @return whether a byte is ready */
    private boolean fill() throws IOException {
        while (readyAt == ready.length) {
            if (isEnded || !assemble()) return false;
            byte[] whole = packet;
            packet = NOTHING;
            have = 0;
            total = 0;
            PacketVerdict verdict = judge.judge(whole, bodyAt);
            handle(verdict);
            if (verdict instanceof PacketVerdict.Pass pass) {
                ready = pass.packet();
                readyAt = 0;
                // Nothing may follow a DISCONNECT.
                isEnded = (ready[0] >> 4 & 0x0f) == PacketJudge.DISCONNECT;
                return true;
            }
        }
        return true;
    }

    private void handle(PacketVerdict verdict) throws IOException {
        if (verdict instanceof PacketVerdict.Close) isEnded = true;
        handler.handle(verdict);
    }

    private void refuse(String reason) throws IOException {
        handle(new PacketVerdict.Close(reason));
    }

    /** @return false at the end of the stream */
    private boolean assemble() throws IOException {
        while (total == 0) {
            if (!more()) return false;
            header(chunk[chunkAt++]);
        }
        while (have < total) {
            if (!more()) return false;
            int count = Math.min(total - have, chunkEnd - chunkAt);
            if (have + count > packet.length)
                packet = Arrays.copyOf(packet, Math.min(total, Math.max(have + count, packet.length * 2)));
            System.arraycopy(chunk, chunkAt, packet, have, count);
            chunkAt += count;
            have += count;
        }
        return true;
    }

    private void header(byte next) throws IOException {
        if (have == 0) packet = new byte[MOST_HEADER_BYTES];
        packet[have++] = next;
        if (have == 1) return;
        if (next < 0) {
            if (have == MOST_HEADER_BYTES) refuse("it sent a packet with a length that is not valid MQTT");
            return;
        }
        int length = 0;
        for (int i = have - 1; i > 0; i--) length = length << 7 | packet[i] & 0x7f;
        if (next == 0 && have > 2) refuse("it sent a packet with a length that is not valid MQTT");
        if (length > mostBytes - have)
            refuse("it announced a packet of " + length + " bytes, and " + mostBytes
                    + " are the most that it may send");
        bodyAt = have;
        total = have + length;
        packet = Arrays.copyOf(packet, Math.max(have, Math.min(total, FIRST_BODY_BYTES)));
    }

    /** @return whether there is a byte in the chunk; false at the end of the stream */
    private boolean more() throws IOException {
        if (chunkAt < chunkEnd) return true;
        awaitConnect();
        int count = in.read(chunk, 0, chunk.length);
        if (count < 0) return false;
        chunkAt = 0;
        chunkEnd = count;
        return count > 0 || more();
    }

    /**
     * A broker speaks after CONNECT. Where the connection ends sooner, Paho's receiving thread would, too, and the thread that
     * waits for it to run would wait for ever.
     */
    private void awaitConnect() throws IOException {
        if (exchange.isConnectSent()) return;
        try {
            if (exchange.awaitConnect(CONNECT_WAIT_MS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SocketTimeoutException("nothing is sent yet");
    }
}
