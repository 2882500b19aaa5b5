package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.PendingWithdrawal.Standing;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingTextTest {
    private static final Wei FEE = new Wei(new BigInteger("9176000000000"));
    private static final Wei MOST = new Wei(new BigInteger("12704000000000"));

    private FixtureDesk desk;
    private RigView rig;
    private Instant now;

    @BeforeEach
    void open() {
        desk = new FixtureDesk();
        rig = desk.view();
        now = rig.at();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private PendingWithdrawal pending(List<BigInteger> streams, int attempts, Wei fee, Standing standing) {
        return new PendingWithdrawal(streams, now.minusSeconds(360), attempts, fee, MOST, Hash32.ZERO, standing, "");
    }

    private RigView with(List<PendingWithdrawal> pending, ChainStatus chain) {
        return new RigView(
                now,
                rig.status(),
                rig.account(),
                rig.leases(),
                rig.market(),
                rig.decisions(),
                rig.link(),
                chain,
                rig.engine(),
                rig.balance(),
                rig.due(),
                rig.withdrawals(),
                rig.closed(),
                List.of(),
                pending);
    }

    private PendingText text(PendingWithdrawal pending) {
        return PendingText.of(with(List.of(pending), rig.chain()), now, ZoneOffset.UTC)
                .getFirst();
    }

    private LeaseView owed() {
        return rig.leases().stream()
                .filter(l -> !l.closed())
                .filter(l -> due(l).filter(d -> d.baseUnits() > 0).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private Optional<Usdc> due(LeaseView lease) {
        return LeaseMoney.of(lease, false, now).map(LeaseMoney::due);
    }

    private static BigInteger stream(LeaseView lease) {
        return lease.state().paidBy().orElseThrow().stream().ref().id();
    }

    @Test
    void nothingIsSaidWhereNoWithdrawalWaits() {
        assertThat(PendingText.of(rig, now, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void aSentWithdrawalShowsAmountAgeAttemptsFeeAndThatThereIsNothingToDo() {
        LeaseView lease = owed();
        PendingText text = text(pending(List.of(stream(lease)), 1, FEE, Standing.SENT));
        assertThat(text.title())
                .isEqualTo("Withdrawal of " + due(lease).orElseThrow().format(6) + " USDC is not confirmed");
        assertThat(text.facts()).contains("6 min ago", "1 attempt ·", "fee up to 0.00000918 ETH", "0x00000000…0000");
        assertThat(text.advice()).contains("No block has it yet", "Nothing to do", "0.0000128 ETH at the most");
        assertThat(text.warning()).isFalse();
    }

    @Test
    void aReplacedWithdrawalAtTheHighestFeeSaysThatItWaitsForThePrice() {
        PendingText text = text(pending(List.of(stream(owed())), 4, MOST, Standing.AT_MOST_FEE));
        assertThat(text.facts()).contains("4 attempts");
        assertThat(text.advice())
                .contains("asks for more than the fee that you confirmed", "wait, and do not withdraw again");
        assertThat(text.warning()).isTrue();
    }

    @Test
    void aSupersededWithdrawalSaysThatItWillNotTakeEffect() {
        PendingText text = text(pending(List.of(stream(owed())), 1, FEE, Standing.SUPERSEDED));
        assertThat(text.advice()).startsWith("It will not take effect").contains("withdraw again when");
        assertThat(text.warning()).isTrue();
    }

    @Test
    void anAmountThatIsNotKnownOfAllStreamsIsNotShown() {
        List<BigInteger> streams = List.of(stream(owed()), BigInteger.valueOf(999_999));
        assertThat(text(pending(streams, 1, FEE, Standing.SENT)).title()).isEqualTo("A withdrawal is not confirmed");
    }

    @Test
    void aSilentChainIsNamedAsTheReason() {
        ChainStatus down = new ChainStatus(false, 8453, "Base", 0, "No node answers.");
        RigView silent = with(List.of(pending(List.of(stream(owed())), 1, FEE, Standing.SENT)), down);
        assertThat(PendingText.of(silent, now, ZoneOffset.UTC).getFirst().advice())
                .startsWith("The chain does not answer.");
    }

    @Test
    void moreThanThreeAreCounted() {
        PendingWithdrawal one = pending(List.of(stream(owed())), 1, FEE, Standing.SENT);
        RigView many = with(Collections.nCopies(5, one), rig.chain());
        assertThat(PendingText.of(many, now, ZoneOffset.UTC)).hasSize(3);
        assertThat(PendingText.more(many)).isEqualTo("and 2 more withdrawals");
        assertThat(PendingText.more(rig)).isEmpty();
    }

    @Test
    void theDialogSaysWhatWaitsInsteadOfAskingForAQuote() {
        RigView waiting = with(List.of(pending(List.of(stream(owed())), 1, FEE, Standing.SENT)), rig.chain());
        WithdrawPresenter.Step step = WithdrawFailures.waiting(waiting, now, ZoneOffset.UTC);
        assertThat(WithdrawPresenter.title(step)).isEqualTo("Not confirmed yet");
        assertThat(WithdrawPresenter.mayConfirm(step)).isFalse();
        assertThat(WithdrawPresenter.sentence(step)).contains("is not confirmed", "1 attempt", "Nothing to do");
    }
}
