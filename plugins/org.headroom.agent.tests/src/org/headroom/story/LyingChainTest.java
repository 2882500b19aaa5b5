package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes of leases whose chain's only node says what is not so, for a while. */
@Timeout(150)
class LyingChainTest {
    @TempDir
    Path folder;

    private Market market;
    private RigSteps rig;
    private RenterSteps renter;
    private Rental rental;
    private LeaseId lease;

    @BeforeEach
    void jobRuns() throws Exception {
        market = Market.open(folder, RealBroker.Kind.ARTEMIS);
        rig = market.aRig().takesWork();
        renter = market.aRenter();
        rental = renter.orders(DemoJob.manifest(12));
        lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
    }

    @AfterEach
    void end() {
        market.close();
    }

    private void nodeSays(UnaryOperator<NodeBehaviour> change) {
        market.node().publicNode().orElseThrow().behave(change);
    }

    private Receipt awaitReceipt() {
        return rig.awaitLease(lease, LeaseState.Receipted.class)
                .receipt()
                .message()
                .receipt();
    }

    /** The renter has its rest, the rig what it earned, and the ledger says what the chain says. */
    private void assertAllIsSettled() throws Exception {
        assertThat(renter.awaitClosing(rental).good()).isTrue();
        Usdc spent = rental.record().settled().orElseThrow().spent();
        rig.awaitView("sees the money due", v -> v.due().equals(spent));
        rig.withdraws();
        assertThat(rig.awaitLease(lease, LeaseState.Paid.class).withdrawn()).isEqualTo(spent);
        assertThat(market.chainEye().balanceOf(rig.account())).isEqualTo(spent);
        assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(spent));
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void headThatIsTooHighStopsNoJobAndCostsNothing() throws Exception {
        nodeSays(b -> b.withHeadAhead(1_000));
        assertThat(awaitReceipt().outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        nodeSays(b -> b.withHeadAhead(0));
        assertAllIsSettled();
    }

    @Test
    void streamThatIsSaidOnceToBeEmptyStopsNoJobAndLowersNoReceipt() throws Exception {
        var node = market.node().publicNode().orElseThrow();
        long before = node.counts().lied();
        nodeSays(b -> b.withStreamBalance(BigInteger.ZERO));
        await().atMost(RigSteps.SOON).until(() -> node.counts().lied() > before);
        nodeSays(b -> b.withStreamBalance(null));
        Receipt receipt = awaitReceipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        assertThat(receipt.amountDue()).isGreaterThan(Usdc.ZERO);
        assertAllIsSettled();
    }

    @Test
    void streamThatIsSaidToHoldMuchMoreEarnsWhatItReallyPays() throws Exception {
        nodeSays(b -> b.withStreamBalance(BigInteger.TEN.pow(15)));
        Receipt receipt = awaitReceipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        nodeSays(b -> b.withStreamBalance(null));
        assertAllIsSettled();
        assertThat(rig.awaitLease(lease, LeaseState.Paid.class).withdrawn())
                .isGreaterThanOrEqualTo(receipt.amountDue());
    }

    @Test
    void accountsThatAreSaidToHoldABillionDuringTheJobDecideNothing() throws Exception {
        var node = market.node().publicNode().orElseThrow();
        long before = node.counts().lied();
        nodeSays(b -> b.withTokenBalance(BigInteger.TEN.pow(15)));
        await().atMost(RigSteps.SOON).until(() -> node.counts().lied() > before);
        assertThat(awaitReceipt().outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        nodeSays(b -> b.withTokenBalance(null));
        assertAllIsSettled();
    }
}
