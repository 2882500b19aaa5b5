package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.jobs.DemoJob;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.OrderSecrets;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rig of two cards: leased together, and one by one, and never twice. */
@Timeout(180)
class SeveralGpusTest {
    private static final Requirements BOTH = new Requirements(2, Optional.empty(), new ByteCount(0));
    private static final Requirements ONE = new Requirements(1, Optional.empty(), new ByteCount(0));

    @TempDir
    Path folder;

    private Market market;
    private RigSteps rig;
    private RenterSteps renter;

    @BeforeEach
    void aRigOfTwoCards(TestInfo story) throws Exception {
        market = Market.open(folder, story);
        market.plays("gpu NVIDIA GeForce RTX 4090\ngpu NVIDIA GeForce RTX 3090\n");
        rig = market.aRig().takesWork();
        rig.awaitView("offers both", v -> v.market().offers().size() == 2);
        renter = market.aRenter();
    }

    @AfterEach
    void end() {
        if (market != null) market.close();
    }

    @Test
    void aLeaseOfBothCardsPaysForBothAndLeavesNoneForAnother() throws Exception {
        List<GpuId> cards =
                rig.view().market().offers().stream().map(Offer::gpu).toList();
        Usdc both = Market.ASK.plus(Market.ASK);
        Rental rental = renter.orders(BOTH, DemoJob.manifest(20), both);
        Bid bid = renter.awaitBid(rental);
        assertThat(bid.gpuIds()).hasSize(2).doesNotHaveDuplicates();
        assertThat(bid.perHour()).isEqualTo(both);
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        rig.awaitView("offers nothing", v -> v.market().offers().isEmpty());

        Rental second = renter.asks(ONE, DemoJob.manifest(3), Market.ASK, Duration.ofSeconds(3));
        Decision refused = rig.awaitDecision(second.id());
        assertThat(refused.refusedBy().orElseThrow().name()).isEqualTo("capacity");

        renter.stops(rental);
        renter.awaitClosing(rental);
        Receipt receipt = rental.record().receipt().orElseThrow().message().receipt();
        assertThat(receipt.gpus()).containsExactlyElementsOf(bid.gpuIds());
        assertThat(receipt.gpus()).containsExactlyInAnyOrderElementsOf(cards);
        assertThat(receipt.energy()).isPresent();
        rig.awaitView("offers both again", v -> v.market().offers().size() == 2);
        rig.hasABookThatItsJournalReplays();
    }

    @Test
    void aStandingOfferIsTakenAtItsPriceAndTheJobReadsItsSealedSecret() throws Exception {
        Offer offer = rig.view().market().offers().getFirst();
        Manifest plain = DemoJob.manifest(3);
        Manifest job = new Manifest(
                plain.image(),
                List.of("sh", "-c", "echo the word is $WORD"),
                plain.environment(),
                List.of("WORD"),
                plain.limits());

        Rental rental = renter.takesOffer(offer, job, new OrderSecrets(Map.of("WORD", "swordfish")));

        Bid bid = renter.awaitBid(rental);
        assertThat(bid.provider()).isEqualTo(offer.provider());
        assertThat(bid.perHour()).isEqualTo(offer.askPerHour());
        renter.awaitClosing(rental);
        assertThat(rental.log()).isEqualTo("the word is swordfish\n");
        assertThat(rig.journal().toString()).doesNotContain("swordfish");
        assertThat(rental.record().toString()).doesNotContain("swordfish");
    }

    @Test
    void anOrderForAnotherProviderIsNotAnswered() throws Exception {
        Offer offer = rig.view().market().offers().getFirst();
        Rental rental = renter.takesOfferOf(new EthAddress("0x" + "5".repeat(40)), offer, DemoJob.manifest(3));
        Decision refused = rig.awaitDecision(rental.id());
        assertThat(refused.refusedBy().orElseThrow().name()).isEqualTo("addressed");
        assertThat(rig.view().market().bids()).isEmpty();
        assertThat(rig.gpus()).extracting(GpuReading::state).containsOnly(GpuReading.State.OK);
    }
}
