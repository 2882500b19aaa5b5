package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transaction numbers where the node lies about them, is behind, or another program uses them. */
@Timeout(180)
class TransactionNumberTest extends TransactionFixture {
    @Test
    void aNodeThatIsBehindMakesNoTransactionUseANumberTwice() throws Exception {
        StreamRef first = scene.paidStream(key);
        rail.withdraw(rail.quote(List.of(first)));
        StreamRef second = scene.paidStream(key);
        scene.proxy.on("eth_getTransactionCount", (q, node) -> NodeProxy.result(q, "0x0"));
        assertThat(rail.withdraw(rail.quote(List.of(second)))).hasSize(1);
        assertThat(scene.sent()).extracting(SignedTransaction::nonce).containsExactly(BigInteger.ZERO, BigInteger.ONE);
    }

    @Test
    void aNodeThatIsBehindAfterARestartMakesNoTransactionUseANumberTwice() throws Exception {
        rail.withdraw(rail.quote(List.of(scene.paidStream(key))));
        scene.mine(70);
        rail.resume();
        rail.resume();
        assertThat(log.settled).containsExactly(BigInteger.ZERO);
        scene.proxy.on("eth_getTransactionCount", (q, node) -> NodeProxy.result(q, "0x0"));
        try (FlowPaymentRail restarted = scene.rail(key, log, WithdrawalScene.QUICK)) {
            assertThat(restarted.withdraw(restarted.quote(List.of(scene.paidStream(key)))))
                    .hasSize(1);
        }
    }

    @Test
    void aNumberTooHighThatWasNamedOnceLeavesNoGapInWhatFollows() throws Exception {
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.IMPATIENT);
        StreamRef first = scene.paidStream(key);
        StreamRef second = scene.paidStream(key);
        Usdc before = scene.paidOut();
        scene.proxy.on("eth_getTransactionCount", (q, node) -> NodeProxy.result(q, "0x1"));
        assertThat(failure(() -> rail.withdraw(rail.quote(List.of(first)))).kind())
                .isEqualTo(Kind.PENDING);
        scene.proxy.behave("eth_getTransactionCount");
        List<Withdrawal> done = rail.withdraw(rail.quote(List.of(second)));
        assertThat(done).hasSize(1);
        assertThat(scene.sent().getLast().nonce()).isLessThanOrEqualTo(BigInteger.ONE);
        // The first one had the number after the second's: with it in a block, both are through.
        List<Withdrawal> both = await().atMost(SOON).until(rail::resume, found -> found.size() == 2);
        assertThat(scene.paidOut().minus(before)).isEqualTo(sum(both));
        assertThat(scene.count(key)).isEqualTo(BigInteger.TWO);
    }

    @Test
    void twoNumbersAtOnceAreNotBelieved() throws Exception {
        StreamRef stream = scene.paidStream(key);
        scene.proxy.on(
                "eth_getTransactionCount",
                (q, node) ->
                        NodeProxy.result(q, q.path("params").path(1).asText().equals("pending") ? "0x0" : "0x9"));
        WithdrawQuote quote = rail.quote(List.of(stream));
        assertThat(failure(() -> rail.withdraw(quote))).hasMessageContaining("nothing was signed");
        assertThat(log.attempts).isEmpty();
    }

    @Test
    void aWaitingTransactionOfAnotherProgramIsNotReplaced() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        scene.stopMining();
        scene.sendCoin(key, BigInteger.ZERO);
        assertThat(failure(() -> rail.withdraw(quote)))
                .hasMessageContainingAll("another program", "nothing was signed");
        assertThat(log.attempts).isEmpty();
        scene.goOnMining();
        assertThat(rail.withdraw(quote)).hasSize(1);
    }

    @Test
    void aNumberThatAnotherProgramUsedIsSettledAndTheWithdrawalCanBeMadeAgain() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        Usdc before = scene.paidOut();
        AtomicBoolean first = new AtomicBoolean(true);
        scene.proxy.on("eth_sendRawTransaction", (q, node) -> {
            try {
                if (first.compareAndSet(true, false)) scene.sendCoin(key, BigInteger.ZERO);
            } catch (PaymentFailure e) {
                throw new AssertionError(e);
            }
            return node.ask(q);
        });
        PaymentFailure told = failure(() -> rail.withdraw(quote));
        assertThat(told.kind()).isEqualTo(Kind.PENDING);
        assertThat(told).hasMessageContaining("another program");
        assertThat(rail.resume()).isEmpty();
        assertThat(log.settled).isEmpty();
        scene.mine(70);
        rail.resume();
        assertThat(log.settled).containsExactly(BigInteger.ZERO);
        List<Withdrawal> done = rail.withdraw(quote);
        assertThat(done).hasSize(1);
        assertThat(scene.paidOut().minus(before)).isEqualTo(sum(done));
    }

    @Test
    void nonceTooLowIsNoFailureWhereOurOwnAttemptIsInABlock() throws Exception {
        StreamRef stream = scene.paidStream(key);
        scene.proxy.on("eth_sendRawTransaction", (q, node) -> {
            node.ask(q);
            return NodeProxy.error(q, "nonce too low");
        });
        assertThat(rail.withdraw(rail.quote(List.of(stream)))).hasSize(1);
    }
}
