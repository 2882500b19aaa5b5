package org.headroom.market;

import static org.headroom.market.ReceivedProperties.MAXIMUM_PACKET_SIZE;
import static org.headroom.market.ReceivedProperties.MAXIMUM_QOS;
import static org.headroom.market.ReceivedProperties.RECEIVE_MAXIMUM;
import static org.headroom.market.ReceivedProperties.RETAIN_AVAILABLE;
import static org.headroom.market.ReceivedProperties.SERVER_KEEP_ALIVE;
import static org.headroom.market.ReceivedProperties.WILDCARDS_AVAILABLE;

import java.util.ArrayList;
import java.util.List;

/** The broker's answer to CONNECT, and what of it Paho is told. */
final class ConnackPacket {
    private static final int MOST_OF_SHORT = 32_767;
    private static final int MOST_OF_TWO_BYTES = 65_535;

    private ConnackPacket() {}

    /** @return a CONNACK that Paho understands */
    static byte[] judged(PacketCursor in, PacketExchange exchange) throws MalformedPacket {
        int flags = in.u8();
        int code = in.u8();
        if (in.left() == 0) throw new MalformedPacket("it is one of MQTT 3; MQTT 5 is needed");
        ReceivedProperties properties = ReceivedProperties.read(in, ReceivedProperties.OF_CONNACK);
        if (in.left() > 0) throw new MalformedPacket("it is too long");
        if (flags > 1) throw new MalformedPacket("it has wrong flags (" + flags + ")");
        boolean isKnown = code == 0
                || code >= 0x80 && code <= 0x8a
                || PacketJudge.isOf(code, 0x8c, 0x90, 0x95, 0x97, 0x9a, 0x9c, 0x9d, 0x9f);
        if (!isKnown) throw PacketJudge.unknown(code);
        if (code > 0) return PacketBuilder.packet(PacketJudge.CONNACK << 4, 0, code, 0);
        if (properties.number(WILDCARDS_AVAILABLE, 1) == 0)
            throw new MalformedPacket("it allows no wildcards in subscriptions, which are needed");
        exchange.connected(properties.number(MAXIMUM_PACKET_SIZE, Long.MAX_VALUE));
        return PacketBuilder.packet(PacketJudge.CONNACK << 4, flags, code, properties(properties));
    }

    /**
     * Those that Paho needs. It reads a Receive Maximum above 32,767 as a negative one and then sends nothing, compares the
     * broker's Maximum Packet Size with what it receives, and would name topics by aliases.
     */
    private static int[] properties(ReceivedProperties from) {
        var out = new ArrayList<Integer>();
        out.add(0);
        int receiveMaximum = (int) Math.min(from.number(RECEIVE_MAXIMUM, MOST_OF_TWO_BYTES), MOST_OF_SHORT);
        add(out, RECEIVE_MAXIMUM, receiveMaximum >> 8, receiveMaximum & 0xff);
        int keepAlive = (int) from.number(SERVER_KEEP_ALIVE, -1);
        if (keepAlive >= 0) add(out, SERVER_KEEP_ALIVE, keepAlive >> 8, keepAlive & 0xff);
        int qos = (int) from.number(MAXIMUM_QOS, -1);
        if (qos >= 0) add(out, MAXIMUM_QOS, qos);
        int retain = (int) from.number(RETAIN_AVAILABLE, -1);
        if (retain >= 0) add(out, RETAIN_AVAILABLE, retain);
        out.set(0, out.size() - 1);
        return out.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void add(List<Integer> out, int... bytes) {
        for (int each : bytes) out.add(each);
    }
}
