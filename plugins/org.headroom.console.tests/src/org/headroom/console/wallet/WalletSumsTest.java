package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.RigMoney;
import org.junit.jupiter.api.Test;

/** The sums above the table of payment streams. */
class WalletSumsTest {
    private static RigMoney money(String withdrawn, String sure, String returned, String lost, String unknown) {
        return new RigMoney(
                Usdc.parse(withdrawn),
                Usdc.parse(sure),
                Usdc.ZERO,
                Usdc.parse(returned),
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.parse(lost),
                Usdc.parse(unknown),
                Optional.empty(),
                0);
    }

    @Test
    void whatIsLostOrUnknownStandsApartFromWhatWasWithdrawnAndReturned() {
        RigMoney money = money("1.2", "1", "0.0155", "0.0001", "0.07");
        assertThat(WalletPresenter.sums(money))
                .isEqualTo("Withdrawn 1.200000 USDC, 1.000000 USDC final · returned to renters 0.015500 USDC");
        assertThat(WalletPresenter.missing(money)).isEqualTo("▲ Loss 0.000100 USDC · payment unknown 0.070000 USDC");
    }

    @Test
    void nothingIsSaidToBeMissingWhereNothingIs() {
        assertThat(WalletPresenter.missing(money("1", "1", "0", "0", "0"))).isEmpty();
        assertThat(WalletPresenter.sums(money("1", "1", "0", "0", "0")))
                .isEqualTo("Withdrawn 1.000000 USDC, all final");
        assertThat(WalletPresenter.missing(money("1", "1", "0", "0", "0.07")))
                .isEqualTo("▲ Payment unknown 0.070000 USDC");
    }
}
