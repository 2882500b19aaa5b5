package org.headroom.agent;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.headroom.engine.AvailabilityWatch;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.RulesNotKept;
import org.headroom.model.files.PrivateFiles;

/**
 * {@code availability.json} in the rig's home. What is not understood is refused and never overwritten: a rule that was meant to
 * keep the machine for its owner must not be lost to a slip of the pen.
 */
final class AvailabilityFile implements AvailabilityWatch.Keeper {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    AvailabilityFile(Path home) {
        this.file = home.resolve("availability.json");
    }

    /** The standard where there is no file yet. @param here the machine's own zone, where the file names none */
    AvailabilityRules read(ZoneId here) throws RigSettings.BadSettings {
        if (!Files.exists(file)) return AvailabilityRules.standard(here);
        try {
            if (Files.size(file) > MOST_BYTES) throw new RigSettings.BadSettings(file + " is larger than a megabyte.");
            return Optional.ofNullable(JSON.readValue(file.toFile(), AvailabilityJson.class))
                    .orElseThrow(() -> new RigSettings.BadSettings(file + " holds no rules. " + howToMend()))
                    .rules(here);
        } catch (JsonProcessingException e) {
            throw new RigSettings.BadSettings(file + JsonProblem.of(e, "rule") + ". " + howToMend());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new RigSettings.BadSettings(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new RigSettings.BadSettings(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String howToMend() {
        return "Correct the file, or move it away to start with rules that keep the rig open.";
    }

    /** Whole or not at all. */
    @Override
    public void keep(AvailabilityRules rules) throws RulesNotKept {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            ByteBuffer left = ByteBuffer.wrap(JSON.writeValueAsBytes(AvailabilityJson.of(rules)));
            try (FileChannel out = PrivateFiles.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                while (left.hasRemaining()) out.write(left);
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RulesNotKept(
                    "The rules could not be written to " + file + ": " + e.getMessage()
                            + ". The rules before are still in force. Free some space or look at the folder's rights.",
                    e);
        }
    }
}
