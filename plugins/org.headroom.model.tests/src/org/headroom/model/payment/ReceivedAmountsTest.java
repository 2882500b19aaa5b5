package org.headroom.model.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class ReceivedAmountsTest {
    private static ReceivedAmounts of(String received, String onReceipt, String returned) {
        return new ReceivedAmounts(Usdc.parse(received), Optional.of(Usdc.parse(onReceipt)), Usdc.parse(returned));
    }

    @Test
    void nameReceiptAndWhatIsKeptWhereMoreCameInThanTheReceiptAsksFor() {
        ReceivedAmounts amounts = of("0.003266", "0.001166", "0");
        assertThat(amounts.kept()).isEqualTo(Usdc.parse("0.0021"));
        assertThat(amounts.words())
                .isEqualTo("received 0.003266 USDC; the receipt asks for 0.001166 USDC; beyond it 0.002100 USDC, kept"
                        + " because less than 0.01 USDC is not returned");
    }

    @Test
    void nameWhatWasReturnedWhereTheRestWentBack() {
        assertThat(of("0.00175", "0.00175", "0.015516").words())
                .isEqualTo("received 0.001750 USDC, as the receipt asks; returned to the renter 0.015516 USDC");
    }

    @Test
    void doNotSayThatTheRestIsKeptWhereAStreamReturnsIt() {
        ReceivedAmounts amounts = of("0.011166", "0.001166", "0");
        assertThat(amounts.isReturnable()).isTrue();
        assertThat(of("0.011165", "0.001166", "0").isReturnable()).isFalse();
        assertThat(amounts.words())
                .isEqualTo("received 0.011166 USDC; the receipt asks for 0.001166 USDC; beyond it 0.010000 USDC");
    }

    @Test
    void nameOneAmountWhereTheyAreTheSame() {
        assertThat(of("0.001166", "0.001166", "0").words()).isEqualTo("received 0.001166 USDC, as the receipt asks");
    }

    @Test
    void nameWhatIsNotCoveredWhereLessCameIn() {
        ReceivedAmounts amounts = of("0.00105", "0.001166", "0");
        assertThat(amounts.missing()).isEqualTo(Usdc.parse("0.000116"));
        assertThat(amounts.kept()).isEqualTo(Usdc.ZERO);
        assertThat(amounts.words())
                .isEqualTo("received 0.001050 USDC; the receipt asks for 0.001166 USDC; not covered 0.000116 USDC");
    }

    @Test
    void nameNoReceiptWhereThereIsNone() {
        ReceivedAmounts amounts = new ReceivedAmounts(Usdc.parse("0.000350"), Optional.empty(), Usdc.ZERO);
        assertThat(amounts.kept()).isEqualTo(Usdc.ZERO);
        assertThat(amounts.missing()).isEqualTo(Usdc.ZERO);
        assertThat(amounts.words()).isEqualTo("received 0.000350 USDC");
    }
}
