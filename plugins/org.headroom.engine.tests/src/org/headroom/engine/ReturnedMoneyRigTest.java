package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was streamed beyond a receipt goes back to the renter, and is in the books as that. */
class ReturnedMoneyRigTest extends RentedRig {
    private static final Usdc OWED = Usdc.parse("0.020000");

    private Instant chainTime = NOON;

    @BeforeEach
    void start() {
        containers.clock = clock;
        start(twoGpus(), Scene.POLICY, clock);
    }

    private LeaseId receipted() {
        LeaseId lease = running();
        now = NOON.plusSeconds(11);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        return lease;
    }

    private Usdc asked() {
        return market.sent(ReceiptMessage.class).getFirst().receipt().amountDue();
    }

    /** The renter has ended its stream, which still holds this for the provider. */
    private void streamEndsOwing(Usdc owed) {
        chainTime = chainTime.plusSeconds(20);
        rail.streams.put(stream(1), Scene.voided(stream(1), owed, chainTime));
        await().untilAsserted(
                        () -> assertThat(money().due().plus(money().toReturn())).isEqualTo(owed));
    }

    private LeaseMoney money() {
        return LeaseMoney.of(rig.view().leases().getFirst(), false, now).orElseThrow();
    }

    private RigMoney sums() {
        return RigMoney.of(rig.view(), now);
    }

    /** A quote; asked for again where the chain does not answer. */
    private WithdrawQuote quote() {
        return answered(rig::quoteWithdrawal);
    }

    /** Withdraws by a new quote; once more where the chain does not answer, in which case nothing was sent. */
    private void withdraw() {
        answered(() -> rig.withdraw(quote()));
    }

    private static <T> T answered(Supplier<CompletableFuture<T>> asked) {
        return await().ignoreExceptionsMatching(ReturnedMoneyRigTest::unanswered)
                .until(() -> asked.get().join(), answer -> true);
    }

    private static boolean unanswered(Throwable thrown) {
        return thrown.getCause() instanceof PaymentFailure failure && failure.kind() == PaymentFailure.Kind.UNREACHABLE;
    }

    @Test
    void aWithdrawalPaysTheReceiptAndReturnsTheRestAndAllFiguresAgree() {
        LeaseId lease = receipted();
        streamEndsOwing(OWED);
        Usdc asked = asked();
        Usdc rest = OWED.minus(asked);
        assertThat(money().due()).isEqualTo(asked);
        assertThat(money().toReturn()).isEqualTo(rest);
        assertThat(money().beyond()).isEqualTo(Usdc.ZERO);
        assertThat(rig.view().due()).isEqualTo(asked);

        WithdrawQuote quote = quote();
        assertThat(quote.amount()).isEqualTo(asked);
        assertThat(quote.returned()).isEqualTo(rest);
        assertThat(quote.payouts().getFirst().claim().limit().orElseThrow().renter())
                .isEqualTo(Scene.RENTER);
        withdraw();
        LeaseState.Paid paid = awaitState(lease, LeaseState.Paid.class);
        assertThat(paid.withdrawn()).isEqualTo(asked);
        assertThat(paid.funding().returned()).isEqualTo(rest);

        streamEndsOwing(Usdc.ZERO);
        assertThat(money().earned()).isEqualTo(asked);
        assertThat(money().returned()).isEqualTo(rest);
        rail.finality = Finality.FINAL;
        await().untilAsserted(() -> assertThat(ledger.closed).singleElement().satisfies(c -> {
            assertThat(c.withdrawn()).isEqualTo(asked);
            assertThat(c.returned()).isEqualTo(rest);
        }));
        await().untilAsserted(() -> assertThat(rig.book().isOpen(lease)).isFalse());
        RigMoney before = sums();
        assertThat(before.earned()).isEqualTo(asked);
        assertThat(before.returned()).isEqualTo(rest);
        assertThat(before.beyond()).isEqualTo(Usdc.ZERO);

        rig.close();
        start();
        await().untilAsserted(() -> assertThat(rig.view().leases()).hasSize(1));
        assertThat(sums().returned()).isEqualTo(rest);
        assertThat(sums().earned()).isEqualTo(asked);
        assertThat(rig.view().closed().returned()).isEqualTo(rest);
    }

    @Test
    void aReturnThatVanishesIsTakenBackInTheBooksAndCountedAgainOnce() {
        LeaseId lease = receipted();
        streamEndsOwing(OWED);
        withdraw();
        awaitState(lease, LeaseState.Paid.class);
        Withdrawal out = rail.done.getFirst();
        rail.done.clear();
        rail.finality = Finality.GONE;
        LeaseState.Receipted unpaid = awaitState(lease, LeaseState.Receipted.class);
        assertThat(unpaid.funding().returned()).isEqualTo(Usdc.ZERO);

        rail.finality = Finality.SEEN;
        rail.done.add(out);
        LeaseState.Paid again = awaitState(lease, LeaseState.Paid.class);
        assertThat(again.funding().withdrawals()).containsExactly(out);
        assertThat(LeaseBook.replay(ledger.replay())).isEqualTo(rig.book());
        Usdc rest = OWED.minus(asked());
        rig.close();
        start();
        assertThat(awaitState(lease, LeaseState.Paid.class).funding().returned())
                .isEqualTo(rest);
    }

    @Test
    void nothingIsReturnedWhileAnEarlierWithdrawalMayVanish() {
        LeaseId lease = receipted();
        rail.done.add(Scene.withdrawal(stream(1), 4, asked().format(6), NOON.plusSeconds(20)));
        awaitState(lease, LeaseState.Paid.class);
        streamEndsOwing(OWED);
        assertThat(quote().payouts()).isEmpty();

        rail.finality = Finality.FINAL;
        await().untilAsserted(() -> assertThat(quote().returned()).isEqualTo(OWED));
        assertThat(quote().amount()).isEqualTo(Usdc.ZERO);
        withdraw();
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(OWED));
        assertThat(money().withdrawn()).isEqualTo(asked());
    }

    @Test
    void aQuoteFromBeforeTheReceiptIsNotCarriedOut() {
        LeaseId lease = running();
        now = NOON.plusSeconds(11);
        await().untilAsserted(() -> assertThat(rig.view().due()).isGreaterThan(Usdc.ZERO));
        WithdrawQuote quote = quote();
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);

        assertThatThrownBy(() -> rig.withdraw(quote).join())
                .hasCauseInstanceOf(PaymentFailure.class)
                .hasMessageContaining("has changed since the quote");
        assertThat(rail.done).isEmpty();
    }

    @Test
    void aRestTooSmallToBeReturnedIsWithdrawnAndNotEarned() {
        LeaseId lease = receipted();
        Usdc rest = Usdc.parse("0.009999");
        streamEndsOwing(asked().plus(rest));
        assertThat(money().toReturn()).isEqualTo(Usdc.ZERO);
        assertThat(money().beyond()).isEqualTo(rest);
        WithdrawQuote quote = quote();
        assertThat(quote.returning()).isZero();
        withdraw();
        awaitState(lease, LeaseState.Paid.class);
        streamEndsOwing(Usdc.ZERO);
        assertThat(money().withdrawn()).isEqualTo(asked().plus(rest));
        assertThat(money().earned()).isEqualTo(asked());
        assertThat(money().beyond()).isEqualTo(rest);
        assertThat(sums().earned()).isEqualTo(asked());
    }
}
