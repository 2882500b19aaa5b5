package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;

/** The amounts in the dialog where streams hold more than their receipts ask for. */
class WithdrawAmountsTest {
    private static final EthAddress ACCOUNT = new EthAddress("0x" + "8c".repeat(20));

    private static StreamRef stream(long id) {
        return new StreamRef(8453, ACCOUNT, ACCOUNT, BigInteger.valueOf(id));
    }

    private static StreamPayout payout(long id, String most, String due) {
        StreamClaim.Limit limit = new StreamClaim.Limit(Usdc.parse(most), ACCOUNT, true);
        return StreamPayout.of(
                        StreamClaim.limited(stream(id), limit),
                        new StreamPayout.Owed(Usdc.parse(due), Usdc.parse(due), false))
                .orElseThrow();
    }

    private static WithdrawQuote quote(StreamPayout... payouts) {
        return new WithdrawQuote(
                List.of(payouts),
                ACCOUNT,
                392_000,
                new Wei(new BigInteger("12000000")),
                new Wei(new BigInteger("4704000000000")),
                new Wei(new BigInteger("8000000000000")),
                new Wei(new BigInteger("4180000000000000")),
                Instant.EPOCH);
    }

    private static List<Line> lines(StreamPayout... payouts) {
        return WithdrawPresenter.lines(new WithdrawPresenter.Quoted(quote(payouts)));
    }

    private static Withdrawal withdrawal(long id, String amount, String returned) {
        return new Withdrawal(
                stream(id),
                Hash32.ZERO,
                7,
                Usdc.parse(amount),
                Usdc.parse(returned),
                98_000,
                new Wei(BigInteger.ONE),
                Instant.EPOCH);
    }

    @Test
    void receiptAndWhatIsKeptAreNamedBelowTheAmountWhereTheyDiffer() {
        assertThat(lines(payout(1, "0.001166", "0.003266")))
                .startsWith(
                        new Line("To you", "0.003266 USDC"),
                        new Line("   receipts ask for", "0.001166 USDC"),
                        new Line("   beyond receipts", "0.002100 USDC, kept: less than 0.01 USDC is not returned"));
    }

    @Test
    void whatIsReturnedIsNamedBesideTheReceipt() {
        assertThat(lines(payout(1, "0.00175", "0.017266")))
                .startsWith(new Line("To you", "0.001750 USDC"), new Line("   receipts ask for", "0.001750 USDC"))
                .contains(new Line("Back to renters", "0.015516 USDC, 1 lease"))
                .extracting(Line::label)
                .doesNotContain("   beyond receipts");
    }

    @Test
    void streamsWithoutAReceiptStandApartAndThePartsAddUp() {
        StreamPayout open = StreamPayout.all(stream(2), Usdc.parse("0.56105"));
        assertThat(lines(payout(1, "0.001166", "0.003266"), open))
                .startsWith(
                        new Line("To you", "0.564316 USDC"),
                        new Line("   receipts ask for", "0.001166 USDC"),
                        new Line("   no receipt yet", "0.561050 USDC"),
                        new Line("   beyond receipts", "0.002100 USDC, kept: less than 0.01 USDC is not returned"));
    }

    @Test
    void nothingIsAddedWhereTheReceiptsAskForAll() {
        assertThat(lines(payout(1, "0.001166", "0.001166")))
                .extracting(Line::label)
                .startsWith("To you", "Payout address");
    }

    @Test
    void whatWasKeptIsNamedAfterTheWithdrawal() {
        WithdrawPresenter.Done done = WithdrawPresenter.Done.of(
                List.of(withdrawal(1, "0.003266", "0")), quote(payout(1, "0.001166", "0.003266")));
        assertThat(WithdrawPresenter.lines(done))
                .startsWith(
                        new Line("To you", "0.003266 USDC"),
                        new Line("   receipts ask for", "0.001166 USDC"),
                        new Line("   beyond receipts", "0.002100 USDC, kept: less than 0.01 USDC is not returned"))
                .extracting(Line::label)
                .contains("Transaction", "Block 7");
    }

    private static Withdrawal share(long id, String amount, long fee) {
        return new Withdrawal(
                stream(id),
                Hash32.ZERO,
                7,
                Usdc.parse(amount),
                Usdc.ZERO,
                98_000,
                new Wei(BigInteger.valueOf(fee)),
                Instant.EPOCH);
    }

