package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.StreamBeliefsTest.after;
import static org.headroom.engine.StreamBeliefsTest.state;
import static org.headroom.engine.StreamBeliefsTest.withdrawal;

import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;

/**
 * A reorganisation moves a withdrawal to the other side of the block in which its stream was verified, block 8. The stream pays
 * 0.0001 USDC a second from noon on, one block a second.
 */
class MovedWithdrawalTest {
    /** In block 5, and moved to block 20: it takes all that is due by then. */
    private static final Withdrawal BEFORE = withdrawal(5, "0.0005");

    private static final Withdrawal BEFORE_MOVED = in(20, "0.002", BEFORE);
    private static final StreamState AFTER_IT = state(8, "0.0595", 5, false).withWithdrawn(BEFORE.amount());

    /** In block 20, and moved to block 5. */
    private static final Withdrawal LATER = withdrawal(20, "0.002");

    private static final Withdrawal LATER_MOVED = in(5, "0.0005", LATER);
    private static final StreamState BEFORE_IT = state(8, "0.06", 0, false);

    private static Withdrawal in(long block, String amount, Withdrawal one) {
        return new Withdrawal(
                one.stream(), one.transaction(), block, Usdc.parse(amount), one.gasUsed(), one.feePaid(), after(block));
    }

    private static Funding moved(Funding verified, Withdrawal from, Withdrawal to) {
        return verified.with(from).without(from.transaction()).with(to);
    }

    /** Of a job that ran from noon to second 50. */
    private static LeaseState.Ended ended(Funding funding) {
        JobResult result =
                new JobResult(NOON, after(50), 0, Receipt.Outcome.COMPLETED, Scene.hash(5), Optional.empty());
        return new LeaseState.Ended(Scene.terms("0000aaaa"), funding, CONTAINER, result);
    }

    private static StreamState read(Funding funding, StreamState reading) {
        return PaidAmounts.withWithdrawals(ended(funding), reading);
    }

    private static Usdc asked(Funding funding, StreamState reading) {
        return ReceiptFactory.createReceipt(ended(funding), 1, Optional.of(read(funding, reading)))
                .amountDue();
    }

    private static Usdc usdc(String amount) {
        return Usdc.parse(amount);
    }

    @Test
    void withdrawalThatMovesBehindTheVerificationCountsOnce() {
        Funding funding = moved(Funding.of(AFTER_IT), BEFORE, BEFORE_MOVED);
        StreamState reading = state(60, "0.058", 20, false);
        assertThat(read(funding, reading).withdrawn()).isEqualTo(usdc("0.002"));
        assertThat(asked(funding, reading)).isEqualTo(usdc("0.005"));
    }

    @Test
    void withdrawalThatTheVerificationHeldAndThatVanishesIsInTheStreamAgain() {
        Funding funding = Funding.of(AFTER_IT).with(BEFORE).without(BEFORE.transaction());
        assertThat(funding.beforeVerification()).isEqualTo(Usdc.ZERO);
        assertThat(funding.stream().owed(after(8))).isEqualTo(usdc("0.0008"));
        assertThat(asked(funding, state(60, "0.06", 0, false))).isEqualTo(usdc("0.005"));
    }

    @Test
    void withdrawalThatMovesBeforeTheVerificationIsNoPartOfWhatIsOwedByThen() {
        Funding funding = moved(Funding.of(BEFORE_IT), LATER, LATER_MOVED);
        StreamState verified = PaidAmounts.verified(ended(funding)).orElseThrow();
        assertThat(verified.withdrawn().plus(verified.owed(after(8)))).isEqualTo(usdc("0.0008"));
        StreamState reading = state(80, "0.0595", 5, false);
        assertThat(read(funding, reading).withdrawn()).isEqualTo(usdc("0.0005"));
        assertThat(asked(funding, reading)).isEqualTo(usdc("0.005"));
    }

    @Test
    void withdrawalThatMovesBeforeTheVerificationAfterTheReceiptPaysForIt() {
        Funding funding = moved(Funding.of(BEFORE_IT).withReceipt(), LATER, LATER_MOVED);
        assertThat(funding.foundAfterReceipt()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void withdrawalThatIsInItsOldBlockAgainCountsAsBefore() {
        Funding once = Funding.of(AFTER_IT).with(BEFORE);
        Funding again = moved(Funding.of(AFTER_IT), BEFORE, BEFORE);
        assertThat(again.stream()).isEqualTo(once.stream());
        assertThat(again.beforeVerification()).isEqualTo(BEFORE.amount());
    }
}
