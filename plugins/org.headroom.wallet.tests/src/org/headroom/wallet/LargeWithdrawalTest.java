package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.junit.jupiter.api.Test;

/** Withdrawals from more streams than fit into one transaction. */
class LargeWithdrawalTest {
    private static final long MOST_GAS_OF_A_TRANSACTION = 1L << 24;
    private static final EthAddress RENTER = address(1);
    private static final EthAddress PAYOUT = address(2);

    private static EthAddress address(int n) {
        return new EthAddress(String.format("0x%040x", n));
    }

    /** Ends its stream, pays the provider and returns the rest. */
    private static QuoteReader.Payable payable(int stream, long amount, long returned, long fee) {
        StreamRef ref = new StreamRef(31337, address(3), address(4), BigInteger.valueOf(stream));
        StreamClaim claim = StreamClaim.limited(ref, new StreamClaim.Limit(new Usdc(amount), RENTER, true));
        return new QuoteReader.Payable(
                new StreamPayout(claim, true, true, new Usdc(amount), new Usdc(returned)), BigInteger.valueOf(fee));
    }

    private static List<Integer> streams(QuoteReader.Due due) {
        return due.payouts().stream().map(p -> p.stream().id().intValue()).toList();
    }

    @Test
    void asManyStreamsAsFitIntoATransactionArePaidOutThoseWithMostMoneyFirst() {
        List<QuoteReader.Payable> all = IntStream.range(0, 300)
                .mapToObj(n -> payable(n, n % 2 == 0 ? n : 1_000 + n, 10_000, 1_000 - n))
                .toList();
        QuoteReader.Due due = QuoteReader.limited(all);
        List<Integer> largest = IntStream.range(0, 300)
                .filter(n -> n % 2 == 1 && n > 300 - 2 * 40)
                .boxed()
                .toList();
        assertThat(streams(due)).isEqualTo(largest).hasSize(40);
        assertThat(due.contractFee())
                .as("the highest of those that are paid out")
                .isEqualTo(BigInteger.valueOf(1_000 - largest.getFirst()));
        assertThat(PayoutCalls.mostGas(due.payouts(), PAYOUT)).isLessThan(MOST_GAS_OF_A_TRANSACTION * 2 / 3);
    }

    @Test
    void amongStreamsThatPayTheSameThoseThatReturnMostComeFirst() {
        List<QuoteReader.Payable> all = IntStream.range(0, 41)
                .mapToObj(n -> payable(n, 5, n == 7 ? 10_000 : 20_000, 0))
                .toList();
        assertThat(streams(QuoteReader.limited(all))).hasSize(40).doesNotContain(7);
    }

    @Test
    void fewerStreamsArePaidOutTogether() {
        List<QuoteReader.Payable> all =
                IntStream.range(0, 40).mapToObj(n -> payable(n, 40 - n, 0, n)).toList();
        QuoteReader.Due due = QuoteReader.limited(all);
        assertThat(streams(due)).isEqualTo(IntStream.range(0, 40).boxed().toList());
        assertThat(due.contractFee()).isEqualTo(BigInteger.valueOf(39));
    }
}
