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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of what a test asked, for each kind of node that the system property names. */
@Timeout(60)
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
    void reportFailsWhereNothingWasAsked(String other) throws Exception {
        System.setProperty(ChainNode.PROPERTY, other);
        try (ChainNode node = ChainNode.open(chain)) {
            assertThatThrownBy(() -> report(node))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("this test met no delay: node: 0 requests");
            assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("this test: node: 0 requests");
        }
    }

    @Test
    void reportOfAPublicNodeFailsWhereNoRequestFailed() throws Exception {
        System.setProperty(ChainNode.PROPERTY, "public");
        try (ChainNode node = ChainNode.open(chain)) {
            ask(node);
            assertThatThrownBy(() -> report(node)).hasMessageContaining("no limit or no failure: node: 1 requests");
        }
    }

    @Test
    void reportOfASlowNodeNeedsDelaysAlone() throws Exception {
        System.setProperty(ChainNode.PROPERTY, "slow");
        try (ChainNode node = ChainNode.open(chain)) {
            ask(node);
            assertThatCode(() -> report(node)).doesNotThrowAnyException();
        }
    }

    private void report(ChainNode node) {
        node.report("this test", new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private static void ask(ChainNode node) throws IOException, InterruptedException {
        try (RawNode raw = new RawNode(node.rpc())) {
            raw.number("eth_blockNumber");
        }
    }
}
