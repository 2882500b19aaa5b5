package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.headroom.model.gpu.EnergyEstimate.Source.COUNTER;
import static org.headroom.model.gpu.EnergyEstimate.Source.INTEGRATED_POWER;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.SampleDraft;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A card that draws 200 W, has a limit of 300 W, and is sampled once a second for 10 min. */
class EnergyEstimateTest {
    private static final GpuId GPU = new GpuId("GPU-0");
    private static final GpuId OTHER = new GpuId("GPU-1");
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LENGTH = 600;
    private static final long LIMIT = 300_000;

    private final History history = new History(Duration.ofHours(1), Duration.ofSeconds(1));

    private static SampleDraft draft(GpuId gpu, int second) {
        return GpuSample.of(gpu, T0.plusSeconds(second)).power(200_000);
    }

    private static SampleDraft counted(int second, long millijoules) {
        return draft(GPU, second).powerLimit(LIMIT).energy(millijoules);
    }

    private static long used(int seconds) {
        return 200_000L * seconds;
    }

    private void feed(IntFunction<SampleDraft> each) {
        for (int i = 0; i <= LENGTH; i++) history.append(each.apply(i).done());
    }

    private Optional<EnergyEstimate> energy(int from, int to) {
        return Samples.energy(history, GPU, T0.plusSeconds(from), T0.plusSeconds(to));
    }

    private Optional<EnergyEstimate> energy(int from, int to, long cardLimit) {
        EnergyMeter meter = history.meter(T0.plusSeconds(from), T0.plusSeconds(to), Optional.of(new Watts(cardLimit)));
        history.energy(GPU, meter);
        return meter.estimate();
    }

    private static EnergyEstimate estimate(long millijoules, EnergyEstimate.Source source) {
        return new EnergyEstimate(new Joules(millijoules), source);
    }

    @Test
    void counterWithinPowerLimitIsBelieved() {
        feed(i -> counted(i, 7_000_000 + used(i)));
        assertThat(energy(100, 500)).contains(estimate(used(400), COUNTER));
        assertThat(Samples.energy(history, GPU, T0.plusMillis(100_500), T0.plusMillis(100_750)))
                .contains(estimate(50_000, COUNTER));
    }

    @Test
    void counterThatLeapsInTheMiddleGivesIntegratedPower() {
        feed(i -> counted(i, i < 300 ? 7_000_000 + used(i) : 1000 * (7_000_000 + used(i))));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
        assertThat(energy(100, 299)).contains(estimate(used(199), COUNTER));
    }

