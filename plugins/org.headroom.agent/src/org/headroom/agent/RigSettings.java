package org.headroom.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.headroom.jobs.IoPolicy;
import org.headroom.jobs.LeaseFolders;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rig.json} in the rig's home says. Amounts are text, so that nothing is ever read as floating point. Paths
 * may be relative to the home.
 *
 * @param rig the name that offers show
 * @param askPerHour USDC an hour for one GPU, such as {@code 0.42}
 * @param broker where the market is; absent, as are {@code brokers}: the rig only watches its GPUs
 * @param chain where the rig is paid; absent as with the broker
 * @param nvml another NVML than the system's; absent: the system's
 * @param streamPollSeconds the longest time between two polls of a running lease's stream, 1 to 20; 8 if absent
 * @param prometheus whether and where readings are to be had over HTTP; absent: nowhere
 * @param brokers the same market on several brokers at once, instead of {@code broker}
 * @param storage disk space that is reserved and how long leases are kept; absent: the standard
 * @param images of the engine's store that renters may run: names with tag or digest, or whole ids; absent: none
 * @param secretsOnDocker whether orders with sealed variables are bid for on Docker, which keeps traces of them; absent: no
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RigSettings(
        String rig,
        String askPerHour,
        @Nullable Broker broker,
        @Nullable Chain chain,
        @Nullable Keys keys,
        @Nullable String nvml,
        @Nullable Integer streamPollSeconds,
        @Nullable Prometheus prometheus,
        @Nullable List<Broker> brokers,
        @Nullable Storage storage,
        @Nullable List<String> images,
        @Nullable Boolean secretsOnDocker) {
    private static final int MOST_BROKERS = 8;
    private static final int MOST_IMAGES = 1_000;
    /** What may run unpaid grows with it; {@link org.headroom.model.rig.LeaseMoney#CURRENT} allows for this much. */
    private static final int LONGEST_STREAM_POLL = 20;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    /** With one broker, and without the readings over HTTP. */
    public RigSettings(
            String rig,
            String askPerHour,
            @Nullable Broker broker,
            @Nullable Chain chain,
            @Nullable Keys keys,
            @Nullable String nvml,
            @Nullable Integer streamPollSeconds) {
        this(rig, askPerHour, broker, chain, keys, nvml, streamPollSeconds, null, null, null, null, null);
    }

    /** The same with other disk space and retention. */
    public RigSettings withStorage(Storage other) {
        return new RigSettings(
                rig,
                askPerHour,
                broker,
                chain,
                keys,
                nvml,
                streamPollSeconds,
                prometheus,
                brokers,
                other,
                images,
                secretsOnDocker);
    }

    /** The same with other images that renters may run. */
    public RigSettings withImages(List<String> others) {
        return new RigSettings(
                rig,
                askPerHour,
                broker,
                chain,
                keys,
                nvml,
                streamPollSeconds,
                prometheus,
                brokers,
                storage,
                others,
                secretsOnDocker);
    }

    /** The images that renters may run; none where nothing is said of them. */
    public OfferedImages offeredImages() {
        List<String> names = images;
        return names == null ? OfferedImages.NONE : OfferedImages.of(names);
    }

    /**
     * Disk space, retention and jobs' use of the disks. What is absent has its standard.
     *
     * @param ledgerReserveMiB kept allocated beside the ledger and given up when the disk is full; 2048 if absent, 0: none
     * @param keepLeasesDays how long the folders of finished leases are kept; 30 if absent
     * @param keepLeasesGiB how large they may become together; 20 if absent
     * @param jobMegabytesPerSecond that one job reads, and as many that it writes, of each disk; 200 if absent, 0: no limit
     * @param jobOperationsPerSecond as above; 2000 if absent, 0: no limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Storage(
            @Nullable Integer ledgerReserveMiB,
            @Nullable Integer keepLeasesDays,
            @Nullable Integer keepLeasesGiB,
            @Nullable Integer jobMegabytesPerSecond,
            @Nullable Integer jobOperationsPerSecond) {
        public static final Storage STANDARD = new Storage(null, null, null, null, null);

        private static final int RESERVE_MIB = 2_048;
        private static final int DAYS = 30;
        private static final int GIB = 20;

        ByteCount reserve() {
            return new ByteCount((long) either(ledgerReserveMiB, RESERVE_MIB) << 20);
        }

        LeaseFolders.Retention retention() {
            return new LeaseFolders.Retention(
                    Duration.ofDays(either(keepLeasesDays, DAYS)),
                    new ByteCount((long) either(keepLeasesGiB, GIB) << 30));
        }

        /** How fast a job may use the disks. */
        IoPolicy io() {
            return IoPolicy.of(
                    either(jobMegabytesPerSecond, IoPolicy.STANDARD.megabytesPerSecond()),
                    either(jobOperationsPerSecond, (int) IoPolicy.STANDARD.operationsPerSecond()));
        }

        /** What is wrong with it, as the second half of a sentence; empty where nothing is. */
        Optional<String> problem() {
            return atLeast("ledgerReserveMiB", either(ledgerReserveMiB, RESERVE_MIB), 0)
                    .or(() -> atLeast("keepLeasesDays", either(keepLeasesDays, DAYS), 1))
                    .or(() -> atLeast("keepLeasesGiB", either(keepLeasesGiB, GIB), 1))
                    .or(() -> atLeast("jobMegabytesPerSecond", either(jobMegabytesPerSecond, 0), 0))
                    .or(() -> atLeast("jobOperationsPerSecond", either(jobOperationsPerSecond, 0), 0));
        }

        private static Optional<String> atLeast(String name, int value, int least) {
            return value < least
                    ? Optional.of("\"storage." + name + "\" must be " + least + " or more, not " + value)
                    : Optional.empty();
        }

        private static int either(@Nullable Integer value, int standard) {
            return value == null ? standard : value;
        }
    }

    /** Disk space and retention, as they are set or standard. */
    public Storage storageOrStandard() {
        return storage == null ? Storage.STANDARD : storage;
    }

    /**
     * One broker, at one URL or at several of which the first that answers is taken.
     *
     * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
     * @param name what it is called here; the host and port of its first URL if absent
     * @param urls instead of {@code url}
     * @param caFile PEM, the authorities to trust instead of the system's
     * @param certificateFile what we show: PEM, or PKCS #12 with its key
     * @param keyFile PEM, not encrypted; not with PKCS #12
     * @param keyPasswordFile of the PKCS #12 file
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Broker(
            @Nullable String url,
            @Nullable String username,
            @Nullable String passwordFile,
            @Nullable String caFile,
            @Nullable String name,
            @Nullable List<String> urls,
            @Nullable String certificateFile,
            @Nullable String keyFile,
            @Nullable String keyPasswordFile) {
        /** At one URL, with no certificate of ours. */
        public Broker(String url, @Nullable String username, @Nullable String passwordFile, @Nullable String caFile) {
            this(url, username, passwordFile, caFile, null, null, null, null, null);
        }

        List<String> allUrls() {
            List<String> several = urls;
            String one = url;
            if (several != null) return several;
            return one == null ? List.of() : List.of(one);
        }
    }

    /**
     * Where the rig is paid, and how its nodes are judged.
     *
     * @param name what it is called here; {@code chain} and its number if absent
     * @param rpc the node's URL
     * @param contract the Sablier Flow contract
     * @param token USDC
     * @param payout where withdrawals go; absent: the rig's own account
     * @param rpcs several nodes, instead of {@code rpc}
     * @param maxHeadAgeSeconds a node whose newest block is older is not believed; absent: by the chain
     * @param finality {@code finalized}, {@code safe} or {@code depth}; absent: by the chain
     * @param finalityDepth how many blocks must follow one until it is final, where the tag is not used or not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Chain(
            @Nullable String name,
            long chainId,
            @Nullable String rpc,
            String contract,
            String token,
            @Nullable String payout,
            @Nullable List<String> rpcs,
            @Nullable Integer maxHeadAgeSeconds,
            @Nullable String finality,
            @Nullable Integer finalityDepth) {
        /** With one node, judged by the chain's standard. */
        public Chain(String name, long chainId, String rpc, String contract, String token, @Nullable String payout) {
            this(name, chainId, rpc, contract, token, payout, null, null, null, null);
        }

        List<String> allRpcs() {
            List<String> several = rpcs;
            String one = rpc;
            if (several != null) return several;
            return one == null ? List.of() : List.of(one);
        }
    }

    /** The operating key, encrypted, and the file that holds its passphrase, readable by the owner alone. */
    public record Keys(String keystore, String passphraseFile) {
        /** What is wrong with it, as the second half of a sentence; empty where nothing is. */
        Optional<String> problem() {
            return FieldRules.needed("keys.keystore", keystore, "the name of the keystore's file")
                    .or(() -> FieldRules.needed(
                            "keys.passphraseFile",
                            passphraseFile,
                            "the name of the file with the keystore's passphrase"));
        }
    }

    /**
     * Readings over HTTP, as Prometheus fetches them.
     *
     * @param enabled off unless it is said otherwise
     * @param address whom it listens to; this machine alone unless it is said otherwise
     */
    public record Prometheus(boolean enabled, String address, int port) {
        public static final Prometheus OFF = new Prometheus(false, "127.0.0.1", 9400);
        private static final int HIGHEST_PORT = 65_535;
        /** An IPv4 or IPv6 address, or a host's name; whether it is this machine's shows when it is opened. */
        private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.:%_-]+|\\[[0-9A-Fa-f:.%]+]");

        @JsonCreator
        static Prometheus of(
                @JsonProperty("enabled") @Nullable Boolean enabled,
                @JsonProperty("address") @Nullable String address,
                @JsonProperty("port") @Nullable Integer port) {
            return new Prometheus(
                    enabled == null ? OFF.enabled : enabled,
                    address == null ? OFF.address : address.strip(),
                    port == null ? OFF.port : port);
        }

        /** What is wrong with it, as the second half of a sentence; empty where nothing is. */
        Optional<String> problem() {
            if (port < 1 || port > HIGHEST_PORT)
                return Optional.of("\"prometheus.port\" must be from 1 to " + HIGHEST_PORT + ", not " + port);
            return ADDRESS.matcher(address).matches()
                    ? Optional.empty()
                    : Optional.of("\"prometheus.address\" must be an address of this machine such as 127.0.0.1, or "
                            + "0.0.0.0 for all of them, not \"" + address + "\"");
        }
    }

    /** What was wrong with the file, in one sentence that names it. */
    public static final class BadSettings extends Exception {
        private static final long serialVersionUID = 1;

        BadSettings(String message) {
            super(message);
        }
    }

    private static Optional<String> askProblem(@Nullable String askPerHour) {
        if (askPerHour == null)
            return Optional.of("\"askPerHour\" is missing: write the USDC an hour for one GPU, such as \"0.42\"");
        try {
            if (Usdc.parse(askPerHour).compareTo(Usdc.ZERO) > 0) return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below.
        }
        return Optional.of("\"askPerHour\" must be an amount of USDC above zero with at most six decimals, not \""
                + askPerHour + "\"");
    }

    /** Empty where there is no file yet. */
    public static Optional<RigSettings> read(Path home) throws BadSettings {
        Path file = file(home);
        if (!Files.exists(file)) return Optional.empty();
        try {
            // A file that says null makes nothing, whatever the library's signature promises.
            RigSettings settings = Optional.<RigSettings>ofNullable(JSON.readValue(file.toFile(), RigSettings.class))
                    .orElseThrow(() -> new BadSettings(file + ": the whole must be an object: { … }."));
            Optional<String> problem = settings.problem();
            if (problem.isPresent()) throw new BadSettings(file + ": " + problem.get() + ".");
            return Optional.of(settings);
        } catch (JsonProcessingException e) {
            throw new BadSettings(file + JsonProblem.of(e, "setting") + ".");
        } catch (IOException e) {
            throw new BadSettings(file + " cannot be read: " + e.getMessage());
        }
    }

    /** What is wrong with it, as the second half of a sentence; empty where nothing is. */
    private Optional<String> problem() {
        Keys key = keys;
        Chain paid = chain;
        return FieldRules.name("rig", rig, "the name that offers show")
                .or(() -> askProblem(askPerHour))
                .or(() -> endpoint().problem())
                .or(this::brokerProblem)
                .or(this::streamPollProblem)
                .or(() -> storageOrStandard().problem())
                .or(this::imageProblem)
                .or(() -> key == null ? Optional.empty() : key.problem())
                .or(() -> FieldRules.optional("nvml", nvml, "the NVML library's file"))
                .or(() -> paid == null ? Optional.empty() : ChainRules.problem(paid));
    }

    /** The readings over HTTP, off where nothing is said of them. */
    public Prometheus endpoint() {
        return prometheus == null ? Prometheus.OFF : prometheus;
    }

    /** One or several; empty where the rig only watches. */
    public List<Broker> allBrokers() {
        List<Broker> several = brokers;
        Broker one = broker;
        if (several != null) return several;
        return one == null ? List.of() : List.of(one);
    }

    private Optional<String> streamPollProblem() {
        Integer poll = streamPollSeconds;
        return poll != null && (poll < 1 || poll > LONGEST_STREAM_POLL)
                ? Optional.of("\"streamPollSeconds\" must be from 1 to " + LONGEST_STREAM_POLL + ", not " + poll)
                : Optional.empty();
    }

    private Optional<String> imageProblem() {
        List<String> names = images;
        if (names == null) return Optional.empty();
        if (names.size() > MOST_IMAGES)
            return Optional.of("\"images\" must name " + MOST_IMAGES + " of them at the most");
        for (int i = 0; i < names.size(); i++) {
            // A list in a file may hold null, whatever its type promises.
            Optional<String> name = Optional.<String>ofNullable(names.get(i));
            if (name.filter(ImageName::isPartOfId).isPresent())
                return Optional.of("\"images[" + i + "]\" is a part of an image's id, \"" + FieldRules.brief(name.get())
                        + "\": write all 64 digits");
            if (name.flatMap(ImageName::read).isEmpty())
                return Optional.of("\"images[" + i + "]\" must be an image's name with its tag or digest, such as "
                        + "localhost/app:1 or registry.example/app@sha256:…, or a whole image id, not "
                        + name.map(n -> "\"" + FieldRules.brief(n) + "\"").orElse("null"));
        }
        return Optional.empty();
    }

    private Optional<String> brokerProblem() {
        List<Broker> several = brokers;
        if (broker != null && several != null)
            return Optional.of("there is both \"broker\" and \"brokers\"; put all of them into \"brokers\"");
        if (broker != null) return BrokerRules.problem("broker", broker);
        if (several == null) return Optional.empty();
        if (several.isEmpty() || several.size() > MOST_BROKERS)
            return Optional.of("\"brokers\" must name 1 to " + MOST_BROKERS + " of them");
        for (int i = 0; i < several.size(); i++) {
            Optional<String> problem = BrokerRules.problem("brokers[" + i + "]", several.get(i));
            if (problem.isPresent()) return problem;
        }
        return BrokerRules.twice(several);
    }

    public void write(Path home) throws IOException {
        PrivateFiles.createFolders(home);
        PrivateFiles.replace(file(home), JSON.writeValueAsBytes(this));
    }

    private static Path file(Path home) {
        return home.resolve("rig.json");
    }
}
