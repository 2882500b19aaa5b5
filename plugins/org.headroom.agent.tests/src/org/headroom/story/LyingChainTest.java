package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour.InventedWithdrawal;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Leases whose chain's node gives false answers for a while: nothing false is booked, no job that is paid is stopped, and the
 * lease settles when the node's answers are true again.
 */
@Timeout(150)
class LyingChainTest extends StoriesOnOneRig {
    private static final int JOB_SECONDS = 6;
    /** For what takes the rig several polls to notice. */
    private static final int LONG_JOB_SECONDS = 10;

    private static final int MAX_HEAD_AGE = 4;
    private static final BigInteger BILLION_USDC = BigInteger.TEN.pow(15);

    LyingChainTest() {
        super(MAX_HEAD_AGE);
    }

    @Test
    void headThatIsTooHighStopsNoJobAndCostsNothing() throws Exception {
        scene.jobRuns(JOB_SECONDS);
        scene.nodeSays(b -> b.withHeadAhead(1_000));
        scene.awaitCalls("eth_getBlockByNumber", 2);
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        scene.nodeSays(b -> b.withHeadAhead(0));
        scene.assertAllIsSettled();
    }

    @Test
    void streamThatIsSaidOnceToBeEmptyStopsNoJobAndLowersNoReceipt() throws Exception {
        scene.jobRuns(LONG_JOB_SECONDS);
        scene.nodeSays(b -> b.withStreamBalance(BigInteger.ZERO));
        scene.awaitLie();
        scene.nodeSays(b -> b.withStreamBalance(null));
        scene.awaitReceipt();
        scene.assertAllIsSettled();
    }

    @Test
    void streamThatIsSaidToHoldMuchMoreEarnsWhatItReallyPays() throws Exception {
        scene.jobRuns(JOB_SECONDS);
        scene.nodeSays(b -> b.withStreamBalance(BILLION_USDC));
        scene.awaitLie();
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        scene.nodeSays(b -> b.withStreamBalance(null));
        scene.assertAllIsSettled();
    }

    @Test
    void accountsThatAreSaidToHoldABillionDuringTheJobDecideNothing() throws Exception {
        scene.jobRuns(JOB_SECONDS);
        scene.nodeSays(b -> b.withTokenBalance(BILLION_USDC));
        scene.awaitLie();
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        scene.nodeSays(b -> b.withTokenBalance(null));
        scene.assertAllIsSettled();
    }

    @Test
    void headThatStaysWhereItIsIsNotBelievedAndStopsNoJob() throws Exception {
        scene.jobRuns(LONG_JOB_SECONDS);
        scene.node().freeze();
        scene.awaitNotice(
                "is not believed: the time of its newest block is",
                "the limit is " + MAX_HEAD_AGE + " s: the node is behind");
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        scene.node().thaw();
        scene.assertAllIsSettled();
    }

    @Test
    void nodeThatIsOfAnotherChainWhenItComesBackIsNotBelievedAndStopsNoJob() throws Exception {
        scene.jobRuns(LONG_JOB_SECONDS);
        scene.node().goOffline();
        scene.nodeSays(b -> b.withChainId(1L));
        scene.node().goOnline();
        scene.awaitNotice("serves chain 1, but local chain is chain " + LocalChain.CHAIN_ID, "nothing was signed");
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        scene.nodeSays(b -> b.withChainId(null));
        scene.assertAllIsSettled();
    }

    @Test
    void inventedLogsBookNothingButWhatWasWithdrawn() throws Exception {
        scene.jobRuns(LONG_JOB_SECONDS);
        String account = scene.rig().account().hex();
        InventedWithdrawal ofThis = new InventedWithdrawal(scene.stream().id(), account, BigInteger.valueOf(5_000_000));
        InventedWithdrawal ofAnother = new InventedWithdrawal(BigInteger.valueOf(999), account, BILLION_USDC);
        scene.nodeSays(b -> b.withInvented(ofThis, ofAnother));
        // Less is owed now than time and rate explain: the rig searches the logs.
        Usdc taken = scene.rig().withdrawsWithAnotherProgram(scene.stream());
        await().atMost(RigSteps.SOON)
                .untilAsserted(() -> assertThat(scene.state().withdrawn()).isEqualTo(taken));
        // The renter's own node is this one: it settles with true answers only.
        scene.nodeSays(b -> b.withInvented());
        scene.awaitReceipt();
        assertThat(scene.state().withdrawn()).isEqualTo(taken);
        scene.assertAllIsSettled(taken);
    }

    @Test
    void withdrawalWhoseLogsArePrunedIsNoLossAndIsBookedWhenTheLogsAreThereAgain() throws Exception {
        scene.jobRuns(LONG_JOB_SECONDS);
        scene.nodeSays(b -> b.withLogDepth(0L));
        Usdc taken = scene.rig().withdrawsWithAnotherProgram(scene.stream());
        scene.awaitCalls("eth_getLogs", 1);
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        scene.nodeSays(b -> b.withLogDepth(100_000L));
        scene.assertAllIsSettled(taken);
    }

    @Test
    void newStreamIsServedAndPaidWhereTheNodeHasNoOldLogs() throws Exception {
        scene.nodeSays(b -> b.withLogDepth(0L));
        scene.jobRuns(JOB_SECONDS);
        scene.awaitReceipt();
        scene.nodeSays(b -> b.withLogDepth(100_000L));
        scene.assertAllIsSettled();
    }

    @Test
    void streamThatOneNodeOfTwoSaysIsEmptyStopsNoJob() throws Exception {
        ChainNode second = market.anotherNode(b -> b);
        scene.rig().goesOff();
        scene.rig().withNodes(market.node().rpc(), second.rpc()).takesWork();
        try {
            scene.jobRuns(LONG_JOB_SECONDS);
            // No node fails by itself now: the rig asks the first one, whose answer the second one does not confirm.
            second.publicNode().orElseThrow().behave(b -> b.withFaults());
            scene.nodeFailsNoRequest();
            scene.nodeSays(b -> b.withStreamBalance(BigInteger.ZERO));
            scene.awaitLie();
            scene.awaitLie();
            scene.awaitReceipt();
            scene.assertNothingIsBooked();
            scene.nodeBehavesAsUsual();
            scene.assertAllIsSettled();
        } finally {
            scene.rig().goesOff();
            scene.rig().withNodes(market.node().rpc()).takesWork();
        }
    }
}
