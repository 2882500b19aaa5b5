package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.headroom.localchain.PublicNode;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.MoneyWithdrawn;
import org.headroom.model.lease.LeaseEvent.StreamReplaced;
import org.headroom.model.lease.LeaseEvent.WithdrawalReverted;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lease is being paid when the chain's newest blocks vanish, with a withdrawal from its stream in them. */
@Timeout(150)
class ReorganisedChainTest extends StoriesOnOneRig {
    private static final int JOB_SECONDS = 16;
    private static final int LONGER_JOB_SECONDS = 50;
    private static final int MAX_HEAD_AGE = 30;
    private static final int BLOCKS = 5;

    /** What stands where the blocks were. */
    enum Vanishing {
        OTHER_BLOCKS_AS_MANY {
            @Override
            void happen(PublicNode node) throws IOException {
                node.reorganise(BLOCKS);
            }
        },
        NO_BLOCKS_YET {
            @Override
            void happen(PublicNode node) throws IOException {
                node.rollBack(BLOCKS);
            }
        };

        abstract void happen(PublicNode node) throws IOException;
    }

    ReorganisedChainTest() {
        super(MAX_HEAD_AGE);
    }

    @ParameterizedTest
    @EnumSource
    void withdrawalThatVanishesIsTakenBackInTheBooksAndSentAgainOnce(Vanishing vanishing) throws Exception {
        PublicNode node = scene.node();
        long sentBefore = market.chainEye().transactionsOf(scene.rig().account());
        scene.jobRuns(JOB_SECONDS);
        // The stream itself is in none of the blocks that vanish.
        long verified = scene.state().stream().flatMap(StreamState::block).orElseThrow();
        await().atMost(RigSteps.SOON).until(() -> node.trueHead() > verified + BLOCKS);
        Withdrawal first = scene.rig().withdraws().stream()
                .filter(w -> w.stream().equals(scene.stream()))
                .findFirst()
                .orElseThrow();
        await().atMost(RigSteps.SOON)
                .untilAsserted(() -> assertThat(scene.state().withdrawn()).isEqualTo(first.amount()));

        assertThat(node.trueHead() - first.block()).as("blocks above it").isLessThan(BLOCKS);
        scene.assertJobRuns();
        vanishing.happen(node);
        assertThat(market.chainEye().transactionsOf(scene.rig().account())).isEqualTo(sentBefore);

        Withdrawal again = awaitSentAgain(first);
        assertThat(again.transaction()).isEqualTo(first.transaction());
        assertThat(again.amount()).isGreaterThanOrEqualTo(first.amount());
        assertThat(market.chainEye().transactionsOf(scene.rig().account())).isEqualTo(sentBefore + 1);

        scene.awaitReceipt();
        LeaseState.Paid paid = scene.assertAllIsSettled(again.amount());
        assertThat(market.chainEye().transactionsOf(scene.rig().account())).isEqualTo(sentBefore + 2);
        List<Withdrawal> counted = paid.funding().withdrawals();
        assertThat(counted).hasSize(2).contains(again);
        assertThat(counted.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus))
                .isEqualTo(paid.withdrawn());
        assertThat(reversals()).isEqualTo(1);
        assertThat(market.chainEye().paidOutTo(scene.rig().account()))
                .isEqualTo(market.chainEye().balanceOf(scene.rig().account()));
    }

    @Test
    void leaseGoesOnWithItsStreamUnderAnotherNumberWhereAStrangerGotTheOldOne() throws Exception {
        PublicNode node = scene.node();
        Crook stranger = market.push(new Crook(market));
        scene.jobRuns(LONGER_JOB_SECONDS);
        StreamRef old = scene.stream();
        StreamState verified = scene.state().stream().orElseThrow();
        // The renter does not see that its stream is gone before the stranger's is there.
        node.goOffline();
        node.rollBack(market.chainEye().blocksSince(scene.opening()));
        StreamRef strangers = stranger.opensAStream(
                market.node().checker().rpc(), old.token(), stranger.account(), verified.rate(), Crook.DEPOSIT);
        node.goOnline();
        assertThat(strangers).isEqualTo(old);

        await().atMost(RigSteps.SOON).until(() -> !scene.stream().equals(old));
        StreamRef now = scene.stream();
        await().atMost(RigSteps.SOON)
                .untilAsserted(() ->
                        assertThat(scene.state().stream().map(StreamState::ref)).contains(now));
        scene.assertJobRuns();
        assertThat(scene.awaitReceipt().stream()).isEqualTo(now);
        scene.assertAllIsSettled();
        assertThat(events().stream().filter(e -> e instanceof StreamReplaced)).hasSize(1);
    }

    /** Booked, taken back, and booked as a block of the other branch has it. */
    private Withdrawal awaitSentAgain(Withdrawal first) {
        await().atMost(RigSteps.SOON)
                .untilAsserted(() -> assertThat(bookings())
                        .extracting(MoneyWithdrawn::withdrawal)
                        .filteredOn(w -> w.transaction().equals(first.transaction()))
                        .hasSize(2));
        return bookings().getLast().withdrawal();
    }

    private List<MoneyWithdrawn> bookings() {
        return events().stream()
                .filter(e -> e instanceof MoneyWithdrawn)
                .map(MoneyWithdrawn.class::cast)
                .toList();
    }

    private long reversals() {
        return events().stream().filter(e -> e instanceof WithdrawalReverted).count();
    }

    private List<LeaseEvent> events() {
        return scene.rig().journal().stream()
                .filter(e -> e.lease().equals(scene.lease()))
                .toList();
    }
}
