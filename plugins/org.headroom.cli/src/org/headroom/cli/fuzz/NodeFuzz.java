package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.NodeProbe;

/**
 * One or two hostile nodes, asked all that a rig asks. Only the declared failure may come of it, within its time and with a bounded
 * use of memory; no amount that is believed may be negative or have more than 128 bits, and no connection may be left.
 */
public final class NodeFuzz implements Fuzzer {
    private static final int MOST_BITS = 128;
    private static final double[] HOSTILITIES = {0.03, 0.1, 0.4, 0.9};
    private static final long CLOSED_WITHIN_MS = 5_000;

    private final Path folder;
    private final boolean isBounded;
    private final AllocatedMemory memory = new AllocatedMemory();
    private final Findings findings = new Findings();

    /** @param folder for the key of the wallet */
    public NodeFuzz(Path folder) {
        this(folder, true);
    }

    /** @param isBounded false to find what answers of any length do */
    NodeFuzz(Path folder, boolean isBounded) {
        this.folder = folder;
        this.isBounded = isBounded;
    }

    @Override
    public FuzzResult run(long seed, long inputs, Duration limit) throws IOException, KeystoreFailure {
        findings.clear();
        var counts = new FuzzResult.Counts();
        byte[] key = new byte[32];
        key[31] = 7;
        KeySigner signer = Keystore.importKey(
                Files.createTempDirectory(folder, "wallet").resolve("key"),
                "fuzz".toCharArray(),
                Keystore.Strength.LIGHT,
                key);
        var random = new Random(seed);
        long end = System.nanoTime() + limit.toNanos();
        var answers = new NodeAnswers(signer.address(), Clock.systemUTC().instant());
        try (var first = new HostileNode(answers);
                var second = new HostileNode(answers)) {
            while (sent(first, second) < inputs && System.nanoTime() < end && !findings.isFull())
                scene(random, signer, List.of(first, second).subList(0, 1 + random.nextInt(2)), counts);
            return new FuzzResult(sent(first, second), counts.all(), findings.all());
        }
    }

    private static long sent(HostileNode first, HostileNode second) {
        return first.answered() + second.answered();
    }

    /** A new wallet, which is asked some questions. */
    private void scene(Random random, KeySigner signer, List<HostileNode> nodes, FuzzResult.Counts counts) {
        var answers = new NodeAnswers(signer.address(), Clock.systemUTC().instant());
        for (HostileNode node : nodes)
            node.begin(answers, random.nextLong(), HOSTILITIES[random.nextInt(HOSTILITIES.length)]);
        List<URI> urls = nodes.stream().map(HostileNode::url).toList();
        NodeProbe.Question[] all = NodeProbe.Question.values();
        try (var probe = new NodeProbe(urls, signer, isBounded, Clock.systemUTC())) {
            for (int i = random.nextInt(3); i >= 0; i--) ask(probe, all[random.nextInt(all.length)], nodes, counts);
        }
        long begun = System.nanoTime();
        while (nodes.stream().mapToInt(HostileNode::connections).sum() > 0) {
            if (System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(CLOSED_WITHIN_MS)) {
                add("connections", "connections are left after the wallet was closed", nodes);
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void ask(NodeProbe probe, NodeProbe.Question question, List<HostileNode> nodes, FuzzResult.Counts counts) {
        long answered = nodes.stream().mapToLong(HostileNode::answered).sum();
        long before = memory.ofAllThreads();
        long began = System.nanoTime();
        NodeProbe.Outcome outcome = probe.ask(question);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        long allocated = memory.ofAllThreads() - before;
        long answers =
                Math.max(1, nodes.stream().mapToLong(HostileNode::answered).sum() - answered);
        counts.add(outcome.kind());
        outcome.failure()
                .ifPresent(e -> add(
                        question + " " + e.getClass().getSimpleName(),
                        question + " ended with " + e + " at " + e.getStackTrace()[0],
                        nodes));
        if (took.compareTo(NodeProbe.LONGEST) > 0)
            add(question + " late", question + " took " + took.toMillis() + " ms", nodes);
        if (allocated > answers * NodeProbe.MOST_ALLOCATED)
            add("memory", question + " allocated " + allocated + " bytes for " + answers + " answers", nodes);
        for (BigInteger amount : outcome.amounts())
            if (amount.signum() < 0 || amount.bitLength() > MOST_BITS)
                add(question + " amount", question + " believed the amount " + amount, nodes);
    }

    private void add(String kind, String what, List<HostileNode> nodes) {
        findings.add(kind, what, () -> {
            var bytes = new ByteArrayOutputStream();
            for (HostileNode node : nodes) bytes.writeBytes(node.log());
            return bytes.toByteArray();
        });
    }
}
