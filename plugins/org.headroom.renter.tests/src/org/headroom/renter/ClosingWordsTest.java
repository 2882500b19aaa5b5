package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.junit.jupiter.api.Test;

/** The amounts in the line with which a rental closes. */
class ClosingWordsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static Optional<Receipt> receipt(String amountDue) {
        EthAddress account = new EthAddress("0x" + "1".repeat(40));
        return Optional.of(new Receipt(
                1,
                new LeaseId("bid-00000001"),
                new OrderId("order-00000001"),
                new BidId("bid-00000001"),
                account,
                account,
                List.of(new GpuId("GPU-fake")),
                true,
                "sha256:" + "1".repeat(64),
                Hash32.ZERO,
                START,
                START.plusSeconds(8),
                0,
                Receipt.Outcome.COMPLETED,
                Optional.empty(),
                new StreamRef(31337, account, account, BigInteger.ONE),
                RatePerSecond.ofHourly(Usdc.parse("0.42")),
                Usdc.parse(amountDue)));
    }

    private static String words(String spent, String refunded, Optional<Receipt> receipt) {
        return new RentalRecord.Settled(Usdc.parse(refunded), Usdc.parse(spent)).words(receipt);
    }

    @Test
    void nameReceivedReceiptAndWhatIsKeptWhereTheStreamRanOn() {
        assertThat(words("0.003266", "0.031734", receipt("0.001166")))
                .isEqualTo(
                        "The provider gets 0.003266 USDC; the receipt asks for 0.001166 USDC; beyond it"
                                + " 0.002100 USDC, kept because less than 0.01 USDC is not returned."
                                + " The receipt counts 10 s from the opening of the stream on. 0.031734 USDC of the deposit came back.");
    }

    @Test
    void sayThatMoreThanTheLeastIsStillToBeReturned() {
        assertThat(words("0.021166", "0.013834", receipt("0.001166")))
                .isEqualTo("The provider gets 0.021166 USDC; the receipt asks for 0.001166 USDC; beyond it"
                        + " 0.020000 USDC. The receipt counts 10 s from the opening of the stream on. The provider's withdrawal returns to you what the stream still holds of the"
                        + " latter. 0.013834 USDC of the deposit came back.");
    }

    @Test
    void nameOneAmountWhereTheStreamPaidTheReceipt() {
        assertThat(words("0.001166", "0.033834", receipt("0.001166")))
                .isEqualTo(
                        "The provider gets 0.001166 USDC, as the receipt asks."
                                + " The receipt counts 10 s from the opening of the stream on. 0.033834 USDC of the deposit came back.");
    }

    @Test
    void nameNoReceiptWhereThereIsNone() {
        assertThat(words("0", "0.035", Optional.empty()))
                .isEqualTo("The provider gets 0.000000 USDC. 0.035000 USDC of the deposit came back.");
    }

    @Test
    void sayWhyALittleIsKeptForAJobThatWasNotStarted() {
        assertThat(unstarted("0.0014", "0.0336"))
                .isEqualTo("The provider gets 0.001400 USDC; nothing of it is due, and it is kept because less than"
                        + " 0.01 USDC is not returned. 0.033600 USDC of the deposit came back.");
    }

    @Test
    void sayThatAllIsStillToBeReturnedOfAJobThatWasNotStarted() {
        assertThat(unstarted("0.02", "0.015"))
                .isEqualTo("The provider gets 0.020000 USDC; nothing of it is due. The provider's withdrawal returns to"
                        + " you what the stream still holds of it. 0.015000 USDC of the deposit came back.");
    }

    private static String unstarted(String spent, String refunded) {
        return new RentalRecord.Settled(Usdc.parse(refunded), Usdc.parse(spent))
                .words(Optional.empty(), Optional.of(Usdc.ZERO));
    }
}
