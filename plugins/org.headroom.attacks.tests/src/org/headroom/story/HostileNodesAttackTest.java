package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.util.function.UnaryOperator;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeBehaviour.InventedWithdrawal;
import org.headroom.localchain.NodeCounts;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The chain's only node lies or fails from the start of a job to its end: the job is paid for and goes on, nothing
 * false is booked, and rig, renter and chain agree to the base unit when the node is itself again.
 */
@Timeout(120)
class HostileNodesAttackTest extends StoriesOnOneRig {
    private static final int JOB_SECONDS = 6;
    private static final int MAX_HEAD_AGE = 30;

    enum Node {
        HEAD_THAT_IS_TOO_HIGH(b -> b.withHeadAhead(100_000)),
        WITHDRAWALS_THAT_NEVER_HAPPENED(b ->
                b.withInvented(new InventedWithdrawal(BigInteger.ONE, "0x" + "5e".repeat(20), BigInteger.TEN.pow(15)))),
        STORM_OF_429(b -> b.withFaults(FaultRule.always(Fault.TOO_MANY_REQUESTS).retryAfter(3))),
        GARBAGE_FOR_JSON(b -> b.withFaults(FaultRule.always(Fault.HTML)));

        private final UnaryOperator<NodeBehaviour> change;

        Node(UnaryOperator<NodeBehaviour> change) {
            this.change = change;
        }
    }

    HostileNodesAttackTest() {
        super(MAX_HEAD_AGE);
    }

    @ParameterizedTest
    @EnumSource
    void jobGoesOnAndIsPaidToTheBaseUnitBehindANodeWith(Node node) throws Exception {
        scene.jobRuns(JOB_SECONDS);
        NodeCounts before = scene.counts();
        scene.nodeSays(node.change);
        await().atMost(RigSteps.SOON).until(() -> isAsked(scene.counts(), before));
        scene.assertJobRuns();
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        assertThat(scene.state().paidBy().orElseThrow().shortfall()).isEqualTo(Usdc.ZERO);
        scene.nodeBehavesAsUsual();
        scene.assertAllIsSettled();
    }

    private static boolean isAsked(NodeCounts now, NodeCounts before) {
        NodeCounts since = now.since(before);
        return since.limited() + since.failed() > 0 || since.requests() >= 2;
    }
}
