package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.headroom.jobs.DemoJob;
import org.headroom.model.market.Bid;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.renter.Closing;
import org.headroom.renter.Closing.Ending;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that acknowledges messages and passes them on to nobody. */
@Timeout(600)
class LossyBrokerTest {
    private static final int SEEDS = 6;

    @TempDir
    Path folder;

    @Test
    void leasesAreSeenThroughWhereThreeOfTenMessagesAreLostInEachDirection(TestInfo story) throws Exception {
        try (Market market = Market.openLossy(folder, story)) {
            LossyBroker line = market.lossyBroker();
            RigSteps rig = market.aRig().takesWork();
            RenterSteps renter = market.aRenter();
            Usdc spent = Usdc.ZERO;
            int receipted = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                line.loses(30, seed);
                Rental rental = renter.orders(DemoJob.manifest(1));
                await().atMost(Duration.ofSeconds(200))
                        .until(() -> !rental.record().open());
                Closing closing = rental.record().closing().orElseThrow();
                System.out.println("seed " + seed + ": " + closing.ending() + "; lost " + line.lost() + ", passed "
                        + line.passed() + " so far; the rig's answers: "
                        + rig.view().decisions().stream()
                                .filter(d -> d.order().id().equals(rental.id()))
                                .map(d -> d.bid() ? "bid" : String.valueOf(d.refusedBy()))
                                .toList());
                if (closing.ending() == Ending.RECEIPTED) receipted++;
                if (rental.record().stream().isPresent()) {
                    Usdc gone = rental.record().settled().orElseThrow().spent();
                    spent = spent.plus(gone);
                    // A minute without an answer, the calls to the chain, and a job of a second.
                    assertThat(gone).isLessThanOrEqualTo(streamedIn(Duration.ofSeconds(150)));
                    StreamRef stream = rental.record().stream().orElseThrow().ref();
                    assertThat(market.chainEye().heldFor(stream))
                            .as("ended, the rest taken back")
                            .isEqualTo(gone);
                }
                assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(spent));
            }
            line.loses(0, 0);
            assertThat(line.lost()).as("lost messages").isGreaterThan(SEEDS * 3);
            // The rest may end without a bid, or without an answer: what is lost is chance.
            assertThat(receipted).as("orders with a receipt").isGreaterThanOrEqualTo(SEEDS / 2);
            rig.awaitNoContainerIsLeft();
        }
    }

    @Test
    void streamIsEndedWithinABoundWhereNothingArrivesAnyMore(TestInfo story) throws Exception {
        try (Market market = Market.openLossy(folder, story)) {
            market.aRig().takesWork();
            RenterSteps renter = market.aRenter();
            Rental rental = renter.ordersAndLooksAtBids(DemoJob.manifest(1));
            Bid bid = renter.awaitBid(rental);

            market.lossyBroker().loses(100, 1);
            renter.takes(rental, bid);

            await().atMost(Duration.ofSeconds(200)).until(() -> !rental.record().open());
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.SILENT);
            Usdc spent = rental.record().settled().orElseThrow().spent();
            // A minute without an answer, and the calls to a slow node that end the stream.
            assertThat(spent).isLessThanOrEqualTo(streamedIn(Duration.ofSeconds(150)));
            assertThat(market.chainEye().balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(spent));
            assertThat(renter.troubles())
                    .filteredOn(t -> t.contains("has not answered the acceptance"))
                    .as("said once")
                    .hasSize(1);
        }
    }

    private static Usdc streamedIn(Duration time) {
        return RatePerSecond.ofHourly(Market.ASK).streamed(time);
    }
}
