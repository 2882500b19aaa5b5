package org.headroom.market;

import java.io.ByteArrayOutputStream;

/** Packets as {@link PacketJudge} passes them on or answers with them. */
final class PacketBuilder {
    private static final int PUBREL_FLAGS = 2;

    private PacketBuilder() {}

    static byte[] packet(int head, int... body) {
        return packet(head, body, new int[0]);
    }

    static byte[] packet(int head, int first, int second, int[] rest) {
        return packet(head, new int[] {first, second}, rest);
    }

    private static byte[] packet(int head, int[] body, int[] rest) {
        var out = new ByteArrayOutputStream(body.length + rest.length + 5);
        out.write(head);
        length(out, body.length + rest.length);
        for (int each : body) out.write(each);
        for (int each : rest) out.write(each);
        return out.toByteArray();
    }

    /** An acknowledgement of success. */
    static byte[] identified(int type, int id) {
        int flags = type == PacketJudge.PUBREL ? PUBREL_FLAGS : 0;
        return packet(type << 4 | flags, id >> 8, id & 0xff);
    }

    static byte[] identified(int type, int id, int code) {
        return code == 0 ? identified(type, id) : packet(type << 4, id >> 8, id & 0xff, code);
    }

    /** A SUBACK or UNSUBACK without properties. */
    static byte[] acknowledged(int type, int id, int[] codes) {
        return packet(type << 4, new int[] {id >> 8, id & 0xff, 0}, codes);
    }

    /**
     * A PUBLISH without its properties.
     *
     * @param topicAt where the length of the topic stands
     * @param propertiesAt where the topic and the identifier end
     * @param payloadAt where the properties end
     */
    static byte[] publish(byte[] packet, int topicAt, int propertiesAt, int payloadAt) {
        int before = propertiesAt - topicAt;
        int payload = packet.length - payloadAt;
        var out = new ByteArrayOutputStream(before + payload + 6);
        out.write(packet[0]);
        length(out, before + 1 + payload);
        out.write(packet, topicAt, before);
        out.write(0);
        out.write(packet, payloadAt, payload);
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        int left = length;
        for (; left > 0x7f; left >>>= 7) out.write(left & 0x7f | 0x80);
        out.write(left);
    }
}
