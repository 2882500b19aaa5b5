package org.headroom.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import org.headroom.model.lease.LeaseEvent;

/**
 * Lease events as JSON. What is written here is a file format: names follow the model's records, and what an older
 * program wrote must stay readable. A part that is missing or unknown is an error, never skipped. Thread-safe.
 */
final class EventJson {
    /**
     * Raised when what is written changes so that an older program would misread it. Each rise comes with a step of {@link
     * Schema}, so that an older program refuses the file before it reads an event.
     */
    static final int FORMAT = 6;

    private static final Set<String> KINDS = SealedTypes.below(LeaseEvent.class).keySet();

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final JsonMapper mapper;

    EventJson() {
        this(ModelJson.mapper());
    }

    /** @param mapper is slow when it meets a type for the first time, so one is shared */
    EventJson(JsonMapper mapper) {
        this.mapper = mapper;
        writer = mapper.writerFor(LeaseEvent.class);
        reader = mapper.readerFor(LeaseEvent.class);
    }

    static Set<String> kinds() {
        return KINDS;
    }

    static String kind(LeaseEvent event) {
        return event.getClass().getSimpleName();
    }

    String write(LeaseEvent event) {
        try {
            return writer.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event that cannot be written as JSON: " + kind(event), e);
        }
    }

    /**
     * @param format that it was written in, from 1
     * @throws JsonProcessingException with a reason that names the part that is wrong
     */
    LeaseEvent read(String json, int format) throws JsonProcessingException {
        if (format == FORMAT) return reader.readValue(json);
        JsonNode event = mapper.readTree(json);
        EventUpgrade.toCurrent(event, format);
        return reader.readValue(mapper.writeValueAsString(event));
    }
}
