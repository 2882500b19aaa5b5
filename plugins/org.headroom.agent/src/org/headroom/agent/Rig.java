package org.headroom.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.agent.control.ControlledRig;
import org.headroom.agent.control.RigControl;
import org.headroom.engine.AvailabilityWatch;
import org.headroom.engine.BidParts;
import org.headroom.engine.BootTime;
import org.headroom.engine.LeaseLoop;
import org.headroom.engine.RigClock;
import org.headroom.engine.RigParts;
import org.headroom.engine.RigPolicy;
import org.headroom.jobs.AwaitedEngine;
import org.headroom.jobs.DiskPolicy;
import org.headroom.jobs.EngineFinder;
import org.headroom.jobs.GpuToolkit;
import org.headroom.jobs.LeaseDisks;
import org.headroom.jobs.LeaseFolders;
import org.headroom.jobs.RigGuard;
import org.headroom.market.Guards;
import org.headroom.market.ManifestSecrets;
import org.headroom.market.MarketCodec;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.RateLimits;
import org.headroom.market.Role;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.host.HostWatch;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.rig.LedgerReserve;
import org.headroom.model.rig.RigDesk;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;
import org.headroom.store.LedgerCheck;
import org.headroom.store.telemetry.TelemetryArchive;
import org.headroom.telemetry.GpuTelemetry;
import org.headroom.telemetry.health.HealthDesk;
import org.headroom.telemetry.host.HostTelemetry;
import org.headroom.telemetry.owner.MachineSenses;
import org.headroom.telemetry.prometheus.PrometheusEndpoint;
import org.headroom.telemetry.screen.FullScreen;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.FlowPaymentRail;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.Passphrase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rig put together from its home directory: the GPUs are always watched; where a broker, a chain and keys are set up,
 * leases run too. The home holds {@code rig.json}, {@code bidding.json}, {@code availability.json},
 * {@code health.properties}, {@code telemetry.db}, {@code ledger.db}, {@code decisions.db}, {@code leases/},
 * {@code engine/} and {@code guard/}.
 */
