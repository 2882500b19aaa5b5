package org.headroom.story;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.EngineFinder;
import org.headroom.jobs.PodmanService;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeStory;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.money.Usdc;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.TestInfo;
import org.slf4j.LoggerFactory;

/**
 * The ground that a story is told on, all of it real but the GPU: a broker, a chain with USDC and Sablier Flow, a container
 * engine with the demo's image, and a driver with one simulated GPU. Rigs and renters that it makes end with it.
 */
final class Market implements AutoCloseable {
    static final Usdc ASK = Usdc.parse("0.42");
    static final Usdc PURSE = Usdc.parse("1000");
    static final Clock CLOCK = Clock.systemUTC();
    private static final String SCENARIO = "HEADROOM_STANDIN_SCENARIO";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final Path chainParts;
    private final Path nvml;
    private final RealBroker broker;
    private final ChainNode node;
    private final List<ChainNode> others = new ArrayList<>();
    private LocalChain chain;
    private PodmanService podman;
    private Optional<NodeStory> story = Optional.empty();

    /** The way from the market's clients to its broker. */
    @FunctionalInterface
    private interface Line {
        RealBroker to(RealBroker broker) throws IOException;
    }

    private Market(Path folder, RealBroker.Kind kind) throws Exception {
        this(folder, kind, broker -> broker);
    }

    private Market(Path folder, RealBroker.Kind kind, Line line) throws Exception {
        this.folder = folder;
        try {
            chainParts = Checkout.chainParts();
            nvml = Checkout.standIn();
            broker = push(line.to(kind.start(folder.resolve("broker"))));
            chain = LocalChain.resumeOrStart(folder.resolve("chain"), chainParts);
            push(() -> chain.close());
            node = push(ChainNode.open(chain));
            gpu();
            engine();
        } catch (Exception | Error e) {
            endParts();
            throw e;
        }
    }

    /** For several stories, each of which {@link #begins} and {@link #ends}. */
    static Market open(Path folder) throws Exception {
        return new Market(folder, RealBroker.Kind.ARTEMIS);
    }

    /** For one story, which ends when the market is closed. */
    static Market open(Path folder, TestInfo story) throws Exception {
        return open(folder, RealBroker.Kind.ARTEMIS, story);
    }

    static Market open(Path folder, RealBroker.Kind kind, TestInfo story) throws Exception {
        Market market = new Market(folder, kind);
        market.begins(story);
        return market;
    }

    /** With a line to the broker that can lose messages and make some up; at first it does neither. For several stories. */
    static Market openLossy(Path folder) throws Exception {
        return new Market(folder, RealBroker.Kind.MOSQUITTO, LossyBroker::new);
    }

    /** The same for one story. */
    static Market openLossy(Path folder, TestInfo story) throws Exception {
        Market market = openLossy(folder);
        market.begins(story);
        return market;
    }

    /** From now on what is asked of the nodes is counted for this story. */
    void begins(TestInfo test) {
        NodeStory begun = NodeStory.of(
                test.getTestClass().orElseThrow(), test.getTestMethod().orElseThrow(), test.getDisplayName());
        begun.asks(node);
        others.forEach(begun::asks);
        story = Optional.of(begun);
    }

    /** Prints what the story asked. @throws IllegalStateException if it met no delayed, limited or failed call */
    void ends() {
        Optional<NodeStory> ending = story;
        story = Optional.empty();
        ending.ifPresent(s -> s.end(System.out));
    }

    private void gpu() throws IOException {
        Path scenario = folder.resolve("scenario.txt");
        theGpuHas("load 95");
        environment.put(SCENARIO, scenario.toString());
        // The library asks C for the variable, and Java cannot set it for its own process.
        Function.getFunction("c", "setenv").invokeInt(new Object[] {SCENARIO, scenario.toString(), 1});
    }

    /** From now on the one GPU is so, in the stand-in's own words; nothing of what it was before stays. */
    void theGpuHas(String... lines) throws IOException {
        plays("gpu NVIDIA GeForce RTX 4090\nmemory-mib 24564\n" + String.join("\n", lines) + "\n");
    }

