package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the log warns of where a node is of no use for some time. */
class NodeWarningTest {
    private static final String WRONG =
            "There is no contract at 0x11 on Base: correct the address of the payment contract in the settings.";
    private static final Duration LEFT = Duration.ofSeconds(30);

    @Test
    void onlyNodeIsNotSaidToBeAskedAfterOthers() {
        assertThat(NodeConnection.warning(WRONG, false, 1, LEFT)).isEqualTo(WRONG);
    }

    @Test
    void oneOfTwoNodesIsSaidToBeAskedAfterTheOther() {
        assertThat(NodeConnection.warning(WRONG, false, 2, LEFT))
                .isEqualTo(WRONG + " It is asked after the other nodes for 30 s.");
    }

    @Test
    void nodeThatIsLeftAloneIsSaidToBeSoForThatTime() {
        for (int nodes = 1; nodes <= 2; nodes++)
            assertThat(NodeConnection.warning("The chain's node a:80 limits our requests.", true, nodes, LEFT))
                    .isEqualTo("The chain's node a:80 limits our requests. It is left alone for 30 s.");
    }

    @Test
    void warningSaysNothingOfJobsThatTheWalletDoesNotKnow() {
        assertThat(NodeConnection.warning(WRONG, true, 2, LEFT)).doesNotContainIgnoringCase("jobs");
    }
}
