package org.headroom.market;

import java.util.Optional;
import org.headroom.market.PacketExchange.Awaited;
import org.headroom.market.PacketVerdict.Close;
import org.headroom.market.PacketVerdict.Drop;
import org.headroom.market.PacketVerdict.Pass;

/**
 * Judges each packet that a broker sends before Paho sees it. Paho 1.2.5 ends its receiving thread with an unchecked exception,
 * or allocates what a length says, on much of what MQTT does not allow and on some of what it does: a control character in a
 * topic, correlation data of 32 KiB. Only what a client may receive is passed on, without the
 * properties that nobody reads. A message is dropped where its boundaries and its identifier are known; where the state of the
 * protocol would be lost, the connection ends.
 */
final class PacketJudge {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBSCRIBE = 8;
    static final int SUBACK = 9;
    static final int UNSUBSCRIBE = 10;
    static final int UNSUBACK = 11;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;
    static final int AUTH = 15;

    private static final byte[] NO_ANSWER = {};
    private static final int UNSPECIFIED_ERROR = 0x80;
    private static final int IDENTIFIER_NOT_FOUND = 0x92;

    private final PacketExchange exchange;

    PacketJudge(PacketExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * @param packet whole, with its fixed header
     * @param bodyAt where the fixed header ends
     */
    PacketVerdict judge(byte[] packet, int bodyAt) {
        int type = packet[0] >> 4 & 0x0f;
        int flags = packet[0] & 0x0f;
        var in = new PacketCursor(packet, bodyAt, packet.length);
        try {
            if (type != PUBLISH && flags != (type == PUBREL ? 2 : 0))
                throw new MalformedPacket("it has wrong flags (" + flags + ")");
            if (exchange.isConnected() == (type == CONNACK))
                return new Close("it sent a " + name(type) + (type == CONNACK ? " twice" : " before the CONNACK"));
            return switch (type) {
                case CONNACK -> new Pass(ConnackPacket.judged(in, exchange));
                case PUBLISH -> publish(packet, in);
                case PUBACK -> puback(in);
                case PUBREC, PUBCOMP -> unexpected(in, type);
                case PUBREL -> pubrel(in);
                case SUBACK -> suback(in, PacketExchange.Kind.SUBSCRIBE, type);
                case UNSUBACK -> suback(in, PacketExchange.Kind.UNSUBSCRIBE, type);
                case PINGRESP -> pingresp(in);
                case DISCONNECT -> disconnect(in);
                case AUTH -> new Close("it asks for an authentication that was not offered (AUTH)");
                default -> new Close("it sent a packet that only a client sends, or none of MQTT (type " + type + ")");
            };
        } catch (MalformedPacket e) {
            return new Close("it sent a " + name(type) + " that is not valid MQTT: " + e.getMessage());
        }
    }

    private PacketVerdict publish(byte[] packet, PacketCursor in) throws MalformedPacket {
        int qos = packet[0] >> 1 & 3;
        if (qos == 3) throw new MalformedPacket("its QoS is 3");
        int topicLength = in.u16();
        int topicAt = in.at();
        in.skip(topicLength);
        int id = qos == 0 ? 0 : identifier(in);
        if (qos > 0 && !exchange.received(id))
            return new Close("it sent more messages at once than it may (Receive Maximum)");
        Optional<String> fault = TopicText.fault(packet, topicAt, topicLength);
        int propertiesAt = in.at();
        if (fault.isEmpty()) {
            try {
                ReceivedProperties.read(in, ReceivedProperties.OF_PUBLISH);
            } catch (MalformedPacket e) {
                fault = Optional.of(e.getMessage());
            }
        }
        if (fault.isPresent())
            return new Drop(
                    "a message on " + TopicText.shown(packet, topicAt, topicLength) + ": " + fault.get(),
                    dropped(qos, id));
        if (in.at() == propertiesAt + 1) return new Pass(packet);
        return new Pass(PacketBuilder.publish(packet, topicAt - Short.BYTES, propertiesAt, in.at()));
    }

    private byte[] dropped(int qos, int id) {
        if (qos == 0) return NO_ANSWER;
        if (qos == 1) return PacketBuilder.identified(PUBACK, id);
        exchange.dropped(id);
        return PacketBuilder.identified(PUBREC, id);
    }

    private PacketVerdict puback(PacketCursor in) throws MalformedPacket {
        int id = identifier(in);
        int code = reason(in);
        if (!isOf(code, 0, 0x10, UNSPECIFIED_ERROR, 0x83, 0x87, 0x90, 0x97, 0x99)) throw unknown(code);
        if (exchange.acknowledged(id, PacketExchange.Kind.PUBLISH) == null) return nothingSent(PUBACK);
        return new Pass(PacketBuilder.identified(PUBACK, id, code));
    }

    /** Nothing is published at QoS 2, so nothing is due. Paho fails at the first and counts wrongly after the second. */
    private static PacketVerdict unexpected(PacketCursor in, int type) throws MalformedPacket {
        identifier(in);
        reason(in);
        return nothingSent(type);
    }

    private PacketVerdict pubrel(PacketCursor in) throws MalformedPacket {
        int id = identifier(in);
        int code = reason(in);
        if (!isOf(code, 0, IDENTIFIER_NOT_FOUND)) throw unknown(code);
        if (exchange.released(id)) return new Drop("", PacketBuilder.identified(PUBCOMP, id));
        if (code == 0) return new Pass(PacketBuilder.identified(PUBREL, id));
        exchange.answered(id);
        return new Drop("", NO_ANSWER);
    }

    private PacketVerdict suback(PacketCursor in, PacketExchange.Kind kind, int type) throws MalformedPacket {
        int id = identifier(in);
        ReceivedProperties.read(in, ReceivedProperties.OF_ACK);
        Awaited what = exchange.acknowledged(id, kind);
        if (what == null) return nothingSent(type);
        if (in.left() != what.filters())
            throw new MalformedPacket("it has " + in.left() + " reason codes for " + what.filters() + " filters");
        var codes = new int[in.left()];
        for (int i = 0; i < codes.length; i++) {
            int code = in.u8();
            boolean isKnown = type == SUBACK
                    ? isOf(code, 0, 1, 2, UNSPECIFIED_ERROR, 0x83, 0x87, 0x8f, 0x91, 0x9e)
                    : isOf(code, 0, 0x11, UNSPECIFIED_ERROR, 0x83, 0x87, 0x8f, 0x91);
            // Refused all the same. Paho knows no quota that is used up, and ends the connection.
            if (!isKnown && code < UNSPECIFIED_ERROR) throw unknown(code);
            codes[i] = isKnown ? code : UNSPECIFIED_ERROR;
        }
        return new Pass(PacketBuilder.acknowledged(type, id, codes));
    }

    private static PacketVerdict pingresp(PacketCursor in) throws MalformedPacket {
        if (in.left() > 0) throw new MalformedPacket("it is too long");
        return new Pass(PacketBuilder.packet(PINGRESP << 4));
    }

    private static PacketVerdict disconnect(PacketCursor in) throws MalformedPacket {
        int code = in.left() == 0 ? 0 : in.u8();
        if (in.left() > 0) ReceivedProperties.read(in, ReceivedProperties.OF_DISCONNECT);
        if (in.left() > 0) throw new MalformedPacket("it is too long");
        boolean isKnown = code == 0
                || code >= 0x80 && code <= 0x83
                || isOf(code, 0x87, 0x89, 0x8b, 0x8d, 0x8e, 0x8f, 0x90)
                || code >= 0x93 && code <= 0xa2;
        if (!isKnown) throw unknown(code);
        return new Pass(PacketBuilder.packet(DISCONNECT << 4, code));
    }

    private static PacketVerdict nothingSent(int type) {
        return new Drop("a " + name(type) + ": it acknowledges nothing that was sent", NO_ANSWER);
    }

    private static int identifier(PacketCursor in) throws MalformedPacket {
        int id = in.u16();
        if (id == 0) throw new MalformedPacket("its packet identifier is zero");
        return id;
    }

    /** The reason code of a PUBACK, PUBREC, PUBREL or PUBCOMP, and the end of the packet. */
    private static int reason(PacketCursor in) throws MalformedPacket {
        if (in.left() == 0) return 0;
        int code = in.u8();
        if (in.left() > 0) ReceivedProperties.read(in, ReceivedProperties.OF_ACK);
        if (in.left() > 0) throw new MalformedPacket("it is too long");
        return code;
    }

    static MalformedPacket unknown(int code) {
        return new MalformedPacket("its reason code is not known (" + code + ")");
    }

    static boolean isOf(int code, int... known) {
        for (int each : known) if (each == code) return true;
        return false;
    }

    static String name(int type) {
        return switch (type) {
            case 1 -> "CONNECT";
            case CONNACK -> "CONNACK";
            case PUBLISH -> "PUBLISH";
            case PUBACK -> "PUBACK";
            case PUBREC -> "PUBREC";
            case PUBREL -> "PUBREL";
            case PUBCOMP -> "PUBCOMP";
            case SUBSCRIBE -> "SUBSCRIBE";
            case SUBACK -> "SUBACK";
            case UNSUBSCRIBE -> "UNSUBSCRIBE";
            case UNSUBACK -> "UNSUBACK";
            case 12 -> "PINGREQ";
            case PINGRESP -> "PINGRESP";
            case DISCONNECT -> "DISCONNECT";
            case AUTH -> "AUTH";
            default -> "packet of no type";
        };
    }
}
