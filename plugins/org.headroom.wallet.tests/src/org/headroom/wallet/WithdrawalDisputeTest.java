package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
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

/** A withdrawal that one of two nodes denies, when one of them fails or is down. */
class WithdrawalDisputeTest {
    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static StreamRef stream;
    private static Withdrawal withdrawal;

    @BeforeAll
    static void openStreamAndWithdraw() throws Exception {
        fixture = new StreamFixture(folder);
        stream = fixture.open("50");
        fixture.advance(Duration.ofMinutes(3));
        try (FlowPaymentRail rail = fixture.rail(fixture.node())) {
            withdrawal = rail.withdraw(rail.quote(List.of(stream))).getFirst();
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
    @EnumSource(
            value = Fault.class,
            names = {"DROP", "TOO_MANY_REQUESTS"})
    @WithoutMishaps("states the one call that is lost")
    void searchFindsNothingWhereACallOfTheNodeThatDeniesItIsLost(Fault fault) throws Exception {
        PublicNode one = fixture.exactNode(ChainNode.DELAYED);
        PublicNode denying = denying(FaultRule.next(1, fault).forMethod("eth_getTransactionReceipt"));
        try (FlowPaymentRail rail = fixture.rail(one, denying)) {
            WithdrawalScan scan = search(rail);
            assertThat(scan.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(scan.found()).isEmpty();
            assertThat(scan.message()).contains("answer differently", StreamFixture.host(one));
            assertThat(rail.status().disagreement().orElseThrow())
                    .contains("answer differently about a withdrawal", StreamFixture.host(denying));
        }
    }

    @Test
    @WithoutMishaps("reads that one node answers alone: the other one may not fail")
    void searchFindsNothingWhileOneAnswersAloneAfterADisagreementAndAllOnceBothAgree() throws Exception {
        PublicNode one = fixture.exactNode(ChainNode.DELAYED);
        PublicNode denying = denying();
        try (FlowPaymentRail rail = fixture.rail(one, denying)) {
            assertThat(search(rail).outcome()).isEqualTo(Outcome.FAILED);
            denying.goOffline();
            await("it has failed for longer").atMost(Duration.ofSeconds(30)).until(() -> {
                WithdrawalScan scan = search(rail);
                assertThat(scan.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(scan.found()).isEmpty();
                return scan.message().contains("and only " + StreamFixture.host(one) + " answers now");
            });
            denying.behave(b -> ChainNode.DELAYED);
            denying.goOnline();
            await().atMost(Duration.ofSeconds(40)).until(() -> search(rail).found(), List.of(withdrawal)::equals);
            assertThat(rail.status().disagreement()).isEmpty();
        }
    }

    @Test
    void searchFindsWhatOneNodeShowsWhereTheOtherIsDownAndNeverDisagreed() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode down = fixture.nodeAs(ChainNode.DELAYED);
        down.goOffline();
        try (FlowPaymentRail rail = fixture.rail(one, down)) {
            assertThat(search(rail).found()).containsExactly(withdrawal);
        }
    }

    @Test
    void finalityIsUnknownWhileOneAnswersAloneAfterADisagreement() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode denying = denying();
        try (FlowPaymentRail rail = fixture.rail(one, denying)) {
            assertThat(finality(rail)).isEqualTo(Finality.UNKNOWN);
            denying.goOffline();
            for (int i = 0; i < 3; i++)
                assertThat(finality(rail)).as("one alone").isEqualTo(Finality.UNKNOWN);
            denying.behave(b -> ChainNode.DELAYED);
            denying.goOnline();
            await().atMost(Duration.ofSeconds(40)).until(() -> finality(rail) != Finality.UNKNOWN);
        }
    }

    @Test
    void ownWithdrawalIsNotBookedWhileOneAnswersAloneAfterADisagreement() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode denying = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(one, denying)) {
            StreamRef own = fixture.open("5");
            fixture.advance(Duration.ofMinutes(1));
            WithdrawQuote quote = rail.quote(List.of(own));
            long head = denying.trueHead();
            denying.behave(b -> b.withFrozenHead(head).withHeadAhead(100));
            assertThat(catchThrowableOfType(PaymentFailure.class, () -> rail.withdraw(quote))
                            .kind())
                    .isEqualTo(Kind.PENDING);
            denying.goOffline();
            PaymentFailure alone = catchThrowableOfType(PaymentFailure.class, rail::resume);
            assertThat(alone.kind()).isEqualTo(Kind.DISAGREEMENT);
            assertThat(alone.getMessage()).contains("only " + StreamFixture.host(one) + " answers now");
            denying.behave(b -> ChainNode.DELAYED);
            denying.goOnline();
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> rail.resume().size() == 1);
        }
    }

    /** It has the block of the withdrawal, and says that its transactions are not there. */
    private static PublicNode denying(FaultRule... faults) throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        node.behave(
                b -> b.withFrozenHead(withdrawal.block() - 1).withHeadAhead(100).withFaults(faults));
        return node;
    }

    private static WithdrawalScan search(FlowPaymentRail rail) {
        return rail.withdrawals(stream, PublicNode.OFFSET);
    }

    private static Finality finality(FlowPaymentRail rail) {
        return rail.finality(List.of(withdrawal)).getOrDefault(withdrawal.transaction(), Finality.UNKNOWN);
    }
}
