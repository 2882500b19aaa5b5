package org.headroom.market;

/**
 * The properties of a packet from a broker: those that MQTT 5 allows in it, each once, whole and in range. Texts and binary
 * data are skipped, because nothing here reads them.
 */
final class ReceivedProperties {
    static final int RECEIVE_MAXIMUM = 0x21;
    static final int MAXIMUM_QOS = 0x24;
    static final int RETAIN_AVAILABLE = 0x25;
    static final int MAXIMUM_PACKET_SIZE = 0x27;
    static final int SERVER_KEEP_ALIVE = 0x13;
    static final int WILDCARDS_AVAILABLE = 0x28;

    static final long OF_CONNACK = mask(
            0x11,
            0x12,
            SERVER_KEEP_ALIVE,
            0x15,
            0x16,
            0x1a,
            0x1c,
            0x1f,
            RECEIVE_MAXIMUM,
            0x22,
            MAXIMUM_QOS,
            RETAIN_AVAILABLE,
            0x26,
            MAXIMUM_PACKET_SIZE,
            WILDCARDS_AVAILABLE,
            0x29,
            0x2a);
    static final long OF_PUBLISH = mask(0x01, 0x02, 0x03, 0x08, 0x09, 0x0b, 0x23, 0x26);
    static final long OF_ACK = mask(0x1f, 0x26);
    static final long OF_DISCONNECT = mask(0x11, 0x1c, 0x1f, 0x26);

    private static final int HIGHEST = 0x2a;
    /** Those that a packet may have more than once: the identifiers of subscriptions and user properties. */
    private static final long REPEATED = mask(0x0b, 0x26);

    private static final ReceivedProperties NONE = new ReceivedProperties(new long[0]);

    private final long[] numbers;

    private ReceivedProperties(long[] numbers) {
        this.numbers = numbers;
    }

    /**
     * Reads the length of the properties and the properties.
     *
     * @param allowed as one of the constants says
     */
    static ReceivedProperties read(PacketCursor in, long allowed) throws MalformedPacket {
        int length = in.variable();
        if (length == 0) return NONE;
        if (length > in.left()) throw new MalformedPacket("its properties are longer than itself");
        int leftAfter = in.left() - length;
        var numbers = new long[HIGHEST + 1];
        long seen = 0;
        while (in.left() > leftAfter) {
            int id = in.u8();
            long bit = id <= HIGHEST ? 1L << id : 0;
            if ((allowed & bit) == 0) throw new MalformedPacket("it has a property that it may not have (" + id + ")");
            if ((seen & bit & ~REPEATED) != 0) throw new MalformedPacket("it has a property twice (" + id + ")");
            seen |= bit;
            numbers[id] = 1 + value(in, id);
        }
        if (in.left() < leftAfter) throw new MalformedPacket("a property is longer than the properties");
        return new ReceivedProperties(numbers);
    }

    /** @return the value of a property that is a number; {@code absent} where the packet lacks it */
    long number(int id, long absent) {
        return id < numbers.length && numbers[id] > 0 ? numbers[id] - 1 : absent;
    }

    private static long value(PacketCursor in, int id) throws MalformedPacket {
        return switch (id) {
            case 0x01, 0x24, 0x25, 0x28, 0x29, 0x2a -> {
                int value = in.u8();
                if (value > 1) throw new MalformedPacket("a property is neither 0 nor 1 (" + id + ")");
                yield value;
            }
            case 0x21, 0x23 -> nonZero(in.u16(), id);
            case 0x13, 0x22 -> in.u16();
            case 0x27 -> nonZero(in.u32(), id);
            case 0x02, 0x11 -> in.u32();
            case 0x0b -> nonZero(in.variable(), id);
            case 0x26 -> {
                in.skipSized();
                in.skipSized();
                yield 0;
            }
            default -> {
                in.skipSized();
                yield 0;
            }
        };
    }

    private static long nonZero(long value, int id) throws MalformedPacket {
        if (value == 0) throw new MalformedPacket("a property is zero (" + id + ")");
        return value;
    }

    private static long mask(int... ids) {
        long out = 0;
        for (int id : ids) out |= 1L << id;
        return out;
    }
}
