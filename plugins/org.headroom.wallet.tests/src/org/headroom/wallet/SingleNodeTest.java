package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the status says while only one of two nodes can be used. */
class SingleNodeTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static StreamFixture fixture;

    @BeforeAll
    static void start() throws Exception {
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void statusNamesTheNodeThatDecidesAloneWhileTheOtherOneIsDeadAndNoLongerThan(int dead) throws Exception {
        PublicNode one = fixture.node();
        PublicNode two = fixture.node();
        PublicNode offline = dead == 0 ? one : two;
        PublicNode online = dead == 0 ? two : one;
        offline.goOffline();
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            await("said though no decision was asked for")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(look(rail).singleNode())
                            .hasValueSatisfying(text -> assertThat(text)
                                    .contains(
                                            "only " + StreamFixture.host(online) + " can be used",
                                            "decides over money alone",
                                            StreamFixture.host(offline) + " cannot be reached")
                                    .doesNotContain("s3cr3t")));
            offline.goOnline();
            await("taken back").atMost(SOON).untilAsserted(() -> {
                ChainStatus status = look(rail);
                assertThat(status.up()).isTrue();
                assertThat(status.singleNode()).isEmpty();
            });
        }
    }

    @Test
    @WithoutMishaps(value = "reports the failure itself and asks nothing", mayAskNothing = true)
    void nodeThatFailsOnceIsNotSaidToBeOut() throws Exception {
        NodeConnection node = new NodeConnection(
                fixture.exactNode(ChainNode.DELAYED).settings(),
                RetryPolicy.READS,
                Clock.systemUTC(),
                new JsonRpc(URI.create("http://127.0.0.1:1/s3cr3t")));
        try (node) {
            node.failed(new NodeFailure(NodeFailure.Type.UNREACHABLE, Kind.UNREACHABLE, "It failed.", null));
            assertThat(node.problem()).isEqualTo(Optional.of("It failed."));
            assertThat(node.isOut()).isFalse();
            assertThat(node.beginProbe()).as("asked a moment ago").isFalse();
        }
    }

    private static ChainStatus look(FlowPaymentRail rail) {
        return rail.look(List.of()).status();
    }
}
