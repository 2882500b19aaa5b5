package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigStatus;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A part of the house is missing, or goes away in the middle of a lease and comes back. */
@Timeout(120)
class LostPartsTest {
    private static final Usdc EXPOSURE_CAP = Usdc.parse("0.25");

    @TempDir
    Path folder;

    private Market market;

    private void given(RealBroker.Kind broker, TestInfo story) throws Exception {
        market = Market.open(folder, broker, story);
    }

    @AfterEach
    void end() {
        if (market != null) market.close();
    }

    @Test
    void withoutAContainerEngineOrAChainTheRigSaysWhatIsMissingAndBidsForNothing(TestInfo story) throws Exception {
        given(RealBroker.Kind.ARTEMIS, story);
        RenterSteps renter = market.aRenter();
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        RigSteps noEngine =
                market.aRig().withEngineAt(folder.resolve("nothing.sock")).isOn();
        RigSteps noChain = market.aRig()
                .withChainAt(URI.create("http://127.0.0.1:" + nobody))
                .isOn();

        noEngine.awaitSays("The container engine that CONTAINER_HOST names does not answer");
        noChain.awaitSays("The chain's node 127.0.0.1:" + nobody + " cannot be reached (nothing listens there).");
        for (RigSteps rig : List.of(noEngine, noChain)) {
            assertThat(rig.view().status().mode()).isEqualTo(RigStatus.Mode.UNABLE);
            assertThat(rig.view().status().headline()).doesNotContain("\n", "Exception");
            assertThat(rig.view().market().offers()).isEmpty();
        }
        Rental rental = renter.asks(RenterSteps.ANY_GPU, DemoJob.manifest(1), Market.ASK, Duration.ofSeconds(5));
        assertThat(noEngine.awaitDecision(rental.id()).refusedBy().orElseThrow().reason())
                .isEqualTo(noEngine.view().engine().message());
        assertThat(noChain.awaitDecision(rental.id()).refusedBy().orElseThrow().reason())
                .isEqualTo(noChain.view().chain().message());
        assertThat(renter.awaitClosing(rental).ending()).isEqualTo(Closing.Ending.NO_BID);
        assertThat(noEngine.book().all()).isEmpty();
        assertThat(noChain.book().all()).isEmpty();
    }

    @Test
    void aChainThatGoesAwayInTheMiddleOfALeaseCostsNothing(TestInfo story) throws Exception {
        given(RealBroker.Kind.ARTEMIS, story);
        RigSteps rig = market.aRig().takesWork();
        RenterSteps renter = market.aRenter();
        Rental rental = renter.orders(DemoJob.manifest(12));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);

        market.stopChain();

        rig.awaitSays("cannot be reached (nothing listens there).");
        assertThat(rig.view().status().rest())
                .contains("GPU 0 is running a job for " + renter.account().brief());
        // The job ends and is accounted for without the chain; only the money has to wait.
        LeaseState.Receipted receipted = rig.awaitLease(lease, LeaseState.Receipted.class);
        assertThat(receipted.receipt().message().receipt().outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        await().atMost(RigSteps.SOON).until(() -> !renter.troubles().isEmpty());
        assertThat(renter.troubles().getFirst())
                .startsWith("The payment chain did not do what was asked; this is tried again, each time within"
                        + " 10 s: ");
        assertThat(rental.record().closing().orElseThrow().good()).isTrue();

        market.startChainAgain();

        assertThat(renter.awaitClosing(rental).good()).isTrue();
        rig.awaitSays("Waiting for orders.");
        Usdc spent = rental.record().settled().orElseThrow().spent();
        rig.awaitView("sees the money due", v -> v.due().equals(spent));
        rig.withdraws();
        assertThat(rig.awaitLease(lease, LeaseState.Paid.class).withdrawn()).isEqualTo(spent);
        assertThat(market.chainEye().balanceOf(rig.account())).isEqualTo(spent);
        assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(spent));
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void aChainThatStaysAwayEndsTheJobBeforeUnpaidWorkPassesTheCap(TestInfo story) throws Exception {
        given(RealBroker.Kind.ARTEMIS, story);
        // A quarter of a dollar in six seconds.
        Usdc dear = Usdc.parse("150");
        RigSteps rig = market.aRig().asking(dear).takesWork();
        RenterSteps renter = market.aRenter();
        Rental rental = renter.orders(RenterSteps.ANY_GPU, DemoJob.manifest(60), dear);
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);

