package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.agent.Rig;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeCounts;
import org.headroom.localchain.PublicNode;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.renter.Renter;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;

/**
 * A rig with the settings of another and an account of its own, which asks the chain through a node that takes its time.
 * Renters go on asking the chain itself, so that what is slower is slower because of the rig.
 */
final class SlowNodeRig implements AutoCloseable {
    static final int LATENCY_MS = 100;
    static final double MOST_MORE_MS = 12 * LATENCY_MS;
    /** A public node that fails at nothing. */
    static final NodeBehaviour SLOW = NodeBehaviour.PUBLIC.withFaults().withLatency(LATENCY_MS);

    private static final String SETTINGS = "rig.json";

    private final Path home;
    private final PublicNode node;
    private final Rig rig;

    /** @param original the home of the other rig, which is closed */
    SlowNodeRig(Path original, LocalChain chain, Clock clock) throws IOException, KeystoreFailure, Rig.CannotOpen {
        this.home = Files.createDirectories(original.resolve("behind-node"));
        this.node = PublicNode.open(chain, SLOW);
        try {
            settings(original, chain);
            this.rig = Rig.open(home, clock);
        } catch (IOException | KeystoreFailure | Rig.CannotOpen | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** @param bidToRunning as the renter and the container engine have it */
    record Figures(Spread bidToRunning, double requests, double calls) {}

    private void settings(Path original, LocalChain chain) throws IOException, KeystoreFailure {
        ObjectMapper json = new ObjectMapper();
        JsonNode settings = json.readTree(original.resolve(SETTINGS).toFile());
        if (!(settings.path("chain") instanceof ObjectNode named))
            throw new IOException(original.resolve(SETTINGS) + " names no chain.");
        named.put("rpc", node.rpc().toString());
        json.writeValue(home.resolve(SETTINGS).toFile(), settings);
        JsonNode keys = settings.path("keys");
        Path passphrase = home.resolve(keys.path("passphraseFile").asText());
        Files.deleteIfExists(passphrase);
        Files.createFile(
                passphrase, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passphrase, "bench\n");
        KeySigner key = Keystore.create(
                home.resolve(keys.path("keystore").asText()), "bench".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(key.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
    }

    /** Counts what the rig asks the node from the acceptance to the running job. */
    private final class Counting implements OneLease.Progress {
        private Optional<NodeCounts> before = Optional.empty();
        private Optional<NodeCounts> after = Optional.empty();

        @Override
        public void taken() {
            before = Optional.of(node.counts());
        }

        @Override
        public void running() {
            after = Optional.of(node.counts());
        }

        double requests() {
            return after.orElseThrow().requests() - before.orElseThrow().requests();
        }

        double calls() {
            return after.orElseThrow().calls() - before.orElseThrow().calls();
        }
    }

    Figures measure(Renter renter, int leases, PrintStream out) throws Exception {
        List<Duration> times = new ArrayList<>();
        List<Double> requests = new ArrayList<>();
        List<Double> calls = new ArrayList<>();
        for (int i = 0; i <= leases; i++) {
            out.println((i == 0 ? "one lease to warm up" : "lease " + i + " of " + leases) + " behind a slow node");
            Counting counting = new Counting();
            OneLease lease = OneLease.run(renter, rig, counting);
            if (i == 0) continue;
            times.add(LeaseTimes.bidToRunning(lease.rental(), lease.paid()));
            requests.add(counting.requests());
            calls.add(counting.calls());
        }
        return new Figures(Spread.of(times), median(requests), median(calls));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Leaves no container of its leases behind. */
    private void discard(ContainerEngine engine) throws JobFailure {
        for (LeaseId lease : engine.leases()) {
            if (!Files.isDirectory(home.resolve("leases").resolve(lease.value()))) continue;
            Optional<ContainerState> there = engine.find(lease);
            if (there.isEmpty()) continue;
            engine.stop(there.get().container(), Duration.ZERO);
            engine.remove(there.get().container());
        }
    }

    @Override
    public void close() throws JobFailure {
        try (node;
                rig) {
            Optional<ContainerEngine> engine = rig.containers();
            if (engine.isPresent()) discard(engine.get());
        }
    }
}
