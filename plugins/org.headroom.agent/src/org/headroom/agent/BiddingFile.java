package org.headroom.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Optional;
import org.headroom.engine.BidParts;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.lease.Journal.JournalFailure;

/**
 * The owner's rules for bids in {@code bidding.json} of the rig's home. Read once, when the rig opens; replaced as a whole.
 * Until there is a file, the rules are those that {@code askPerHour} of {@code rig.json} makes.
 */
final class BiddingFile implements BidParts.RulesStore {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    private final Path file;
    private final Optional<BidRules> kept;

    private BiddingFile(Path file, Optional<BidRules> kept) {
        this.file = file;
        this.kept = kept;
    }

    /** @param standard what holds where the file says nothing; @throws RigSettings.BadSettings in one sentence that says where */
    static BiddingFile open(Path home, BidRules standard) throws RigSettings.BadSettings {
        Path file = home.resolve("bidding.json");
        if (!Files.exists(file)) return new BiddingFile(file, Optional.empty());
        try {
            // A file that says null makes nothing, whatever the library's signature promises.
            return new BiddingFile(
                    file,
                    Optional.of(Optional.<BiddingJson>ofNullable(JSON.readValue(file.toFile(), BiddingJson.class))
                            .orElseThrow(() -> new IllegalArgumentException("the whole must be an object: { … }"))
                            .rules(standard)));
        } catch (JsonProcessingException e) {
            throw new RigSettings.BadSettings(file + JsonProblem.of(e, "setting")
                    + ". Correct the file, or move it away to start with askPerHour of rig.json.");
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new RigSettings.BadSettings(file + ": " + e.getMessage()
                    + ". Correct the file, or move it away to start with askPerHour of rig.json.");
        } catch (IOException e) {
            throw new RigSettings.BadSettings(file + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<BidRules> read() {
        return kept;
    }

    @Override
    public void keep(BidRules rules) {
        try {
            PrivateFiles.replace(file, JSON.writeValueAsBytes(BiddingJson.of(rules)));
        } catch (IOException e) {
            throw new JournalFailure(
                    "The rules could not be kept in " + file + " (" + e.getMessage()
                            + "), so the old ones go on. Free some space or give this user the right to write there.",
                    e);
        }
    }
}
