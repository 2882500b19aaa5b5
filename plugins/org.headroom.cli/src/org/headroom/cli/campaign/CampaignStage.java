package org.headroom.cli.campaign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.headroom.agent.RigSettings;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.LocalChain;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.money.Usdc;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.slf4j.LoggerFactory;

/**
 * A rig in a process of its own with real parts, each of which can be killed and started again: broker and node in
 * processes of their own, Podman's service, and the chain behind the node; renters in this process. Between rig and
 * parts are taps.
 */
final class CampaignStage implements AutoCloseable {
    static final Usdc PURSE = Usdc.parse("1000");
    private static final int RENTERS = 2;
    private static final int LANES = 2;
    /** One for each rental that may be open. */
    private static final int GPUS = RENTERS * LANES;

    private static final Duration UP = Duration.ofSeconds(60);
    private static final String SCENARIO = "HEADROOM_STANDIN_SCENARIO";

    private final Path home;
    private final LeftJobs jobs;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final LocalChain chain;
    private final CampaignEngine engine;
    private final ChildProgram broker;
    private final ChildProgram node;
    private final ChildProgram rig;
    private final Tap nodeTap;
    private final CampaignOwner owner;
    private final KeySigner rigKey;
    private final List<CampaignRenter> renters = new ArrayList<>();

    /** What a campaign needs of this machine. @param nvml the stand-in for a driver */
    record Programs(Path chainParts, Path nvml, Path podman) {}

