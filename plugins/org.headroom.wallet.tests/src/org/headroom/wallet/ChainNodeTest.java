package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeStory;
import org.headroom.localchain.WithoutMishaps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counts of what a story asked, for each kind of node that the system property names. */
@Timeout(60)
@Isolated("sets the kind of node of all tests")
class ChainNodeTest {
    @TempDir
    static Path folder;

    private static LocalChain chain;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private String kind;

    @BeforeAll
    static void start() throws Exception {
        chain = LocalChain.resumeOrStart(folder, ChainParts.fetch());
    }

    @AfterAll
    static void end() {
        if (chain != null) chain.close();
    }

    @BeforeEach
    void keepKind() {
        kind = System.getProperty(ChainNode.PROPERTY);
    }

    @AfterEach
    void restoreKind() {
        if (kind == null) System.clearProperty(ChainNode.PROPERTY);
        else System.setProperty(ChainNode.PROPERTY, kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "slow"})
    void storyFailsWhereNothingWasAsked(String other) throws Exception {
        System.setProperty(ChainNode.PROPERTY, other);
        try (ChainNode node = ChainNode.open(chain)) {
            assertThatThrownBy(() -> end(story("plain").asks(node)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Stories.plain met no delay")
                    .hasMessageContaining(": node: 0 requests");
            assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("Stories.plain: node: 0 requests");
        }
    }

    @Test
    void storyBehindAPublicNodeFailsWhereNoRequestFailed() throws Exception {
        System.setProperty(ChainNode.PROPERTY, "public");
        try (ChainNode node = ChainNode.open(chain)) {
            NodeStory story = story("plain").asks(node);
            ask(node);
            assertThatThrownBy(() -> end(story)).hasMessageContaining("no limit or no failure: node: 1 requests");
        }
    }

    @Test
    void storyBehindASlowNodeNeedsDelaysAlone() throws Exception {
        System.setProperty(ChainNode.PROPERTY, "slow");
        try (ChainNode node = ChainNode.open(chain)) {
            NodeStory story = story("plain").asks(node);
            ask(node);
            assertThatCode(() -> end(story)).doesNotThrowAnyException();
        }
    }

    @Test
    void eachStoryOfASharedNodeMeetsALimitAndAFailureAndCountsItsOwnRequestsOnly() throws Exception {
        System.setProperty(ChainNode.PROPERTY, "public");
        try (ChainNode node = ChainNode.open(chain)) {
            for (int i = 0; i < 2; i++) {
                NodeStory story = story("plain").asks(node);
                ask(node);
                assertThatThrownBy(() -> ask(node)).as("limited").isInstanceOf(AssertionError.class);
                assertThatThrownBy(() -> ask(node)).as("dropped").isInstanceOf(IOException.class);
                assertThatCode(() -> end(story)).doesNotThrowAnyException();
            }
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("Stories.plain: node: 3 requests")
                        .contains(": 3 delayed, 1 limited, 1 failed"));
    }

    @Test
    void declaredStoryPrintsItsReasonAndStillNeedsADelay() throws Exception {
        System.setProperty(ChainNode.PROPERTY, "public");
        try (ChainNode node = ChainNode.open(chain)) {
            assertThatThrownBy(() -> end(story("counting").asks(node))).hasMessageContaining("met no delay");
            NodeStory story = story("counting").asks(node);
            ask(node);
            assertThatCode(() -> end(story)).doesNotThrowAnyException();
            assertThatCode(() -> end(story("silent").asks(node))).doesNotThrowAnyException();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("without mishaps: counts requests")
                .contains("without mishaps: asks no node");
    }

    /** What stories look like. */
    private static final class Stories {
        void plain() {}

        @WithoutMishaps("counts requests")
        void counting() {}

        @WithoutMishaps(value = "asks no node", mayAskNothing = true)
        void silent() {}
    }

    private static NodeStory story(String method) throws NoSuchMethodException {
        return NodeStory.of(Stories.class, Stories.class.getDeclaredMethod(method), method + "()");
    }

    private void end(NodeStory story) {
        story.end(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private static void ask(ChainNode node) throws IOException, InterruptedException {
        try (RawNode raw = new RawNode(node.rpc())) {
            raw.number("eth_blockNumber");
        }
    }
}