        market.stopChain();

        assertThat(rig.awaitLease(lease, LeaseState.Stopping.class).why()).isEqualTo(StopReason.CHAIN_UNSEEN);
        StreamState lastRead = rig.view().leases().stream()
                .filter(l -> l.state().id().equals(lease))
                .flatMap(l -> l.stream().stream())
                .findFirst()
                .orElseThrow();
        Usdc received = lastRead.withdrawn().plus(lastRead.due(lastRead.readAt()));
        Receipt receipt = rig.awaitLease(lease, LeaseState.Receipted.class)
                .receipt()
                .message()
                .receipt();
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(RatePerSecond.ofHourly(dear).streamed(receipt.ran()).minus(received))
                .as("ran without being known to be paid")
                .isLessThanOrEqualTo(EXPOSURE_CAP);

        market.startChainAgain();

        assertThat(renter.awaitClosing(rental).words())
                .startsWith("The job was stopped: the payment stream no longer covered it after ");
        Usdc spent = rental.record().settled().orElseThrow().spent();
        // At this price seconds past the receipt are dear: what they brought goes back to the renter.
        rig.awaitView("sees what the stream holds", v -> {
            RigMoney money = RigMoney.of(v, v.at());
            return money.due().plus(money.toReturn()).equals(spent);
        });
        rig.withdraws();
        LeaseState.Paid paid = rig.awaitLease(lease, LeaseState.Paid.class);
        assertThat(paid.withdrawn().plus(paid.funding().returned())).isEqualTo(spent);
        assertThat(paid.withdrawn().minus(receipt.amountDue())).isBetween(Usdc.ZERO, Usdc.parse("0.01"));
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatGoesAwayInTheMiddleOfALeaseLosesNothing(RealBroker.Kind kind, TestInfo story) throws Exception {
        given(kind, story);
        RigSteps rig = market.aRig().takesWork();
        RenterSteps renter = market.aRenter();
        Rental rental = renter.orders(DemoJob.manifest(3));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);

        market.broker().stop();

        rig.awaitSays("No connection to " + market.broker().url() + ": ");
        assertThat(rig.view().status().headline()).contains("Running jobs go on; trying again in");
        LeaseState.Receipted receipted = rig.awaitLease(lease, LeaseState.Receipted.class);
        assertThat(rental.record().receipt()).isEmpty();
        assertThat(rig.view().link().phase()).isNotEqualTo(LinkState.Phase.UP);

        market.broker().startAgain();

        assertThat(renter.awaitClosing(rental).good()).isTrue();
        assertThat(rental.record().receipt()).contains(receipted.receipt());
        // Of the log a broker keeps nothing: what it had in hand may be missing at the renter's end; the rig has it
        // all.
        assertThat(rig.log(lease)).contains("done: 430 primes").startsWith(rental.log());
        rig.awaitSays("Waiting for orders.");
        Usdc spent = rental.record().settled().orElseThrow().spent();
        rig.awaitView("sees the money due", v -> v.due().equals(spent));
        List<Withdrawal> withdrawn = rig.withdraws();
        assertThat(withdrawn)
                .singleElement()
                .satisfies(w -> assertThat(w.amount()).isEqualTo(spent));
        // And the next order finds its way.
        Rental next = renter.orders(DemoJob.manifest(1));
        assertThat(renter.awaitClosing(next).good()).isTrue();
        rig.hasABookThatItsJournalReplays();
    }
}
