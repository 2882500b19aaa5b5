package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeBehaviour.BatchRefusal;
import org.headroom.localchain.NodeBehaviour.Batches;
import org.headroom.localchain.NodeBehaviour.InventedWithdrawal;
import org.headroom.localchain.NodeBehaviour.LogLie;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamReading.Read;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.headroom.model.payment.WithdrawalScan.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions over money behind one node and behind two, honest and not. */
class TwoNodesTest {
    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static StreamRef stream;
    private static List<Withdrawal> withdrawn;
    private static long since;

    @BeforeAll
    static void openStreamAndWithdraw() throws Exception {
        fixture = new StreamFixture(folder);
        stream = fixture.open("50");
        fixture.advance(Duration.ofMinutes(3));
        PublicNode node = fixture.node();
        since = PublicNode.OFFSET;
        try (FlowPaymentRail rail = fixture.rail(node)) {
            withdrawn = rail.withdraw(rail.quote(List.of(stream)));
            // Nodes that are two blocks behind have it, too.
            for (int block = 0; block < 3; block++) fixture.advance(Duration.ofSeconds(1));
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

    /** Columns: nodes, calls a batch may hold, whether Multicall3 is there, whether withdrawals are searched for. */
    @ParameterizedTest
    @CsvSource({
        "1,  , true,  true",
        "1,  , true,  false",
        "1, 1, true,  true",
        "1, 2, false, true",
        "1, 0, true,  true",
        "1, 0, true,  false",
        "1, 0, false, true",
        "1, 0, false, false",
        "2,  , true,  true",
        "2,  , true,  false",
        "2,  , false, true",
        "2, 0, true,  true",
        "2, 0, true,  false",
        "2, 1, true,  true",
        "2, 0, false, true",
        "2, 0, false, false",
    })
    @WithoutMishaps("counts requests")
    void aNewStreamIsVerifiedInAtMostEightRequestsOfAllNodesTogether(
            int nodes, Integer batch, boolean multicall, boolean search) throws Exception {
        for (BatchRefusal refusal : BatchRefusal.values()) {
            NodeBehaviour behaviour = ChainNode.DELAYED
                    .withBatches(new Batches(batch, refusal))
                    .withMulticall(multicall)
                    .withLogSpan(2_000);
            PublicNode one = fixture.exactNode(behaviour);
            PublicNode two = fixture.exactNode(behaviour);
            try (FlowPaymentRail rail = nodes == 1 ? fixture.rail(one) : fixture.rail(one, two)) {
                for (String which : List.of("first", "second")) {
                    long before = one.counts().requests() + two.counts().requests();
                    long start = System.nanoTime();
                    StreamState state = rail.verify(stream, search ? Optional.of(since) : Optional.empty());
                    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                    long requests = one.counts().requests() + two.counts().requests() - before;
                    System.out.printf(
                            "verify behind %d nodes, batch limit %s, Multicall3 %s, withdrawals %s: %s %d requests, %d"
                                    + " ms%n",
                            nodes, batch, multicall, search, which, requests, millis);
                    assertThat(requests).as(which).isLessThanOrEqualTo(8);
                    assertThat(state.withdrawn())
                            .isEqualTo(search ? withdrawn.getFirst().amount() : Usdc.ZERO);
                    for (PublicNode node : nodes == 1 ? List.of(one) : List.of(one, two))
                        assertThat(node.counts().of("eth_getLogs"))
                                .isEqualTo(search ? (which.equals("first") ? 1 : 2) : 0);
                }
            }
        }
    }

    /** Columns: calls that a batch of each node may hold. */
    @ParameterizedTest
    @CsvSource({", 0", "0, ", "3, 0", "1, 50"})
    @WithoutMishaps("counts requests")
    void twoNodesOfWhichOneTakesBatchesAreAskedAtMostEightTimesTogether(Integer first, Integer second)
            throws Exception {
        NodeBehaviour behaviour = ChainNode.DELAYED.withMulticall(false).withLogSpan(2_000);
        PublicNode one = fixture.exactNode(behaviour.withBatches(first));
        PublicNode two = fixture.exactNode(behaviour.withBatches(second));
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            for (String which : List.of("first", "second", "after a look")) {
                if (which.equals("after a look"))
                    assertThat(rail.look(List.of(stream)).streams().get(stream)).isInstanceOf(Read.class);
                long before = requests(one, two);
                assertThat(rail.verify(stream, Optional.of(since)).withdrawn())
                        .isEqualTo(withdrawn.getFirst().amount());
                assertThat(requests(one, two) - before).as(which).isLessThanOrEqualTo(8);
            }
        }
    }

    /** Two of them where the second one has got a block that the first one has not: it is asked in that one, too. */
    @ParameterizedTest
    @CsvSource({",true", "0,true", "0,false"})
    @WithoutMishaps("counts requests")
    void aStreamThatDoesNotExistIsFoundMissingInAtMostTenRequestsOfTwoNodes(Integer batch, boolean multicall)
            throws Exception {
        NodeBehaviour behaviour = ChainNode.DELAYED.withBatches(batch).withMulticall(multicall);
        PublicNode one = fixture.exactNode(behaviour);
        PublicNode two = fixture.exactNode(behaviour);
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            for (String which : List.of("first", "second")) {
                long before = requests(one, two);
                PaymentFailure e =
                        catchThrowableOfType(PaymentFailure.class, () -> rail.verify(missing(), Optional.of(since)));
                assertThat(e.kind()).isEqualTo(Kind.NO_SUCH_STREAM);
                assertThat(requests(one, two) - before).as(which).isLessThanOrEqualTo(10);
            }
        }
    }

