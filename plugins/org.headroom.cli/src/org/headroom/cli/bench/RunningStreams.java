package org.headroom.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.engine.LeaseLoop;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamState;
import org.headroom.store.DecisionStore;
import org.headroom.store.Ledger;
import org.headroom.wallet.FlowPaymentRail;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.RenterPayments;

/** Leases that run and are paid by streams on the local chain, which the rig's own wallet reads behind a slow node. */
final class RunningStreams {
    static final double MOST_REQUESTS = 10;

    private static final String READER = "chain-reader";
    private static final Usdc DEPOSIT = Usdc.parse("2");
    private static final Duration JOB = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MINUTE_NANOS = 60e9;

    private final LocalChain chain;
    private final Path folder;
    private final int streams;
    private final Duration watched;
    private final Clock clock = Clock.systemUTC();

    /** @param watched how long looks are counted */
    RunningStreams(LocalChain chain, Path folder, int streams, Duration watched) {
        this.chain = chain;
        this.folder = folder;
        this.streams = streams;
        this.watched = watched;
    }

    LimitsReport.Part measure() throws IOException, InterruptedException, PaymentFailure, KeystoreFailure {
        Files.createDirectories(folder);
        KeySigner owner = key("owner");
        List<MadeUpLease> leases = leases(owner);
        try (PublicNode node = PublicNode.open(chain, SlowNodeRig.SLOW);
                FlowPaymentRail payments = new FlowPaymentRail(node.settings(), owner, clock);
                SettlingEngine engine = new SettlingEngine(clock, JOB);
                SettlingRenter market = new SettlingRenter(new SettlingChain(clock), clock, 1);
                Ledger ledger = Ledger.open(folder.resolve("ledger.db"));
                DecisionStore decisions = DecisionStore.open(folder.resolve("decisions.db"), clock)) {
            for (MadeUpLease lease : leases) {
                lease.running(streams).forEach(ledger.journal()::append);
                engine.restore(MadeUpLease.id(lease.number()));
            }
            CountedRail rail = new CountedRail(payments, () -> node.counts().requests());
            try (LeaseLoop loop = BenchRig.loop(
                    streams,
                    market,
                    engine,
                    rail,
                    ledger,
                    decisions,
                    folder.resolve("leases"),
                    MadeUpMarket.policy(),
                    clock)) {
                loop.start();
                Awaiting.await(
                        "the first look at all streams",
                        PATIENCE,
                        () -> rail.looks().stream()
                                        .mapToInt(CountedRail.Look::read)
                                        .sum()
                                >= streams);
                return watch(loop, rail, node);
            }
        }
    }

    private KeySigner key(String name) throws KeystoreFailure, IOException {
        KeySigner key = Keystore.create(folder.resolve(name), "bench".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(key.address(), new Usdc(DEPOSIT.baseUnits() * streams), LocalChain.PLENTY_OF_COIN);
        return key;
    }

    /** Opens the streams, and makes a lease for each. */
    private List<MadeUpLease> leases(KeySigner owner) throws PaymentFailure, KeystoreFailure, IOException {
        List<MadeUpLease> leases = new ArrayList<>();
        try (RenterPayments renter = new RenterPayments(chain.settings(), key("renter"));
                FlowPaymentRail direct = new FlowPaymentRail(chain.settings(), owner, clock)) {
            for (int n = 1; n <= streams; n++) {
                var opened = renter.open(direct.terms(), MadeUpLease.RATE, DEPOSIT);
                StreamState state = direct.verify(opened.stream(), Optional.empty());
                Instant began = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                leases.add(new MadeUpLease(n, direct.terms(), state, began));
            }
        }
        return leases;
    }

    private LimitsReport.Part watch(LeaseLoop loop, CountedRail rail, PublicNode node)
            throws IOException, InterruptedException {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        Thread reader = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals(READER))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no thread " + READER + "."));
        int first = rail.looks().size();
        long requests = node.counts().requests();
        long used = cpu.getThreadCpuTime(reader.threadId());
        long began = System.nanoTime();
        Awaiting.pause(watched);
        double minutes = (System.nanoTime() - began) / MINUTE_NANOS;
        double millis = (cpu.getThreadCpuTime(reader.threadId()) - used) / 1e6;
        double sent = node.counts().requests() - requests;
        List<CountedRail.Look> looks = rail.looks();
        looks = looks.subList(first, looks.size());
        List<CountedRail.Look> withStreams =
                looks.stream().filter(l -> l.asked() > 0).toList();
        int unread = withStreams.stream().mapToInt(l -> l.asked() - l.read()).sum();
        long running = loop.book().holders().size();
        return new LimitsReport.Part(
                "streams",
                streams + " running streams behind a node of " + SlowNodeRig.LATENCY_MS + " ms a call",
                List.of(
                        Figure.of("looks", "looks at the chain a minute", looks.size() / minutes),
                        Figure.of("looksWithStreams", "of them with streams", withStreams.size() / minutes),
                        Figure.of(
                                "streamsRead",
                                "readings of a stream a minute",
                                withStreams.stream()
                                                .mapToInt(CountedRail.Look::read)
                                                .sum()
                                        / minutes),
                        Figure.limited(
                                "requestsALook",
                                "requests of the look that took most",
                                withStreams.stream()
                                        .mapToLong(CountedRail.Look::requests)
                                        .max()
                                        .orElse(0),
                                MOST_REQUESTS),
                        Figure.of("requests", "requests a minute, all", sent / minutes),
                        Figure.of("readerCpuMs", "CPU of the reading thread a minute, ms", millis / minutes),
                        Figure.limited("unread", "readings that failed", unread, 0),
                        Figure.limited("stopped", "leases that do not run any more", streams - running, 0)));
    }
}
