package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;

/** A lease of 15 s whose receipt asks for 0.0015 USDC, and whose renter sets the rate of its stream when the job is over. */
class TricklingStreamTest {
    private static final Instant END = Scene.result().endedAt();
    private static final Instant TAKEN = NOON.plusSeconds(60);
    private static final Duration WEEK = Duration.ofDays(7);
    /** 2 base units a day. */
    private static final RatePerSecond TRICKLE = new RatePerSecond(new BigInteger("23148149"));

    private static final RatePerSecond NONE = new RatePerSecond(BigInteger.ZERO);

    private static Funding funding(String taken, boolean isFinal) {
        Withdrawal w = Scene.withdrawal(stream(1), 1, taken, TAKEN);
        Funding funding = Funding.of(Scene.funded(stream(1), NOON)).with(w);
        return isFinal ? funding.withFinal(w.transaction()) : funding;
    }

    private static Signed<ReceiptMessage> receipt() {
        Funding all = Funding.of(Scene.funded(stream(1), NOON));
        LeaseState.Ended ended = new LeaseState.Ended(Scene.terms("0000aaaa"), all, CONTAINER, Scene.result());
        var receipt = ReceiptFactory.createReceipt(ended, 1, Optional.empty());
        assertThat(receipt.amountDue()).isEqualTo(Usdc.parse("0.0015"));
        return new Signed<>(ReceiptMessage.of(receipt), Scene.SIGNATURE);
    }

    private static LeaseState.Receipted receipted(String taken) {
        return new LeaseState.Receipted(
                Scene.terms("0000aaaa"), funding(taken, true), CONTAINER, Scene.result(), receipt(), Scene.hash(1));
    }

    private static LeaseState.Paid paid(Funding funding) {
        return new LeaseState.Paid(
                Scene.terms("0000aaaa"), funding, CONTAINER, Scene.result(), receipt(), Scene.hash(1));
    }

    private static LeaseState.Paid paid() {
        return paid(funding("0.0015", true));
    }

    private static StreamState holding(String balance, RatePerSecond rate, Instant settled, Instant read) {
        return holding(balance, Usdc.ZERO, rate, settled, false, read);
    }

    private static StreamState holding(
            String balance, Usdc debt, RatePerSecond rate, Instant settled, boolean voided, Instant read) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                Usdc.parse(balance),
                debt,
                settled,
                voided,
                Usdc.ZERO,
                read,
                BigInteger.ZERO,
                Optional.of(99L));
    }

    private static boolean isOver(LeaseState lease, StreamState stream) {
        return Settlement.over(lease, stream, stream.readAt());
    }

    private static Optional<Usdc> loss(LeaseState lease, StreamState stream) {
        return Settlement.shortfall(lease, stream, stream.readAt()).map(e -> ((LeaseEvent.ShortfallBooked) e).amount());
    }

    @Test
    void paidLeaseOfAStreamThatTricklesIsOverAWeekAfterItsJob() {
        assertThat(isOver(paid(), holding("0.05", TRICKLE, TAKEN, END.plus(WEEK))))
                .isFalse();
        Instant later = END.plus(WEEK).plusSeconds(1);
        assertThat(isOver(paid(), holding("0.05", TRICKLE, TAKEN, later))).isTrue();
        assertThat(Settlement.over(paid(), holding("0.05", TRICKLE, TAKEN, END.plusSeconds(100)), later))
                .as("not by an older reading")
                .isFalse();
        assertThat(isOver(paid(funding("0.0015", false)), holding("0.05", TRICKLE, TAKEN, later)))
                .as("the withdrawal can vanish")
                .isFalse();
    }

    @Test
    void refusedLeaseOfAStreamThatTricklesIsOverAWeekAfterItsRefusal() {
        LeaseState refused = new LeaseState.Unserved(
                Scene.terms("0000aaaa"), Funding.of(Scene.funded(stream(1), NOON)), "No image.", NOON);
        assertThat(isOver(refused, holding("0.05", TRICKLE, TAKEN, NOON.plus(WEEK))))
                .isFalse();
        assertThat(isOver(
                        refused, holding("0.05", TRICKLE, TAKEN, NOON.plus(WEEK).plusSeconds(1))))
                .isTrue();
    }

    @Test
    void paidLeaseStaysOpenWhileItsStreamOwesWhatIsReturnedWithinAWeek() {
        Instant later = END.plus(WEEK).plusSeconds(1);
        RatePerSecond centInAWeek = new RatePerSecond(new BigInteger("20000000000"));
        assertThat(isOver(paid(), holding("0.05", centInAWeek, later, later))).isFalse();
        assertThat(isOver(paid(), holding("0.009999", centInAWeek, later, later)))
                .as("it holds less")
                .isTrue();
        assertThat(isOver(paid(), holding("0.01", Usdc.parse("0.01"), NONE, TAKEN, true, later)))
                .isFalse();
    }

    @Test
    void lessThanIsReturnedInAStreamThatEndedOrIsPausedKeepsAPaidLeaseOpenForAWeek() {
        for (boolean voided : new boolean[] {true, false}) {
            Usdc left = Usdc.parse("0.009999");
            assertThat(isOver(paid(), holding("0.009999", left, NONE, TAKEN, voided, END.plus(WEEK))))
                    .isFalse();
            assertThat(isOver(
                            paid(),
                            holding(
                                    "0.009999",
                                    left,
                                    NONE,
                                    TAKEN,
                                    voided,
                                    END.plus(WEEK).plusSeconds(1))))
                    .isTrue();
        }
    }

    @Test
    void leaseWhoseLossIsBookedIsOverThoughItsStreamTricklesOn() {
        LeaseState settled = paid(funding("0.001", true).withShortfall(Usdc.parse("0.0005")));
        Instant later = END.plus(WEEK).plusSeconds(1);
        assertThat(isOver(settled, holding("0.05", TRICKLE, TAKEN, later))).isTrue();
        assertThat(Settlement.summary(settled, 1, later).shortfall()).isEqualTo(Usdc.parse("0.0005"));
    }

    @Test
    void whatATricklingStreamDoesNotPayIsBookedAsALossAWeekAfterTheJob() {
        assertThat(loss(receipted("0.001"), holding("0.05", TRICKLE, TAKEN, END.plus(WEEK))))
                .isEmpty();
        assertThat(loss(
                        receipted("0.001"),
                        holding("0.05", TRICKLE, TAKEN, END.plus(WEEK).plusSeconds(1))))
                .contains(Usdc.parse("0.0005"));
    }

    @Test
    void whatTheJobEarnedIsWaitedForHoweverLittleItIs() {
        Instant later = END.plus(WEEK.multipliedBy(100));
        Usdc debt = Usdc.parse("0.000499");
        assertThat(loss(receipted("0.001"), holding("0.05", debt, TRICKLE, TAKEN, false, later)))
                .as("owed from before the rate was lowered")
                .isEmpty();
        assertThat(loss(receipted("0.001"), holding("0.000499", debt, NONE, TAKEN, true, later)))
                .as("ended")
                .isEmpty();
        assertThat(loss(
                        receipted("0.001"),
                        holding("0.000499", Scene.funded(stream(1), NOON).rate(), NOON, later)))
                .as("ran out")
                .isEmpty();
    }

    @Test
    void moneyThatCoversTheRestOfTheReceiptIsNoLossHoweverSlowlyItCame() {
        Instant later = END.plus(WEEK.multipliedBy(100));
        assertThat(loss(receipted("0.001499"), holding("0.05", TRICKLE, TAKEN, later)))
                .isEmpty();
    }
}
