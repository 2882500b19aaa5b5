package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.renter.Closing.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while the approval of a deposit waits for its block. */
class ApprovalTest {
    @TempDir
    Path home;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(home, Scene.Parts.PLAIN);
    }

    @Test
    void opensNoStreamWhenTheBidEndsDuringTheApproval() throws Exception {
        scene.chain.approval = () -> scene.clock.forward(Duration.ofHours(1));
        Rental rental = scene.rent(Scene.request());
        assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.TOO_LATE);
        assertThat(rental.record().closing().orElseThrow().words()).contains("nothing was paid");
        assertThat(scene.chain.streams()).isEmpty();
    }

    @Test
    void opensNoStreamWhenTheOrderIsCalledOffDuringTheApproval() throws Exception {
        var approving = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        scene.chain.approval = () -> {
            approving.countDown();
            uninterruptibly(stopped);
        };
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(Scene.request());
            assertThat(approving.await(20, TimeUnit.SECONDS)).isTrue();
            renter.stop(rental.record().lease().orElseThrow());
            await().until(() -> rental.record().stopWanted());
            stopped.countDown();
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
            assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.CANCELLED);
            assertThat(scene.chain.streams()).isEmpty();
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) throw new AssertionError("never let go");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
