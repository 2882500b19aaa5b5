package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.market.Bid;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.Joules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An archive of samples on a disk that does not answer. */
@Timeout(30)
class JobEnergyTest {
    private static final Bid BID = Scene.terms("0000aaaa").bid();
    private static final JobRunner.End END = new JobRunner.End(NOON, NOON.plusSeconds(10), 0, false, Hash32.ZERO);

    private final FakeGpus gpus = RentedRig.twoGpus();
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        disk.countDown();
    }

    private void hang() {
        gpus.energy = gpu -> {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            return Optional.empty();
        };
    }

    @Test
    void energyThatIsNotReadInTimeIsUnknownAndHoldsNothingBack() {
        hang();
        assertThat(new JobEnergy(gpus, Duration.ofMillis(200)).of(BID, END)).isEmpty();
    }

    @Test
    void energyIsReadWhileAFewReadsDoNotReturnAndUnknownAtOnceWhereManyDoNot() {
        JobEnergy energy = new JobEnergy(gpus, Duration.ofMillis(100));
        var answers = gpus.energy;
        hang();
        for (int i = 0; i < 15; i++) assertThat(energy.of(BID, END)).isEmpty();
        gpus.energy = answers;
        assertThat(energy.of(BID, END))
                .contains(new EnergyEstimate(new Joules(1_000_000), EnergyEstimate.Source.COUNTER));
        hang();
        assertThat(energy.of(BID, END)).isEmpty();
        gpus.energy = answers;
        assertThat(energy.of(BID, END)).as("no more threads than sixteen").isEmpty();
    }
}
