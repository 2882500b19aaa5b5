package org.headroom.renter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.market.OrderId;
import org.headroom.wallet.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renter's rentals on disk: {@code rentals/<order>/rental.json}, {@code log.jsonl} and, while somebody wants a running
 * rental stopped, {@code stop}. Reading is for anyone; writing is for the one who holds the {@link RenterLock}.
 */
public final class RentalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RentalFiles.class);
    private static final String RECORD = "rental.json";
    private static final String OUTPUT = "log.jsonl";
    private static final String STOP = "stop";
    private static final String SECRETS = "secrets.json";
    private static final int MOST_TIGHTENED = 100_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    /** A piece of a job's output, one line of the file. */
    private record Piece(long offset, String text) {}

    private final Path rentals;

    /** @param home the renter's own directory; made when something is written */
    public RentalFiles(Path home) {
        this.rentals = home.resolve("rentals");
    }

    /**
     * Takes the rights of others from what an older program left open. Once: then the folder above keeps others out.
     */
    void tighten() {
        try {
            if (!Files.isDirectory(rentals) || !PrivateFiles.isOpenToOthers(rentals)) return;
            PrivateFiles.tightenIn(rentals, MOST_TIGHTENED, rental -> true);
            try (Stream<Path> directories = Files.list(rentals)) {
                for (Path rental : directories.limit(MOST_TIGHTENED).toList())
                    if (Files.isDirectory(rental)) PrivateFiles.tightenIn(rental, MOST_TIGHTENED, Files::isRegularFile);
            }
            PrivateFiles.tighten(rentals);
        } catch (IOException e) {
            LOG.warn("Other users may be able to read {}: its rights cannot be changed ({})", rentals, e.toString());
        }
    }

    /** All rentals, oldest first. One that cannot be read is left where it is and told of in the log. */
    public List<RentalRecord> all() {
        if (!Files.isDirectory(rentals)) return List.of();
        List<RentalRecord> found = new ArrayList<>();
        try (Stream<Path> directories = Files.list(rentals)) {
            for (Path directory : directories.sorted().toList()) read(directory).ifPresent(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException("The rentals in " + rentals + " cannot be read: " + e.getMessage(), e);
        }
        found.sort(Comparator.comparing(r -> r.at(RentalRecord.Step.ORDERED).orElseThrow()));
        return found;
    }

    public Optional<RentalRecord> find(OrderId order) {
        return read(directory(order));
    }

    private static Optional<RentalRecord> read(Path directory) {
        Path file = directory.resolve(RECORD);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), RentalRecord.class));
        } catch (IOException e) {
            LOG.error(
                    "{} is damaged and left as it is. If its lease still runs, its stream goes on until the deposit is used up:"
                            + " restore the file, or end the stream with your wallet. ({})",
                    file,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** Durable on return; a reader sees the old record or the new one. @throws UncheckedIOException nothing has changed */
    void write(RentalRecord record) {
        Path directory = directory(record.id());
        Path file = directory.resolve(RECORD);
        Path fresh = directory.resolve(RECORD + ".new");
        try {
            PrivateFiles.createFolders(directory);
            byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
            try (FileChannel out = PrivateFiles.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) out.write(rest);
                out.force(true);
            }
            move(fresh, file);
            syncDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no directories; its file systems journal the rename.
            LOG.trace("{} cannot be synced", directory, e);
        }
    }

    /** Not synced: output survives the program's death, and a machine's death may cost the last lines of it. */
    void appendOutput(OrderId order, long offset, String text) {
        Path file = directory(order).resolve(OUTPUT);
        try {
            // A line that a crash cut off must not swallow the next one, hence the line feed in front.
            String line = "\n" + JSON.writeValueAsString(new Piece(offset, text));
            PrivateFiles.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("The job's output cannot be kept in {}: {}", file, e.getMessage());
        }
    }

    /** A job's output as far as it is known. */
    public LogAssembly output(OrderId order) {
        LogAssembly assembly = new LogAssembly();
        Path file = directory(order).resolve(OUTPUT);
        if (!Files.exists(file)) return assembly;
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.filter(l -> !l.isBlank()).forEach(l -> piece(l).ifPresent(p -> assembly.add(p.offset(), p.text())));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The job's output in {} cannot be read to its end: {}", file, e.getMessage());
        }
        return assembly;
    }

    private static Optional<Piece> piece(String line) {
        try {
            return Optional.of(JSON.readValue(line, Piece.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** For the owner's eyes alone, until they are sealed. @throws UncheckedIOException they are not kept then */
    void keepSecrets(OrderId order, OrderSecrets secrets) {
        Path file = directory(order).resolve(SECRETS);
        try {
            PrivateFiles.createFolders(directory(order));
            OwnerOnly.write(file, JSON.writeValueAsBytes(secrets.values()));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("The secrets cannot be kept in " + file
                    + ", so nothing was ordered: " + e.getClass().getSimpleName()));
        }
    }

    /** @throws UncheckedIOException if they are not there any more */
    OrderSecrets secrets(OrderId order) {
        Path file = directory(order).resolve(SECRETS);
        try {
            return new OrderSecrets(
                    JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("The secrets of " + order + " cannot be read from " + file + "."));
        }
    }

    void forgetSecrets(OrderId order) {
        try {
            Files.deleteIfExists(directory(order).resolve(SECRETS));
        } catch (IOException e) {
            LOG.warn(
                    "The secrets of {} are still in {}: remove the file",
                    order,
                    directory(order).resolve(SECRETS));
        }
    }

    /** Asks whoever drives this rental to stop it. */
    public void wishStop(OrderId order) throws IOException {
        PrivateFiles.createFolders(directory(order));
        PrivateFiles.writeString(directory(order).resolve(STOP), "stop\n");
    }

    /** Whether that was asked and nobody took it up yet. */
    public boolean stopWished(OrderId order) {
        return Files.exists(directory(order).resolve(STOP));
    }

    void forgetWish(OrderId order) {
        try {
            Files.deleteIfExists(directory(order).resolve(STOP));
        } catch (IOException e) {
            LOG.debug("The request to stop {} could not be deleted", order, e);
        }
    }

    private Path directory(OrderId order) {
        return rentals.resolve(order.value());
    }
}
