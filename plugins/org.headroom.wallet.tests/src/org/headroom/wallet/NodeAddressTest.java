package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:KEY@node.example:8545/v2/KEY?key=KEY",
                "http://192.168.1.7:8545",
                "http://localhost.example"
            })
    void nodeThatIsAskedInPlainBeyondThisMachineIsNamedWithoutItsKey(String node) {
        assertThat(NodeAddress.unprotected(List.of(URI.create("https://two.example"), URI.create(node))))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains(URI.create(node).getHost(), "asked over http://", "https://")
                        .doesNotContain("KEY", "two.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://node.example", "http://127.0.0.1:8545", "http://localhost:8545", "http://[::1]:8545"})
    void nodeThatIsEncryptedOrOnThisMachineIsNotWarnedOf(String node) {
        assertThat(NodeAddress.unprotected(List.of(URI.create(node)))).isEmpty();
    }

    @Test
    void severalAreNamedInOneSentence() {
        assertThat(NodeAddress.unprotected(List.of(URI.create("http://one.example"), URI.create("http://two.example"))))
                .hasValueSatisfying(
                        words -> assertThat(words).startsWith("The chain's nodes one.example, two.example are"));
    }
}
