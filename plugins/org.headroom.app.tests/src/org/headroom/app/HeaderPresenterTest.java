package org.headroom.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.headroom.console.desk.WithdrawQuotes;
import org.headroom.console.wallet.WithdrawPresenter;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.ReadingTimes;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What stands beside the button that withdraws. */
class HeaderPresenterTest {
    private static final Instant NOW = Instant.parse("2026-11-26T14:03:30Z");

    private final BundleContext bundles = FrameworkUtil.getBundle(Themes.class).getBundleContext();
    private final RigView rig =
            bundles.getService(bundles.getServiceReference(RigDesk.class)).view();

    private static RigMoney money(Optional<ReadingTimes> asOf, int unreadable) {
        return new RigMoney(
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.parse("0.0019"),
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.ZERO,
                asOf,
                unreadable);
    }

    private String fee(RigMoney money) {
        return HeaderPresenter.fee(rig, money, Optional.empty(), NOW, ZoneOffset.UTC);
    }

    @Test
    void dueSaysSinceWhenItHasNotBeenRead() {
        assertEquals("0.001900 USDC due", HeaderPresenter.due(money(Optional.empty(), 0)));
        assertEquals(
                "as of 14:03:05 · asking for the fee…",
                fee(money(Optional.of(ReadingTimes.at(NOW.minusSeconds(25))), 0)));
    }

    @Test
    void feeIsTheOneOfTheDialogWithItsAge() {
        WithdrawQuote quote = bundles.getService(bundles.getServiceReference(RigDesk.class))
                .quoteWithdrawal()
                .join();
        WithdrawQuotes.Latest latest = new WithdrawQuotes.Latest(quote, Duration.ofSeconds(47));
        String header = HeaderPresenter.fee(rig, money(Optional.empty(), 0), Optional.of(latest), NOW, ZoneOffset.UTC);
        String dialog = WithdrawPresenter.lines(new WithdrawPresenter.Quoted(quote)).stream()
                .filter(l -> l.label().equals("Fee, at the most"))
                .findFirst()
                .orElseThrow()
                .value();
        assertEquals("fee to withdraw at most " + dialog + " · 40 s ago", header);
    }

    private RigView differing() {
        return with(new ChainStatus(
                true,
                8453,
                "Base",
                7,
                "Connected.",
                Optional.of(rig.at()),
                Optional.empty(),
                Optional.of("They differ.")));
    }

    private RigView with(ChainStatus chain) {
        return new RigView(
                rig.at(),
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
                rig.damaged(),
                rig.pending());
    }

    @Test
    void nodesThatDisagreeAreNamedInsteadOfAFeeAndInTheBottomLine() {
        String fee =
                HeaderPresenter.fee(differing(), money(Optional.empty(), 0), Optional.empty(), NOW, ZoneOffset.UTC);
        assertEquals("two nodes disagree", fee);
        String chain = HeaderPresenter.line(Optional.of(differing())).get(1).text();
        assertEquals("Base · block 7 · two nodes disagree", chain);
    }

    @Test
    void newestBlockThatIsOldIsGivenAsTheReasonWhyAmountsAreAsOfIt() {
        Instant old = rig.at().minusSeconds(92);
        RigView stale = with(new ChainStatus(true, 8453, "Base", 7, "Connected.", Optional.of(old), Optional.empty()));
        ReadingTimes times = new ReadingTimes(NOW.minusSeconds(43), NOW.minusSeconds(25));
        assertEquals(
                "as of 14:02:47 to 14:03:05 · the chain's newest block is 1 min 32 s old",
                HeaderPresenter.fee(stale, money(Optional.of(times), 0), Optional.empty(), NOW, ZoneOffset.UTC));
        String chain = HeaderPresenter.line(Optional.of(stale)).get(1).text();
        assertEquals("Base · block 7, 1 min 32 s old", chain);
    }

    @Test
    void streamsThatCannotBeReadAreCounted() {
        assertEquals("2 streams without a reading · asking for the fee…", fee(money(Optional.empty(), 2)));
        assertEquals("asking for the fee…", fee(money(Optional.empty(), 0)));
    }
}
