package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeCounts;
import org.headroom.localchain.PublicNode;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.renter.Rental;

/**
 * One rig and one renter for all stories of a class. Each story has a lease of its own, during which the node that both ask
 * lies or fails; the next story begins when that lease is paid and the node behaves as usual again.
 */
final class SharedRig {
    private final Market market;
    private final NodeBehaviour usual;
    private final RenterSteps renter;
    private final RigSteps rig;
    private Usdc rigHad = Usdc.ZERO;
    private Usdc renterHad = Usdc.ZERO;
    private Rental rental;
    private LeaseId lease;

    /** @param maxHeadAge in seconds, as the rig has it set */
    SharedRig(Market market, int maxHeadAge) throws Exception {
        this.market = market;
        this.usual = node().behaviour();
        this.rig = market.aRig().withHeadsNotOlderThan(maxHeadAge).takesWork();
        this.renter = market.aRenter();
    }

    RigSteps rig() {
        return rig;
    }

    PublicNode node() {
        return market.node().publicNode().orElseThrow();
    }

    NodeCounts counts() {
        return node().counts();
    }

    void nodeSays(UnaryOperator<NodeBehaviour> change) {
        node().behave(change);
    }

    /** Each request takes its time, and none fails. */
    void nodeFailsNoRequest() {
        nodeSays(b -> b.withFaults());
    }

    void nodeBehavesAsUsual() throws IOException {
        node().goOnline();
        node().behave(b -> usual);
    }

    /** A lease whose job runs for so long by its own clock. */
    void jobRuns(int seconds) throws Exception {
        renterHad = market.chainEye().balanceOf(renter.account());
        rigHad = market.chainEye().balanceOf(rig.account());
        rental = renter.orders(DemoJob.manifest(seconds));
        lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
    }

    LeaseId lease() {
        return lease;
    }

    LeaseState state() {
        return rig.lease(lease);
    }

    StreamRef stream() {
        return rental.record().stream().orElseThrow().ref();
    }

    /** The transaction that opened it. */
    Hash32 opening() {
        return rental.record().stream().orElseThrow().transaction();
    }

    void assertJobRuns() {
        assertThat(state()).isInstanceOf(LeaseState.Running.class);
    }

    /** The node is asked about money, and its answer is false. */
    void awaitLie() {
        long before = counts().lied();
        await().atMost(RigSteps.SOON).until(() -> counts().lied() > before);
    }

    /** The node is asked by this method, this many times. */
    void awaitCalls(String method, int times) {
        long before = counts().of(method);
        await().atMost(RigSteps.SOON).until(() -> counts().of(method) >= before + times);
    }

    /** The owner reads that the node is wrong, and the job goes on: it is paid for, whatever the node says. */
    void awaitNotice(String... parts) {
        rig.awaitView(
                "shows that the node is wrong",
                v -> Arrays.stream(parts).allMatch(v.chain().message()::contains));
        assertJobRuns();
    }

    /** The job ends by itself. */
    Receipt awaitReceipt() {
        Receipt receipt = rig.awaitLease(lease, LeaseState.Receipted.class)
                .receipt()
                .message()
                .receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        assertThat(receipt.amountDue()).isGreaterThan(Usdc.ZERO);
        return receipt;
    }

    void assertNothingIsBooked() {
        assertThat(state().withdrawn()).isEqualTo(Usdc.ZERO);
    }

    LeaseState.Paid assertAllIsSettled() throws Exception {
        return assertAllIsSettled(Usdc.ZERO);
    }

    /**
     * The renter has its rest, the rig what it earned and no loss, and the ledger says what the chain says: to the base unit.
     *
     * @param before what was withdrawn already
     */
    LeaseState.Paid assertAllIsSettled(Usdc before) throws Exception {
        assertThat(renter.awaitClosing(rental).good()).isTrue();
        Usdc spent = rental.record().settled().orElseThrow().spent();
        rig.awaitView("sees the money due", v -> v.due().equals(spent.minus(before)));
        rig.withdraws();
        rig.awaitLease(lease, LeaseState.Paid.class);
        // What another program took out may be found later than that the receipt is paid.
        await().atMost(RigSteps.SOON)
                .untilAsserted(() -> assertThat(state().withdrawn()).isEqualTo(spent));
        LeaseState.Paid paid = rig.awaitLease(lease, LeaseState.Paid.class);
        assertThat(spent)
                .isGreaterThanOrEqualTo(paid.receipt().message().receipt().amountDue());
        assertThat(paid.funding().shortfall()).isEqualTo(Usdc.ZERO);
        ChainEye chain = market.chainEye();
        assertThat(chain.balanceOf(rig.account())).isEqualTo(rigHad.plus(spent));
        assertThat(chain.balanceOf(renter.account())).isEqualTo(renterHad.minus(spent));
        assertThat(chain.heldFor(stream())).isEqualTo(Usdc.ZERO);
        rig.hasABookThatItsJournalReplays();
        return paid;
    }
}