    CampaignStage(Path home, Programs programs, Trigger trigger, long seed)
            throws IOException, InterruptedException, KeystoreFailure {
        this.home = home;
        this.jobs = new LeftJobs(home);
        Random seeds = new Random(seed);
        try {
            for (String folder : List.of("broker", "logs", "rig", "e"))
                PrivateFiles.createFolders(home.resolve(folder));
            chain = push(LocalChain.resumeOrStart(home.resolve("chain"), programs.chainParts()));
            engine = push(new CampaignEngine(programs.podman(), home.resolve("e"), LeftJobs.ownEnvironment()));
            loadImage();
            int brokerPort = freePort();
            broker = push(child(CampaignPart.BROKER, LeftJobs.ownEnvironment(), home.resolve("broker"), brokerPort));
            broker.start();
            int nodePort = freePort();
            node = push(child(
                    CampaignPart.NODE, LeftJobs.ownEnvironment(), chain.rpc(), chain.flow(), chain.token(), nodePort));
            node.start();
            rigKey = key("rig", Usdc.ZERO);
            Tap brokerTap = tap(
                    loopback(0),
                    loopback(brokerPort),
                    Victim.BROKER,
                    Passage.OF_BROKER,
                    Passage.TO_RIG,
                    trigger,
                    seeds.nextLong());
            nodeTap = tap(
                    loopback(0),
                    loopback(nodePort),
                    Victim.NODE,
                    Passage.OF_NODE,
                    List.of(),
                    trigger,
                    seeds.nextLong());
            Path socket = home.resolve("e/tap.sock");
            Files.deleteIfExists(socket);
            tap(
                    UnixDomainSocketAddress.of(socket),
                    UnixDomainSocketAddress.of(engine.socket()),
                    Victim.ENGINE,
                    Passage.OF_ENGINE,
                    List.of(),
                    trigger,
                    seeds.nextLong());
            Path scenario = scenario();
            settings(programs.nvml(), url(brokerTap), nodeUrl(port(nodeTap))).write(rigHome());
            Map<String, String> environment = LeftJobs.ownEnvironment();
            environment.put("CONTAINER_HOST", "unix://" + socket);
            environment.put(SCENARIO, scenario.toString());
            rig = push(child(CampaignPart.RIG, environment, rigHome()));
            owner = push(new CampaignOwner(rigHome()));
            startRig();
            ChainSettings direct = chain.settings().withNodes(List.of(URI.create(nodeUrl(nodePort))));
            for (int i = 1; i <= RENTERS; i++) {
                String name = "renter-" + i;
                renters.add(push(new CampaignRenter(
                        home.resolve(name),
                        key(name, PURSE),
                        "mqtt://127.0.0.1:" + brokerPort,
                        direct,
                        LANES,
                        seeds.nextLong())));
            }
        } catch (IOException | InterruptedException | KeystoreFailure | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T push(T part) {
        open.push(part);
        return part;
    }

    private Tap tap(
            SocketAddress at,
            SocketAddress part,
            Victim behind,
            List<Passage> passages,
            List<Passage> unasked,
            Trigger trigger,
            long seed)
            throws IOException {
        return push(new Tap(at, part, behind, passages, unasked, trigger, seed));
    }

    private ChildProgram child(String name, Map<String, String> environment, Object... arguments) {
        List<String> words = Arrays.stream(arguments).map(Object::toString).toList();
        return new ChildProgram(name, words, environment, home.resolve("logs").resolve(name + ".log"));
    }

    private void loadImage() throws IOException {
        try (ContainerEngine direct = jobs.engine(engine)) {
            DemoJob.loadInto(direct);
        } catch (JobFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** By what the rig's containers are known to the engine. */
    String label() {
        return "org.headroom.rig=" + jobs.identity();
    }

    private KeySigner key(String name, Usdc purse) throws IOException, KeystoreFailure {
        Path folder = PrivateFiles.createFolders(home.resolve(name));
        byte[] random = new byte[16];
        new java.security.SecureRandom().nextBytes(random);
        String passphrase = HexFormat.of().formatHex(random);
        PrivateFiles.writeString(folder.resolve("passphrase"), passphrase + "\n");
        KeySigner key =
                Keystore.create(folder.resolve("keystore.json"), passphrase.toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(key.address(), purse, LocalChain.PLENTY_OF_COIN);
        return key;
    }

    private Path scenario() throws IOException {
        Path file = home.resolve("scenario.txt");
        PrivateFiles.writeString(file, "gpu NVIDIA GeForce RTX 4090\nmemory-mib 24564\nload 50\n".repeat(GPUS));
        return file;
    }

    private RigSettings settings(Path nvml, String brokerUrl, String nodeUrl) {
        return new RigSettings(
                        LeftJobs.RIG,
                        "0.42",
                        new RigSettings.Broker(brokerUrl, null, null, null),
                        new RigSettings.Chain(
                                "local chain",
                                LocalChain.CHAIN_ID,
                                nodeUrl,
                                chain.flow().hex(),
                                chain.token().hex(),
                                null,
                                null,
                                null,
                                null,
                                null),
                        new RigSettings.Keys("keystore.json", "passphrase"),
                        nvml.toString(),
                        1)
                .withStorage(new RigSettings.Storage(8, null, null, null, null))
                .withImages(DemoJob.offered());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int port(Tap tap) throws IOException {
        return ((InetSocketAddress) tap.address()).getPort();
    }

    private static String url(Tap broker) throws IOException {
        return "mqtt://127.0.0.1:" + port(broker);
    }

    private static String nodeUrl(int port) {
        return "http://127.0.0.1:" + port;
    }

    // ---- killed, and started again

    void kill(Victim victim) {
        switch (victim) {
            case RIG -> rig.kill();
            case ENGINE -> engine.kill();
            case BROKER -> broker.kill();
            case NODE -> node.kill();
        }
    }

    /** Returns when it works again. */
    void start(Victim victim) throws IOException, InterruptedException {
        switch (victim) {
            case RIG -> startRig();
            case ENGINE -> engine.start();
            case BROKER -> broker.start();
            case NODE -> node.start();
        }
    }

    private void startRig() throws IOException, InterruptedException {
        rig.start();
        if (!Waits.until(UP, () -> owner.sees() || !rig.alive()) || !rig.alive())
            throw new IOException("The rig does not start again; what it said is in " + home.resolve("logs/rig.log")
                    + " and in " + rigHome().resolve("log") + ".");
    }

    /** Whether one has ended although nobody killed it. */
    boolean rigAlive() {
        return rig.alive();
    }

    // ---- looked at

    Path rigHome() {
        return home.resolve("rig");
    }

    Path home() {
        return home;
    }

    LocalChain chain() {
        return chain;
    }

    CampaignEngine engine() {
        return engine;
    }

    CampaignOwner owner() {
        return owner;
    }

    KeySigner rigKey() {
        return rigKey;
    }

    List<CampaignRenter> renters() {
        return renters;
    }

    void delayNode(Duration each) {
        nodeTap.delay(each);
    }

    /** Ends all parts; what is left of containers and disks is removed, also what a failing audit has found. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            if (part instanceof CampaignEngine) removeContainers();
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(CampaignStage.class)
                        .warn("{} did not end cleanly: {}", part.getClass().getSimpleName(), e.getMessage());
            }
        }
    }

    private void removeContainers() {
        try {
            engine.start();
            jobs.removeAll(engine);
        } catch (IOException e) {
            LoggerFactory.getLogger(CampaignStage.class).warn("{}", e.getMessage());
        }
    }
}
