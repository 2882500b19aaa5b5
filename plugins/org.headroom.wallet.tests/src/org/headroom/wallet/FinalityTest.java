package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.wallet.FinalityRule.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When money that was withdrawn can no longer vanish. */
class FinalityTest {
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
    @EnumSource(
            value = Tag.class,
            names = {"FINALIZED", "SAFE"})
    void isFinalOnceTheTaggedBlockHasReachedIt(Tag tag) throws Exception {
        PublicNode node = fixture.node(b -> b.withSafeBehind(5));
        ChainSettings settings = fixture.settings(node).withFinality(new FinalityRule(tag, 1_000));
        try (FlowPaymentRail rail = fixture.rail(settings)) {
            Withdrawal w = withdraw(rail);
            assertThat(finality(rail, w)).isEqualTo(Finality.SEEN);
            await().atMost(Duration.ofSeconds(20)).until(() -> finality(rail, w) == Finality.FINAL);
            assertThat(node.trueHead()).isGreaterThanOrEqualTo(w.block() + 5);
            assertThat(rail.status().finalBlock().orElseThrow()).isGreaterThanOrEqualTo(w.block());
        }
    }

    @Test
    void isFinalAtTheDepthWhereTheNodeDoesNotKnowTheTag() throws Exception {
        PublicNode node = fixture.node(b -> b.withSafeBehind(null));
        ChainSettings settings = fixture.settings(node).withFinality(new FinalityRule(Tag.FINALIZED, 4));
        try (FlowPaymentRail rail = fixture.rail(settings)) {
            Withdrawal w = withdraw(rail);
            assertThat(finality(rail, w)).isEqualTo(Finality.SEEN);
            await().atMost(Duration.ofSeconds(20)).until(() -> finality(rail, w) == Finality.FINAL);
            assertThat(node.trueHead()).isGreaterThanOrEqualTo(w.block() + 4);
        }
    }

    @Test
    void aNodeThatForgetsTheTagForAWhileMakesNothingFinalByDepth() throws Exception {
        PublicNode node = fixture.node(b -> b.withSafeBehind(500));
        ChainSettings settings = fixture.settings(node).withFinality(new FinalityRule(Tag.FINALIZED, 4));
        try (FlowPaymentRail rail = fixture.rail(settings)) {
            Withdrawal w = withdraw(rail);
            assertThat(finality(rail, w)).isEqualTo(Finality.SEEN);
            node.behave(b -> b.withSafeBehind(null));
            long head = node.trueHead();
            await().atMost(Duration.ofSeconds(20)).until(() -> node.trueHead() > head + 8);
            assertThat(finality(rail, w)).isEqualTo(Finality.SEEN);
            node.behave(b -> b.withSafeBehind(1));
            await().atMost(Duration.ofSeconds(20)).until(() -> finality(rail, w) == Finality.FINAL);
        }
    }

    @Test
    void isFinalWithinSecondsOnTheLocalChain() throws Exception {
        try (FlowPaymentRail rail = fixture.rail(fixture.node())) {
            Withdrawal w = withdraw(rail);
            await().atMost(Duration.ofSeconds(10)).until(() -> finality(rail, w) == Finality.FINAL);
        }
    }

