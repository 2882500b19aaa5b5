package org.headroom.model.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamPayout.Owed;
import org.junit.jupiter.api.Test;

class StreamPayoutTest {
    private static final EthAddress CONTRACT = new EthAddress("0x" + "c0".repeat(20));
    private static final EthAddress RENTER = new EthAddress("0x" + "8c".repeat(20));
    private static final StreamRef STREAM = new StreamRef(8453, CONTRACT, CONTRACT, BigInteger.ONE);

    private static StreamClaim claim(long most, boolean certain) {
        return StreamClaim.limited(STREAM, new StreamClaim.Limit(new Usdc(most), RENTER, certain));
    }

    /** Of a stream whose rate is next to nothing. */
    private static Optional<StreamPayout> of(StreamClaim claim, long due, boolean flows) {
        return StreamPayout.of(claim, new Owed(new Usdc(due), new Usdc(due), flows));
    }

    /** Of a stream that owes so much by the time a block has the withdrawal. */
    private static Optional<StreamPayout> flowing(StreamClaim claim, long due, long soon) {
        return StreamPayout.of(claim, new Owed(new Usdc(due), new Usdc(soon), true));
    }

    @Test
    void withoutAReceiptAllGoesToTheProvider() {
        StreamPayout payout = of(StreamClaim.unlimited(STREAM), 70_000, true).orElseThrow();
        assertThat(payout).isEqualTo(StreamPayout.all(STREAM, new Usdc(70_000)));
        assertThat(payout.ends()).isFalse();
    }

    @Test
    void theLeastThatIsReturnedIsACent() {
        assertThat(of(claim(5_000, true), 15_000, true))
                .hasValue(new StreamPayout(claim(5_000, true), true, true, new Usdc(5_000), new Usdc(10_000)));
        assertThat(of(claim(5_000, true), 14_999, true))
                .hasValue(new StreamPayout(claim(5_000, true), false, false, new Usdc(14_999), Usdc.ZERO));
    }

    @Test
    void aRestThatIsACentByTheTimeOfTheBlockIsReturnedAndItsStreamEnded() {
        assertThat(flowing(claim(5_000, true), 5_001, 15_000))
                .hasValue(new StreamPayout(claim(5_000, true), true, true, new Usdc(5_000), new Usdc(1)));
        assertThat(flowing(claim(5_000, true), 5_001, 14_999))
                .hasValue(new StreamPayout(claim(5_000, true), false, false, new Usdc(5_001), Usdc.ZERO));
        assertThat(flowing(claim(5_000, false), 5_001, 15_000))
                .hasValue(new StreamPayout(claim(5_000, false), false, true, new Usdc(5_000), Usdc.ZERO));
    }

    @Test
    void aStreamThatHasJustPaidItsReceiptIsNotEndedAndGivesNoMoreThanItOwesNow() {
        assertThat(flowing(claim(5_000, true), 5_000, 15_000))
                .hasValue(new StreamPayout(claim(5_000, true), false, true, new Usdc(5_000), Usdc.ZERO));
        assertThat(flowing(claim(5_000, true), 4_000, 95_000))
                .hasValue(new StreamPayout(claim(5_000, true), false, true, new Usdc(4_000), Usdc.ZERO));
        assertThat(flowing(claim(5_000, false), 5_000, 15_000))
                .hasValue(new StreamPayout(claim(5_000, false), false, true, new Usdc(5_000), Usdc.ZERO));
    }

    @Test
    void aStreamThatSoonPaysLessThanACentBeyondItsReceiptGivesAllThatItOwesInItsBlock() {
        assertThat(flowing(claim(5_000, true), 4_000, 14_999))
                .hasValue(new StreamPayout(claim(5_000, true), false, false, new Usdc(4_000), Usdc.ZERO));
    }

    @Test
    void aPaidStreamIsNotEndedForWhatItDoesNotOweYet() {
        assertThat(flowing(claim(0, true), 9_999, 95_000)).isEmpty();
    }

    @Test
    void whatAStreamOwesSoonIsAsOfTheBlockAndNoMoreThanItHolds() {
        Instant noon = Instant.parse("2026-05-05T12:00:00Z");
        StreamState stream = stream(noon, new Usdc(20_000));
        assertThat(Owed.of(stream, noon.plusSeconds(10))).isEqualTo(new Owed(new Usdc(5_000), new Usdc(20_000), true));
        assertThat(Owed.of(stream, noon.plusSeconds(60)))
                .isEqualTo(new Owed(new Usdc(20_000), new Usdc(20_000), false));
        assertThat(Owed.of(new Usdc(4_000), stream, noon.plusSeconds(9)))
                .isEqualTo(new Owed(new Usdc(4_000), new Usdc(19_500), true));
    }

    /** Of 500 base units a second. */
    private static StreamState stream(Instant start, Usdc balance) {
        return new StreamState(
                STREAM,
                RENTER,
                CONTRACT,
                new RatePerSecond(new BigInteger("500000000000000")),
                balance,
                Usdc.ZERO,
                start,
                false,
                Usdc.ZERO,
                start);
    }

    @Test
    void anEndedStreamIsNotEndedAgain() {
        assertThat(of(claim(5_000, true), 50_000, false).orElseThrow().ends()).isFalse();
    }

    @Test
    void whileWithdrawalsMayVanishOnlyTheReceiptsPartIsTaken() {
        assertThat(of(claim(5_000, false), 50_000, true))
                .hasValue(new StreamPayout(claim(5_000, false), false, true, new Usdc(5_000), Usdc.ZERO));
        assertThat(of(claim(0, false), 50_000, true)).isEmpty();
    }

    @Test
    void tooLittleBeyondAPaidReceiptWaitsWhileItGrowsAndComesWhenItsStreamHasEnded() {
        assertThat(of(claim(0, true), 9_999, true)).isEmpty();
        assertThat(of(claim(0, true), 9_999, false).orElseThrow().amount()).isEqualTo(new Usdc(9_999));
    }

    @Property
    void noCentIsLostAndTheProviderGetsLessThanACentBeyondItsReceipt(
            @ForAll @LongRange(min = 0, max = 100_000) long most,
            @ForAll @LongRange(min = 0, max = 100_000) long due,
            @ForAll @LongRange(min = 0, max = 100_000) long later,
            @ForAll boolean flows) {
        Owed owed = new Owed(new Usdc(due), new Usdc(flows ? due + later : due), flows);
        Optional<StreamPayout> payout = StreamPayout.of(claim(most, true), owed);
        if (payout.isEmpty()) {
            assertThat(due == 0 || most == 0 && flows && due < StreamPayout.LEAST_RETURNED.baseUnits())
                    .isTrue();
            return;
        }
        StreamPayout p = payout.get();
        assertThat(p.amount().plus(p.returned())).isEqualTo(new Usdc(due));
        assertThat(p.amount().baseUnits()).isLessThan(most + StreamPayout.LEAST_RETURNED.baseUnits());
        assertThat(p.ends()).isEqualTo(flows && p.returns());
        if (!p.exact())
            assertThat(owed.soon().baseUnits())
                    .isLessThan(Math.max(most, due) + StreamPayout.LEAST_RETURNED.baseUnits());
    }
}