    /** From now on the machine's GPUs are these, in the stand-in's own words. */
    void plays(String scenario) throws IOException {
        Path draft = Files.writeString(folder.resolve("scenario.new"), scenario);
        Files.move(draft, folder.resolve("scenario.txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void engine() throws JobFailure {
        Optional<Path> program = Checkout.program("podman");
        assumeTrue(program.isPresent(), "Podman is not installed (apt-get install podman)");
        environment.remove("DOCKER_HOST");
        podman = push(new PodmanService(program.orElseThrow(), folder.resolve("podman"), environment));
        podman.ensureUp();
        environment.put("CONTAINER_HOST", "unix://" + podman.socket());
        try (ContainerEngine engine = engine("image")) {
            DemoJob.loadInto(engine);
        }
    }

    /** The engine's service itself, which a story may stop or kill. */
    ProcessHandle engineProcess() {
        return ProcessHandle.current()
                .descendants()
                .filter(p ->
                        p.info().command().filter(c -> c.endsWith("/podman")).isPresent())
                .filter(p -> p.info()
                        .commandLine()
                        .filter(c -> c.contains(podman.socket().toString()))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** After it was killed. */
    void startEngineAgain() throws JobFailure {
        podman.ensureUp();
    }

    /** The engine as the rig of this name sees it. */
    ContainerEngine engine(String rig) {
        return new EngineFinder(environment, folder.resolve("unused")).find(rig, OfferedImages.NONE, CLOCK);
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    RealBroker broker() {
        return broker;
    }

    /** Of a market that was opened with such a line. */
    LossyBroker lossyBroker() {
        return (LossyBroker) broker;
    }

    LocalChain chain() {
        return chain;
    }

    /** What rigs and renters ask. */
    ChainNode node() {
        return node;
    }

    /** Another node of the same chain, with what the story changes on top of the delay, limits and failures of the first. */
    ChainNode anotherNode(UnaryOperator<NodeBehaviour> change) throws IOException {
        ChainNode another = push(ChainNode.open(chain, change));
        others.add(another);
        story.ifPresent(s -> s.opened(another));
        return another;
    }

    /** The chain itself, past the node that rigs and renters ask. */
    ChainEye chainEye() {
        return new ChainEye(chain.rpc(), chain.token(), chain.flow());
    }

    Path nvml() {
        return nvml;
    }

    void stopChain() {
        node.goOffline();
        chain.close();
    }

    /** Where it was, at the same address, with all that was on it. */
    void startChainAgain() throws IOException {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), chainParts);
        node.goOnline(chain);
    }

    /** A rig with one GPU and a wallet that holds coin for fees and no USDC; not started yet. */
    RigSteps aRig() throws Exception {
        String name = "rig-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        return push(new RigSteps(this, folder.resolve(name), name));
    }

    /** A renter with a full purse, connected. */
    RenterSteps aRenter() throws Exception {
        RenterSteps renter = push(new RenterSteps(this, folder.resolve("renter-" + COUNT.incrementAndGet())));
        renter.comes();
        return renter;
    }

    /** An account of its own with this much USDC, and coin for fees; kept in the folder, its passphrase beside it. */
    KeySigner account(Path home, Usdc purse) throws Exception {
        Files.createDirectories(home);
        Files.writeString(home.resolve("passphrase"), "play money\n");
        home.resolve("passphrase").toFile().setReadable(false, false);
        home.resolve("passphrase").toFile().setReadable(true, true);
        KeySigner key =
                Keystore.create(home.resolve("keystore.json"), "play money".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(key.address(), purse, LocalChain.PLENTY_OF_COIN);
        return key;
    }

    /** A place for something that belongs to this story alone. */
    Path place(String name) {
        return folder.resolve(name + "-" + COUNT.incrementAndGet());
    }

    <T extends AutoCloseable> T push(T part) {
        open.push(part);
        return part;
    }

    /** Ends all parts, and the story that was begun. */
    @Override
    public void close() {
        endParts();
        ends();
    }

    private void endParts() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Market.class).warn("A part of the story did not end well", e);
            }
        }
    }
}