    @Test
    void ofThreeNodesTwoDecideWhereOneFailsAfterItsHead() throws Exception {
        PublicNode failing = fixture.nodeAs(
                ChainNode.DELAYED.withFaults(FaultRule.always(Fault.DROP).forMethod("eth_call")));
        PublicNode second = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode third = fixture.nodeAs(ChainNode.DELAYED.withStreamBalance(BigInteger.valueOf(999_000_000)));
        try (FlowPaymentRail rail = fixture.rail(failing, second, third)) {
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> rail.verify(stream, Optional.empty()));
            assertThat(e.kind()).isEqualTo(Kind.DISAGREEMENT);
            assertThat(e.getMessage()).contains(StreamFixture.host(second), StreamFixture.host(third));
        }
    }

    @ParameterizedTest
    @CsvSource({",true", "0,true", "0,false"})
    @WithoutMishaps("counts requests")
    void twoNodesOfWhichOneIsBehindAreAskedAtMostEightTimesTogether(Integer batch, boolean multicall) throws Exception {
        NodeBehaviour behaviour =
                ChainNode.DELAYED.withBatches(batch).withMulticall(multicall).withLogSpan(2_000);
        PublicNode ahead = fixture.exactNode(behaviour);
        PublicNode behind = fixture.exactNode(behaviour.withLag(2));
        try (FlowPaymentRail rail = fixture.rail(ahead, behind)) {
            for (String which : List.of("first", "second")) {
                long before = requests(ahead, behind);
                StreamState state = rail.verify(stream, Optional.of(since));
                assertThat(state.withdrawn()).isEqualTo(withdrawn.getFirst().amount());
                assertThat(state.block().orElseThrow()).isLessThan(ahead.trueHead() - 1);
                assertThat(requests(ahead, behind) - before).as(which).isLessThanOrEqualTo(8);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({",true", "0,true"})
    void aHeadThatOneOfTwoNodesMakesTooHighDecidesNothing(Integer batch, boolean multicall) throws Exception {
        NodeBehaviour honest = ChainNode.DELAYED.withBatches(batch).withMulticall(multicall);
        PublicNode lying = fixture.nodeAs(honest.withHeadAhead(5_000));
        PublicNode other = fixture.nodeAs(honest);
        try (FlowPaymentRail rail = fixture.rail(lying, other)) {
            StreamState state = rail.verify(stream, Optional.of(since));
            assertThat(state.block().orElseThrow()).isLessThanOrEqualTo(other.trueHead());
            assertThat(state.withdrawn()).isEqualTo(withdrawn.getFirst().amount());
        }
    }

    @Test
    void withdrawalsCountWhereTheFirstBlockOfTheSearchWasNamedByAWrongHead() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            assertThat(rail.verify(stream, Optional.of(node.trueHead() + 5_000)).withdrawn())
                    .isEqualTo(withdrawn.getFirst().amount());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG"},
            mode = EnumSource.Mode.EXCLUDE)
    @WithoutMishaps("states how many calls fail: after more of them the first node decides alone")
    void callsOfTheSecondNodeThatFailForAMomentLeaveNoDecisionToTheFirstAlone(Fault fault) throws Exception {
        PublicNode honest = fixture.exactNode(ChainNode.DELAYED.withFaults(FaultRule.next(2, fault)));
        PublicNode lying = fixture.exactNode(ChainNode.DELAYED.withStreamBalance(BigInteger.valueOf(999_000_000)));
        try (FlowPaymentRail rail = fixture.rail(lying, honest)) {
            assertThat(kind(rail)).isEqualTo(Kind.DISAGREEMENT);
        }
    }

    @Test
    void nodeThatAnswersAloneAfterADisagreementDecidesNothing() throws Exception {
        PublicNode honest = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode lying = fixture.nodeAs(ChainNode.DELAYED.withStreamBalance(BigInteger.valueOf(999_000_000)));
        try (FlowPaymentRail rail = fixture.rail(honest, lying)) {
            assertThat(kind(rail)).isEqualTo(Kind.DISAGREEMENT);
            assertThat(rail.status().disagreement().orElseThrow()).contains("answer differently about stream");
            honest.goOffline();
            assertThat(kind(rail)).as("the one that lies is alone").isEqualTo(Kind.DISAGREEMENT);
            lying.behave(b -> ChainNode.DELAYED);
            honest.goOnline();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(
                                    rail.verify(stream, Optional.of(since)).withdrawn())
                            .isEqualTo(withdrawn.getFirst().amount()));
            assertThat(rail.status().disagreement()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({",true", "0,true", "0,false"})
    void twoNodesThatDifferDecideNothingAndTheLookGoesOn(Integer batch, boolean multicall) throws Exception {
        NodeBehaviour truth = ChainNode.DELAYED.withBatches(batch).withMulticall(multicall);
        PublicNode honest = fixture.nodeAs(truth);
        PublicNode lying = fixture.nodeAs(truth.withStreamBalance(BigInteger.valueOf(999_000_000)));
        try (FlowPaymentRail rail = fixture.rail(honest, lying)) {
            PaymentFailure e =
                    catchThrowableOfType(PaymentFailure.class, () -> rail.verify(stream, Optional.of(since)));
            assertThat(e.kind()).isEqualTo(Kind.DISAGREEMENT);
            assertThat(e.kind().worthRetrying()).isTrue();
            assertThat(e.getMessage())
                    .contains(StreamFixture.host(honest), StreamFixture.host(lying))
                    .doesNotContain("s3cr3t", "v2");
            assertThat(rail.look(List.of(stream)).streams().get(stream)).isInstanceOf(Read.class);
            lying.behave(b -> truth);
            assertThat(rail.verify(stream, Optional.of(since)).withdrawn())
                    .isEqualTo(withdrawn.getFirst().amount());
        }
    }

    @Test
    void twoNodesOfDifferentHeightsAreAskedInABlockThatBothHave() throws Exception {
        PublicNode ahead = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode behind = fixture.nodeAs(ChainNode.DELAYED.withLag(3));
        try (FlowPaymentRail rail = fixture.rail(ahead, behind)) {
            long before = ahead.trueHead() - 3;
            StreamState state = rail.verify(stream, Optional.empty());
            assertThat(state.block().orElseThrow()).isBetween(before, ahead.trueHead() - 3);
        }
    }

    @Test
    void aStreamThatOneNodeIsTooFarBehindToHaveIsAskedForAgain() throws Exception {
        PublicNode ahead = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode behind = fixture.nodeAs(ChainNode.DELAYED.withLag(6));
        StreamRef fresh = fixture.open("50");
        try (FlowPaymentRail rail = fixture.rail(ahead, behind)) {
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> rail.verify(fresh, Optional.empty()));
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(e.kind().worthRetrying()).isTrue();
            assertThat(e.getMessage()).contains("blocks behind", StreamFixture.host(ahead));
            behind.behave(b -> b.withLag(0));
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> rail.verify(fresh, Optional.empty()).ref().equals(fresh));
        }
    }

    @Test
    void aStreamThatNeitherNodeHasDoesNotExist() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode two = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            PaymentFailure e =
                    catchThrowableOfType(PaymentFailure.class, () -> rail.verify(missing(), Optional.empty()));
            assertThat(e.kind()).as("both say so").isEqualTo(Kind.NO_SUCH_STREAM);
        }
    }

    @Test
    void oneOfTwoNodesDecidesAloneWhileTheOtherIsDown() throws Exception {
        PublicNode down = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode up = fixture.nodeAs(ChainNode.DELAYED);
        down.goOffline();
        try (FlowPaymentRail rail = fixture.rail(down, up)) {
            assertThat(rail.verify(stream, Optional.of(since)).withdrawn())
                    .isEqualTo(withdrawn.getFirst().amount());
            assertThat(rail.status().message())
                    .contains("One of two nodes answers", StreamFixture.host(down))
                    .doesNotContain("s3cr3t");
            down.goOnline();
            await("both are asked again").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                rail.verify(stream, Optional.of(since));
                assertThat(rail.status().message()).doesNotContain("nodes");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aNodeThatFailsBetweenItsHeadAndTheStreamLeavesTheDecisionToTheOther(int which) throws Exception {
        PublicNode[] nodes = {fixture.nodeAs(ChainNode.DELAYED), fixture.nodeAs(ChainNode.DELAYED)};
        try (FlowPaymentRail rail = fixture.rail(nodes)) {
            rail.verify(stream, Optional.empty());
            nodes[which].behave(b -> b.withFaults(FaultRule.always(Fault.DROP).forMethod("eth_call")));
            assertThat(rail.verify(stream, Optional.empty()).balance()).isGreaterThan(Usdc.ZERO);
        }
    }

    @Test
    void aWithdrawalThatOneNodeHidesOrInventsIsADisagreement() throws Exception {
        PublicNode honest = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode lying = fixture.nodeAs(ChainNode.DELAYED.withLogLie(LogLie.LEAVE_OUT));
        try (FlowPaymentRail rail = fixture.rail(honest, lying)) {
            assertThat(kind(rail)).isEqualTo(Kind.DISAGREEMENT);
            lying.behave(b -> ChainNode.DELAYED.withInvented(invented()));
            assertThat(kind(rail)).isEqualTo(Kind.DISAGREEMENT);
        }
    }

    @Test
    void aWithdrawalThatANodeShowsTwiceCountsOnce() throws Exception {
        PublicNode node = fixture.node(b -> b.withLogLie(LogLie.DOUBLE));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            assertThat(rail.verify(stream, Optional.of(since)).withdrawn())
                    .isEqualTo(withdrawn.getFirst().amount());
            assertThat(rail.withdrawals(stream, since).found()).isEqualTo(withdrawn);
        }
    }

    @Test
    void anInventedWithdrawalIsNotBookedBehindOneNodeNorBehindTwo() throws Exception {
        PublicNode lying = fixture.nodeAs(ChainNode.DELAYED.withInvented(invented()));
        PublicNode honest = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail one = fixture.rail(lying);
                FlowPaymentRail two = fixture.rail(lying, honest)) {
            assertThat(one.withdrawals(stream, since).found()).isEqualTo(withdrawn);
            WithdrawalScan scan = two.withdrawals(stream, since);
            assertThat(scan.found()).isEqualTo(withdrawn);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
        }
    }

    private static StreamRef missing() {
        return new StreamRef(stream.chainId(), stream.contract(), stream.token(), BigInteger.valueOf(99_999));
    }

    private static long requests(PublicNode one, PublicNode two) {
        return one.counts().requests() + two.counts().requests();
    }

    private static InventedWithdrawal invented() {
        return new InventedWithdrawal(stream.id(), StreamFixture.PAYOUT.hex(), BigInteger.valueOf(5_000_000));
    }

    private static Kind kind(FlowPaymentRail rail) {
        return catchThrowableOfType(PaymentFailure.class, () -> rail.verify(stream, Optional.of(since)))
                .kind();
    }
}
