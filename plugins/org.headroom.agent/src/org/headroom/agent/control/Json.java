package org.headroom.agent.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.money.Usdc;

/** The lines of the socket. Amounts are base units as strings, times ISO 8601; what is not known is null. */
final class Json {
    /** Of the protocol. */
    static final int VERSION = 1;

    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(40)
                    .build())
            .build());

    private Json() {}

    static ObjectNode line() {
        return MAPPER.createObjectNode().put("v", VERSION);
    }

    static ObjectNode done() {
        return line().put("ok", true);
    }

    static ObjectNode refusal(String code, String message) {
        return line().put("ok", false).put("code", code).put("message", message);
    }

    static String units(Usdc amount) {
        return Long.toString(amount.baseUnits());
    }

    static void put(ObjectNode to, String name, Optional<Usdc> amount) {
        if (amount.isPresent()) to.put(name, units(amount.get()));
        else to.putNull(name);
    }

    static void wei(ObjectNode to, String name, Optional<BigInteger> amount) {
        if (amount.isPresent()) to.put(name, amount.get().toString());
        else to.putNull(name);
    }

    static void at(ObjectNode to, String name, Optional<Instant> at) {
        if (at.isPresent()) to.put(name, at.get().toString());
        else to.putNull(name);
    }

    static void text(ObjectNode to, String name, Optional<String> text) {
        if (text.isPresent()) to.put(name, text.get());
        else to.putNull(name);
    }
}
