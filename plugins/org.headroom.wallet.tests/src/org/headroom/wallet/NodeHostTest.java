package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes count as two. */
class NodeHostTest {
    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static StreamRef stream;

    @BeforeAll
    static void openStream() throws Exception {
        fixture = new StreamFixture(folder);
        stream = fixture.open("50");
        fixture.advance(Duration.ofMinutes(1));
        try (FlowPaymentRail rail = fixture.rail(fixture.node())) {
            assertThat(rail.withdraw(rail.quote(List.of(stream)))).hasSize(1);
        }
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
    @CsvSource({
        "https://one.example/v2/KEY,    https://one.example/v3/OTHER,   true",
        "https://one.example,           https://ONE.Example/,           true",
        "https://one.example,           https://one.example.,           true",
        "https://one.example:8545,      https://one.example:8546,       true",
        "http://one.example,            https://one.example,            true",
        "https://u:p@one.example,       https://one.example?key=1,      true",
        "https://one.example,           https://two.example,            false",
        "https://one.example,           https://one.example.org,        false",
        "http://10.0.0.1:8545,          http://10.0.0.1:8546,           true",
        "http://10.0.0.1:8545,          http://10.0.0.2:8545,           false",
        "http://127.0.0.1:8545,         http://127.0.0.1:8546,          false",
        "http://127.0.0.1:8545/a,       http://127.0.0.1:8545/b,        true",
        "http://127.0.0.1:8545,         http://LocalHost:8545,          true",
        "http://[::1]:8545,             http://localhost:8545,          true",
        "http://[::1]:8545,             http://[::1]:8546,              false",
        "http://localhost,              http://localhost:80,            true",
        "http://localhost,              https://localhost,              false",
        "http://127.example:1,          http://127.example:2,           true",
    })
    void twoUrlsAreOneNodeWhereTheirHostIsTheSame(URI one, URI other, boolean same) {
        assertThat(NodeHost.of(one).equals(NodeHost.of(other))).isEqualTo(same);
        assertThat(NodeHost.shared(List.of(one, other)).isPresent()).isEqualTo(same);
    }

    @Test
    void sharedHostsAreNamedWithoutTheRestOfTheirUrls() {
        assertThat(NodeHost.shared(uris("https://one.example/v2/S3CRET", "https://ONE.example:444/S3CRET?k=S3CRET")))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "Both URLs",
                                "at one.example and one.example:444 are",
                                "counted as one node",
                                "another provider")
                        .doesNotContain("S3CRET"));
        assertThat(NodeHost.shared(uris("https://a.example/1", "https://b.example", "https://a.example/2")))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("a.example").doesNotContain("b.example", "provider"));
        assertThat(NodeHost.shared(uris("https://a.example", "https://b.example")))
                .isEmpty();
    }

    @Test
    @WithoutMishaps("counts requests")
    void aSecondUrlOfOneHostConfirmsNothingAndTheStatusSaysSo() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        ChainSettings settings = node.settings()
                .withNodes(List.of(node.rpc().resolve("/one"), node.rpc().resolve("/two")));
        try (FlowPaymentRail rail = fixture.rail(settings)) {
            assertThat(rail.verify(stream, Optional.empty()).voided()).isFalse();
            assertThat(node.counts().of("eth_chainId")).isEqualTo(1);
            rail.look(List.of());
            assertThat(rail.status().up()).isTrue();
            assertThat(rail.status().message()).contains("Both URLs", "127.0.0.1", "counted as one node");
        }
    }

    @Test
    void aNodeThatLiesUnderTwoUrlsIsNotConfirmedByItself() throws Exception {
        PublicNode lying = fixture.nodeAs(ChainNode.DELAYED.withStreamBalance(BigInteger.valueOf(999_000_000)));
        PublicNode honest = fixture.nodeAs(ChainNode.DELAYED);
        ChainSettings settings = lying.settings()
                .withNodes(List.of(lying.rpc().resolve("/one"), lying.rpc().resolve("/two"), honest.rpc()));
        try (FlowPaymentRail rail = fixture.rail(settings)) {
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> rail.verify(stream, Optional.empty()));
            assertThat(e.kind()).isEqualTo(Kind.DISAGREEMENT);
            assertThat(e.getMessage()).contains(StreamFixture.host(lying), StreamFixture.host(honest));
        }
    }

    private static List<URI> uris(String... texts) {
        return Arrays.stream(texts).map(URI::create).toList();
    }
}