public final class Rig implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rig.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration ENGINE_PAUSE = Duration.ofSeconds(5);

    /** Why the rig could not be put together: one sentence that says what to do. */
    public static final class CannotOpen extends Exception {
        private static final long serialVersionUID = 1;

        CannotOpen(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What runs everywhere, for leases or not. */
    private record Watches(GpuWatch gpus, HealthWatch health, HostWatch host, AvailabilityWatch owner) {}

    /** What there is only where leases run. */
    private record Business(
            Ledger ledger, MessageMemory heard, Blocklist blocklist, ContainerEngine containers, LeaseLoop leases) {}

    private final Watches watches;
    private final Optional<PrometheusEndpoint> endpoint;
    private final Optional<Business> business;
    private final Optional<RigControl> control;
    private final Deque<AutoCloseable> open;

    private Rig(
            Watches watches,
            Optional<PrometheusEndpoint> endpoint,
            Optional<Business> business,
            Optional<RigControl> control,
            Deque<AutoCloseable> open) {
        this.watches = watches;
        this.endpoint = endpoint;
        this.business = business;
        this.control = control;
        this.open = open;
    }

    /**
     * Opens what the settings name. Takes a few seconds: it reads the key and looks for a container engine. Neither the
     * broker nor the chain has to answer yet.
     */
    public static Rig open(Path home, Clock clock) throws CannotOpen {
        return open(home, clock, System.getenv());
    }

    /** @param environment where the container engine and the owner's display are looked for, usually {@code System.getenv()} */
    public static Rig open(Path home, Clock clock, Map<String, String> environment) throws CannotOpen {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            PrivateHome.prepare(home);
            Optional<RigSettings> settings = RigSettings.read(home);
            if (settings.isPresent()) RigBrokers.requireSecrets(settings.get(), home);
            Watches watches = watches(settings, home, clock, environment, open);
            Optional<Business> business = settings.isPresent()
                    ? business(settings.get(), home, clock, environment, watches, open)
                    : Optional.empty();
            Optional<PrometheusEndpoint> endpoint = settings.map(RigSettings::endpoint)
                    .filter(RigSettings.Prometheus::enabled)
                    .flatMap(e -> endpoint(e, watches, open));
            Optional<RigControl> control = control(settings, home, clock, environment, watches, business, open);
            return new Rig(watches, endpoint, business, control, open);
        } catch (RigSettings.BadSettings
                | KeystoreFailure
                | Journal.JournalFailure
                | IllegalArgumentException
                | IOException e) {
            closeAll(open);
            throw new CannotOpen(String.valueOf(e.getMessage()), e);
        }
    }

    /** They close the other way round: who is told of samples before who takes them, and the archive last. */
    /** What others read of this rig is never worth more than the rig itself: where it cannot listen, all else goes on. */
    private static Optional<PrometheusEndpoint> endpoint(
            RigSettings.Prometheus settings, Watches watches, Deque<AutoCloseable> open) {
        try {
            InetAddress address = InetAddress.getByName(settings.address());
            return Optional.of(pushed(
                    open,
                    PrometheusEndpoint.open(watches.gpus(), Optional.of(watches.health()), address, settings.port())));
        } catch (UnknownHostException e) {
            LOG.error(
                    "There is no Prometheus endpoint: \"{}\" is no address of this machine. Correct prometheus.address"
                            + " in rig.json. Health and leases go on.",
                    settings.address());
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
        }
        return Optional.empty();
    }

    /** Where nobody can connect, all else goes on. */
    private static Optional<RigControl> control(
            Optional<RigSettings> settings,
            Path home,
            Clock clock,
            Map<String, String> environment,
            Watches watches,
            Optional<Business> business,
            Deque<AutoCloseable> open) {
        // Its owner is told from others by the system's users, which only such a system has.
        if (!home.getFileSystem().supportedFileAttributeViews().contains("posix")) return Optional.empty();
        ControlledRig rig = new ControlledRig(
                settings.map(RigSettings::rig),
                business.map(Business::leases),
                () -> business.map(b -> b.leases().isRestored()).orElse(true),
                watches.gpus(),
                watches.health(),
                watches.owner());
        try {
            return Optional.of(pushed(open, RigControl.open(home, environment, rig, clock)));
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "The rig cannot be worked by './headroom status', 'withdraw' and 'stop': {}. Health and leases go"
                            + " on.",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static Watches watches(
            Optional<RigSettings> settings,
            Path home,
            Clock clock,
            Map<String, String> environment,
            Deque<AutoCloseable> open)
            throws RigSettings.BadSettings {
        AvailabilityFile kept = new AvailabilityFile(home);
        AvailabilityRules ruled = kept.read(ZoneId.systemDefault());
        TelemetryArchive archive = pushed(open, TelemetryArchive.open(home.resolve("telemetry.db"), clock));
        GpuTelemetry gpus = pushed(
                open,
                new GpuTelemetry(
                        settings.map(RigSettings::nvml),
                        clock,
                        SWEEP,
                        Optional.of(archive),
                        FullScreen.ofThisMachine()));
        Path rules = home.resolve("health.properties");
        HealthDesk health =
                pushed(open, new HealthDesk(gpus, Optional.of(archive.alarms()), Optional.of(rules), clock));
        HostTelemetry host = pushed(open, new HostTelemetry(clock));
        host.start();
        health.start();
        // Last, so that nobody misses the first sweep.
        gpus.start();
        AvailabilityWatch owner = pushed(
                open,
                new AvailabilityWatch(ruled, gpus, MachineSenses.ofThisMachine(gpus, clock, environment), kept, clock));
        owner.start();
        return new Watches(gpus, health, host, owner);
    }

    private static Optional<Business> business(
            RigSettings settings,
            Path home,
            Clock clock,
            Map<String, String> environment,
            Watches watches,
            Deque<AutoCloseable> open)
            throws KeystoreFailure, IOException, RigSettings.BadSettings {
        RigSettings.Chain chain = settings.chain();
        RigSettings.Keys keys = settings.keys();
        if (settings.allBrokers().isEmpty() || chain == null || keys == null) return Optional.empty();
        Ledger ledger = pushed(open, Ledger.openOfRig(home, clock));
        KeySigner signer = signer(keys, home);
        // Leases, what pays for them and when their containers are to end go by this one, all else by the wall clock.
        RigClock rigClock = RigClock.of(clock, BootTime.ofThisMachine(), ledger.rig());
        FlowPaymentRail payments = pushed(open, payments(chain, signer, rigClock, ledger.transactions()));
        Path leases = home.resolve("leases");
        PrivateFiles.createFolders(leases);
        DiskPolicy policy =
                DiskPolicy.STANDARD.withIo(settings.storageOrStandard().io());
        LeaseDisks disks = new LeaseDisks(leases, policy);
        EngineFinder finder = new EngineFinder(environment, home.resolve("engine"), disks);
        String owner = RigIdentity.of(settings.rig(), home);
        OfferedImages images = settings.offeredImages();
        if (images.listed().isEmpty())
            LOG.warn(
                    "rig.json lists no images, so no order is bid for: name those that renters may run in \"images\".");
        GpuToolkit toolkit = new GpuToolkit(environment);
        RigGuard guard = pushed(open, new RigGuard(home, owner, rigClock, environment));
        AwaitedEngine containers = pushed(
                open,
                new AwaitedEngine(() -> finder.find(owner, images, rigClock), toolkit, disks, guard, ENGINE_PAUSE));
        MarketCodec codec = new MarketCodec(chain.chainId());
        Eip712Recovery recovery = new Eip712Recovery();
        MessageMemory heard = ledger.messages(clock);
        Blocklist blocklist = ledger.blocklist(clock);
        MqttMarketLink market = pushed(
                open,
                new MqttMarketLink(
                        RigBrokers.of(settings, home, ledger),
                        Role.PROVIDER,
                        codec,
                        signer,
                        new Guards(recovery, heard, blocklist, RateLimits.STANDARD),
                        clock));
        LedgerReserve reserve = ledger.reserve(settings.storageOrStandard().reserve());
        RigParts parts = new RigParts(
                watches.gpus(),
                Optional.of(watches.health()),
                market,
                containers,
                payments,
                ledger.journal(),
                ledger.rig(),
                receipt -> recovery.hash(codec.layout(receipt)),
                new JobDigests(disks),
                new ManifestSecrets(signer.opener()),
                leases,
                bids(settings, home, clock, watches, leases, blocklist, open),
                Optional.of(watches.owner()),
                Optional.of(reserve),
                guard);
        LeaseLoop loop = pushed(open, new LeaseLoop(parts, policy(settings), rigClock));
        // The loop listens before the link connects, so that nothing retained is missed.
        loop.start();
        market.open();
        pushed(
                open,
                new Housekeeping(
                        new LeaseFolders(disks, settings.storageOrStandard().retention(), clock),
                        () -> openLeases(loop)));
        ledger.checkInBackground(Rig::report);
        return Optional.of(new Business(ledger, heard, blocklist, containers, loop));
    }

    /** Those whose folders are kept: of a job that could not be started only money may be open. */
    private static Optional<Set<LeaseId>> openLeases(LeaseLoop loop) {
        if (!loop.isRestored()) return Optional.empty();
        return Optional.of(loop.book().open().stream()
                .filter(l -> !(l instanceof LeaseState.Unserved))
                .map(LeaseState::id)
                .collect(Collectors.toSet()));
    }

    /** What the check of the whole ledger found. */
    private static void report(LedgerCheck check) {
        if (check.sound()) LOG.info("The whole ledger was checked: {} events are as they were written", check.events());
        check.problems().forEach(p -> LOG.error("{}", p));
        check.damaged().values().forEach(p -> LOG.error("{}", p));
    }

    private static BidParts bids(
            RigSettings settings,
            Path home,
            Clock clock,
            Watches watches,
            Path leases,
            Blocklist blocklist,
            Deque<AutoCloseable> open)
            throws RigSettings.BadSettings {
        return new BidParts(
                BiddingFile.open(home, BidRules.standard(Usdc.parse(settings.askPerHour()))),
                pushed(open, DecisionStore.open(home.resolve("decisions.db"), clock)),
                new ScriptRunner(),
                Optional.of(blocklist),
                new HostRoom(watches.host(), watches.gpus(), leases));
    }

    private static <T extends AutoCloseable> T pushed(Deque<AutoCloseable> open, T part) {
        open.push(part);
        return part;
    }

    private static RigPolicy policy(RigSettings settings) {
        RigPolicy policy = RigPolicy.standard(settings.rig(), Usdc.parse(settings.askPerHour()))
                .withImages(settings.offeredImages())
                .withSecretsOnDocker(Boolean.TRUE.equals(settings.secretsOnDocker()));
        Integer poll = settings.streamPollSeconds();
        return poll == null ? policy : policy.withStreamPoll(Duration.ofSeconds(poll));
    }

    private static KeySigner signer(RigSettings.Keys keys, Path home) throws KeystoreFailure {
        char[] passphrase = Passphrase.fromFile(home.resolve(keys.passphraseFile()));
        try {
            return Keystore.open(home.resolve(keys.keystore()), passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static FlowPaymentRail payments(
            RigSettings.Chain chain, KeySigner signer, Clock clock, TransactionLog log) {
        ChainSettings settings = ChainRules.settings(chain);
        String payout = chain.payout();
        EthAddress to = payout == null ? signer.address() : new EthAddress(payout);
        return new FlowPaymentRail(settings, signer, to, clock, log);
    }

    public GpuWatch gpus() {
        return watches.gpus();
    }

    public HealthWatch health() {
        return watches.health();
    }

    public HostWatch host() {
        return watches.host();
    }

    /** When the owner lets the rig work. */
    public AvailabilityDesk availability() {
        return watches.owner();
    }

    /** Where readings are to be had over HTTP; empty where that is off or could not be opened. */
    public Optional<InetSocketAddress> endpoint() {
        return endpoint.map(PrometheusEndpoint::address);
    }

    /** @param how ends this program in an orderly way where the owner's command asks for it; on a thread of its own */
    public void whenAskedToEnd(Runnable how) {
        control.ifPresent(c -> c.whenAskedToEnd(how));
    }

    /** Empty where the rig only watches its GPUs. */
    public Optional<RigDesk> desk() {
        return business.map(Business::leases);
    }

    /** Where the owner sees and changes how the rig bids; empty as the desk is. */
    public Optional<BidDesk> bids() {
        return business.map(b -> b.leases().bids());
    }

    public Optional<LeaseLoop> leases() {
        return business.map(Business::leases);
    }

    public Optional<Journal> journal() {
        return business.map(b -> b.ledger().journal());
    }

    /** What was heard on the market; holds the proofs of equivocations. */
    public Optional<MessageMemory> heard() {
        return business.map(Business::heard);
    }

    /** With whom the owner does no business. */
    public Optional<Blocklist> blocklist() {
        return business.map(Business::blocklist);
    }

    public Optional<ContainerEngine> containers() {
        return business.map(Business::containers);
    }

    /** Ends the watch and the business; running containers go on, and the next start takes them up. */
    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close cleanly: {}", part.getClass().getSimpleName(), e.getMessage());
            }
        }
    }
}
