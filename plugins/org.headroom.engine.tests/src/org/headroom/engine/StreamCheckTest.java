package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.PRICE;
import static org.headroom.engine.Scene.PROVIDER;
import static org.headroom.engine.Scene.RENTER;
import static org.headroom.engine.Scene.STRANGER;
import static org.headroom.engine.Scene.TERMS;

import java.math.BigInteger;
import org.headroom.model.lease.StopReason;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.Test;

class StreamCheckTest {
    private static final RatePerSecond AGREED = RatePerSecond.ofHourly(PRICE);
    private static final RatePerSecond LESS = new RatePerSecond(AGREED.ud21x18().subtract(BigInteger.ONE));

    private static StreamState stream(EthAddress sender, EthAddress recipient, RatePerSecond rate, String balance) {
        return new StreamState(
                Scene.stream(1), sender, recipient, rate, Usdc.parse(balance), Usdc.ZERO, NOON, false, Usdc.ZERO, NOON);
    }

    private static String refuse(StreamState stream) {
        return StreamCheck.refuse(stream, Scene.terms("0000aaaa"), POLICY, NOON).orElse("taken");
    }

    @Test
    void takesAStreamThatPaysWhatWasAgreed() {
        assertThat(refuse(stream(RENTER, PROVIDER, AGREED, "0.06"))).isEqualTo("taken");
    }

    @Test
    void refusesALowerRate() {
        assertThat(refuse(stream(RENTER, PROVIDER, LESS, "0.06"))).contains("not the agreed 0.36");
    }

    @Test
    void refusesAnotherRecipient() {
        assertThat(refuse(stream(RENTER, STRANGER, AGREED, "0.06"))).startsWith("the stream pays someone else");
    }

    @Test
    void refusesAnotherSender() {
        assertThat(refuse(stream(STRANGER, PROVIDER, AGREED, "0.06")))
                .startsWith("the stream was opened by someone else");
    }

    @Test
    void refusesAnotherTokenContractOrChain() {
        var terms = Scene.terms("0000aaaa");
        StreamRef right = Scene.stream(1);
        for (StreamRef wrong : new StreamRef[] {
            new StreamRef(1, right.contract(), right.token(), right.id()),
            new StreamRef(right.chainId(), STRANGER, right.token(), right.id()),
            new StreamRef(right.chainId(), right.contract(), STRANGER, right.id())
        })
            assertThat(StreamCheck.refuseName(Scene.acceptance(terms, wrong), TERMS))
                    .isPresent();
        assertThat(StreamCheck.refuseName(Scene.acceptance(terms, right), TERMS))
                .isEmpty();
    }

    @Test
    void refusesAStreamThatBeginsLater() {
        StreamState read = stream(RENTER, PROVIDER, AGREED, "0.06");
        StreamState later = new StreamState(
                read.ref(),
                read.sender(),
                read.recipient(),
                read.rate(),
                read.balance(),
                Usdc.ZERO,
                NOON.plusSeconds(1),
                false,
                Usdc.ZERO,
                NOON);
        assertThat(refuse(later))
                .isEqualTo("the stream begins in 1 s; it has to pay from the beginning of the lease on");
    }

    @Test
    void refusesTooShortARunway() {
        assertThat(refuse(stream(RENTER, PROVIDER, AGREED, "0.0009")))
                .isEqualTo("the stream lasts for 9 s only; at least 10 s are needed");
    }

    @Test
    void stopsBeforeUnpaidWorkWhenTheRenterTakesTheMoneyBack() {
        StreamState refunded = stream(RENTER, PROVIDER, AGREED, "0.0004");
        assertThat(StreamCheck.stop(refunded, Scene.terms("0000aaaa"), POLICY, NOON))
                .contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void stopsWhenTheRateIsLowered() {
        assertThat(StreamCheck.stop(stream(RENTER, PROVIDER, LESS, "1"), Scene.terms("0000aaaa"), POLICY, NOON))
                .contains(StopReason.STREAM_CHANGED);
    }

    @Test
    void aChainUnseenForLongerThanTheCapAllowsIsTooLong() {
        StreamState s = stream(RENTER, PROVIDER, AGREED, "100");
        // 0.25 USDC at 0.36 USDC/h last 2500 s, of which the stop takes 10.
        assertThat(StreamCheck.tooLongUnseen(s, s.readAt(), POLICY, NOON.plusSeconds(2490)))
                .isFalse();
        assertThat(StreamCheck.tooLongUnseen(s, s.readAt(), POLICY, NOON.plusSeconds(2491)))
                .isTrue();
    }

    @Test
    void aDearLeaseMayRunAndItsGraceStaysWithinTheCap() {
        // 0.25 USDC at 150 USDC/h last 6 s, of which the stop takes 3.
        RatePerSecond dear = RatePerSecond.ofHourly(Usdc.parse("150"));
        StreamState s = stream(RENTER, PROVIDER, dear, "100");
        assertThat(StreamCheck.tooLongUnseen(s, s.readAt(), POLICY, NOON.plusSeconds(2)))
                .isFalse();
        assertThat(StreamCheck.tooLongUnseen(s, s.readAt(), POLICY, NOON.plusSeconds(4)))
                .isTrue();
        assertThat(StreamCheck.grace(s, s.readAt(), POLICY, NOON.plusSeconds(4)).toSeconds())
                .isLessThanOrEqualTo(2);
    }
}
