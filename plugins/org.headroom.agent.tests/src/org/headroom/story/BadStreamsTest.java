package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams that do not pay what was agreed: no job, both sides read why, and honest money stays within reach. */
@Timeout(60)
class BadStreamsTest {
    @TempDir
    static Path folder;

    private static Market market;
    private static RigSteps rig;
    private static Crook crook;

    @BeforeAll
    static void aRigAndACrook() throws Exception {
        market = Market.open(folder);
        rig = market.aRig().takesWork();
        crook = market.push(new Crook(market));
    }

    @AfterAll
    static void end() {
        if (market != null) market.close();
    }

    @BeforeEach
    void begins(TestInfo story) {
        market.begins(story);
    }

    @AfterEach
    void ends() {
        market.ends();
    }

    @Test
    void aStreamInAnotherTokenIsRefused() throws Exception {
        Bid bid = crook.getsABid();
        EthAddress token = otherToken();
        StreamRef stream = crook.opensAStream(token, rig.account(), Crook.rate(bid), Crook.DEPOSIT);
        refuses(bid, stream, "the stream pays in another token, " + token.brief());
    }

    @Test
    void aStreamInAnotherTokenUnderUsdcsNameIsRefused() throws Exception {
        Bid bid = crook.getsABid();
        EthAddress token = otherToken();
        StreamRef real = crook.opensAStream(token, rig.account(), Crook.rate(bid), Crook.DEPOSIT);
        StreamRef lie =
                new StreamRef(real.chainId(), real.contract(), bid.payment().token(), real.id());
        refuses(bid, lie, "the stream pays in another token, " + token.brief());
    }

    @Test
    void aStreamAtALowerRateIsRefused() throws Exception {
        Bid bid = crook.getsABid();
        StreamRef stream = crook.opensAStream(
                bid.payment().token(), rig.account(), RatePerSecond.ofHourly(Usdc.parse("0.41")), Crook.DEPOSIT);
        String reason = "the stream pays 0.410 USDC/h, not the agreed 0.420";
        LeaseId lease = crook.takes(bid, stream);
        assertThat(rig.awaitLease(lease, LeaseState.Unserved.class).reason()).isEqualTo(reason);
        refused(bid, lease, reason);
    }

    @Test
    void aStreamToSomeoneElseIsRefused() throws Exception {
        Bid bid = crook.getsABid();
        EthAddress friend = new EthAddress("0x" + "5e".repeat(20));
        StreamRef stream = crook.opensAStream(bid.payment().token(), friend, Crook.rate(bid), Crook.DEPOSIT);
        refuses(bid, stream, "the stream pays someone else, " + friend.brief());
    }

    @Test
    void aStreamThatHoldsTooLittleIsRefused() throws Exception {
        Bid bid = crook.getsABid();
        Usdc fiveSeconds = Crook.rate(bid).streamed(Duration.ofSeconds(5));
        StreamRef stream = crook.opensAStream(bid.payment().token(), rig.account(), Crook.rate(bid), fiveSeconds);
        LeaseId lease = crook.takes(bid, stream);
        LeaseState.Refused refused = rig.awaitLease(lease, LeaseState.Refused.class);
        assertThat(refused.reason()).matches("the stream lasts for \\d s only; at least 10 s are needed");
        assertThat(crook.awaitRefusal(lease)).isEqualTo(refused.reason());
    }

    @Test
    void aStreamThatBeginsLaterIsRefused() throws Exception {
        Bid bid = crook.getsABid();
        StreamRef stream = new LaterStream(market.chain())
                .opens(crook.account(), rig.account(), Crook.rate(bid), Crook.DEPOSIT, Duration.ofHours(1));
        LeaseId lease = crook.takes(bid, stream);
        LeaseState.Unserved refused = rig.awaitLease(lease, LeaseState.Unserved.class);
        assertThat(refused.reason())
                .matches("the stream begins in 3\\d{3} s; it has to pay from the beginning of the lease on");
        assertThat(crook.awaitRefusal(lease)).isEqualTo(refused.reason());
        assertThat(rig.containers()).doesNotContain(lease);
    }

    @Test
    void oneStreamPaysForOneLease() throws Exception {
        RenterSteps honest = market.aRenter();
        Rental rental = honest.orders(DemoJob.manifest(1));
        assertThat(honest.awaitClosing(rental).good()).isTrue();
        Bid bid = crook.getsABid();
        refuses(
                bid,
                rental.record().stream().orElseThrow().ref(),
                "the stream already pays for another lease; nothing is asked for this one, and the renter can order"
                        + " again");
    }

    @Test
    void refusedStreamsDoNotStandInTheWayOfHonestMoney() throws Exception {
        aStreamToSomeoneElseIsRefused();
        aStreamInAnotherTokenUnderUsdcsNameIsRefused();
        RenterSteps honest = market.aRenter();
        Rental rental = honest.orders(DemoJob.manifest(1));
        assertThat(honest.awaitClosing(rental).good()).isTrue();
        LeaseId lease = rental.lease().orElseThrow();
        rig.awaitLease(lease, LeaseState.Receipted.class);
        Usdc earned = rental.record().settled().orElseThrow().spent();
        StreamRef stream = rental.record().stream().orElseThrow().ref();
        rig.awaitView(
                "sees that the stream has ended",
                v -> v.leases().stream()
                        .filter(l -> l.state().id().equals(lease))
                        .anyMatch(l -> l.stream().orElseThrow().voided()));

        Usdc before = market.chainEye().balanceOf(rig.account());
        List<Withdrawal> withdrawn = rig.withdraws();

        assertThat(withdrawn).anySatisfy(w -> {
            assertThat(w.stream()).isEqualTo(stream);
            assertThat(w.amount()).isEqualTo(earned);
        });
        Usdc sum = withdrawn.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus);
        assertThat(market.chainEye().balanceOf(rig.account())).isEqualTo(before.plus(sum));
        rig.awaitLease(lease, LeaseState.Paid.class);
        rig.awaitView("has nothing due", v -> v.due().equals(Usdc.ZERO));
        assertThat(market.chainEye().paidOutTo(rig.account()))
                .as("what came in is what is on record")
                .isEqualTo(rig.view().withdrawals().stream()
                        .map(Withdrawal::amount)
                        .reduce(Usdc.ZERO, Usdc::plus));
        rig.hasABookThatItsJournalReplays();
    }

    private static EthAddress otherToken() throws Exception {
        return market.chain().deployOtherToken(crook.account(), Market.PURSE);
    }

    /** The stream is not kept. */
    private static void refuses(Bid bid, StreamRef stream, String reason) throws Exception {
        LeaseId lease = crook.takes(bid, stream);
        assertThat(rig.awaitLease(lease, LeaseState.Refused.class).reason()).isEqualTo(reason);
        refused(bid, lease, reason);
    }

    /** The same one line for the owner and for the renter; no container, and the GPU is free again. */
    private static void refused(Bid bid, LeaseId lease, String reason) throws Exception {
        assertThat(crook.awaitRefusal(lease)).isEqualTo(reason);
        assertThat(rig.containers()).doesNotContain(lease);
        assertThat(rig.book().holderOf(bid.gpus().getFirst().id())).isEmpty();
    }
}
