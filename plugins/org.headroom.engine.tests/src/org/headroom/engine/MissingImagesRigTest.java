package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Order;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.RigStatus;
import org.junit.jupiter.api.Test;

/** The owner's list names images that the container engine's store lacks. */
class MissingImagesRigTest extends RentedRig {
    private static final String IMAGE = Scene.manifest().image();
    private static final String OTHER = "localhost/other:1";
    private static final String NONE_IS_THERE =
            "No image that is offered is in the container engine's store, so no job can run.";

    private void start(String... images) {
        start(twoGpus(), Scene.POLICY.withImages(OfferedImages.of(List.of(images))), clock);
    }

    private RigStatus status() {
        return rig.view().status();
    }

    private List<Bid> bids(Order order) {
        return market.sent(Bid.class).stream()
                .filter(b -> b.order().equals(order.id()))
                .toList();
    }

    private void awaitRefusal(Order order, String gate) {
        await().untilAsserted(() -> assertThat(rig.view().decisions().stream()
                        .filter(d -> d.order().id().equals(order.id()))
                        .findFirst()
                        .flatMap(Decision::refusedBy)
                        .map(Decision.Gate::name))
                .isEqualTo(Optional.of(gate)));
    }

    @Test
    void nothingIsOfferedOrBidForWhileTheOfferedImageIsMissingAndAllIsAgainOnceItIsLoaded() {
        containers.missingImages.add(IMAGE);
        start(IMAGE);
        await().untilAsserted(() ->
                assertThat(status().headline()).startsWith(NONE_IS_THERE).contains(IMAGE));
        assertThat(status().mode()).isEqualTo(RigStatus.Mode.UNABLE);
        Order order = Scene.order("order-0001").message();
        market.says(order);
        awaitRefusal(order, "stored image");
        assertThat(market.sent).isEmpty();
        containers.missingImages.clear();
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
        await().untilAsserted(() -> assertThat(status().headline()).doesNotContain("image"));
    }

    @Test
    void orderForAnImageThatIsThereIsBidForWhileAnotherIsNamedAsMissing() {
        List<String> others = IntStream.range(0, 9)
                .mapToObj(i -> "localhost/z" + i + ":1")
                .collect(Collectors.toCollection(ArrayList::new));
        others.add(OTHER);
        containers.missingImages.addAll(others);
        List<String> listed = new ArrayList<>(others);
        listed.add(IMAGE);
        start(listed.toArray(String[]::new));
        await().untilAsserted(() -> {
            assertThat(status().mode()).isEqualTo(RigStatus.Mode.TAKING_WORK);
            assertThat(status().rest()).contains(OTHER, "and 7 more");
        });
        Order order = Scene.order("order-0001").message();
        market.says(order);
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
    }

    @Test
    void engineThatTellsNothingOfItsImagesMakesNoneMissing() {
        containers.imagesSilent = true;
        containers.missingImages.add(IMAGE);
        start(IMAGE);
        Order order = Scene.order("order-0001").message();
        market.says(order);
        await().untilAsserted(() -> assertThat(bids(order)).hasSize(1));
        containers.imagesSilent = false;
        await().untilAsserted(() -> assertThat(status().headline()).startsWith(NONE_IS_THERE));
    }
}
