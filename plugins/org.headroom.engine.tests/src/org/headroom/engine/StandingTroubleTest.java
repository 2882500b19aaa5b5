package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Offer;
import org.headroom.model.rig.RigStatus;
import org.junit.jupiter.api.Test;

/** A rig whose parts all answer, and that can run no job all the same. */
class StandingTroubleTest extends RentedRig {
    @Test
    void rigWithoutAnImageForRentersSaysSoAndOffersNothing() {
        start(twoGpus(), Scene.POLICY.withImages(OfferedImages.NONE), clock);
        awaitSays("No image is offered to renters");
        assertThat(rig.view().status().mode()).isEqualTo(RigStatus.Mode.UNABLE);
        market.says(Scene.order("order-0001", Scene.PRICE, Optional.of("4090"))
                .message());
        await().pollDelay(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(market.sent(Bid.class)).isEmpty();
            assertThat(market.sent(Offer.class)).isEmpty();
        });
    }
}
