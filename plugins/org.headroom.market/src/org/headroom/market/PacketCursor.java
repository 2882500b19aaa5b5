package org.headroom.market;

/** Reads the fields of one MQTT packet from memory and never beyond its end. */
final class PacketCursor {
    private static final int MOST_VARIABLE_BYTES = 4;

    private final byte[] bytes;
    private final int end;
    private int at;

    PacketCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    int u8() throws MalformedPacket {
        if (at >= end) throw new MalformedPacket("it ends too early");
        return bytes[at++] & 0xff;
    }

    int u16() throws MalformedPacket {
        return u8() << 8 | u8();
    }

    long u32() throws MalformedPacket {
        return (long) u16() << 16 | u16();
    }

    /** A variable byte integer, which has four bytes at most and no more than it needs. */
    int variable() throws MalformedPacket {
        int value = 0;
        for (int i = 0; i < MOST_VARIABLE_BYTES; i++) {
            int next = u8();
            value |= (next & 0x7f) << 7 * i;
            if (next >= 0x80) continue;
            if (next == 0 && i > 0) throw new MalformedPacket("a length has more bytes than it needs");
            return value;
        }
        throw new MalformedPacket("a length has more than four bytes");
    }

    void skip(int count) throws MalformedPacket {
        if (count > end - at) throw new MalformedPacket("it ends too early");
        at += count;
    }

    /** A text or binary data: two bytes of length and what follows. */
    void skipSized() throws MalformedPacket {
        skip(u16());
    }
}
