package org.headroom.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.StopRequest;
import org.headroom.model.money.Hash32;

/** What a message is the word on, and what it says of it apart from its validity. Pure; any thread. */
final class Subjects {
    private static final Set<String> VALIDITY = Set.of("issuedAt", "expiresAt", "nonce");

    private Subjects() {}

    /** Of each, its author may say one thing. */
    static List<String> of(MarketMessage message) {
        return switch (message) {
            case Offer m -> List.of("offer/" + m.id());
            case Order m -> List.of("order/" + m.id());
            case Bid m -> List.of("bid/" + m.id());
            case Acceptance m -> List.of("acceptance/" + m.lease());
            case LeaseUpdate m -> List.of("update/" + m.lease() + "/" + m.number());
            // A provider that reads a job's output again after a crash may cut it into other pieces.
            case LogChunk m ->
                List.of("log/" + m.lease() + "/" + m.offset() + "+" + m.text().length());
            case StopRequest m -> List.of("stop/" + m.lease());
            case ReceiptMessage m ->
                List.of(
                        "receipt/" + m.receipt().number(),
                        "receipt-of/" + m.receipt().lease());
        };
    }

    /** A digest of what was signed, without the validity. @param values the typed data's message */
    static Hash32 content(String primaryType, Map<String, Object> values) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, primaryType);
            values.forEach((name, value) -> {
                if (!VALIDITY.contains(name)) add(digest, value);
            });
            return new Hash32("0x" + HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, Object value) {
        switch (value) {
            case List<?> list -> {
                size(digest, 'l', list.size());
                list.forEach(each -> add(digest, each));
            }
            case Map<?, ?> struct -> {
                size(digest, 's', struct.size());
                struct.values().forEach(each -> add(digest, each));
            }
            default -> {
                byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                size(digest, 't', text.length);
                digest.update(text);
            }
        }
    }

    /** With its kind and length, so that no two values run into each other. */
    private static void size(MessageDigest digest, char kind, int size) {
        digest.update(ByteBuffer.allocate(5).put((byte) kind).putInt(size).array());
    }
}