    @Test
    void isUnknownWhenTheTransactionBringsAnotherAmountThanTheOneThatIsBooked() throws Exception {
        PublicNode node = fixture.node(b -> b.withSafeBehind(1));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            Withdrawal w = withdraw(rail);
            Withdrawal less = new Withdrawal(
                    w.stream(), w.transaction(), w.block(), Usdc.parse("0.000001"), w.gasUsed(), w.feePaid(), w.at());
            await().atMost(Duration.ofSeconds(10)).until(() -> finality(rail, w) == Finality.FINAL);
            assertThat(finality(rail, less)).isEqualTo(Finality.UNKNOWN);
        }
    }

    @Test
    void isGoneWhenItsBlockWasReplacedAndMissingTwice() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            Withdrawal w = withdraw(rail);
            remove(node, w);
            assertThat(finality(rail, w)).as("missing once").isEqualTo(Finality.UNKNOWN);
            await().atMost(Duration.ofSeconds(15)).until(() -> finality(rail, w) == Finality.GONE);
        }
    }

    @Test
    void isGoneAtOnceWhenTwoNodesMissIt() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode two = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            Withdrawal w = withdraw(rail);
            remove(one, w);
            assertThat(finality(rail, w)).isEqualTo(Finality.GONE);
        }
    }

    @Test
    void isUnknownWhileOneOfTwoNodesMissesItAndTheOtherIsDown() throws Exception {
        PublicNode one = fixture.node();
        PublicNode two = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            Withdrawal w = withdraw(rail);
            remove(one, w);
            two.goOffline();
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                assertThat(finality(rail, w)).isEqualTo(Finality.UNKNOWN);
                return System.nanoTime() > end;
            });
        }
    }

    @Test
    void isShownAsADisagreementWhileOneOfTwoNodesDeniesIt() throws Exception {
        PublicNode honest = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode denying = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(honest, denying)) {
            Withdrawal w = withdraw(rail);
            // It has the block, and says that its transactions are not there.
            denying.behave(b -> b.withFrozenHead(w.block() - 1).withHeadAhead(100));
            assertThat(finality(rail, w)).isEqualTo(Finality.UNKNOWN);
            assertThat(rail.status().disagreement().orElseThrow())
                    .contains(StreamFixture.host(honest), StreamFixture.host(denying), "answer differently");
            assertThat(rail.status().message())
                    .contains(StreamFixture.host(honest), StreamFixture.host(denying), "answer differently")
                    .contains("remove the wrong node")
                    .doesNotContain("s3cr3t");
            denying.behave(b -> ChainNode.DELAYED);
            await().atMost(Duration.ofSeconds(40)).until(() -> finality(rail, w) != Finality.UNKNOWN);
            assertThat(rail.status().message()).doesNotContain("answer differently");
        }
    }

    @Test
    void isFinalWhereAForeignTransactionAlsoPaidAThirdAccountFromTheStream() throws Exception {
        PublicNode node = fixture.node(b -> b.withSafeBehind(1));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            StreamRef stream = fixture.open("5");
            fixture.advance(Duration.ofMinutes(2));
            EthAddress third = new EthAddress("0x" + "3c".repeat(20));
            Usdc part = Usdc.parse("0.01");
            String data = FlowContract.batch(List.of(
                    FlowContract.withdraw(stream.id(), StreamFixture.PAYOUT, part),
                    FlowContract.withdraw(stream.id(), third, part)));
            fixture.send(data);
            Withdrawal w = await().atMost(Duration.ofSeconds(20))
                    .until(() -> rail.withdrawals(stream, PublicNode.OFFSET).found(), f -> !f.isEmpty())
                    .getFirst();
            assertThat(w.amount()).isEqualTo(part);
            await().atMost(Duration.ofSeconds(20)).until(() -> finality(rail, w) == Finality.FINAL);
        }
    }

    @Test
    @WithoutMishaps("reads what is said where both answer: a call that one of them loses leaves it open")
    void anOwnWithdrawalIsNotBookedWhileOneOfTwoNodesDeniesIt() throws Exception {
        PublicNode honest = fixture.exactNode(ChainNode.DELAYED);
        PublicNode denying = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(honest, denying)) {
            StreamRef stream = fixture.open("5");
            fixture.advance(Duration.ofMinutes(1));
            WithdrawQuote quote = rail.quote(List.of(stream));
            long head = denying.trueHead();
            denying.behave(b -> b.withFrozenHead(head).withHeadAhead(100));
            PaymentFailure told = catchThrowableOfType(PaymentFailure.class, () -> rail.withdraw(quote));
            assertThat(told.kind()).isEqualTo(PaymentFailure.Kind.PENDING);
            assertThat(told.getMessage())
                    .contains(StreamFixture.host(honest), StreamFixture.host(denying), "not booked until they do");
            assertThat(catchThrowableOfType(PaymentFailure.class, rail::resume).kind())
                    .isEqualTo(PaymentFailure.Kind.DISAGREEMENT);
            assertThat(rail.status().message()).contains("do not agree about withdrawal");
            denying.behave(b -> ChainNode.DELAYED);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> rail.resume().size() == 1);
            assertThat(rail.status().message()).doesNotContain("do not agree");
        }
    }

    @Test
    void isUnknownWhileNoNodeAnswers() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            Withdrawal w = withdraw(rail);
            node.goOffline();
            assertThat(finality(rail, w)).isEqualTo(Finality.UNKNOWN);
            node.goOnline();
            await().atMost(Duration.ofSeconds(20)).until(() -> finality(rail, w) != Finality.UNKNOWN);
        }
    }

    @Test
    void isUnknownWhereTheNodeDoesNotHaveTheBlockYet() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            Withdrawal w = withdraw(rail);
            node.behave(b -> b.withFrozenHead(w.block() - 1));
            assertThat(finality(rail, w)).isNotIn(Finality.GONE, Finality.FINAL);
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void severalAreAskedForInOneRequestMoreThanTheHead() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(node)) {
            List<Withdrawal> all = List.of(withdraw(rail), withdraw(rail), withdraw(rail));
            rail.status();
            long before = node.counts().requests();
            assertThat(rail.finality(all)).hasSize(3).doesNotContainValue(Finality.UNKNOWN);
            assertThat(node.counts().requests() - before).isEqualTo(2);
            Withdrawal never = new Withdrawal(
                    all.getFirst().stream(),
                    Hash32.ZERO,
                    all.getFirst().block(),
                    all.getFirst().amount(),
                    0,
                    all.getFirst().feePaid(),
                    all.getFirst().at());
            assertThat(finality(rail, never)).isEqualTo(Finality.UNKNOWN);
            assertThat(rail.finality(List.of())).isEmpty();
        }
    }

    private static Withdrawal withdraw(FlowPaymentRail rail) throws Exception {
        StreamRef stream = fixture.open("5");
        fixture.advance(Duration.ofMinutes(1));
        return rail.withdraw(rail.quote(List.of(stream))).getFirst();
    }

    /** Replaces the blocks from the withdrawal's on, and waits until the chain is as high again. */
    private static void remove(PublicNode node, Withdrawal w) throws Exception {
        int depth = Math.toIntExact(node.trueHead() - w.block() + 1);
        node.reorganise(depth);
        await().atMost(Duration.ofSeconds(15)).until(() -> node.trueHead() > w.block());
    }

    private static Finality finality(FlowPaymentRail rail, Withdrawal w) {
        return rail.finality(List.of(w)).getOrDefault(w.transaction(), Finality.UNKNOWN);
    }
}
