package org.headroom.market;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.headroom.market.PacketExchange.Awaited;
import org.headroom.market.PacketExchange.Kind;

/** Follows the boundaries of the packets that are sent, and notes what the broker has to acknowledge and what is acknowledged. */
final class OutgoingScan {
    private static final int CONNECT = 1;
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final int MOST_TOPIC_BYTES = 65_535;
    /** Of a packet that is kept to be read. One of the link's subscriptions has less than 1 KiB. */
    private static final int MOST_KEPT = 1 << 17;

    private final PacketExchange exchange;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean isInLength;
    private int head;
    private int shift;
    private int left;
    private int wanted;

    OutgoingScan(PacketExchange exchange) {
        this.exchange = exchange;
    }

    boolean isBetweenPackets() {
        return !isInLength && left == 0;
    }

    void scan(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; ) {
            if (isInLength) {
                length(bytes[at++]);
            } else if (left == 0) {
                head = bytes[at++] & 0xff;
                isInLength = true;
                shift = 0;
            } else {
                int count = Math.min(left, end - at);
                keep(bytes, at, count);
                at += count;
                left -= count;
                if (left == 0) sent();
            }
        }
    }

    private void length(byte next) throws IOException {
        left |= (next & 0x7f) << shift;
        shift += 7;
        if (next < 0) return;
        isInLength = false;
        kept.reset();
        wanted = wanted();
        if (left == 0) sent();
    }

    private int wanted() {
        return switch (head >> 4) {
            // With the longest topic, its length and the identifier.
            case PacketJudge.PUBLISH -> (head >> 1 & 3) == 0 ? 0 : Math.min(left, MOST_TOPIC_BYTES + 4);
            case PacketJudge.SUBSCRIBE, PacketJudge.UNSUBSCRIBE -> Math.min(left, MOST_KEPT);
            case PacketJudge.PUBACK, PacketJudge.PUBREC, PacketJudge.PUBCOMP -> Math.min(left, 3);
            default -> 0;
        };
    }

    private void keep(byte[] bytes, int at, int count) {
        if (kept.size() < wanted) kept.write(bytes, at, Math.min(count, wanted - kept.size()));
    }

    private void sent() throws IOException {
        byte[] body = kept.toByteArray();
        var in = new PacketCursor(body, 0, body.length);
        try {
            switch (head >> 4) {
                case CONNECT -> exchange.connectIsSent();
                case PacketJudge.PUBLISH -> {
                    if ((head >> 1 & 3) == 0) return;
                    in.skipSized();
                    exchange.sent(in.u16(), new Awaited(Kind.PUBLISH, 0));
                }
                case PacketJudge.SUBSCRIBE -> exchange.sent(in.u16(), new Awaited(Kind.SUBSCRIBE, filters(in, 1)));
                case PacketJudge.UNSUBSCRIBE -> exchange.sent(in.u16(), new Awaited(Kind.UNSUBSCRIBE, filters(in, 0)));
                case PacketJudge.PUBACK, PacketJudge.PUBCOMP -> exchange.answered(in.u16());
                case PacketJudge.PUBREC -> {
                    int id = in.u16();
                    if (in.left() > 0 && in.u8() >= FIRST_FAILURE_CODE) exchange.answered(id);
                }
                default -> {}
            }
        } catch (MalformedPacket e) {
            throw new IOException("A packet to the broker is not valid MQTT: " + e.getMessage(), e);
        } finally {
            kept.reset();
        }
    }

    private static int filters(PacketCursor in, int optionBytes) throws MalformedPacket {
        in.skip(in.variable());
        int count = 0;
        for (; in.left() > 0; count++) {
            in.skipSized();
            in.skip(optionBytes);
        }
        return count;
    }
}
