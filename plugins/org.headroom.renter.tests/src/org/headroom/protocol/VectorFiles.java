package org.headroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of docs/protocol/vectors: compared with what they should be, or written. */
final class VectorFiles {
    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private VectorFiles() {}

    static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.isDirectory(at.resolve(".mvn"))) return at.resolve("docs/protocol/vectors");
        throw new IllegalStateException("not inside the repository");
    }

    static JsonNode read(String name) throws IOException {
        return JSON.readTree(Files.readString(folder().resolve(name + ".json")));
    }

    /** Writes instead with {@code HEADROOM_VECTORS=write} in the environment. */
    static void check(String name, JsonNode should) throws IOException {
        Path file = folder().resolve(name + ".json");
        if ("write".equals(System.getenv("HEADROOM_VECTORS")))
            Files.writeString(file, JSON.writeValueAsString(should) + "\n");
        assertThat(file).exists();
        // Through text, so that numbers compare as they will be read.
        assertThat(read(name)).as(name).isEqualTo(JSON.readTree(JSON.writeValueAsString(should)));
    }
}
