package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.Test;

/** Whatever the contract can hold of a stream is an answer, and no fault of the node. */
class StreamCodecTest {
    private static final EthAddress FLOW = new EthAddress("0x" + "3".repeat(40));
    private static final EthAddress TOKEN = new EthAddress("0x" + "4".repeat(40));
    private static final Instant READ_AT = Instant.ofEpochSecond(1_800_000_100);
    private static final BigInteger MOST_128 = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    private static final BigInteger MOST_256 = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    private final StreamCodec codec =
            new StreamCodec(new ChainSettings(URI.create("http://127.0.0.1:1"), 8453, "Base", FLOW, TOKEN));
    private final StreamRef ref = new StreamRef(8453, FLOW, TOKEN, BigInteger.ONE);

    private static String word(BigInteger value) {
        return String.format(Locale.ROOT, "%064x", value);
    }

    private static String word(long value) {
        return word(BigInteger.valueOf(value));
    }

    private StreamState decode(BigInteger balance, BigInteger rate, BigInteger debt) throws PaymentFailure {
        String address = "0".repeat(24) + "1".repeat(40);
        String stream = "0x" + word(balance) + word(rate) + address + word(1_800_000_000) + word(1) + word(1) + word(0)
                + "0".repeat(24) + "4".repeat(40) + word(6) + word(debt);
        Chain.Block block = new Chain.Block(7, READ_AT, BigInteger.ONE);
        return codec.decode(ref, block, stream, () -> "0x" + address);
    }

    @Test
    void rateOfNinetyBitsOrMoreIsHeldInFull() throws PaymentFailure {
        for (int bits : new int[] {90, 100, 127}) {
            BigInteger rate = BigInteger.TWO.pow(bits);
            StreamState state = decode(BigInteger.valueOf(60_000), rate, BigInteger.ZERO);
            assertThat(state.rate().ud21x18()).isEqualTo(rate);
            assertThat(state.due(READ_AT)).isEqualTo(new Usdc(60_000));
            assertThat(state.owed(READ_AT.plus(Duration.ofDays(36_500)))).isEqualTo(Usdc.LARGEST);
            assertThat(state.flows(READ_AT)).isFalse();
        }
        assertThat(decode(BigInteger.ONE, MOST_128, BigInteger.ZERO).rate().ud21x18())
                .isEqualTo(MOST_128);
    }

    @Test
    void balanceAndDebtBeyondTheLargestAmountAreCapped() throws PaymentFailure {
        StreamState state = decode(MOST_128, BigInteger.ONE, MOST_256);
        assertThat(state.balance()).isEqualTo(Usdc.LARGEST);
        assertThat(state.settledDebt()).isEqualTo(Usdc.LARGEST);
        assertThat(state.due(READ_AT)).isEqualTo(Usdc.LARGEST);
        assertThat(decode(BigInteger.TEN, BigInteger.ONE, new BigInteger("1999999999999"))
                        .settledDebt())
                .isEqualTo(new Usdc(1));
    }

    @Test
    void moreBitsThanTheContractHasAreNotBelieved() {
        assertThatThrownBy(() -> decode(MOST_128.add(BigInteger.ONE), BigInteger.ONE, BigInteger.ZERO))
                .isInstanceOfSatisfying(
                        PaymentFailure.class, f -> assertThat(f.kind()).isEqualTo(PaymentFailure.Kind.BAD_ANSWER));
        assertThatThrownBy(() -> decode(BigInteger.ONE, MOST_128.add(BigInteger.ONE), BigInteger.ZERO))
                .isInstanceOfSatisfying(
                        PaymentFailure.class, f -> assertThat(f.kind()).isEqualTo(PaymentFailure.Kind.BAD_ANSWER));
    }
}
