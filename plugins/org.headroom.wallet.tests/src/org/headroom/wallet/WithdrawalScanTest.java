package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.LogRangeError;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.payment.StreamRef;
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
import org.junit.jupiter.params.provider.EnumSource;

/** The search for withdrawals behind nodes that limit, prune and fail. The head is at 40 million blocks. */
class WithdrawalScanTest {
    private static final int MOST_REQUESTS = 24;

    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static StreamRef stream;
    private static final List<Withdrawal> WITHDRAWN = new ArrayList<>();

    @BeforeAll
    static void withdrawTwice() throws Exception {
        fixture = new StreamFixture(folder);
        stream = fixture.open("50");
        try (FlowPaymentRail rail = fixture.rail(fixture.node())) {
            for (int i = 0; i < 2; i++) {
                fixture.advance(Duration.ofMinutes(3));
                WITHDRAWN.addAll(rail.withdraw(rail.quote(List.of(stream))));
            }
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
    @EnumSource(LogRangeError.class)
    @WithoutMishaps("counts requests")
    void aLimitOnTheSpanIsLearnedWhateverItsWords(LogRangeError error) throws Exception {
        for (int span : new int[] {500, 2_000}) {
            PublicNode node =
                    fixture.exactNode(ChainNode.DELAYED.withLogSpan(span).withLogError(error));
            try (FlowPaymentRail rail = rail(node)) {
                WithdrawalScan scan = rail.withdrawals(stream, PublicNode.OFFSET - 4_000);
                assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
                assertThat(scan.found()).isEqualTo(WITHDRAWN);
                assertThat(scan.message()).isEmpty();
                long before = node.counts().of("eth_getLogs");
                rail.withdrawals(stream, PublicNode.OFFSET - 4_000);
                assertThat(node.counts().of("eth_getLogs") - before)
                        .as("the learned span is used at once")
                        .isLessThanOrEqualTo(4_500 / (span == 500 ? 250 : 2_000) + 1);
            }
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void aFreshCursorTakesOneRequestForLogs() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED.withLogSpan(2_000));
        try (FlowPaymentRail rail = rail(node)) {
            WithdrawalScan scan = rail.withdrawals(stream, PublicNode.OFFSET);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(node.counts().of("eth_getLogs")).isEqualTo(1);
            assertThat(scan.next()).isGreaterThan(WITHDRAWN.getLast().block());
            long asked = node.counts().of("eth_getLogs");
            assertThat(rail.withdrawals(stream, scan.next() + 1_000).outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(node.counts().of("eth_getLogs"))
                    .as("nothing is left to search")
                    .isEqualTo(asked);
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void aLongSearchGoesOnInLimitedCalls() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED.withLogSpan(2_000));
        try (FlowPaymentRail rail = rail(node)) {
            List<Withdrawal> found = new ArrayList<>();
            long next = PublicNode.OFFSET - 100_000;
            int calls = 0;
            WithdrawalScan scan;
            do {
                long before = node.counts().requests();
                scan = rail.withdrawals(stream, next);
                assertThat(node.counts().requests() - before).isLessThanOrEqualTo(MOST_REQUESTS);
                assertThat(scan.next()).isGreaterThan(next);
                found.addAll(scan.found());
                next = scan.next();
                calls++;
            } while (scan.outcome() == Outcome.MORE);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(found).isEqualTo(WITHDRAWN);
            assertThat(calls).isEqualTo(3);
        }
    }

    @Test
    @WithoutMishaps("states the failure whose message it reads")
    void progressIsKeptWhenTheNodeFails() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED
                .withLogSpan(2_000)
                .withFaults(FaultRule.every(6, Fault.TOO_MANY_REQUESTS).retryAfter(60)));
        try (FlowPaymentRail rail = rail(node)) {
            long from = PublicNode.OFFSET - 20_000;
            WithdrawalScan scan = rail.withdrawals(stream, from);
            assertThat(scan.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(scan.message()).contains("limits our requests");
            assertThat(scan.next()).isGreaterThan(from + 4_000);
        }
    }

    @Test
    void aSearchThatFailsAgainAndAgainComesToItsEndAndCountsNothingTwice() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withLogSpan(500).withFaults(FaultRule.every(4, Fault.CUT)));
        try (FlowPaymentRail rail = rail(node)) {
            List<Withdrawal> found = new ArrayList<>();
            AtomicLong next = new AtomicLong(PublicNode.OFFSET - 4_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                WithdrawalScan scan = rail.withdrawals(stream, next.get());
                assertThat(scan.next()).isGreaterThanOrEqualTo(next.get());
                found.addAll(scan.found());
                next.set(scan.next());
                return scan.outcome() == Outcome.COMPLETE;
            });
            assertThat(found).isEqualTo(WITHDRAWN);
            assertThat(node.counts().failed()).isGreaterThan(2);
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void logsThatNoNodeHasAnyMoreArePrunedAndTheSpanIsKept() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED.withLogDepth(50_000L));
        PublicNode other = fixture.exactNode(ChainNode.DELAYED.withLogDepth(50_000L));
        try (FlowPaymentRail one = rail(node);
                FlowPaymentRail two = fixture.rail(settings(node, other))) {
            long from = PublicNode.OFFSET - 100_000;
            for (FlowPaymentRail rail : List.of(one, two)) {
                WithdrawalScan scan = rail.withdrawals(stream, from);
                assertThat(scan.outcome()).isEqualTo(Outcome.PRUNED);
                assertThat(scan.next()).isEqualTo(from);
                assertThat(scan.message()).isNotBlank();
                long before = node.counts().of("eth_getLogs");
                assertThat(rail.withdrawals(stream, PublicNode.OFFSET).outcome())
                        .isEqualTo(Outcome.COMPLETE);
                assertThat(node.counts().of("eth_getLogs") - before).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void logsThatOneNodeHasPrunedAreReadFromTheOther() throws Exception {
        PublicNode pruned = fixture.nodeAs(ChainNode.DELAYED.withLogDepth(100L));
        PublicNode archive = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(settings(pruned, archive))) {
            WithdrawalScan scan = rail.withdrawals(stream, PublicNode.OFFSET - 10_000);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(scan.found()).isEqualTo(WITHDRAWN);
            pruned.behave(b -> b.withLogDepth(100L));
            archive.goOffline();
            assertThat(rail.withdrawals(stream, PublicNode.OFFSET - 10_000).outcome())
                    .as("the node that is down may have them")
                    .isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void aHeadThatIsNamedTooHighLeavesTheCursorWhereItWas() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withHeadAhead(5_000));
        try (FlowPaymentRail rail = rail(node)) {
            WithdrawalScan scan = rail.withdrawals(stream, PublicNode.OFFSET);
            assertThat(scan.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(scan.sure()).isEqualTo(PublicNode.OFFSET);
            node.behave(b -> b.withHeadAhead(0));
            WithdrawalScan corrected = await().atMost(Duration.ofSeconds(40))
                    .until(() -> rail.withdrawals(stream, scan.sure()), found -> found.outcome() == Outcome.COMPLETE);
            assertThat(corrected.found()).isEqualTo(WITHDRAWN);
        }
    }

    @Test
    void whatIsKeptOverARestartIsFinal() throws Exception {
        PublicNode node = fixture.node(b -> b.withSafeBehind(3));
        try (FlowPaymentRail rail =
                fixture.rail(settings(node).withFinality(new FinalityRule(FinalityRule.Tag.FINALIZED, 64)))) {
            WithdrawalScan scan = rail.withdrawals(stream, PublicNode.OFFSET);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(scan.sure()).isLessThanOrEqualTo(node.trueHead() - 3 + 1).isLessThan(scan.next());
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void nothingBeforeTheFirstBlockOfTheSettingsIsSearched() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(node)) {
            WithdrawalScan scan = rail.withdrawals(stream, 0);
            assertThat(scan.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(scan.found()).isEqualTo(WITHDRAWN);
            assertThat(node.counts().of("eth_getLogs")).isEqualTo(1);
        }
    }

    private static FlowPaymentRail rail(PublicNode node) {
        return fixture.rail(settings(node));
    }

    /** With no first block: the search begins where it is told to. */
    private static ChainSettings settings(PublicNode... nodes) {
        ChainSettings s = fixture.settings(nodes);
        return new ChainSettings(
                s.nodes(), s.chainId(), s.name(), s.flow(), s.token(), 0, s.logSpan(), s.maxHeadAge(), s.finality());
    }
}
