package org.headroom.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What engines tell while they fetch an image. Pure. */
final class ImagePull {
    private ImagePull() {}

    /** What went wrong, from the progress lines of an answer whose status says that all is well; empty if nothing. */
    static String error(String progress) {
        String last = last(progress, List.of("error"), "");
        return last.isBlank() ? "" : EngineClient.oneLine(last) + ".";
    }

    /** What went wrong, of an answer that is a failure. */
    static String trouble(String progress) {
        String last = last(progress, List.of("error", "message", "cause"), progress);
        return last.isBlank() ? "the engine does not say why." : EngineClient.oneLine(last) + ".";
    }

    /** @param otherwise where no line is JSON */
    private static String last(String progress, List<String> fields, String otherwise) {
        String last = "";
        boolean read = false;
        for (String line : progress.split("\n")) {
            try {
                JsonNode node = EngineClient.JSON.readTree(line);
                read |= node != null && node.isObject();
                for (String field : fields)
                    if (node != null && node.path(field).isTextual()) {
                        last = node.path(field).asText();
                        break;
                    }
            } catch (JsonProcessingException e) {
                // Told below, where nothing else was said.
            }
        }
        return read ? last : otherwise;
    }
}
