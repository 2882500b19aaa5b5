package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.NodeCounts;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases whose chain's only node answers no request from the job's start until after its end. */
@Timeout(150)
class FailingNodeTest extends StoriesOnOneRig {
    private static final int JOB_SECONDS = 5;
    private static final int MAX_HEAD_AGE = 30;

    /** What the node does to each request. */
    enum Failure {
        HTML(FaultRule.always(Fault.HTML), 2),
        CUT_BODY(FaultRule.always(Fault.CUT), 2),
        DROPPED_CONNECTION(FaultRule.always(Fault.DROP), 2),
        LIMITED(FaultRule.always(Fault.TOO_MANY_REQUESTS), 2),
        LIMITED_WITH_RETRY_AFTER(FaultRule.always(Fault.TOO_MANY_REQUESTS).retryAfter(2), 2),
        /** For 60 s; the rig and the renter give up a request earlier. */
        HANG(FaultRule.always(Fault.HANG), 1);

        private final FaultRule rule;
        private final int leastDuringTheJob;

        Failure(FaultRule rule, int leastDuringTheJob) {
            this.rule = rule;
            this.leastDuringTheJob = leastDuringTheJob;
        }
    }

    FailingNodeTest() {
        super(MAX_HEAD_AGE);
    }

    @ParameterizedTest
    @EnumSource
    void jobOfANodeThatAnswersNothingGoesOnAndIsPaid(Failure failure) throws Exception {
        scene.jobRuns(JOB_SECONDS);
        scene.nodeSays(b -> b.withFaults(failure.rule));
        long before = failures();
        await().atMost(RigSteps.SOON).until(() -> failures() >= before + failure.leastDuringTheJob);
        scene.assertJobRuns();
        scene.awaitReceipt();
        scene.assertNothingIsBooked();
        assertThat(scene.state().paidBy().orElseThrow().shortfall()).isEqualTo(Usdc.ZERO);
        scene.nodeBehavesAsUsual();
        scene.assertAllIsSettled();
    }

    private long failures() {
        NodeCounts counts = scene.counts();
        return counts.limited() + counts.failed();
    }
}
