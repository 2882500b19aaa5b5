package org.headroom.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;

/** The same message with another validity, and another message under the same id: made in JSON, field by field. */
final class Variants {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MarketCodec CODEC = new MarketCodec(Samples.CHAIN);

    private Variants() {}

    static MarketMessage renewed(MarketMessage message, Validity validity) {
        return with(message, validity, body -> {});
    }

    /** Empty where a message says nothing beside its id. */
    static Optional<MarketMessage> other(MarketMessage message, Validity validity) {
        return switch (Kind.of(message)) {
            case OFFER -> Optional.of(with(message, validity, body -> body.put("rig", "rig-two")));
            case ORDER -> Optional.of(with(message, validity, body -> body.put("ceilingPerHour", "1")));
            case BID -> Optional.of(with(message, validity, body -> body.put("perHour", "1")));
            case ACCEPTANCE -> Optional.of(with(message, validity, body -> body.put("order", "another-order")));
            case UPDATE -> Optional.of(with(message, validity, body -> body.put("detail", "Something else.")));
            case LOG ->
                Optional.of(with(
                        message,
                        validity,
                        body -> body.put("text", body.get("text").textValue().replace('1', '2'))));
            case STOP -> Optional.empty();
            case RECEIPT -> Optional.of(numbered(message, 2, validity));
        };
    }

    static MarketMessage numbered(MarketMessage receipt, long number, Validity validity) {
        return with(receipt, validity, body -> body.put("number", number));
    }

    private static MarketMessage with(MarketMessage message, Validity validity, Consumer<ObjectNode> change) {
        try {
            var said = new Signed<>(message, TestKeys.signer(message.author()).sign(CODEC.layout(message)));
            ObjectNode envelope = (ObjectNode) JSON.readTree(CODEC.encode(said));
            ObjectNode body = (ObjectNode) envelope.get("body");
            change.accept(body);
            body.put("issuedAt", validity.issuedAt().getEpochSecond());
            body.put("expiresAt", validity.expiresAt().getEpochSecond());
            body.put("nonce", validity.nonce().hex());
            byte[] bytes = JSON.writeValueAsBytes(envelope);
            return switch (CODEC.decode(Topics.of(message), bytes, Instant.EPOCH)) {
                case Decoded.Read read -> read.message();
                case Decoded.Refused refused ->
                    throw new IllegalStateException(refused.refusal().detail());
            };
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
