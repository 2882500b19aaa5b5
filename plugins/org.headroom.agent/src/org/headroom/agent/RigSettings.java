package org.headroom.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rig.json} in the rig's home says. Amounts are text, so that nothing is ever read as floating point. Paths
 * may be relative to the home.
 *
 * @param rig the name that offers show
 * @param askPerHour USDC an hour for one GPU, such as {@code 0.42}
 * @param broker where the market is; absent: the rig only watches its GPUs
 * @param chain where the rig is paid; absent as with the broker
 * @param nvml another NVML than the system's; absent: the system's
 * @param streamPollSeconds how often the chain is read; 10 if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RigSettings(
        String rig,
        String askPerHour,
        @Nullable Broker broker,
        @Nullable Chain chain,
        @Nullable Keys keys,
        @Nullable String nvml,
        @Nullable Integer streamPollSeconds) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @param url {@code mqtt://host:port} or {@code mqtts://host:port} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Broker(
            String url,
            @Nullable String username,
            @Nullable String passwordFile,
            @Nullable String caFile) {}

    /**
     * @param rpc the node's URL
     * @param contract the Sablier Flow contract
     * @param token USDC
     * @param payout where withdrawals go; absent: the rig's own account
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Chain(
            String name,
            long chainId,
            String rpc,
            String contract,
            String token,
            @Nullable String payout) {}

    /** The operating key, encrypted, and the file that holds its passphrase, readable by the owner alone. */
    public record Keys(String keystore, String passphraseFile) {}

    /** What was wrong with the file, in one sentence that names it. */
    public static final class BadSettings extends Exception {
        private static final long serialVersionUID = 1;

        BadSettings(String message) {
            super(message);
        }
    }

    /** Empty where there is no file yet. */
    public static Optional<RigSettings> read(Path home) throws BadSettings {
        Path file = file(home);
        if (!Files.exists(file)) return Optional.empty();
        try {
            RigSettings settings = JSON.readValue(file.toFile(), RigSettings.class);
            if (settings.rig == null || settings.askPerHour == null)
                throw new BadSettings(file + " needs both \"rig\" and \"askPerHour\".");
            return Optional.of(settings);
        } catch (UnrecognizedPropertyException e) {
            throw new BadSettings(file + ", line " + e.getLocation().getLineNr() + ": there is no setting \""
                    + e.getPropertyName() + "\". Here there may be: "
                    + e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", ")) + ".");
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new BadSettings(file + (where == null ? "" : ", line " + where.getLineNr()) + ": "
                    + e.getOriginalMessage() + ". Correct the file, or move it away to start afresh.");
        } catch (IOException e) {
            throw new BadSettings(file + " cannot be read: " + e.getMessage());
        }
    }

    public void write(Path home) throws IOException {
        Files.createDirectories(home);
        Path draft = home.resolve("rig.json.new");
        JSON.writeValue(draft.toFile(), this);
        Files.move(draft, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(Path home) {
        return home.resolve("rig.json");
    }
}
