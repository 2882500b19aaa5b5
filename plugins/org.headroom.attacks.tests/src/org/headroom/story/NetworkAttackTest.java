package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.AttackParts;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.PublicNode;
import org.headroom.market.RawAttack;
import org.headroom.market.Topics;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;
import org.headroom.renter.OrderSecrets;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two renters and one rig of six GPUs. One renter runs a job and pays for it; the other one, who also is a stranger on
 * the market, a local user and the owner of a bad node, does all that the other tests do one by one, at once.
 */
@Timeout(600)
class NetworkAttackTest extends AttackedRig {
    /** Longer than all attacks together take: the honest renter's job is still running after the last of them. */
    private static final Duration AGREED = Duration.ofMinutes(15);

    private static final String SECRET = "swordfish";
    /** One for the honest renter, four for hostile jobs at once, and one for a bid. */
    private static final int GPUS = 6;

    private static final int HUGE = 200 << 20;
    private static final Duration ENDING = Duration.ofSeconds(200);
    private static final String MODEL = "localhost/none:1";

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Instant began = Market.CLOCK.instant();
    private Manifest traced;
    private Manifest systemCalls;

    NetworkAttackTest() {
        super(GPUS);
    }

    @Override
    Market ground(Path place) throws Exception {
        return Market.openLossy(place);
    }

    @Override
    void prepares() throws Exception {
        try (ContainerEngine engine = market.engine("image")) {
            traced = AttackParts.traced(engine, folder);
            systemCalls = AttackParts.systemCalls(engine, folder);
        }
        rig.offering(traced.image(), systemCalls.image());
    }

    private interface Attack {
        void go() throws Exception;
    }

    private void attacks(String what, Attack attack) throws Exception {
        attack.go();
        done.add(Duration.between(began, Market.CLOCK.instant()).toSeconds() + " s: " + what);
    }

    @Test
    void leaseOfOneRenterIsPaidToTheBaseUnitWhileAnotherDoesEverythingAtOnce() throws Exception {
        ChainEye chain = market.chainEye();
        Rental honest = ordersForLongWithASecret();
        LeaseState.Running running = runs(honest);
        long paidBefore = secondsSaid(honest);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Crook crook = new Crook(market);
                AttackersEar ear = new AttackersEar(market.broker())) {
            RenterSteps attacker = market.aRenter();
            // Before the node fails: a crook does not ask again.
            Bid bid = crook.getsABid();
            StreamRef paid = crook.paysFor(bid);
            List<Future<?>> all = new ArrayList<>();
            for (Attack each : List.<Attack>of(
                    () -> asksForWhatIsNotOffered(attacker),
                    () -> bombs(attacker),
                    () -> isTraced(attacker),
                    () -> attacks("made every forbidden system call", () -> over(attacker.orders(systemCalls))),
                    () -> fillsAll(attacker),
                    () -> floods(crook),
                    () -> holdsTheSocket(),
                    () -> failsAsANode(),
                    () -> stopsTheEngineForAWhile(),
                    () -> acceptsTenTimes(crook, bid, paid)))
                all.add(threads.submit(() -> {
                    each.go();
                    return null;
                }));
            for (Future<?> each : all) each.get(ENDING.toSeconds(), TimeUnit.SECONDS);
            attacks("replayed all that was said", () -> {
                for (AttackersEar.Heard each : ear.heard()) if (isMessage(each)) ear.says(each);
            });
        }
        poisonsTheMarket();

        // After all of it: the lease, its job and its output go on.
        LeaseState after = rig.lease(running.id());
        assertThat(after).as("the lease of the honest renter").isInstanceOf(LeaseState.Running.class);
        assertThat(((LeaseState.Running) after).container()).isEqualTo(running.container());
        assertThat(processesOf(running.container().id())).isNotEmpty();
        long said = secondsSaid(honest);
        await().atMost(PATIENCE).until(() -> secondsSaid(honest) > said + 2);
        assertThat(said).isGreaterThan(paidBefore);