    @Test
    void leapThatTheWholeSpanWouldAllowGivesIntegratedPower() {
        // 20 kJ: the span of 400 s allows 52 kJ more than was used.
        feed(i -> counted(i, used(i) + (i < 300 ? 0 : 20_000_000)));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 60})
    void leapOfAFewSecondsAtTheLimitGivesIntegratedPowerHoweverShortTheJob(int seconds) {
        feed(i -> GpuSample.of(GPU, T0.plusSeconds(i))
                .power(350_000)
                .powerLimit(400_000)
                .energy(350_000L * i + (i < 101 ? 0 : 1_900_000)));
        assertThat(energy(100, 100 + seconds)).contains(estimate(350_000L * seconds, INTEGRATED_POWER));
    }

    @Test
    void counterReadAPeriodBeforeItsSampleIsBelieved() {
        // At its limit. The first reading is a period older than its sample, the second is of its sample's time.
        feed(i -> GpuSample.of(GPU, T0.plusSeconds(i))
                .power(LIMIT)
                .powerLimit(LIMIT)
                .energy(LIMIT * (i == 100 ? 99 : i)));
        assertThat(energy(100, 101)).contains(estimate(2 * LIMIT, COUNTER));
        assertThat(energy(100, 108)).contains(estimate(9 * LIMIT, COUNTER));
        assertThat(energy(92, 100)).contains(estimate(7 * LIMIT, COUNTER));
    }

    @Test
    void counterThatRunsTooFastGivesIntegratedPower() {
        feed(i -> counted(i, 3 * used(i)));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
    }

    @Test
    void leapWithoutPowerSamplesIsUnknown() {
        feed(i -> GpuSample.of(GPU, T0.plusSeconds(i)).powerLimit(LIMIT).energy(i < 300 ? used(i) : 1000 * used(i)));
        assertThat(energy(100, 500)).isEmpty();
        assertThat(energy(100, 250)).contains(estimate(used(150), COUNTER));
    }

    @Test
    void counterThatRestartsGivesIntegratedPower() {
        feed(i -> counted(i, i < 300 ? 7_000_000_000L + used(i) : used(i - 300)));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
        assertThat(energy(301, 500)).contains(estimate(used(199), COUNTER));
    }

    @Test
    void counterThatWrapsAroundGivesIntegratedPower() {
        feed(i -> counted(i, ((1L << 32) - used(300) + used(i)) % (1L << 32)));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
    }

    @Test
    void counterThatWrapsAroundInSixtyFourBitsGivesIntegratedPower() {
        feed(i -> counted(i, i < 300 ? Long.MAX_VALUE - used(300 - i) : Long.MIN_VALUE + 1 + used(i - 300)));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
    }

    @Test
    void counterThatStandsStillUnderLoadGivesIntegratedPower() {
        feed(i -> counted(i, 7_000_000));
        assertThat(energy(100, 500)).contains(estimate(used(400), INTEGRATED_POWER));
    }

    @Test
    void cardWithoutCounterGivesIntegratedPower() {
        for (int i = 0; i <= LENGTH; i++)
            history.append(GpuSample.of(GPU, T0.plusSeconds(i)).power(i * 500L).done());
        // The trapezium from 50 W to 250 W over 400 s.
        assertThat(energy(100, 500)).contains(estimate(60_000_000, INTEGRATED_POWER));
        // From 50.25 W to 50.375 W over a quarter of a second.
        assertThat(Samples.energy(history, GPU, T0.plusMillis(100_500), T0.plusMillis(100_750))
                        .orElseThrow()
                        .energy()
                        .millijoules())
                .isCloseTo(12_578, within(1L));
    }

    @Test
    void powerThatCoversLessThanNineTenthsIsUnknown() {
        for (int i = 0; i <= LENGTH; i++)
            if (i <= 200 || i >= 238) history.append(draft(GPU, i).done());
        assertThat(energy(100, 500)).as("38 of 400 s missing").contains(estimate(used(400), INTEGRATED_POWER));
        assertThat(energy(100, 470)).as("38 of 370 s missing").isEmpty();
        assertThat(energy(210, 230)).as("nothing but a gap").isEmpty();
    }

    @Test
    void pauseOfFivePeriodsIsNoGap() {
        for (int i = 0; i <= LENGTH; i += 5) history.append(draft(GPU, i).done());
        assertThat(energy(101, 499)).contains(estimate(used(398), INTEGRATED_POWER));
    }

    @Test
    void pauseOfSixPeriodsIsAGap() {
        for (int i = 0; i <= LENGTH; i += 6) history.append(draft(GPU, i).done());
        assertThat(energy(101, 499)).isEmpty();
    }

    @Test
    void spanBeyondTheLastSampleIsUnknown() {
        feed(i -> counted(i, used(i)));
        assertThat(energy(590, 602)).contains(estimate(used(12), COUNTER));
        assertThat(energy(590, 603)).isEmpty();
        assertThat(energy(500, 603)).as("99 of 103 s are sampled").contains(estimate(used(103), INTEGRATED_POWER));
        assertThat(energy(700, 800)).isEmpty();
        assertThat(energy(500, 400)).isEmpty();
    }

    @Test
    void spanThatBeginsJustBeforeTheFirstSampleGivesIntegratedPower() {
        feed(i -> counted(i, used(i)));
        assertThat(energy(-1, 100)).contains(estimate(used(101), INTEGRATED_POWER));
        assertThat(energy(-50, 100)).isEmpty();
    }

    @Test
    void limitLoweredInTheMiddleLeavesTheCounterBelieved() {
        long[] counter = {0};
        feed(i -> {
            counter[0] += i < 300 ? 450_000 : 150_000;
            return GpuSample.of(GPU, T0.plusSeconds(i))
                    .power(i < 300 ? 450_000 : 150_000)
                    .powerLimit(i < 300 ? 450_000 : 150_000)
                    .energy(counter[0]);
        });
        assertThat(energy(0, 600, 450_000)).contains(estimate(450_000L * 299 + 150_000 * 301, COUNTER));
    }

    @Test
    void leapAfterTheLimitWasLoweredIsHeldAgainstTheLowerLimit() {
        feed(i -> GpuSample.of(GPU, T0.plusSeconds(i))
                .power(100_000)
                .powerLimit(i < 100 ? 450_000 : 150_000)
                // From 100 s on it counts 400 W, which the first limit would allow.
                .energy(100_000L * i + (i < 100 ? 0 : 300_000L * (i - 100))));
        assertThat(energy(0, 600)).contains(estimate(60_000_000, INTEGRATED_POWER));
    }

    @Test
    void limitRaisedAndReadLateLeavesTheCounterBelieved() {
        long[] counter = {0};
        feed(i -> {
            counter[0] += i <= 300 ? 100_000 : 450_000;
            return GpuSample.of(GPU, T0.plusSeconds(i))
                    .power(i <= 300 ? 100_000 : 450_000)
                    // The limit is read in one sweep of five.
                    .powerLimit(i < 305 ? 100_000 : 450_000)
                    .energy(counter[0]);
        });
        assertThat(energy(200, 310).orElseThrow().source()).isEqualTo(COUNTER);
    }

    @Test
    void withoutEnforcedLimitTheCardsHighestLimitCounts() {
        feed(i -> draft(GPU, i).energy(i * 350_000L));
        assertThat(energy(100, 500, 300_000)).contains(estimate(used(400), INTEGRATED_POWER));
        assertThat(energy(100, 500, 350_000)).contains(estimate(140_000_000, COUNTER));
    }

    @Test
    void withoutAnyLimitTheCounterIsHeldAgainstTwiceThePower() {
        feed(i -> draft(GPU, i).energy(i * 390_000L));
        assertThat(energy(100, 500)).contains(estimate(156_000_000, COUNTER));
        History fast = new History(Duration.ofHours(1), Duration.ofSeconds(1));
        for (int i = 0; i <= LENGTH; i++)
            fast.append(draft(GPU, i).energy(i * 450_000L).done());
        assertThat(Samples.energy(fast, GPU, T0.plusSeconds(100), T0.plusSeconds(500)))
                .contains(estimate(used(400), INTEGRATED_POWER));
    }

    @Test
    void oneOfTwoGpusUnknownLeavesTheOtherKnown() {
        feed(i -> counted(i, used(i)));
        history.append(draft(OTHER, 0).done());
        assertThat(energy(100, 500)).contains(estimate(used(400), COUNTER));
        assertThat(Samples.energy(history, OTHER, T0.plusSeconds(100), T0.plusSeconds(500)))
                .isEmpty();
    }

    @Test
    void sumIsCountedOnlyIfBothAre() {
        EnergyEstimate counted = estimate(3, COUNTER);
        EnergyEstimate integrated = estimate(4, INTEGRATED_POWER);
        assertThat(counted.plus(counted)).isEqualTo(estimate(6, COUNTER));
        assertThat(counted.plus(integrated)).isEqualTo(estimate(7, INTEGRATED_POWER));
        assertThat(integrated.plus(counted)).isEqualTo(estimate(7, INTEGRATED_POWER));
    }

    @Property(tries = 200)
    void leapAnywhereIsNeverCounted(
            @ForAll @IntRange(min = 1, max = LENGTH) int at,
            @ForAll @IntRange(min = 10_000_000) int leap,
            @ForAll @IntRange(max = LENGTH - 1) int from,
            @ForAll @IntRange(min = 1, max = LENGTH) int length) {
        feed(i -> counted(i, used(i) + (i < at ? 0 : leap)));
        int to = Math.min(LENGTH, from + length);
        boolean inside = from < at && at <= to;
        assertThat(energy(from, to)).contains(estimate(used(to - from), inside ? INTEGRATED_POWER : COUNTER));
    }
}
