package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender is killed at each of its steps; another one over the same log continues. */
@Timeout(300)
class KilledSenderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int KILLS = 40;

    @TempDir
    static Path folder;

    private static WithdrawalScene scene;

    private final RecordingLog log = new RecordingLog();
    private KeySigner key;
    /** What the books hold: a withdrawal counts once, whatever is returned how often. */
    private final Map<List<Object>, Usdc> books = new HashMap<>();

    private Usdc paidBefore = Usdc.ZERO;

    @BeforeAll
    static void start() throws Exception {
        scene = new WithdrawalScene(folder);
    }

    @AfterAll
    static void end() {
        if (scene != null) scene.close();
    }

    @BeforeEach
    void open(TestInfo story) throws Exception {
        scene.begin(story);
        key = scene.provider();
        paidBefore = scene.paidOut();
    }

    @AfterEach
    void endStory() {
        scene.endStory();
    }

    /** Ends a run at its n-th step: from there on nothing that the run does has an effect. */
    private final class Kill {
        private final int at;
        private final CountDownLatch dead = new CountDownLatch(1);
        private int passed;

        Kill(int at) {
            this.at = at;
            log.steps = step -> point();
            for (String method : List.of("eth_sendRawTransaction", "eth_getTransactionReceipt"))
                scene.proxy.on(method, (q, node) -> {
                    killed();
                    var answer = node.ask(q);
                    killed();
                    return answer;
                });
        }

        /** The whole program ends here. */
        private void point() {
            if (killed()) throw new Killed();
        }

        private synchronized boolean killed() {
            if (++passed >= at) {
                scene.proxy.die();
                dead.countDown();
            }
            return dead.getCount() == 0;
        }

        void lift() {
            log.steps = step -> {};
            scene.proxy.behave("eth_sendRawTransaction");
            scene.proxy.behave("eth_getTransactionReceipt");
            scene.proxy.revive();
        }
    }

    /** An error, since no code may go on after it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    @Test
    void whatWasRecordedAndNotSentIsSentByTheNextStart() throws Exception {
        killedAt(3, List.of(scene.paidStream(key)), false);
        assertThat(log.attempts).hasSize(1);
        assertThat(scene.count(key)).isEqualTo(BigInteger.ZERO);
        continued(List.of());
        assertThat(books).hasSize(1);
        assertEveryCentIsInTheBooks();
    }

    @Test
    void whatWasNotRecordedWasNotSent() throws Exception {
        killedAt(1, List.of(scene.paidStream(key)), false);
        assertThat(log.attempts).isEmpty();
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            assertThat(rail.resume()).isEmpty();
        }
        assertThat(scene.count(key)).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void whatWasSentAndNotMinedIsFoundWhenABlockHasIt() throws Exception {
        StreamRef stream = scene.paidStream(key);
        killedAt(4, List.of(stream), true);
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            assertThat(rail.resume()).as("without waiting").isEmpty();
            scene.mine(1);
            assertThat(rail.resume()).extracting(Withdrawal::stream).containsExactly(stream);
        }
        scene.goOnMining();
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
    }

    @Test
    void whatWasMinedAndNotReportedIsReportedByTheNextStart() throws Exception {
        StreamRef stream = scene.paidStream(key);
        killedAt(5, List.of(stream), false);
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            assertThat(rail.resume()).extracting(Withdrawal::stream).containsExactly(stream);
        }
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
    }

    @Test
    void fortyKillsAtRandomStepsLoseNoCentAndPayNoneTwice() throws Exception {
        scene.latency(20, "2,500 requests take more than four minutes at 100 ms each");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<StreamRef> streams = List.of(scene.paidStream(key), scene.paidStream(key), scene.paidStream(key));
        int made = 0;
        for (int i = 0; i < KILLS; i++) {
            String round = "seed " + seed + ", kill " + i;
            scene.chain.advance(Duration.ofMinutes(1));
            List<StreamRef> some = streams.subList(random.nextInt(streams.size()), streams.size());
            int recorded = log.attempts.size();
            killedAt(1 + random.nextInt(8), some, random.nextBoolean());
            // The next start is killed too, now and then.
            if (random.nextBoolean()) killedWhileContinuing(1 + random.nextInt(5));
            if (random.nextInt(4) == 0) scene.mine(70);
            continued(log.attempts.size() == recorded ? some : List.of());
            made++;
            assertThat(scene.count(key)).as(round).isEqualTo(BigInteger.valueOf(made));
            assertEveryCentIsInTheBooks();
        }
        scene.mine(70);
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            rail.resume();
            assertThat(rail.resume()).as("all are final and were reported").isEmpty();
        }
        assertThat(log.open(scene.behindProxy().chainId(), key.address())).isEmpty();
        // What the chain itself says of these streams.
        Usdc withdrawn = Usdc.ZERO;
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            for (StreamRef s : streams)
                withdrawn =
                        withdrawn.plus(rail.verify(s, java.util.Optional.of(1L)).withdrawn());
        }
        assertThat(withdrawn).isEqualTo(sumOfBooks());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aReturnThatIsKilledAtAnyStepIsBookedAndMadeOnce(int step) throws Exception {
        StreamRef stream = scene.paidStream(key);
        StreamClaim claim;
        Usdc renterHad;
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            EthAddress renter = rail.verify(stream, Optional.empty()).sender();
            renterHad = rail.balance(renter).usdc();
            claim = StreamClaim.limited(stream, new StreamClaim.Limit(Usdc.parse("0.02"), renter, true));
        }
        killedAt(step, rail -> rail.quoteClaims(List.of(claim)), false);
        boolean recorded = !log.attempts.isEmpty();
        continued(List.of());
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            if (!recorded) rail.withdraw(rail.quoteClaims(List.of(claim))).forEach(this::book);
            assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
            assertThat(sumOfBooks()).isEqualTo(Usdc.parse("0.02"));
            assertEveryCentIsInTheBooks();
            List<Withdrawal> returns = rail.resume();
            assertThat(returns).hasSize(1);
            EthAddress renter = claim.limit().orElseThrow().renter();
            assertThat(rail.balance(renter).usdc().minus(renterHad))
                    .isEqualTo(returns.getFirst().returned())
                    .isGreaterThan(Usdc.ZERO);
            StreamState after = rail.verify(stream, Optional.of(1L));
            assertThat(after.due(after.readAt().plus(Duration.ofDays(1)))).isEqualTo(Usdc.ZERO);
        }
    }

    private interface Quoting {
        WithdrawQuote quote(FlowPaymentRail rail) throws PaymentFailure;
    }

    private void killedAt(int step, List<StreamRef> streams, boolean idle) throws Exception {
        killedAt(step, rail -> rail.quote(streams), idle);
    }

    /** @param idle whether no blocks are made meanwhile */
    private void killedAt(int step, Quoting quoting, boolean idle) throws Exception {
        WithdrawQuote quote;
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            quote = quoting.quote(rail);
        }
        if (idle) scene.stopMining();
        Kill kill = new Kill(step);
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            run(kill, () -> rail.withdraw(quote));
        } finally {
            kill.lift();
        }
    }

    private void killedWhileContinuing(int step) throws Exception {
        Kill kill = new Kill(step);
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            run(kill, rail::resume);
        } finally {
            kill.lift();
        }
    }

    private interface Work {
        List<Withdrawal> run() throws PaymentFailure;
    }

    /** Until it is killed or done; a run that was killed tells nobody what it did. */
    private void run(Kill kill, Work work) throws InterruptedException {
        List<Withdrawal> told = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                told.addAll(work.run());
            } catch (PaymentFailure | Killed e) {
                told.clear();
            } finally {
                over.countDown();
            }
        });
        await().atMost(SOON).until(() -> over.getCount() == 0 || kill.dead.getCount() == 0);
        thread.interrupt();
        assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        if (kill.dead.getCount() > 0) told.forEach(this::book);
    }

    /** @param again what the owner asks for once more, because nothing was recorded of it */
    private void continued(List<StreamRef> again) throws Exception {
        scene.goOnMining();
        try (FlowPaymentRail rail = scene.rail(key, log, WithdrawalScene.QUICK)) {
            await().atMost(SOON).until(() -> {
                rail.resume().forEach(this::book);
                return log.open(scene.behindProxy().chainId(), key.address()).stream()
                        .allMatch(a -> books.keySet().stream().anyMatch(k -> k.contains(a.hash())));
            });
            if (!again.isEmpty()) rail.withdraw(rail.quote(again)).forEach(this::book);
        }
    }

    private void book(Withdrawal w) {
        Hash32 transaction = w.transaction();
        Usdc known = books.put(List.of(w.stream(), transaction), w.amount());
        if (known != null) assertThat(known).isEqualTo(w.amount());
    }

    private Usdc sumOfBooks() {
        return books.values().stream().reduce(Usdc.ZERO, Usdc::plus);
    }

    private void assertEveryCentIsInTheBooks() throws PaymentFailure {
        assertThat(scene.paidOut().minus(paidBefore)).isEqualTo(sumOfBooks());
    }
}
