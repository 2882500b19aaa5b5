package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.headroom.agent.Rig;
import org.headroom.agent.RigIdentity;
import org.headroom.agent.RigSettings;
import org.headroom.engine.LeaseBook;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.localchain.LocalChain;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.wallet.FlowPaymentRail;
import org.headroom.wallet.KeySigner;
import org.jspecify.annotations.Nullable;

/** What a rig and its owner do in a story. */
final class RigSteps implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    /** The second is listed and not in the store. */
    private static final List<String> IMAGES = List.of(DemoJob.IMAGE);

    private final Market market;
    private final Path home;
    private final String name;
    private final KeySigner key;
    private List<URI> nodes;
    private @Nullable Integer maxHeadAgeSeconds;
    private Usdc ask = Market.ASK;
    private List<String> images = IMAGES;
    private Clock clock = Market.CLOCK;
    private Map<String, String> environment;
    private Rig rig;

    RigSteps(Market market, Path home, String name) throws Exception {
        this.market = market;
        this.home = home;
        this.name = name;
        this.key = market.account(home, Usdc.ZERO);
        this.nodes = List.of(market.node().rpc());
        this.environment = market.environment();
    }

    // ---- given

    /** Its chain is to be found at another address than the market's. */
    RigSteps withChainAt(URI other) {
        nodes = List.of(other);
        return this;
    }

    /** It asks these nodes of its chain. */
    RigSteps withNodes(URI... several) {
        nodes = List.of(several);
        return this;
    }

    /** It does not believe a node whose newest block is older. */
    RigSteps withHeadsNotOlderThan(int seconds) {
        maxHeadAgeSeconds = seconds;
        return this;
    }

    /** It wants another price than the usual. */
    RigSteps asking(Usdc perHour) {
        ask = perHour;
        return this;
    }

    /** Its owner offers these images besides the usual ones. */
    RigSteps offering(String... more) {
        List<String> all = new ArrayList<>(IMAGES);
        all.addAll(List.of(more));
        images = all;
        return this;
    }

    /** Its machine has this clock. */
    RigSteps withClock(Clock other) {
        clock = other;
        return this;
    }

    /** Its container engine is looked for at another socket than the market's. */
    RigSteps withEngineAt(Path socket) {
        environment = new java.util.HashMap<>(environment);
        environment.put("CONTAINER_HOST", "unix://" + socket);
        return this;
    }

    /** Its owner sits at this X display. */
    RigSteps withDisplay(String display) {
        environment = new java.util.HashMap<>(environment);
        environment.put("DISPLAY", display);
        environment.remove("WAYLAND_DISPLAY");
        environment.remove("XDG_SESSION_TYPE");
        return this;
    }

    /** Writes the settings and nothing else, for a rig that another program opens. */
    RigSteps isSetUp() throws IOException {
        LocalChain chain = market.chain();
        new RigSettings(
                        name,
                        ask.format(2),
                        new RigSettings.Broker(market.broker().url(), null, null, null),
                        new RigSettings.Chain(
                                "local chain",
                                LocalChain.CHAIN_ID,
                                null,
                                chain.flow().hex(),
                                chain.token().hex(),
                                null,
                                nodes.stream().map(URI::toString).toList(),
                                maxHeadAgeSeconds,
                                null,
                                null),
                        new RigSettings.Keys("keystore.json", "passphrase"),
                        market.nvml().toString(),
                        1)
                .withStorage(new RigSettings.Storage(8, null, null, null, null))
                .withImages(images)
                .write(home);
        return this;
    }

    /** Started, whatever it finds. */
    RigSteps isOn() throws Exception {
        isSetUp();
        rig = Rig.open(home, clock, environment);
        return this;
    }

    /** Started, and waiting for orders. */
    RigSteps takesWork() throws Exception {
        isOn();
        awaitView("takes work", v -> v.status().mode() == RigStatus.Mode.TAKING_WORK);
        return this;
    }

    // ---- who it is, and what it shows

    String name() {
        return name;
    }

    Path home() {
        return home;
    }

    Map<String, String> environment() {
        return environment;
    }

    EthAddress account() {
        return key.address();
    }

    RigView view() {
        return rig.desk().orElseThrow().view();
    }

    LeaseBook book() {
        return rig.leases().orElseThrow().book();
    }

    LeaseState lease(LeaseId lease) {
        return book().find(lease).orElseThrow();
    }

    List<LeaseEvent> journal() {
        return rig.journal().orElseThrow().replay();
    }

    List<org.headroom.model.market.Receipt> receipts() {
        return rig.journal().orElseThrow().receipts();
    }

    AvailabilityDesk availability() {
        return rig.availability();
    }

    HealthWatch health() {
        return rig.health();
    }

    List<GpuReading> gpus() {
        return rig.gpus().gpus();
    }

    String log(LeaseId lease) {
        return rig.desk().orElseThrow().log(lease);
    }

    // ---- when

    void takeWork(boolean on) {
        rig.desk().orElseThrow().takeWork(on);
    }

    void stops(LeaseId lease) {
        rig.desk().orElseThrow().stop(lease);
    }

    /**
     * One click: the quote is shown, then just that is signed. An owner asks again where the node did not answer, and where the
     * books have changed since the quote.
     */
    List<Withdrawal> withdraws() throws Exception {
        for (int again = 3; ; again--) {
            WithdrawQuote quote = await().atMost(SOON)
                    .ignoreExceptionsMatching(e ->
                            e.getCause() instanceof PaymentFailure f && f.kind() == PaymentFailure.Kind.UNREACHABLE)
                    .until(() -> rig.desk().orElseThrow().quoteWithdrawal().get(30, TimeUnit.SECONDS), q -> true);
            assertThat(quote.affordable()).isTrue();
            assertThat(quote.to()).isEqualTo(account());
            try {
                List<Withdrawal> done = rig.desk().orElseThrow().withdraw(quote).get(60, TimeUnit.SECONDS);
                assertThat(done).extracting(Withdrawal::stream).containsExactlyInAnyOrderElementsOf(quote.streams());
                return done;
            } catch (ExecutionException e) {
                if (again == 0 || !String.valueOf(e.getMessage()).contains("has changed since the quote")) throw e;
            }
        }
    }

    /** Another program with the same key takes out what a stream owes; the rig learns of it from the chain alone. */
    Usdc withdrawsWithAnotherProgram(StreamRef stream) throws PaymentFailure {
        try (FlowPaymentRail other = new FlowPaymentRail(market.node().checker(), key, Market.CLOCK)) {
            // A job may run before the first block after that of its stream, in which something is due.
            WithdrawQuote quote = await().atMost(SOON)
                    .ignoreExceptionsMatching(
                            e -> e instanceof PaymentFailure f && f.kind() == PaymentFailure.Kind.NOTHING_DUE)
                    .until(() -> other.quote(List.of(stream)), q -> true);
            return other.withdraw(quote).getFirst().amount();
        }
    }

    /** Turned off in order; jobs go on. */
    void goesOff() {
        Rig was = rig;
        rig = null;
        if (was != null) was.close();
    }

    // ---- then

    RigView awaitView(String what, Predicate<RigView> condition) {
        await().alias(name + " " + what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> condition.test(view()));
        return view();
    }

    /** The rig's one sentence, as soon as it begins so. */
    void awaitSays(String words) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(view().status().headline()).contains(words));
    }

    <S extends LeaseState> S awaitLease(LeaseId lease, Class<S> state) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .failFast(() -> assertThat(book().find(lease)
                                .filter(l -> l instanceof LeaseState.Refused || l instanceof LeaseState.Unserved))
                        .as("the lease, refused")
                        .satisfiesAnyOf(
                                l -> assertThat(l).isEmpty(), l -> assertThat(l).containsInstanceOf(state)))
                .untilAsserted(() ->
                        assertThat(book().find(lease)).as("the lease").get().isInstanceOf(state));
        return state.cast(lease(lease));
    }

    /** What was made of an order. */
    Decision awaitDecision(OrderId order) {
        awaitView(
                "decides",
                v -> v.decisions().stream().anyMatch(d -> d.order().id().equals(order)));
        return view().decisions().stream()
                .filter(d -> d.order().id().equals(order))
                .findFirst()
                .orElseThrow();
    }

    ContainerEngine engine() {
        return market.engine(RigIdentity.of(name, home()));
    }

    /** What the engine itself says of a lease's container. */
    JsonNode inspect(LeaseId lease) throws IOException {
        return new ObjectMapper().readTree(ask("/containers/headroom-" + lease + "/json"));
    }

    /** From the engine's own record of what it did. */
    long timesAContainerWasMadeFor(LeaseId lease) throws IOException {
        String filters = "{\"event\":[\"create\"],\"container\":[\"headroom-" + lease + "\"]}";
        return ask("/events?stream=false&since=1h&filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> line.contains("headroom-" + lease))
                .count();
    }

    private String ask(String question) throws IOException {
        Path socket = Path.of(market.environment().get("CONTAINER_HOST").substring(7));
        try (SocketHttp http = new SocketHttp(socket)) {
            var answer = http.call("GET", "/v4.0.0/libpod" + question, SocketHttp.Content.NONE, SOON);
            assertThat(answer.ok()).as(answer.body()).isTrue();
            return answer.body();
        }
    }

    /** The machine's owner gives the demo job's image another name, or takes that name away again. */
    void names(String repository, String tag, boolean there) throws IOException {
        Path socket = Path.of(market.environment().get("CONTAINER_HOST").substring(7));
        try (SocketHttp http = new SocketHttp(socket)) {
            String image = there ? DemoJob.IMAGE : repository + ":" + tag;
            String target = "/v4.0.0/libpod/images/" + URLEncoder.encode(image, StandardCharsets.UTF_8)
                    + (there ? "/tag" : "/untag") + "?tag=" + tag + "&repo="
                    + URLEncoder.encode(repository, StandardCharsets.UTF_8);
            var answer = http.call("POST", target, SocketHttp.Content.NONE, SOON);
            assertThat(answer.ok()).as(answer.body()).isTrue();
        }
    }

    List<LeaseId> containers() throws JobFailure {
        try (ContainerEngine engine = engine()) {
            return engine.leases();
        }
    }

    /** Over one connection: to open an engine costs Podman a second of CPU time. */
    void awaitNoContainerIsLeft() {
        try (ContainerEngine engine = engine()) {
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(JobFailure.class)
                    .untilAsserted(() -> assertThat(engine.leases()).isEmpty());
        }
    }

    /** What is on record is all there is: the journal alone makes the same book. */
    void hasABookThatItsJournalReplays() {
        assertThat(LeaseBook.replay(journal())).isEqualTo(book());
    }

    @Override
    public void close() throws JobFailure {
        goesOff();
        try (ContainerEngine engine = engine()) {
            for (LeaseId lease : engine.leases()) {
                var left = engine.find(lease);
                if (left.isEmpty()) continue;
                engine.stop(left.get().container(), Duration.ZERO);
                engine.remove(left.get().container());
            }
        }
    }
}
