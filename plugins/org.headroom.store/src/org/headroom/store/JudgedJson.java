package org.headroom.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.rig.Decision;

/** Decisions and what they were made from, as JSON, compressed. Thread-safe. */
final class JudgedJson {
    /** Without what is shared by many: that is kept once. */
    record Body(Decision decision, OrderContext context) {}

    private final JsonMapper mapper = ModelJson.mapper();

    byte[] write(Body body) {
        return deflated(bytes(body));
    }

    /** Equal standings give equal bytes, but for the order of what has none. */
    byte[] write(RigStanding standing) {
        return bytes(standing);
    }

    private byte[] bytes(Object what) {
        try {
            return mapper.writeValueAsBytes(what);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a decision that cannot be written as JSON", e);
        }
    }

    /** @throws IOException if it is no such thing */
    Body body(byte[] deflated) throws IOException {
        return mapper.readValue(inflated(deflated), Body.class);
    }

    /** @throws IOException if it is no such thing */
    RigStanding standing(byte[] deflated) throws IOException {
        return mapper.readValue(inflated(deflated), RigStanding.class);
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream to = new DeflaterOutputStream(out, deflater)) {
            to.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InflaterOutputStream to = new InflaterOutputStream(out)) {
            to.write(bytes);
        }
        return out.toByteArray();
    }
}
