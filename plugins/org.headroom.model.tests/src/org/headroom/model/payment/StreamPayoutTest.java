package org.headroom.model.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class StreamPayoutTest {
    private static final EthAddress CONTRACT = new EthAddress("0x" + "c0".repeat(20));
    private static final EthAddress RENTER = new EthAddress("0x" + "8c".repeat(20));
    private static final StreamRef STREAM = new StreamRef(8453, CONTRACT, CONTRACT, BigInteger.ONE);

    private static StreamClaim claim(long most, boolean certain) {
        return StreamClaim.limited(STREAM, new StreamClaim.Limit(new Usdc(most), RENTER, certain));
    }

    @Test
    void withoutAReceiptAllGoesToTheProvider() {
        StreamPayout payout = StreamPayout.of(StreamClaim.unlimited(STREAM), new Usdc(70_000), true)
                .orElseThrow();
        assertThat(payout).isEqualTo(StreamPayout.all(STREAM, new Usdc(70_000)));
        assertThat(payout.ends()).isFalse();
    }

    @Test
    void theLeastThatIsReturnedIsACent() {
        assertThat(StreamPayout.of(claim(5_000, true), new Usdc(15_000), true))
                .hasValue(new StreamPayout(claim(5_000, true), true, true, new Usdc(5_000), new Usdc(10_000)));
        assertThat(StreamPayout.of(claim(5_000, true), new Usdc(14_999), true))
                .hasValue(new StreamPayout(claim(5_000, true), false, false, new Usdc(14_999), Usdc.ZERO));
    }

    @Test
    void anEndedStreamIsNotEndedAgain() {
        assertThat(StreamPayout.of(claim(5_000, true), new Usdc(50_000), false)
                        .orElseThrow()
                        .ends())
                .isFalse();
    }

    @Test
    void whileWithdrawalsMayVanishOnlyTheReceiptsPartIsTaken() {
        assertThat(StreamPayout.of(claim(5_000, false), new Usdc(50_000), true))
                .hasValue(new StreamPayout(claim(5_000, false), false, true, new Usdc(5_000), Usdc.ZERO));
        assertThat(StreamPayout.of(claim(0, false), new Usdc(50_000), true)).isEmpty();
    }

    @Test
    void tooLittleBeyondAPaidReceiptWaitsWhileItGrowsAndComesWhenItsStreamHasEnded() {
        assertThat(StreamPayout.of(claim(0, true), new Usdc(9_999), true)).isEmpty();
        assertThat(StreamPayout.of(claim(0, true), new Usdc(9_999), false)
                        .orElseThrow()
                        .amount())
                .isEqualTo(new Usdc(9_999));
    }

    @Property
    void noCentIsLostAndTheProviderGetsLessThanACentBeyondItsReceipt(
            @ForAll @LongRange(min = 0, max = 100_000) long most,
            @ForAll @LongRange(min = 0, max = 100_000) long due,
            @ForAll boolean flows) {
        Optional<StreamPayout> payout = StreamPayout.of(claim(most, true), new Usdc(due), flows);
        if (payout.isEmpty()) {
            assertThat(due == 0 || most == 0 && flows && due < StreamPayout.LEAST_RETURNED.baseUnits())
                    .isTrue();
            return;
        }
        StreamPayout p = payout.get();
        assertThat(p.amount().plus(p.returned())).isEqualTo(new Usdc(due));
        assertThat(p.amount().baseUnits()).isLessThan(most + StreamPayout.LEAST_RETURNED.baseUnits());
        assertThat(p.ends()).isEqualTo(flows && p.returns());
    }
}
