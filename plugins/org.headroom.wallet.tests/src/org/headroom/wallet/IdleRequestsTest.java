package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.NodeCounts;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rig without a lease asks its node, on a real chain: with the polls that it makes in an hour, its requests an hour. */
@WithoutMishaps("counts requests")
class IdleRequestsTest {
    /** Head, chain id and final block in one request, the balances of coin and token in another. */
    private static final int REQUESTS = 2;

    private static final int CALLS = 5;

    @TempDir
    static Path folder;

    private static StreamFixture fixture;

    @BeforeAll
    static void startChain() throws Exception {
        fixture = new StreamFixture(folder);
    }

    @AfterEach
    void endStory(TestInfo story) {
        fixture.endStory(story);
    }

    @AfterAll
    static void end() {
        if (fixture != null) fixture.close();
    }

    private static FlowPaymentRail finalisingRail(PublicNode node) {
        return fixture.rail(fixture.settings(node).withFinality(new FinalityRule(FinalityRule.Tag.FINALIZED, 64)));
    }

    private static void assertPollTakes(int requests, PublicNode node, FlowPaymentRail rail) {
        NodeCounts before = node.counts();
        assertThat(rail.look(List.of()).status().up()).isTrue();
        assertThat(rail.look(List.of()).balance()).isPresent();
        assertThat(node.counts().requests() - before.requests()).isEqualTo(2L * requests);
        assertThat(node.counts().calls() - before.calls()).isEqualTo(2L * CALLS);
    }

    @Test
    void pollWithoutStreamsTakesTwoRequestsWithFiveCalls() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = finalisingRail(node)) {
            rail.look(List.of());
            assertPollTakes(REQUESTS, node, rail);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY_REQUESTS", "DROP"})
    void pollStillTakesTwoRequestsAfterTheNodeHasThrottledOrFailedOne(Fault fault) throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = finalisingRail(node)) {
            rail.look(List.of());
            node.behave(b -> b.withFaults(FaultRule.next(1, fault)));
            rail.look(List.of());
            assertThat(node.counts().limited() + node.counts().failed()).isEqualTo(1);
            assertPollTakes(REQUESTS, node, rail);
        }
    }

    @Test
    void nothingIsAskedForTransactionsWhereNoneIsOpen() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = finalisingRail(node)) {
            rail.look(List.of());
            long before = node.counts().requests();
            assertThat(rail.resume()).isEmpty();
            assertThat(rail.finality(List.of())).isEmpty();
            assertThat(rail.pending()).isEmpty();
            assertThat(node.counts().requests()).isEqualTo(before);
        }
    }
}
