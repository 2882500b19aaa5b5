package org.headroom.market;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.StopRequest;
import org.headroom.model.money.EthAddress;

/**
 * Where each message stands: {@code headroom/1/KIND/AUTHOR/…}. The author is always the fourth level, and who is
 * addressed, if anyone, the fifth: so one access rule holds all writing and another all reading (docs/protocol).
 */
public final class Topics {
    static final String ROOT = "headroom/1/";
    private static final String OFFER = ROOT + Kind.OFFER.word() + "/";
    private static final String ORDER = ROOT + Kind.ORDER.word() + "/";
    private static final String PRESENCE = ROOT + "presence/";
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

    private Topics() {}

    /** The one topic on which the message is believed. */
    public static String of(MarketMessage message) {
        String start = ROOT + Kind.of(message).word() + "/" + message.author() + "/";
        return start
                + switch (message) {
                    case Offer m -> level(m.gpu().uuid());
                    case Order m -> m.id().value();
                    case Bid m -> m.renter() + "/" + m.order() + "/" + m.id();
                    case Acceptance m -> m.provider() + "/" + m.lease();
                    case LeaseUpdate m -> m.renter() + "/" + m.lease() + "/" + m.number();
                    case LogChunk m -> m.renter() + "/" + m.lease();
                    case StopRequest m -> m.provider() + "/" + m.lease();
                    case ReceiptMessage m ->
                        m.receipt().renter() + "/" + m.receipt().lease();
                };
    }

    static String offer(EthAddress provider, GpuId gpu) {
        return OFFER + provider + "/" + level(gpu.uuid());
    }

    static String order(EthAddress renter, OrderId order) {
        return ORDER + renter + "/" + order;
    }

    static String presence(EthAddress provider) {
        return PRESENCE + provider;
    }

    /** Nobody listens there: a publish that the broker acknowledges shows that the connection moves. */
    static String ping(EthAddress self) {
        return ROOT + "ping/" + self;
    }

    /** What a provider listens to: every order, and what is addressed to it. */
    static List<String> ofProvider(EthAddress self) {
        return List.of(ROOT + "order/+/+", ROOT + "acceptance/+/" + self + "/+", ROOT + "stop/+/" + self + "/+");
    }

    /** What a renter listens to: every offer and its provider's presence, and what is addressed to the renter. */
    static List<String> ofRenter(EthAddress self) {
        return List.of(
                ROOT + "offer/+/+",
                ROOT + "presence/+",
                ROOT + "bid/+/" + self + "/+/+",
                ROOT + "update/+/" + self + "/+/+",
                ROOT + "log/+/" + self + "/+",
                ROOT + "receipt/+/" + self + "/+");
    }

    /** What anyone may read: who offers what, who asks for what. */
    static List<String> ofObserver() {
        return List.of(ROOT + "offer/+/+", ROOT + "presence/+", ROOT + "order/+/+");
    }

    static boolean isPresence(String topic) {
        return topic.startsWith(PRESENCE);
    }

    static Optional<EthAddress> presenceOf(String topic) {
        return isPresence(topic) ? address(topic.substring(PRESENCE.length())) : Optional.empty();
    }

    /** Whose offer for which GPU, where the topic is an offer's. */
    static Optional<OfferPlace> offerPlace(String topic) {
        if (!topic.startsWith(OFFER)) return Optional.empty();
        String[] levels = topic.substring(OFFER.length()).split("/", -1);
        if (levels.length != 2 || levels[1].isEmpty()) return Optional.empty();
        return address(levels[0])
                .flatMap(provider -> plain(levels[1])
                        .filter(uuid -> !uuid.isBlank())
                        .map(uuid -> new OfferPlace(provider, new GpuId(uuid))));
    }

    /** Whose order and which one a topic is for. */
    static Optional<OrderPlace> orderPlace(String topic) {
        if (!topic.startsWith(ORDER)) return Optional.empty();
        String[] levels = topic.substring(ORDER.length()).split("/", -1);
        if (levels.length != 2) return Optional.empty();
        try {
            OrderId order = new OrderId(levels[1]);
            return address(levels[0]).map(renter -> new OrderPlace(renter, order));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    record OrderPlace(EthAddress renter, OrderId order) {}

    record OfferPlace(EthAddress provider, GpuId gpu) {}

    /** The kind that the topic is for; empty where it is none of ours. */
    static Optional<Kind> kind(String topic) {
        if (!topic.startsWith(ROOT)) return Optional.empty();
        int end = topic.indexOf('/', ROOT.length());
        return end < 0 ? Optional.empty() : Kind.ofWord(topic.substring(ROOT.length(), end));
    }

    /** In whose name a topic is: its fourth level; empty where it is none of ours. */
    static Optional<EthAddress> author(String topic) {
        if (!topic.startsWith(ROOT)) return Optional.empty();
        int kind = topic.indexOf('/', ROOT.length());
        if (kind < 0) return Optional.empty();
        int end = topic.indexOf('/', kind + 1);
        return address(topic.substring(kind + 1, end < 0 ? topic.length() : end));
    }

    private static Optional<EthAddress> address(String level) {
        try {
            var address = new EthAddress(level);
            return address.hex().equals(level) ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One topic level: what is not a plain character is {@code %} and two hexadecimal digits for each UTF-8 byte. */
    static String level(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (PLAIN.indexOf(c) >= 0) out.append(c);
            else out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return out.toString();
    }

    private static Optional<String> plain(String level) {
        var out = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < level.length(); i++) {
            char c = level.charAt(i);
            if (PLAIN.indexOf(c) >= 0) {
                out.write(c);
            } else if (c == '%' && i + 2 < level.length() && hex(level, i + 1) && hex(level, i + 2)) {
                out.write(HexFormat.fromHexDigits(level, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        String text = out.toString(StandardCharsets.UTF_8);
        return level(text).equals(level) ? Optional.of(text) : Optional.empty();
    }

    private static boolean hex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at));
    }
}
