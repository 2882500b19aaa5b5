package org.headroom.market;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An MQTT packet as bytes, right or wrong. */
record RawPacket(int head, byte[] body) {
    static final byte[] NO_PROPERTIES = {0};

    static RawPacket of(int head, byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] each : parts) out.writeBytes(each);
        return new RawPacket(head, out.toByteArray());
    }

    static byte[] bytes(int... bytes) {
        var out = new ByteArrayOutputStream();
        for (int each : bytes) out.write(each);
        return out.toByteArray();
    }

    static byte[] text(byte[] text) {
        var out = new ByteArrayOutputStream();
        out.write(text.length >> 8);
        out.write(text.length);
        out.writeBytes(text);
        return out.toByteArray();
    }

    static byte[] text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is given, with its length before it. */
    static byte[] properties(byte[]... parts) {
        byte[] all = of(0, parts).body();
        return of(0, length(all.length), all).body();
    }

    /** @param id zero for QoS 0 */
    static RawPacket publish(byte[] topic, int qos, int id, boolean isRetained, byte[] properties, byte[] payload) {
        byte[] number = qos == 0 ? new byte[0] : bytes(id >> 8, id);
        return of(0x30 | qos << 1 | (isRetained ? 1 : 0), text(topic), number, properties, payload);
    }

    static RawPacket publish(String topic, int qos, int id, byte[] payload) {
        return publish(topic.getBytes(StandardCharsets.UTF_8), qos, id, true, NO_PROPERTIES, payload);
    }

    /** MQTT 5, a clean start, no keep-alive. */
    static RawPacket connect(String clientId) {
        return of(0x10, text("MQTT"), bytes(5, 2, 0, 0, 0), text(clientId));
    }

    static RawPacket read(DataInputStream in) throws IOException {
        int head = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 127) << shift;
            if (next <= 127) break;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new RawPacket(head, body);
    }

    int type() {
        return head >> 4 & 15;
    }

    /** Of a packet that begins with it. */
    int id() {
        return (body[0] & 255) << 8 | body[1] & 255;
    }

    byte[] whole() {
        var out = new ByteArrayOutputStream();
        out.write(head);
        out.writeBytes(length(body.length));
        out.writeBytes(body);
        return out.toByteArray();
    }

    static byte[] length(int length) {
        var out = new ByteArrayOutputStream();
        for (int left = length; ; left >>>= 7) {
            out.write(left > 127 ? left & 127 | 128 : left);
            if (left <= 127) return out.toByteArray();
        }
    }
}