    @Test
    void transactionOfSeveralStreamsStandsOnceWithItsWholeFeeAndItsStreamsBelow() {
        WithdrawPresenter.Done done = new WithdrawPresenter.Done(
                List.of(share(1, "0.001166", 2_201_000_000_000L), share(2, "0.5", 2_200_000_000_000L)));
        assertThat(WithdrawPresenter.lines(done, new KnownStreams(Map.of(stream(1), "L-0360"), Set.of())))
                .containsExactly(
                        new Line("Transaction", Hash32.ZERO.hex()),
                        new Line("Block 7", "2 payment streams, fee 0.00000441 ETH"),
                        new Line("   L-0360 #1", "0.001166 USDC"),
                        new Line("   stream #2", "0.500000 USDC"),
                        new Line("In all", "0.501166 USDC to you, fee 0.00000441 ETH", true));
    }

    @Test
    void quoteListsTheStreamsOfItsOneTransactionAndEndsWithWhatIsSigned() {
        List<Line> lines = lines(payout(1, "0.00175", "0.017266"), payout(2, "0.5", "0.5"));
        assertThat(lines)
                .containsSubsequence(
                        new Line("1 transaction", "from 2 payment streams"),
                        new Line("   stream #1", "0.001750 USDC, 0.015516 back to the renter"),
                        new Line("   stream #2", "0.500000 USDC"));
        assertThat(lines.getLast())
                .isEqualTo(new Line(
                        "You sign",
                        "0.501750 USDC to you, 0.015516 USDC to renters, fee at most 0.00001271 ETH",
                        true));
        assertThat(lines).filteredOn(Line::total).hasSize(1);
    }

    @Test
    void amountsOfAStreamThatStillFlowsAreSaidToBeTheLeastThatArrives() {
        WithdrawQuote quote = quote(payout(1, "0.001166", "0.001633"), payout(2, "0.5", "0.5"));
        KnownStreams flowing = new KnownStreams(Map.of(), Set.of(stream(1)));
        assertThat(WithdrawPresenter.lines(new WithdrawPresenter.Quoted(quote), flowing))
                .contains(
                        new Line("To you", "at least 0.501633 USDC"),
                        new Line(
                                "   beyond receipts",
                                "at least 0.000467 USDC, kept: less than 0.01 USDC is not returned"),
                        new Line("   stream #1", "0.001633 USDC so far"),
                        new Line("   stream #2", "0.500000 USDC"),
                        new Line("You sign", "at least 0.501633 USDC to you, fee at most 0.00001271 ETH", true));
    }

    @Test
    void linesOfManyStreamsStillAddUpToTheAmount() {
        StreamPayout[] many = LongStream.rangeClosed(1, 40)
                .mapToObj(i -> payout(i, "0.00" + (100 + i), "0.00" + (100 + i)))
                .toArray(StreamPayout[]::new);
        List<Line> streams = lines(many).stream()
                .filter(l -> l.label().startsWith("   stream") || l.label().endsWith(" more"))
                .toList();
        assertThat(streams).hasSize(4);
        assertThat(streams.getFirst().label()).isEqualTo("   stream #40");
        assertThat(streams.getLast().label()).isEqualTo("   37 more");
        Usdc sum =
                streams.stream().map(l -> Usdc.parse(l.value().split(" ")[0])).reduce(Usdc.ZERO, Usdc::plus);
        assertThat(sum).isEqualTo(quote(many).amount());
    }

    @Test
    void theFeeIsTheSumOfItsPartsAsTheyAreShown() {
        List<Line> lines = lines(payout(1, "0.001166", "0.001166"));
        assertThat(number(lines, "Fee, at the most"))
                .isEqualByComparingTo(number(lines, "   for the network").add(number(lines, "   for the contract")))
                .isEqualByComparingTo("0.00001271");
    }

    private static BigDecimal number(List<Line> lines, String label) {
        Optional<Line> line =
                lines.stream().filter(l -> l.label().equals(label)).findFirst();
        return new BigDecimal(line.orElseThrow().value().split(" ")[0]);
    }
}
