package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.TransactionLog.Attempt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TransactionPartsTest {
    private static final EthAddress ACCOUNT = new EthAddress("0x" + "aa".repeat(20));

    @TempDir
    static Path folder;

    private static WithdrawalScene scene;

    @BeforeAll
    static void start() throws Exception {
        scene = new WithdrawalScene(folder);
    }

    @AfterAll
    static void end() {
        if (scene != null) scene.close();
    }

    @BeforeEach
    void begin(TestInfo story) {
        scene.begin(story);
    }

    @AfterEach
    void behave() throws PaymentFailure {
        scene.proxy.behave("eth_getBlockByNumber");
        scene.proxy.revive();
        scene.goOnMining();
        scene.endStory();
    }

    @Test
    @WithoutMishaps("asks without another try, so that no call may fail")
    void theFinalizedBlockIsFinal() throws Exception {
        scene.nodeFailsNoRead();
        scene.mine(100);
        try (Chain chain = new Chain(new JsonRpc(scene.proxy.address()))) {
            assertThat(new TaggedFinalBlock(chain, FinalityRule.STANDARD.with(null, 5)).number())
                    .contains(PublicNode.OFFSET + scene.chainHead() - 64);
        }
    }

    @Test
    @WithoutMishaps("asks without another try, so that no call may fail")
    void aDepthCountsWhereTheNodeKnowsNoTags() throws Exception {
        scene.nodeFailsNoRead();
        scene.mine(10);
        scene.proxy.on(
                "eth_getBlockByNumber",
                (q, node) -> switch (q.path("params").path(0).asText()) {
                    case "finalized" -> NodeProxy.error(q, "finalized block not found");
                    case "safe" -> node.ask(q).putNull("result");
                    default -> node.ask(q);
                });
        try (Chain chain = new Chain(new JsonRpc(scene.proxy.address()))) {
            long head = PublicNode.OFFSET + scene.chainHead();
            assertThat(new TaggedFinalBlock(chain, FinalityRule.STANDARD.with(null, 5))
                            .number()
                            .orElseThrow())
                    .isBetween(head - 5, head);
            assertThat(new TaggedFinalBlock(chain, FinalityRule.STANDARD.with(null, 50_000_000)).number())
                    .isEmpty();
        }
    }

    @Test
    @WithoutMishaps(value = "the proxy is down: no request gets to the node", mayAskNothing = true)
    void aNodeThatIsDownSaysNothingOfWhatIsFinal() throws Exception {
        scene.proxy.die();
        try (Chain chain = new Chain(new JsonRpc(scene.proxy.address()))) {
            PaymentFailure failure = catchThrowableOfType(
                    PaymentFailure.class,
                    () -> new TaggedFinalBlock(chain, FinalityRule.STANDARD.with(null, 5)).number());
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    @WithoutMishaps(value = "asks no node", mayAskNothing = true)
    void aSignedTransactionIsReadBackAndKeepsAllButItsPriceWhenReplaced() throws Exception {
        KeySigner key = scene.key();
        SignedTransaction first = SignedTransaction.sign(
                key,
                LocalChain.CHAIN_ID,
                BigInteger.ZERO,
                ACCOUNT,
                BigInteger.TEN,
                "0x12345678",
                BigInteger.valueOf(90_000),
                new FeePolicy.Fees(BigInteger.valueOf(100), BigInteger.TWO));
        assertThat(SignedTransaction.decode(first.raw())).contains(first);
        SignedTransaction higher =
                first.at(new FeePolicy.Fees(BigInteger.valueOf(200), BigInteger.valueOf(3)), key, LocalChain.CHAIN_ID);
        assertThat(higher.hash()).isNotEqualTo(first.hash());
        assertThat(higher)
                .usingRecursiveComparison()
                .ignoringFields("fees", "raw")
                .isEqualTo(first);
        for (String damaged : List.of("", "0x", "0x02", "zz", first.raw().substring(0, 40)))
            assertThat(SignedTransaction.decode(damaged)).as(damaged).isEmpty();
    }

    @Test
    @WithoutMishaps(value = "asks no node", mayAskNothing = true)
    void aLogInMemoryIsBoundedAndForgetsWhatIsSettled() {
        MemoryTransactionLog log = new MemoryTransactionLog();
        for (int n = 0; n < 1_000; n++) log.sending(attempt(n));
        assertThatThrownBy(() -> log.sending(attempt(1_000)))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("Nothing was sent");
        log.settled(1, ACCOUNT, BigInteger.valueOf(999));
        log.settled(1, ACCOUNT, BigInteger.ZERO);
        assertThat(log.highestSettled(1, ACCOUNT)).contains(BigInteger.valueOf(999));
        assertThat(log.highestSettled(2, ACCOUNT)).isEmpty();
        log.sending(attempt(1_000));
        assertThat(log.open(1, ACCOUNT)).hasSize(999).startsWith(attempt(1)).endsWith(attempt(1_000));
    }

    @Test
    @WithoutMishaps(value = "asks no node", mayAskNothing = true)
    void aLogInMemoryOpensTheLatestSettledNumbersAgain() {
        MemoryTransactionLog log = new MemoryTransactionLog();
        for (int n = 0; n < 100; n++) {
            log.sending(attempt(n));
            log.settled(1, ACCOUNT, BigInteger.valueOf(n));
        }
        log.reopened(1, ACCOUNT, BigInteger.valueOf(97));
        assertThat(log.open(1, ACCOUNT)).containsExactly(attempt(97), attempt(98), attempt(99));
        assertThat(log.highestSettled(1, ACCOUNT)).contains(BigInteger.valueOf(96));
        log.reopened(1, ACCOUNT, BigInteger.TWO);
        assertThat(log.highestSettled(1, ACCOUNT))
                .as("what is not kept stays settled")
                .contains(BigInteger.valueOf(96));
    }

    @Test
    void aTransactionThatAReorganisationTookOutHoldsUpNoLaterOne() throws Exception {
        KeySigner key = scene.key();
        scene.chain.fund(key.address(), Usdc.parse("100"), LocalChain.PLENTY_OF_COIN);
        PaymentTerms terms = new PaymentTerms(LocalChain.CHAIN_ID, scene.chain.flow(), scene.chain.token(), ACCOUNT);
        try (RenterPayments renter =
                new RenterPayments(scene.behindProxy(), key, Clock.systemUTC(), new MemoryTransactionLog())) {
            StreamRef stream = renter.open(terms, WithdrawalScene.RATE, Usdc.parse("5")).stream();
            approve(key, Usdc.parse("50"));
            Hash32 lost = renter.topUp(stream, Usdc.parse("20"));
            scene.rollBack(1);
            scene.proxy.sent.clear();
            renter.voidStream(stream);
            assertThat(scene.sent())
                    .extracting(SignedTransaction::hash)
                    .hasSize(2)
                    .first()
                    .isEqualTo(lost);
            assertThat(renter.refundMax(stream)).isGreaterThan(Usdc.parse("20"));
        }
    }

    @Test
    @WithoutMishaps(value = "asks no node", mayAskNothing = true)
    void purposesThatShareAStreamOverlap() {
        Purpose both = Purpose.parse("withdraw 12 15");
        assertThat(both.text()).isEqualTo("withdraw 12 15");
        assertThat(both.isWithdrawal()).isTrue();
        assertThat(both.overlaps(new Purpose("withdraw", "15", "20"))).isTrue();
        assertThat(both.overlaps(new Purpose("withdraw", "1", "2"))).isFalse();
        assertThat(both.overlaps(new Purpose("void", "12"))).isFalse();
    }

    @Test
    void aRenterOpensNoSecondStreamWhileTheFirstIsNotConfirmedAndEndsOneOnce() throws Exception {
        KeySigner key = scene.key();
        scene.chain.fund(key.address(), Usdc.parse("100"), LocalChain.PLENTY_OF_COIN);
        PaymentTerms terms = new PaymentTerms(LocalChain.CHAIN_ID, scene.chain.flow(), scene.chain.token(), ACCOUNT);
        try (RenterPayments renter =
                new RenterPayments(scene.behindProxy(), key, Clock.systemUTC(), new MemoryTransactionLog())) {
            // The allowance for two deposits, so that only the opening is left.
            StreamRef first = renter.open(terms, WithdrawalScene.RATE, Usdc.parse("5")).stream();
            renter.topUp(first, Usdc.parse("1"));
            approve(key, Usdc.parse("50"));
            scene.proxy.sent.clear();
            scene.stopMining();
            CompletableFuture<StreamRef> opening = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    opening.complete(renter.open(terms, WithdrawalScene.RATE, Usdc.parse("5")).stream());
                } catch (PaymentFailure e) {
                    opening.completeExceptionally(e);
                }
            });
            await().until(() -> scene.proxy.sent.size() == 1);
            assertThat(renter.underWay()).isTrue();
            PaymentFailure refused = catchThrowableOfType(
                    PaymentFailure.class, () -> renter.open(terms, WithdrawalScene.RATE, Usdc.parse("5")));
            assertThat(refused.kind()).isEqualTo(Kind.PENDING);
            scene.mine(1);
            StreamRef second = opening.get();
            assertThat(second).isNotEqualTo(first);
            assertThat(renter.underWay()).isFalse();

            List<CompletableFuture<Hash32>> ends = List.of(ending(renter, second), ending(renter, second));
            await().until(() -> scene.proxy.sent.size() >= 2);
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        scene.mine(1);
                        return ends.stream().allMatch(CompletableFuture::isDone);
                    });
            assertThat(ends.getFirst().join())
                    .as("one transaction for both")
                    .isEqualTo(ends.getLast().join());
            assertThat(renter.read(second).voided()).isTrue();
        }
    }

    private static CompletableFuture<Hash32> ending(RenterPayments renter, StreamRef stream) {
        CompletableFuture<Hash32> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(renter.voidStream(stream));
            } catch (PaymentFailure e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void approve(KeySigner key, Usdc amount) throws PaymentFailure {
        SignedTransaction approval = SignedTransaction.sign(
                key,
                LocalChain.CHAIN_ID,
                scene.count(key),
                scene.chain.token(),
                BigInteger.ZERO,
                FlowContract.approve(scene.chain.flow(), amount),
                BigInteger.valueOf(80_000),
                new FeePolicy.Fees(BigInteger.TEN.pow(11), BigInteger.TEN.pow(9)));
        scene.direct.send(approval.raw());
    }

    private static Attempt attempt(long nonce) {
        return new Attempt(
                1,
                ACCOUNT,
                BigInteger.valueOf(nonce),
                new Hash32(String.format("0x%064x", nonce)),
                "0x02",
                "withdraw 1",
                BigInteger.TEN,
                Instant.EPOCH);
    }
}