        renter.stops(honest);
        await().atMost(ENDING)
                .until(() -> rig.lease(running.id()) instanceof LeaseState.Receipted
                        || rig.lease(running.id()) instanceof LeaseState.Paid);
        assertThat(renter.awaitClosing(honest).good()).isTrue();
        assertThat(honest.log()).contains("the word is " + SECRET, "stopped in order");
        Receipt receipt = honest.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
        assertThat(rig.journal().toString()).doesNotContain(SECRET);
        settlesToTheBaseUnit(chain, honest, running.id());
        for (String each : done) System.out.println("story: " + each);
        assertThat(done).hasSizeGreaterThanOrEqualTo(11);
    }

    /** A job that counts seconds until it is told to stop. */
    private Rental ordersForLongWithASecret() {
        Limits limits = new Limits(1_000, MEMORY, 32, AGREED);
        Manifest job = new Manifest(
                DemoJob.IMAGE,
                List.of(
                        "sh",
                        "-c",
                        "trap 'echo stopped in order; exit 0' TERM; echo the word is $WORD; n=0;"
                                + " while true; do n=$((n + 1)); echo second $n; sleep 1; done"),
                java.util.Map.of(),
                List.of("WORD"),
                limits);
        await().atMost(PATIENCE).until(() -> !rig.view().market().offers().isEmpty());
        Offer offer = rig.view().market().offers().getFirst();
        return renter.takesOfferFor(AGREED, offer, job, new OrderSecrets(java.util.Map.of("WORD", SECRET)));
    }

    private static long secondsSaid(Rental rental) {
        return rental.log().lines().filter(l -> l.startsWith("second ")).count();
    }

    private void stopsTheEngineForAWhile() throws Exception {
        attacks("stopped the container engine for six seconds", () -> {
            engineIsSent("STOP");
            try {
                await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
            } finally {
                engineIsSent("CONT");
            }
        });
    }

    private void engineIsSent(String signal) throws Exception {
        long pid = market.engineProcess().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void settlesToTheBaseUnit(ChainEye chain, Rental honest, LeaseId lease) throws Exception {
        Usdc spent = honest.record().settled().orElseThrow().spent();
        StreamRef stream = honest.record().stream().orElseThrow().ref();
        assertThat(chain.balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(spent));
        assertThat(chain.heldFor(stream)).isEqualTo(spent);
        rig.awaitView(
                "sees that the stream has ended",
                v -> v.leases().stream()
                        .filter(l -> l.state().id().equals(lease))
                        .anyMatch(l -> l.stream().orElseThrow().voided()));
        rig.withdraws();
        rig.awaitLease(lease, LeaseState.Paid.class);
        assertThat(rig.lease(lease).withdrawn()).isEqualTo(spent);
        assertThat(rig.lease(lease).paidBy().orElseThrow().shortfall()).isEqualTo(Usdc.ZERO);
        assertThat(chain.heldFor(stream)).isEqualTo(Usdc.ZERO);
        Usdc arrived = chain.balanceOf(rig.account());
        rig.awaitView(
                "has on record what arrived",
                v -> v.withdrawals().stream()
                        .map(Withdrawal::amount)
                        .reduce(Usdc.ZERO, Usdc::plus)
                        .equals(arrived));
        System.out.println("story: the honest renter paid " + spent.format(6) + " USDC, and the rig has it");
    }

    /** And none of the flood. */
    private static boolean isMessage(AttackersEar.Heard heard) {
        return heard.payload().length > 0 && heard.payload()[0] == '{';
    }

    private void asksForWhatIsNotOffered(RenterSteps attacker) throws Exception {
        attacks("asked for images that are not offered and for a million processes", () -> {
            for (Manifest each : List.of(job(MODEL, 16), job("15", 16), job(DemoJob.IMAGE, 1_000_000))) {
                Rental rental = attacker.asks(RenterSteps.ANY_GPU, each, Market.ASK, Duration.ofSeconds(2));
                assertThat(rig.awaitDecision(rental.id()).bid()).isFalse();
            }
        });
    }

    private void bombs(RenterSteps attacker) throws Exception {
        attacks("made as many processes as a job may", () -> {
            Rental bomb = attacker.orders(shell(HostileJobsAttackTest.BOMB, 512, Duration.ofMinutes(2)));
            LeaseState.Running running = runs(bomb);
            await().atMost(ENDING)
                    .until(() -> processesOf(running.container().id()).size() >= 511);
            attacker.stops(bomb);
            over(bomb);
            assertThat(processesOf(running.container().id())).isEmpty();
        });
    }

    private void isTraced(RenterSteps attacker) throws Exception {
        attacks("was traced and caught a signal", () -> {
            Rental rental = attacker.orders(traced);
            LeaseState.Running running = runs(rental);
            awaitLog(rental, "goes on");
            attacker.stops(rental);
            over(rental);
            assertThat(processesOf(running.container().id())).isEmpty();
        });
    }

    private void fillsAll(RenterSteps attacker) throws Exception {
        attacks(
                "wrote 200 MB of output with escapes, a sparse file of 70 GB and a full disk",
                () -> over(attacker.orders(shell("printf '\\033]0;owned\\007\\n'; yes | head -c 200000000;"
                        + " dd if=/dev/zero of=/artefacts/sparse bs=1 count=0 seek=75161927680;"
                        + " dd if=/dev/zero of=/artefacts/real bs=1M count=13000; exit 0"))));
    }

    private static Manifest job(String image, int processes) {
        Limits usual = DemoJob.manifest(1).limits();
        return new Manifest(
                image,
                List.of("/bin/job"),
                java.util.Map.of(),
                new Limits(usual.cpuMillis(), usual.memory(), processes, usual.runTime()));
    }

    /** The GPU is free for the next one. */
    private void over(Rental rental) {
        LeaseId lease = awaitLease(rental);
        await().atMost(ENDING)
                .until(() ->
                        rig.book().find(lease).isPresent() && !rig.lease(lease).holdsGpu());
    }

    private void floods(Crook crook) throws Exception {
        attacks("sent 2,000 messages that are none", () -> {
            for (int i = 0; i < 2_000; i++)
                crook.puts(crook.anOrder(), ("\u202e{" + i).getBytes(StandardCharsets.UTF_8));
        });
        attacks("sent orders that are unsigned, changed, or another's", () -> {
            for (int i = 0; i < 20; i++) {
                Order order = crook.anOrder();
                crook.puts(order, i % 2 == 0 ? crook.unsigned(order) : crook.altered(order));
            }
        });
    }

    private void holdsTheSocket() throws Exception {
        attacks("held 40 connections to the owner's socket", () -> {
            List<SocketChannel> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 40; i++) {
                    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                    clients.add(client);
                    client.connect(UnixDomainSocketAddress.of(rig.home().resolve("control/socket")));
                    client.write(ByteBuffer.wrap("[[[[".getBytes(StandardCharsets.UTF_8)));
                }
                OwnersProgram.Ended status = new OwnersProgram(folder).command(rig.home(), "", "status");
                assertThat(status.exit()).as(status.err()).isZero();
            } finally {
                for (SocketChannel each : clients) each.close();
            }
        });
    }

    private void failsAsANode() throws Exception {
        PublicNode node = market.node().publicNode().orElseThrow();
        var usual = node.behaviour();
        attacks("answered with garbage, 429 and a head that is too high", () -> {
            for (var change : List.of(FaultRule.always(Fault.HTML), FaultRule.always(Fault.TOO_MANY_REQUESTS))) {
                node.behave(b -> usual.withFaults(change));
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            }
            node.behave(b -> usual.withHeadAhead(100_000));
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            node.behave(b -> usual);
        });
    }

    private void acceptsTenTimes(Crook crook, Bid bid, StreamRef stream) throws Exception {
        LeaseId lease = crook.takes(bid, stream);
        attacks("accepted one bid ten times", () -> {
            for (int i = 0; i < 10; i++) crook.takes(bid, stream);
            await().atMost(ENDING).until(() -> rig.lease(lease) instanceof LeaseState.Receipted);
            assertThat(rig.timesAContainerWasMadeFor(lease)).isEqualTo(1);
        });
    }

    private void poisonsTheMarket() throws Exception {
        int port = market.broker().port();
        String topic = Topics.of(anyOrder());
        attacks("left poison on the broker, and announced a packet of 200 MB", () -> {
            RawAttack.retainsCorrelationData(port, topic, 40_000);
            RawAttack.retainsControlCharacter(port, topic);
            market.lossyBroker().sendsToItsClients(RawAttack.announced(HUGE));
            RawAttack.takesBack(port, topic);
        });
    }

    private Order anyOrder() throws Exception {
        try (Crook crook = new Crook(market)) {
            return crook.anOrder();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
