package org.headroom.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.model.Subscription;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WithdrawQuote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one quote that header and dialog show. */
class WithdrawQuotesTest {
    private final FixtureDesk desk = new FixtureDesk();
    private final LedgerDesk slow = new LedgerDesk(0);
    private long nanos = -5;
    private int changes;
    private final WithdrawQuotes quotes = new WithdrawQuotes(() -> changes++, () -> nanos);
    private WithdrawQuote made;

    @BeforeEach
    void quote() {
        made = desk.quoteWithdrawal().join();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private WithdrawQuote costing(long wei) {
        return new WithdrawQuote(
                made.payouts(),
                made.to(),
                made.gas(),
                made.maxFeePerGas(),
                new Wei(BigInteger.valueOf(wei)),
                made.protocolFee(),
                made.walletBalance(),
                made.at());
    }

    private Optional<WithdrawQuote> latest() {
        return quotes.latest().map(WithdrawQuotes.Latest::quote);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void answerToADialogIsWhatTheHeaderShowsAfterwards() {
        quotes.refresh(slow);
        slow.questions.getFirst().complete(costing(1));
        CompletableFuture<WithdrawQuote> dialog = quotes.ask(slow);
        assertThat(latest()).contains(costing(1));
        slow.questions.get(1).complete(costing(2));
        assertThat(dialog).isCompletedWithValue(costing(2));
        assertThat(latest()).contains(costing(2));
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void whoAsksWhileAQuestionIsOpenGetsItsAnswer() {
        quotes.refresh(slow);
        CompletableFuture<WithdrawQuote> dialog = quotes.ask(slow);
        assertThat(slow.questions).hasSize(1);
        slow.questions.getFirst().complete(costing(1));
        assertThat(dialog).isCompletedWithValue(costing(1));
        assertThat(latest()).contains(costing(1));
    }

    @Test
    void quoteIsAskedForAnewWhenItIsOldAndItsAgeIsTold() {
        quotes.refresh(slow);
        slow.questions.getFirst().complete(costing(1));
        pass(WithdrawQuotes.FRESH.minusSeconds(1));
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(1);
        assertThat(quotes.latest().orElseThrow().age()).isEqualTo(Duration.ofSeconds(59));
        pass(Duration.ofSeconds(1));
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(2);
    }

    @Test
    void heldQuoteIsNotReplacedHoweverOldUntilItsHolderAsksOrLetsGo() {
        quotes.refresh(slow);
        slow.questions.getFirst().complete(costing(1));
        Subscription held = quotes.hold();
        pass(Duration.ofHours(1));
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(1);
        quotes.ask(slow);
        slow.questions.get(1).complete(costing(2));
        assertThat(latest()).contains(costing(2));
        held.close();
        held.close();
        pass(Duration.ofHours(1));
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(3);
    }

    @Test
    void failureKeepsTheQuoteWithItsAgeAndIsTriedAgainSoon() {
        quotes.refresh(slow);
        slow.questions.getFirst().complete(costing(1));
        pass(WithdrawQuotes.FRESH);
        quotes.refresh(slow);
        slow.questions
                .get(1)
                .completeExceptionally(new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "It does not answer."));
        assertThat(latest()).contains(costing(1));
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(2);
        pass(WithdrawQuotes.RETRY);
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(3);
        assertThat(quotes.latest().orElseThrow().age()).isEqualTo(WithdrawQuotes.FRESH.plus(WithdrawQuotes.RETRY));
    }

    @Test
    void answerToAQuestionFromBeforeAWithdrawalIsNotKept() {
        CompletableFuture<WithdrawQuote> before = quotes.ask(slow);
        quotes.forget();
        slow.questions.getFirst().complete(costing(1));
        assertThat(before).isCompletedWithValue(costing(1));
        assertThat(latest()).isEmpty();
        quotes.refresh(slow);
        assertThat(slow.questions).hasSize(2);
    }
}
