package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on while a withdrawal hangs at the chain's node. */
class StuckWithdrawalTest extends RentedRig {
    private static final int MOST_ASKED = 60;

    @BeforeEach
    void startWithMoneyDue() {
        start(twoGpus(), Scene.POLICY, clock);
        running();
        now = NOON.plusSeconds(20);
    }

    /** Asked for again where the chain does not answer. */
    private static <T> T answered(Supplier<CompletableFuture<T>> asked) {
        return await().ignoreExceptionsMatching(StuckWithdrawalTest::unanswered)
                .until(() -> asked.get().join(), answer -> true);
    }

    private static boolean unanswered(Throwable e) {
        return e instanceof CompletionException
                && e.getCause() instanceof PaymentFailure f
                && f.kind() == PaymentFailure.Kind.UNREACHABLE;
    }

    private CompletableFuture<List<Withdrawal>> stuckWithdrawal(WithdrawQuote quote) {
        int before = rail.withdrawals.get();
        List<CompletableFuture<List<Withdrawal>>> sent = new ArrayList<>();
        // On slow parts a withdrawal may fail before it is sent.
        await().until(() -> {
            if (sent.isEmpty() || sent.getLast().isCompletedExceptionally()) sent.add(rig.withdraw(quote));
            return rail.withdrawals.get() > before;
        });
        return sent.getLast();
    }

    @Test
    void quoteComesBackWhileAWithdrawalHangs() {
        WithdrawQuote first = answered(rig::quoteWithdrawal);
        CountDownLatch gate = new CountDownLatch(1);
        rail.withdrawalGate = gate;
        CompletableFuture<List<Withdrawal>> withdrawal = stuckWithdrawal(first);

        long start = System.nanoTime();
        WithdrawQuote second = answered(rig::quoteWithdrawal);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(second.streams()).isEqualTo(first.streams());
        assertThat(withdrawal).isNotDone();
        gate.countDown();
        assertThat(withdrawal).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void secondWithdrawalIsNotSentBeforeTheFirstHasEnded() {
        WithdrawQuote quote = answered(rig::quoteWithdrawal);
        CountDownLatch gate = new CountDownLatch(1);
        rail.withdrawalGate = gate;
        CompletableFuture<List<Withdrawal>> first = stuckWithdrawal(quote);

        CompletableFuture<List<Withdrawal>> second = rig.withdraw(quote);

        answered(rig::quoteWithdrawal);
        assertThat(rail.withdrawals).hasValue(1);
        gate.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(5));
        await("whether it is carried out or refused").until(second::isDone);
    }

    @Test
    void quotesThatPileUpBehindOneThatHangsAreRefused() {
        CountDownLatch gate = new CountDownLatch(1);
        rail.quoteGate = gate;
        List<CompletableFuture<WithdrawQuote>> asked = new ArrayList<>();

        await().until(() -> {
            asked.add(rig.quoteWithdrawal());
            return asked.size() > MOST_ASKED || asked.stream().anyMatch(StuckWithdrawalTest::isRefused);
        });

        assertThat(asked).hasSizeLessThanOrEqualTo(MOST_ASKED);
        gate.countDown();
        await().until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        assertThat(asked).anyMatch(q -> !q.isCompletedExceptionally());
    }

    private static boolean isRefused(CompletableFuture<?> quote) {
        return quote.isCompletedExceptionally()
                && quote.exceptionNow() instanceof PaymentFailure f
                && String.valueOf(f.getMessage()).contains("others are waiting");
    }
}
