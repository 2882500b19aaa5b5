package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes MQTT 5 packets of one role: valid ones, and ones that are changed, cut, spliced, given a wrong length or properties
 * that they may not have.
 */
public final class PacketMaker {
    /** Who sends the packets. */
    public enum Role {
        BROKER,
        CLIENT
    }

    private static final int[] OF_BROKER = {0x20, 0x30, 0x30, 0x30, 0x40, 0x50, 0x62, 0x70, 0x90, 0xb0, 0xd0, 0xe0, 0xf0
    };
    private static final int[] OF_CLIENT = {0x10, 0x30, 0x30, 0x30, 0x40, 0x50, 0x62, 0x70, 0x82, 0xa2, 0xc0, 0xe0, 0xf0
    };
    private static final int[] PROPERTIES = {
        1, 2, 3, 8, 9, 11, 17, 18, 19, 21, 22, 23, 24, 25, 26, 28, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 0, 127,
        255
    };
    private static final int[] CODES = {
        0, 1, 2, 4, 0x10, 0x11, 0x18, 0x80, 0x87, 0x8e, 0x90, 0x91, 0x92, 0x97, 0x9b, 0xff
    };
    private static final byte[][] TEXTS = {
        utf8("headroom/1/order/a/b"),
        utf8("a"),
        utf8("\u65e5\u672c/\ud83d\ude00"),
        utf8("a/\b"),
        utf8("a/\u0000"),
        utf8("a/\u0085"),
        utf8("a/\uffff"),
        utf8("a/#"),
        utf8("+"),
        utf8("$SYS/a"),
        utf8("$share/a/b"),
        utf8("a::b"),
        utf8(""),
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xc3},
        utf8("x".repeat(300)),
    };
    private static final int[] LENGTHS = {0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0x40000, 209_715_200, 268_435_455};

    private static final int MOST_READ = 1 << 20;

    private final Random random;
    private final Role role;
    private byte[] before = {};

    public PacketMaker(long seed, Role role) {
        this.random = new Random(seed);
        this.role = role;
    }

    /** The next packet: valid in one case of three. */
    public byte[] next() {
        byte[] packet = valid();
        for (int i = random.nextInt(3); i > 0; i--) packet = changed(packet);
        before = packet;
        return packet;
    }

    /** What a broker says first and should not: mostly a CONNACK, which is changed in two cases of three, or any packet. */
    byte[] first() {
        if (random.nextInt(8) == 0) return next();
        byte[] packet = valid(0x20);
        for (int i = random.nextInt(3); i > 0; i--) packet = changed(packet);
        return packet;
    }

    /** A CONNACK of success, to begin with. */
    public static byte[] connack() {
        return new byte[] {0x20, 3, 0, 0, 0};
    }

    /** A CONNECT of MQTT 5 with a clean start. */
    public static byte[] connect(String clientId) {
        var body = new ByteArrayOutputStream();
        text(body, utf8("MQTT"));
        body.writeBytes(new byte[] {5, 2, 0, 60, 0});
        text(body, utf8(clientId));
        return packet(0x10, body.toByteArray());
    }

    /** Whether the bytes are packets by the lengths that they announce, the last of them complete. */
    static boolean isWhole(byte[] bytes) {
        int at = 0;
        while (at >= 0 && at < bytes.length) at = end(bytes, at);
        return at == bytes.length;
    }

    /** Whether the bytes are one packet by the length that it announces. */
    static boolean isOne(byte[] bytes) {
        return end(bytes, 0) == bytes.length;
    }

    /** Where the packet that begins there ends; below zero where it is not complete. */
    private static int end(byte[] bytes, int begin) {
        int length = 0;
        int at = begin + 1;
        for (int shift = 0; at < bytes.length && shift < 28; shift += 7, at++) {
            length |= (bytes[at] & 0x7f) << shift;
            if (bytes[at] >= 0) return length > bytes.length - at - 1 ? -1 : at + 1 + length;
        }
        return -1;
    }

    /** The next packet of a broker, whole. @throws IOException at the end, or where it is longer than a megabyte */
    static byte[] read(DataInputStream in) throws IOException {
        int head = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        for (int next = 0x80; next > 0x7f && shift < 28; shift += 7) {
            next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
        }
        if (length > MOST_READ) throw new IOException("a packet of " + length + " bytes");
        byte[] body = new byte[length];
        in.readFully(body);
        return packet(head, body);
    }

    static byte[] packet(int head, byte[] body) {
        var out = new ByteArrayOutputStream(body.length + 5);
        out.write(head);
        variable(out, body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    static void text(ByteArrayOutputStream out, byte[] text) {
        out.write(text.length >> 8);
        out.write(text.length);
        out.writeBytes(text);
    }

    private byte[] valid() {
        return valid(pick(role == Role.BROKER ? OF_BROKER : OF_CLIENT));
    }

    private byte[] valid(int type) {
        int head = type;
        var body = new ByteArrayOutputStream();
        int qos = random.nextInt(3);
        switch (head) {
            case 0x10 -> {
                text(body, utf8("MQTT"));
                body.writeBytes(new byte[] {5, 2, 0, 60});
                properties(body);
                text(body, random.nextInt(4) == 0 ? text() : utf8("fuzz-" + random.nextInt(1_000)));
            }
            case 0x20 -> {
                body.write(random.nextInt(2));
                body.write(code());
                properties(body);
            }
            case 0x30 -> {
                head |= qos << 1 | random.nextInt(2);
                text(body, text());
                if (qos > 0) id(body);
                properties(body);
                body.writeBytes(new byte[random.nextInt(20)]);
            }
            case 0x82, 0xa2 -> {
                id(body);
                properties(body);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    text(body, text());
                    if (head == 0x82) body.write(random.nextInt(3));
                }
            }
            case 0x90, 0xb0 -> {
                id(body);
                properties(body);
                for (int i = random.nextInt(3); i >= 0; i--) body.write(code());
            }
            case 0xe0, 0xf0 -> {
                body.write(code());
                properties(body);
            }
            case 0xc0, 0xd0 -> {}
            default -> {
                id(body);
                if (random.nextBoolean()) {
                    body.write(code());
                    properties(body);
                }
            }
        }
        return packet(head, body.toByteArray());
    }

    private void properties(ByteArrayOutputStream out) {
        if (random.nextInt(3) > 0) {
            out.write(0);
            return;
        }
        var all = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i >= 0; i--) property(all, pick(PROPERTIES));
        variable(out, all.size());
        out.writeBytes(all.toByteArray());
    }

    private void property(ByteArrayOutputStream out, int id) {
        out.write(id);
        switch (id) {
            case 1, 23, 25, 36, 37, 40, 41, 42 -> out.write(random.nextInt(2));
            case 19, 33, 34, 35 -> id(out);
            case 2, 17, 24, 39 -> {
                id(out);
                id(out);
            }
            case 11 -> variable(out, 1 + random.nextInt(300));
            case 9, 22 -> text(out, new byte[random.nextInt(8) == 0 ? 40_000 : random.nextInt(20)]);
            case 38 -> {
                text(out, text());
                text(out, text());
            }
            default -> text(out, text());
        }
    }

    private byte[] changed(byte[] packet) {
        byte[] out = packet.clone();
        switch (random.nextInt(8)) {
            case 0 -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> out[random.nextInt(out.length)] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(out, 1 + random.nextInt(out.length));
            }
            case 3 -> {
                return withLength(out, pick(LENGTHS));
            }
            case 4 -> {
                return withLength(out, Math.max(0, out.length - 2 + random.nextInt(5) - 2));
            }
            case 5 -> {
                return spliced(out);
            }
            case 6 -> out[0] = (byte) random.nextInt(256);
            default -> {
                byte[] text = text();
                if (out.length > text.length + 4)
                    System.arraycopy(text, 0, out, 2 + random.nextInt(out.length - text.length - 2), text.length);
            }
        }
        return out;
    }

    /** Whatever the packet has behind its head, and a length that says something else. */
    private static byte[] withLength(byte[] packet, int length) {
        var out = new ByteArrayOutputStream();
        out.write(packet[0]);
        variable(out, length);
        if (packet.length > 2) out.write(packet, 2, packet.length - 2);
        return out.toByteArray();
    }

    private byte[] spliced(byte[] packet) {
        if (before.length == 0) return packet;
        int head = random.nextInt(packet.length);
        int tail = random.nextInt(before.length);
        var out = new ByteArrayOutputStream();
        out.write(packet, 0, head + 1);
        out.write(before, tail, before.length - tail);
        return out.toByteArray();
    }

    private byte[] text() {
        return TEXTS[random.nextInt(random.nextBoolean() ? 3 : TEXTS.length)];
    }

    private void id(ByteArrayOutputStream out) {
        int id = random.nextInt(64) > 0 ? random.nextInt(6) : random.nextInt(65_536);
        out.write(id >> 8);
        out.write(id);
    }

    private int code() {
        return random.nextBoolean() ? 0 : pick(CODES);
    }

    private int pick(int[] from) {
        return from[random.nextInt(from.length)];
    }

    private static void variable(ByteArrayOutputStream out, int value) {
        int left = value;
        for (; left > 0x7f; left >>>= 7) out.write(left & 0x7f | 0x80);
        out.write(left);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
