package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.Fault;
import org.headroom.localchain.FaultRule;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamReading.Read;
import org.headroom.model.payment.StreamReading.Unreadable;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of reads when nodes fail, are behind, or serve another chain. */
class NodeFailoverTest {
    @TempDir
    static Path folder;

    private static StreamFixture fixture;
    private static StreamRef stream;

    @BeforeAll
    static void openStream() throws Exception {
        fixture = new StreamFixture(folder);
        stream = fixture.open("50");
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
            names = {"HANG"},
            mode = EnumSource.Mode.EXCLUDE)
    @WithoutMishaps("counts failures")
    void aSingleNodeThatFailsTwiceIsAskedAgainAndTheLookSucceeds(Fault fault) throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED.withFaults(FaultRule.next(2, fault)));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            assertRead(rail.look(List.of(stream)));
            assertThat(node.counts().failed() + node.counts().limited()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @WithoutMishaps("one node fails each request in one way, so the other one may not fail")
    void whatANodeFailsToAnswerAnotherNodeAnswers(Fault fault) throws Exception {
        PublicNode bad = fixture.exactNode(ChainNode.DELAYED.withFaults(FaultRule.always(fault)));
        PublicNode good = fixture.exactNode(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(bad, good)) {
            long start = System.nanoTime();
            ChainLook look = rail.look(List.of(stream));
            assertRead(look);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            assertThat(look.status().message())
                    .contains("One of two nodes answers", StreamFixture.host(bad))
                    .doesNotContain("s3cr3t");
            long asked = bad.counts().requests();
            assertRead(rail.look(List.of(stream)));
            assertThat(bad.counts().requests()).as("left alone for a while").isLessThanOrEqualTo(asked + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aNodeThatAlwaysFailsIsAStatusWithinTheTimeForOneRead(Fault fault) throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withFaults(FaultRule.always(fault)));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            long start = System.nanoTime();
            ChainLook look = rail.look(List.of(stream));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(17));
            assertThat(look.status().up()).isFalse();
            assertThat(look.status().message())
                    .contains(StreamFixture.host(node))
                    .doesNotContain("s3cr3t", "Exception", "\n");
            assertThat(look.streams().get(stream)).isInstanceOf(Unreadable.class);
            assertThat(look.balance()).isEmpty();
            node.behave(b -> b.withFaults(FaultRule.next(1, Fault.TOO_MANY_REQUESTS), FaultRule.next(1, Fault.DROP)));
            await("the next looks find it well again")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertRead(rail.look(List.of(stream))));
        }
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withFaults(
                FaultRule.next(1, Fault.TOO_MANY_REQUESTS).retryAfter(2)));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            long start = System.nanoTime();
            assertRead(rail.look(List.of(stream)));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        }
    }

    @Test
    @WithoutMishaps("counts requests")
    void aNodeThatAsksToBeLeftAloneForLongIsNotAskedAndNotWaitedFor() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED.withFaults(
                FaultRule.always(Fault.TOO_MANY_REQUESTS).retryAfter(120)));
        try (FlowPaymentRail rail = fixture.rail(node)) {
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                ChainStatus status = rail.status();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                assertThat(status.up()).isFalse();
                assertThat(status.message()).contains("limits our requests");
            }
            assertThat(node.counts().requests()).isEqualTo(1);
        }
    }

    @Test
    void aNodeOfAnotherChainIsNotBelievedAndTheNextOneIsRead() throws Exception {
        PublicNode wrong = fixture.nodeAs(ChainNode.DELAYED.withChainId(1L));
        PublicNode right = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail alone = fixture.rail(wrong);
                FlowPaymentRail both = fixture.rail(wrong, right)) {
            assertThat(alone.status().up()).isFalse();
            assertThat(alone.status().message()).contains("serves chain 1");
            ChainLook look = both.look(List.of(stream));
            assertRead(look);
            assertThat(look.status().message()).contains("One of two nodes answers", "serves chain 1");
        }
    }

    @Test
    void theChainIdIsCheckedAgainAfterAFailure() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(node)) {
            assertRead(rail.look(List.of(stream)));
            node.behave(b -> b.withChainId(1L).withFaults(FaultRule.next(1, Fault.DROP)));
            ChainLook look = rail.look(List.of(stream));
            assertThat(look.status().up()).isFalse();
            assertThat(look.status().message()).contains("serves chain 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", ","})
    void nodeThatComesBackAsAnotherChainBetweenTwoRequestsIsNotBelieved(Integer batch) throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED.withBatches(batch));
        try (FlowPaymentRail looking = fixture.rail(node);
                FlowPaymentRail verifying = fixture.rail(node)) {
            assertRead(looking.look(List.of(stream)));
            assertRead(verifying.look(List.of(stream)));
            node.goOffline();
            node.behave(b -> b.withChainId(1L));
            node.goOnline();
            ChainLook look = looking.look(List.of(stream));
            assertThat(look.status().up()).isFalse();
            assertThat(look.status().message()).contains("serves chain 1");
            PaymentFailure e =
                    catchThrowableOfType(PaymentFailure.class, () -> verifying.verify(stream, Optional.empty()));
            assertThat(e.kind()).isEqualTo(Kind.WRONG_CHAIN);
        }
    }

    @Test
    void aNodeWhoseHeadIsTooOldIsNotBelieved() throws Exception {
        PublicNode stale = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode fresh = fixture.nodeAs(ChainNode.DELAYED);
        ChainSettings alone = fixture.settings(stale).withMaxHeadAge(Duration.ofSeconds(4));
        ChainSettings both = fixture.settings(stale, fresh).withMaxHeadAge(Duration.ofSeconds(4));
        try (FlowPaymentRail one = fixture.rail(alone);
                FlowPaymentRail two = fixture.rail(both)) {
            assertThat(one.status().up()).isTrue();
            stale.freeze();
            await("the frozen head gets old")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> !one.status().up());
            assertThat(one.status().message()).contains("is not believed", "the limit is 4 s");
            ChainLook refused = one.look(List.of());
            assertThat(refused.status().blockTime()).isEmpty();
            assertThat(refused.headTime())
                    .as("the time that is not believed, for those who compare the clocks")
                    .isPresent();
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> one.verify(stream, Optional.empty()));
            assertThat(e.kind().worthRetrying()).isTrue();
            ChainLook look = two.look(List.of(stream));
            assertRead(look);
            assertThat(look.status().message()).contains("One of two nodes answers", "is not believed");
            assertThat(two.verify(stream, Optional.empty()).block()).isPresent();
            stale.thaw();
            await("it is believed again")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> one.status().up());
        }
    }

    @Test
    void aHeadThatGoesBackByFiveIsBelievedAndByTwentyIsNot() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED);
        node.freeze();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            long head = rail.status().block();
            node.behave(b -> b.withFrozenHead(head - 5));
            assertThat(rail.status().up()).isTrue();
            assertThat(rail.status().block()).isEqualTo(head - 5);
            node.behave(b -> b.withFrozenHead(head - 20));
            assertThat(rail.status().up()).isFalse();
            assertThat(rail.status().message()).contains("went back from " + head + " to " + (head - 20));
            node.behave(b -> b.withFrozenHead(head));
            assertThat(rail.status().up()).isTrue();
        }
    }

    @Test
    void aStuckWithdrawalDelaysNeitherLookNorQuote() throws Exception {
        PublicNode node = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(node)) {
            WithdrawQuote quote = await("something is due")
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> rail.quote(List.of(stream)), q -> true);
            node.behave(b -> b.withFaults(FaultRule.always(Fault.HANG).forMethod("eth_sendRawTransaction")));
            CompletableFuture<Void> withdrawal = CompletableFuture.runAsync(() -> {
                try {
                    rail.withdraw(quote);
                } catch (PaymentFailure e) {
                    throw new CompletionException(e);
                }
            });
            await().atMost(Duration.ofSeconds(5)).until(() -> node.counts().of("eth_sendRawTransaction") > 0);
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                assertRead(rail.look(List.of(stream)));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            }
            long start = System.nanoTime();
            assertThat(rail.quote(List.of(stream)).payouts()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("nine requests at most, of 100 ms each")
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(withdrawal).isNotDone();
        }
    }

    @Test
    @WithoutMishaps("nothing listens at the address: no node counts these failures")
    void anUnreachableNodeIsAStatusAndWorthAnotherTry() throws Exception {
        PublicNode node = fixture.exactNode(ChainNode.DELAYED);
        node.goOffline();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            assertThat(rail.status().message()).contains("nothing listens there");
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> rail.verify(stream, Optional.empty()));
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            node.goOnline();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertRead(rail.look(List.of(stream))));
        }
    }

    private static void assertRead(ChainLook look) {
        assertThat(look.status().up()).as(look.status().message()).isTrue();
        assertThat(look.streams().get(stream)).isInstanceOf(Read.class);
        assertThat(look.balance()).isPresent();
    }
}
