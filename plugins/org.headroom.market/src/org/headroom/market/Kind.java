package org.headroom.market;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.StopRequest;

/** The kinds of message: the word in the envelope and the topic, the EIP-712 struct, and how the broker treats them. */
public enum Kind {
    OFFER("offer", "Offer", true, 32 << 10),
    ORDER("order", "Order", true, 32 << 10),
    BID("bid", "Bid", true, 32 << 10),
    ACCEPTANCE("acceptance", "Acceptance", true, 32 << 10),
    UPDATE("update", "LeaseUpdate", true, 32 << 10),
    // 16,384 characters may each need six bytes in JSON. A log is not kept by the broker: a piece that is lost shows
    // by its offset, and the whole is the provider's to give.
    LOG("log", "LogChunk", false, 128 << 10),
    STOP("stop", "StopRequest", true, 32 << 10),
    RECEIPT("receipt", "Receipt", true, 32 << 10);

    private static final Map<String, Kind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::word, Function.identity()));

    private final String word;
    private final String struct;
    private final boolean retained;
    private final int maxBytes;

    Kind(String word, String struct, boolean retained, int maxBytes) {
        this.word = word;
        this.struct = struct;
        this.retained = retained;
        this.maxBytes = maxBytes;
    }

    public static Kind of(MarketMessage message) {
        return switch (message) {
            case Offer offer -> OFFER;
            case Order order -> ORDER;
            case Bid bid -> BID;
            case Acceptance acceptance -> ACCEPTANCE;
            case LeaseUpdate update -> UPDATE;
            case LogChunk log -> LOG;
            case StopRequest stop -> STOP;
            case ReceiptMessage receipt -> RECEIPT;
        };
    }

    static Optional<Kind> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** As it stands in {@code type} and in the topic. */
    public String word() {
        return word;
    }

    /** The typed data's primary type. */
    public String struct() {
        return struct;
    }

    /** Whether the broker keeps the last one of a topic until it expires, for those who come later. */
    public boolean retained() {
        return retained;
    }

    /** Of the whole JSON document. */
    public int maxBytes() {
        return maxBytes;
    }
}
