package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.PublicNode;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whether the block in which a stream was read is still part of the chain. */
class ReplacedBlockTest {
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

    @Test
    void standsUntilAReorganisationReplacesIt() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            StreamState read = verified(rail);
            awaitHead(node, read.block().orElseThrow() + 2);
            assertThat(rail.standing(read)).isEqualTo(BlockStanding.STANDS);
            node.reorganise(1);
            awaitHead(node, read.block().orElseThrow() + 2);
            assertThat(rail.standing(read)).as("a later block was replaced").isEqualTo(BlockStanding.STANDS);
            replace(node, read);
            assertThat(rail.standing(read)).isEqualTo(BlockStanding.REPLACED);
        }
    }

    @Test
    void standsWhateverBecomesOfTheStream() throws Exception {
        try (FlowPaymentRail rail = fixture.rail(fixture.node())) {
            StreamState read = verified(rail);
            fixture.send(FlowContract.voidStream(read.ref().id()));
            assertThat(rail.verify(read.ref(), Optional.empty()).voided()).isTrue();
            assertThat(rail.standing(read)).isEqualTo(BlockStanding.STANDS);
        }
    }

    @Test
    void isReplacedWhereTwoNodesHaveAnother() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode two = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            StreamState read = verified(rail);
            assertThat(rail.standing(read)).isEqualTo(BlockStanding.STANDS);
            replace(one, read);
            assertThat(rail.standing(read)).isEqualTo(BlockStanding.REPLACED);
        }
    }

    @Test
    void oneOfTwoNodesAloneDoesNotSayThatItIsReplaced() throws Exception {
        PublicNode one = fixture.nodeAs(ChainNode.DELAYED);
        PublicNode two = fixture.nodeAs(ChainNode.DELAYED);
        try (FlowPaymentRail rail = fixture.rail(one, two)) {
            StreamState read = verified(rail);
            replace(one, read);
            two.goOffline();
            PaymentFailure failure = catchThrowableOfType(PaymentFailure.class, () -> rail.standing(read));
            assertThat(failure.kind()).isEqualTo(PaymentFailure.Kind.UNREACHABLE);
        }
    }

    @Test
    void isNotJudgedByANodeThatDoesNotHaveTheBlockYet() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            StreamState read = verified(rail);
            StreamState later = ahead(read);
            PaymentFailure failure = catchThrowableOfType(PaymentFailure.class, () -> rail.standing(later));
            assertThat(failure.kind()).isEqualTo(PaymentFailure.Kind.UNREACHABLE);
        }
    }

    @Test
    void isUnknownWithoutItsHash() throws Exception {
        PublicNode node = fixture.node();
        try (FlowPaymentRail rail = fixture.rail(node)) {
            StreamState read = verified(rail);
            assertThat(rail.standing(withHash(read, read.block().orElseThrow(), false)))
                    .isEqualTo(BlockStanding.UNKNOWN);
        }
    }

    private static StreamState verified(FlowPaymentRail rail) throws Exception {
        StreamRef stream = fixture.open("5");
        StreamState read = rail.verifyOpened(stream, Optional.empty()).state();
        assertThat(read.blockHash()).isPresent();
        return read;
    }

    private static StreamState ahead(StreamState read) {
        return withHash(read, read.block().orElseThrow() + 1_000, true);
    }

    private static StreamState withHash(StreamState s, long block, boolean hash) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt(),
                s.settledDust(),
                Optional.of(block),
                hash ? s.blockHash() : Optional.empty());
    }

    private static void replace(PublicNode node, StreamState read) throws Exception {
        long block = read.block().orElseThrow();
        node.reorganise(Math.toIntExact(node.trueHead() - block + 1));
        awaitHead(node, block);
    }

    private static void awaitHead(PublicNode node, long block) {
        await().atMost(Duration.ofSeconds(20)).until(() -> node.trueHead() >= block);
    }
}
