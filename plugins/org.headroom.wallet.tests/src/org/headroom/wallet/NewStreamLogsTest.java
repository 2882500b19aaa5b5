package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.VerifiedStream;
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
import org.junit.jupiter.params.provider.ValueSource;

/** New streams behind nodes that serve few logs, or none that are old. One stream was withdrawn from before it is verified. */
class NewStreamLogsTest {
    private static final long MANY_BLOCKS = 300;

    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static StreamRef stream;
    private static StreamRef withdrawnFrom;
    private static List<Withdrawal> withdrawn;

    @BeforeAll
    static void openStreams() throws Exception {
        fixture = new StreamFixture(folder);
        stream = fixture.open("50");
        withdrawnFrom = fixture.open("50");
        fixture.advance(Duration.ofMinutes(3));
        try (FlowPaymentRail rail = fixture.rail(fixture.node())) {
            withdrawn = rail.withdraw(rail.quote(List.of(withdrawnFrom)));
        }
        for (int block = 0; block < 30; block++) fixture.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void endStory(TestInfo story) {
        fixture.endStory(story);
    }

    @AfterAll
    static void end() {
        if (fixture != null) fixture.close();
    }

    /** Columns: nodes, how many blocks back logs are served. */
    @ParameterizedTest
    @CsvSource({"1,0", "1,5", "1,20", "2,0", "2,5", "2,20"})
    @WithoutMishaps("counts requests")
    void newStreamIsAcceptedWhereTheLogsSinceItsBidArePruned(int nodes, long depth) throws Exception {
        PublicNode[] behind = nodes(nodes, b -> b.withLogDepth(depth));
        try (FlowPaymentRail rail = rail(behind)) {
            long bid = behind[0].trueHead() - 30;
            for (String which : List.of("first", "second")) {
                VerifiedStream verified = verifiedCheaply(rail, bid, which, behind);
                assertThat(verified.searchFrom()).contains(bid);
            }
        }
    }

    /** Columns: nodes, blocks in one request. */
    @ParameterizedTest
    @CsvSource({"1,10", "1,1", "1,37", "2,10", "2,1", "2,37"})
    @WithoutMishaps("counts requests")
    void newStreamIsAcceptedInFewRequestsWhereANodeTakesFewBlocksInOne(int nodes, int span) throws Exception {
        PublicNode[] behind = nodes(nodes, b -> b.withLogSpan(span));
        try (FlowPaymentRail rail = rail(behind)) {
            long bid = behind[0].trueHead() - MANY_BLOCKS;
            for (String which : List.of("first", "second", "third"))
                assertThat(verifiedCheaply(rail, bid, which, behind).searchFrom())
                        .contains(bid);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @WithoutMishaps("counts requests")
    void fewBlocksAreSearchedAtOnceThoughANodeTakesFewInOneRequest(int nodes) throws Exception {
        PublicNode[] behind = nodes(nodes, b -> b.withLogSpan(10));
        try (FlowPaymentRail rail = rail(behind)) {
            assertThat(verifiedCheaply(rail, behind[0].trueHead() - 15, "first", behind)
                            .searchFrom())
                    .isEmpty();
        }
    }

    @Test
    void newStreamWhoseLogsOneOfTwoNodesHasPrunedIsSearchedAfterwards() throws Exception {
        PublicNode pruned = fixture.nodeAs(ChainNode.DELAYED.withLogDepth(0L));
        PublicNode archive = fixture.nodeAs(ChainNode.DELAYED);
        for (PublicNode[] order : new PublicNode[][] {{pruned, archive}, {archive, pruned}}) {
            try (FlowPaymentRail rail = rail(order)) {
                VerifiedStream verified = rail.verifyOpened(withdrawnFrom, Optional.of(PublicNode.OFFSET));
                assertThat(verified.state().withdrawn())
                        .as("one node's logs decide nothing")
                        .isEqualTo(Usdc.ZERO);
                assertThat(verified.searchFrom()).contains(PublicNode.OFFSET);
                WithdrawalScan scan = rail.withdrawals(withdrawnFrom, PublicNode.OFFSET);
                assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
                assertThat(scan.found()).isEqualTo(withdrawn);
            }
        }
    }

    @Test
    void withdrawalBeforeTheVerificationIsFoundWhenItsLogsAreThereAgain() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withLogDepth(0L));
        try (FlowPaymentRail rail = rail(node)) {
            VerifiedStream verified = rail.verifyOpened(withdrawnFrom, Optional.of(PublicNode.OFFSET));
            long from = verified.searchFrom().orElseThrow();
            assertThat(rail.withdrawals(withdrawnFrom, from).outcome()).isEqualTo(Outcome.PRUNED);
            node.behave(b -> ChainNode.DELAYED);
            assertThat(rail.withdrawals(withdrawnFrom, from).found()).isEqualTo(withdrawn);
        }
    }

    @Test
    void withdrawalThatTheVerificationFindsIsCountedAndIsStillToBeBooked() throws Exception {
        try (FlowPaymentRail rail = rail(fixture.nodeAs(ChainNode.DELAYED), fixture.nodeAs(ChainNode.DELAYED))) {
            VerifiedStream verified = rail.verifyOpened(withdrawnFrom, Optional.of(PublicNode.OFFSET));
            assertThat(verified.state().withdrawn())
                    .isEqualTo(withdrawn.getFirst().amount());
            assertThat(verified.searchFrom()).contains(PublicNode.OFFSET);
        }
    }

    @Test
    void searchOfManyBlocksGoesOnInPartsAndComesToItsEnd() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withLogSpan(10));
        try (FlowPaymentRail rail = rail(node)) {
            long next = rail.verifyOpened(withdrawnFrom, Optional.of(node.trueHead() - MANY_BLOCKS))
                    .searchFrom()
                    .orElseThrow();
            List<Withdrawal> found = new ArrayList<>();
            WithdrawalScan scan;
            do {
                scan = rail.withdrawals(withdrawnFrom, next);
                assertThat(scan.next()).isGreaterThan(next);
                found.addAll(scan.found());
                next = scan.next();
            } while (scan.outcome() == Outcome.MORE);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(found).isEqualTo(withdrawn);
        }
    }

    @Test
    void nodesThatDifferAboutTheStateDecideNothingWhereTheLogsArePruned() throws Exception {
        PublicNode honest = fixture.nodeAs(ChainNode.DELAYED.withLogDepth(0L));
        PublicNode lying =
                fixture.nodeAs(ChainNode.DELAYED.withLogDepth(0L).withStreamBalance(BigInteger.valueOf(999_000_000)));
        try (FlowPaymentRail rail = rail(honest, lying)) {
            PaymentFailure e = catchThrowableOfType(
                    PaymentFailure.class, () -> rail.verifyOpened(stream, Optional.of(PublicNode.OFFSET)));
            assertThat(e.kind()).isEqualTo(Kind.DISAGREEMENT);
        }
    }

    @Test
    void nodeWhoseLogsHangDoesNotKeepAStreamFromBeingAccepted() throws Exception {
        PublicNode node = fixture.nodeAs(
                ChainNode.DELAYED.withFaults(FaultRule.always(Fault.HANG).forMethod("eth_getLogs")));
        try (FlowPaymentRail rail = rail(node)) {
            assertThat(rail.verifyOpened(stream, Optional.of(PublicNode.OFFSET)).searchFrom())
                    .contains(PublicNode.OFFSET);
        }
    }

    private static VerifiedStream verifiedCheaply(FlowPaymentRail rail, long bid, String which, PublicNode... nodes)
            throws PaymentFailure {
        long before = requests(nodes);
        VerifiedStream verified = rail.verifyOpened(stream, Optional.of(bid));
        assertThat(requests(nodes) - before).as(which).isLessThanOrEqualTo(nodes.length == 1 ? 8 : 12);
        assertThat(verified.state().balance()).isEqualTo(Usdc.parse("50"));
        assertThat(verified.state().withdrawn()).isEqualTo(Usdc.ZERO);
        return verified;
    }

    private static long requests(PublicNode... nodes) {
        long all = 0;
        for (PublicNode node : nodes) all += node.counts().requests();
        return all;
    }

    private static PublicNode[] nodes(int many, UnaryOperator<NodeBehaviour> change) throws Exception {
        PublicNode[] nodes = new PublicNode[many];
        for (int i = 0; i < many; i++) nodes[i] = fixture.exactNode(change.apply(ChainNode.DELAYED));
        return nodes;
    }

    /** With no first block: the search begins where it is told to. */
    private static FlowPaymentRail rail(PublicNode... nodes) {
        ChainSettings s = fixture.settings(nodes);
        return fixture.rail(new ChainSettings(
                s.nodes(), s.chainId(), s.name(), s.flow(), s.token(), 0, s.logSpan(), s.maxHeadAge(), s.finality()));
    }
}
