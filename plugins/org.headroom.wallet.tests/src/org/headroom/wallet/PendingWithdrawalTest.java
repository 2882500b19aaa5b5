package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.PendingWithdrawal.Standing;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Withdrawals that were sent and that no block has, on a real chain. */
@Timeout(180)
class PendingWithdrawalTest extends TransactionFixture {
    @Test
    void withdrawalIsPendingUntilABlockHasIt() throws Exception {
        StreamRef stream = scene.paidStream(key);
        WithdrawQuote quote = rail.quote(List.of(stream));
        assertThat(rail.pending()).isEmpty();
        scene.stopMining();
        CompletableFuture<List<Withdrawal>> done = later(() -> rail.withdraw(quote));
        await().atMost(SOON).until(() -> !rail.pending().isEmpty());
        PendingWithdrawal pending = rail.pending().getFirst();
        assertThat(pending.streams()).containsExactly(stream.id());
        assertThat(pending.attempts()).isEqualTo(1);
        assertThat(pending.standing()).isEqualTo(Standing.SENT);
        assertThat(pending.since()).isEqualTo(log.attempts.getFirst().at());
        assertThat(pending.newest()).isEqualTo(log.attempts.getFirst().hash());
        assertThat(pending.mostFee()).isEqualTo(quote.fee());
        assertThat(pending.fee().amount()).isLessThan(quote.fee().amount());
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            scene.mine(1);
            return done.isDone();
        });
        assertThat(done.join()).hasSize(1);
        assertThat(rail.pending()).isEmpty();
    }

    @Test
    void pendingWithdrawalAtTheHighestFeeSaysSoAndCountsItsAttempts() throws Exception {
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.IMPATIENT);
        WithdrawQuote quote = rail.quote(List.of(scene.paidStream(key)));
        BigInteger tooDear = quote.maxFeePerGas().amount().shiftLeft(1);
        scene.stopMining();
        CompletableFuture<PaymentFailure> told = later(() -> failure(() -> rail.withdraw(quote)));
        await().atMost(SOON).until(() -> !scene.sent().isEmpty());
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            scene.dearBlock(tooDear);
            return told.isDone();
        });
        await().atMost(SOON).untilAsserted(() -> {
            scene.dearBlock(tooDear);
            assertThat(rail.resume()).isEmpty();
            assertThat(rail.pending()).hasSize(1);
            PendingWithdrawal pending = rail.pending().getFirst();
            assertThat(pending.standing()).isEqualTo(Standing.AT_MOST_FEE);
            assertThat(pending.fee()).isEqualTo(quote.fee());
            assertThat(pending.attempts()).isEqualTo(log.attempts.size()).isGreaterThan(1);
            assertThat(pending.newest()).isEqualTo(log.attempts.getLast().hash());
            assertThat(pending.since()).isEqualTo(log.attempts.getFirst().at());
        });
    }

    @Test
    void pendingWithdrawalIsKnownAfterARestartWhileTheChainIsSilent() throws Exception {
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.IMPATIENT);
        StreamRef stream = scene.paidStream(key);
        scene.stopMining();
        WithdrawQuote quote = rail.quote(List.of(stream));
        failure(() -> rail.withdraw(quote));
        rail.close();
        try (FlowPaymentRail silent = new FlowPaymentRail(
                unreachable(),
                key,
                WithdrawalScene.PAYOUT,
                Clock.systemUTC(),
                log,
                WithdrawalScene.IMPATIENT,
                RetryPolicy.READS)) {
            failure(silent::resume);
            assertThat(silent.pending()).hasSize(1);
            assertThat(silent.pending().getFirst().streams()).containsExactly(stream.id());
        }
        rail = scene.rail(key, log, WithdrawalScene.QUICK);
    }

    private static ChainSettings unreachable() {
        ChainSettings s = scene.behindProxy();
        return new ChainSettings(
                java.net.URI.create("http://127.0.0.1:9"), s.chainId(), s.name(), s.flow(), s.token(), 0, 1_000_000);
    }
}
