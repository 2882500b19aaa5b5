package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.NodeBehaviour.BatchRefusal;
import org.headroom.localchain.NodeBehaviour.Batches;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamReading.Read;
import org.headroom.model.payment.StreamReading.Unreadable;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many streams on a real chain, behind nodes with different limits. */
class StreamLookTest {
    private static final int STREAMS = 100;

    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static final List<StreamRef> STREAM_REFS = new ArrayList<>();

    @BeforeAll
    static void openStreams() throws Exception {
        fixture = new StreamFixture(folder);
        for (int i = 0; i < STREAMS; i++) STREAM_REFS.add(fixture.open("0.0" + (i + 1)));
    }

    @AfterEach
    void endStory(TestInfo story) {
        fixture.endStory(story);
    }

    @AfterAll
    static void end() {
        if (fixture != null) fixture.close();
    }

    /** Columns: calls a batch may hold (none: no limit), whether Multicall3 is there, most requests. */
    @ParameterizedTest
    @CsvSource({
        ",    true,  4",
        "50,  true,  9",
        "50,  false, 9",
        "20,  true,  10",
        "20,  false, 10",
        "3,   true,  10",
        "0,   true,  10",
        "0,   false, 10",
    })
    @WithoutMishaps("counts requests")
    void hundredStreamsAreReadInFewRequests(Integer batch, boolean multicall, int most) throws Exception {
        for (BatchRefusal refusal : BatchRefusal.values()) {
            PublicNode node = fixture.exactNode(
                    ChainNode.DELAYED.withBatches(new Batches(batch, refusal)).withMulticall(multicall));
            try (FlowPaymentRail rail = fixture.rail(node)) {
                for (String look : List.of("first", "second")) {
                    long before = node.counts().requests();
                    long start = System.nanoTime();
                    ChainLook read = rail.look(STREAM_REFS);
                    long requests = node.counts().requests() - before;
                    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                    System.out.printf(
                            "look at %d streams, batch limit %s, Multicall3 %s: %s %d requests, %d ms%n",
                            STREAMS, batch, multicall, look, requests, millis);
                    assertThat(requests).as(look).isLessThanOrEqualTo(most);
                    assertAllRead(read);
                }
            }
        }
    }

    @Test
    void allStreamsAreReadInTheStateOfOneBlock() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            ChainLook look = rail.look(STREAM_REFS);
            assertAllRead(look);
            assertThat(look.streams().values())
                    .allSatisfy(r -> assertThat(((Read) r).state().block())
                            .contains(look.status().block()));
            assertThat(look.status().blockTime())
                    .contains(((Read) look.streams().get(STREAM_REFS.getFirst()))
                            .state()
                            .readAt());
            assertThat(look.balance()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({",true", "50,false", "20,true", "0,true"})
    void aStreamThatCannotBeReadLeavesTheOthersReadable(Integer batch, boolean multicall) throws Exception {
        StreamRef bad = STREAM_REFS.get(17);
        PublicNode node =
                fixture.node(b -> b.withBatches(batch).withMulticall(multicall).withUnreadable(bad.id()));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            ChainLook look = rail.look(STREAM_REFS);
            assertThat(look.status().up()).isTrue();
            assertThat(look.streams()).hasSize(STREAMS);
            assertThat(look.streams().get(bad)).isInstanceOf(Unreadable.class);
            Unreadable reading = (Unreadable) look.streams().get(bad);
            assertThat(reading.reason()).isNotBlank().doesNotContain("s3cr3t", "\n");
            assertThat(look.streams().values().stream().filter(Read.class::isInstance))
                    .hasSize(STREAMS - 1);
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void aStreamThatDoesNotExistLeavesTheOthersReadableWhereOneCallRevertsAll() throws Exception {
        StreamRef first = STREAM_REFS.getFirst();
        StreamRef none = new StreamRef(first.chainId(), first.contract(), first.token(), BigInteger.valueOf(99_999));
        List<StreamRef> all = new ArrayList<>(STREAM_REFS);
        all.add(33, none);
        PublicNode node = fixture.exactNode(ChainNode.DELAYED.withBatches(0).withMulticall(false));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            ChainLook look = rail.look(all);
            assertThat(kind(look.streams().get(none))).isEqualTo(Kind.NO_SUCH_STREAM);
            assertThat(look.streams().values().stream().filter(Read.class::isInstance))
                    .hasSize(STREAMS);
            assertThat(node.counts().requests()).isLessThan(50);
        }
    }

    @Test
    void aStreamThatOneNodeCannotReadIsReadFromAnother() throws Exception {
        StreamRef bad = STREAM_REFS.get(3);
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED.withUnreadable(bad.id()));
        PublicNode two = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            assertAllRead(rail.look(STREAM_REFS));
        }
    }

    @Test
    void streamsThatDoNotExistOrAreNotOursAreUnreadableForThatReason() throws Exception {
        StreamRef first = STREAM_REFS.getFirst();
        StreamRef none = new StreamRef(first.chainId(), first.contract(), first.token(), BigInteger.valueOf(99_999));
        StreamRef elsewhere = new StreamRef(8453, first.contract(), first.token(), BigInteger.ONE);
        StreamRef foreign =
                new StreamRef(first.chainId(), new EthAddress("0x" + "99".repeat(20)), first.token(), BigInteger.ONE);
        for (Integer batch : new Integer[] {null, 0}) {
            PublicNode node = fixture.node(b -> b.withBatches(batch));
            try (FlowPaymentRail rail = fixture.rail(node)) {
                ChainLook look = rail.look(List.of(first, none, elsewhere, foreign));
                assertThat(look.streams().get(first)).isInstanceOf(Read.class);
                assertThat(kind(look.streams().get(none))).isEqualTo(Kind.NO_SUCH_STREAM);
                assertThat(kind(look.streams().get(elsewhere))).isEqualTo(Kind.WRONG_CHAIN);
                assertThat(kind(look.streams().get(foreign))).isEqualTo(Kind.NO_SUCH_STREAM);
            }
        }
    }

    @Test
    void aLookSaysTheSameAsVerifyExceptForWithdrawals() throws Exception {
        StreamRef stream = STREAM_REFS.get(50);
        PublicNode node = fixture.node();
        node.freeze();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            StreamState verified = rail.verify(stream, Optional.of(PublicNode.OFFSET));
            Read read = (Read) rail.look(List.of(stream)).streams().get(stream);
            assertThat(read.state()).isEqualTo(verified.withWithdrawn(Usdc.ZERO));
        }
    }

    private static Kind kind(StreamReading reading) {
        return ((Unreadable) reading).kind();
    }

    private static void assertAllRead(ChainLook look) {
        assertThat(look.status().up()).as(look.status().message()).isTrue();
        assertThat(look.streams().keySet()).containsExactlyInAnyOrderElementsOf(STREAM_REFS);
        for (int i = 0; i < STREAMS; i++) {
            StreamReading reading = look.streams().get(STREAM_REFS.get(i));
            assertThat(reading).isInstanceOf(Read.class);
            assertThat(((Read) reading).state().balance()).isEqualTo(Usdc.parse("0.0" + (i + 1)));
            assertThat(((Read) reading).state().rate()).isEqualTo(StreamFixture.RATE);
        }
    }
}
