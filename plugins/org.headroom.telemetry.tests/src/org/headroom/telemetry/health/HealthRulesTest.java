package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.headroom.model.gpu.GpuCondition.Fan;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.PcieLink;
import org.headroom.model.gpu.ThrottleReason;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.health.Severity;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.telemetry.health.RuleBook.Place;
import org.junit.jupiter.api.Test;

/** Each rule: when it is raised, when not, and when it clears. */
class HealthRulesTest {
    private final Bedside bed = new Bedside();

    private static Limits limits(int slowdown, int shutdown, int memory) {
        return new Limits(
                Optional.of(new Celsius(slowdown)),
                Optional.of(new Celsius(shutdown)),
                Optional.of(new Celsius(memory)),
                Optional.of(new Megahertz(2000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PcieLink link(int generation, int width) {
        return new PcieLink(OptionalInt.of(generation), OptionalInt.of(4), OptionalInt.of(width), OptionalInt.of(16));
    }

    private static Fan fan(int speed, int target) {
        return new Fan(0, Optional.of(new Percent(speed)), Optional.of(new Percent(target)), OptionalInt.empty());
    }

    @Test
    void heatIsRaisedOnceItLastsAndClearsBelowTheLowerThreshold() {
        bed.sees(10, s -> s.core(88));
        assertThat(bed.said()).isEmpty();
        bed.sees(1, s -> s.core(88));
        assertThat(bed.said()).containsExactly("RAISED core-hot");
        Alarm alarm = bed.only();
        assertThat(alarm.message()).isEqualTo("GPU 3's core is at 88 °C, and 87 °C is the most it should be.");
        assertThat(alarm.action()).isEqualTo(HealthAction.STOP_BIDDING);
        bed.sees(60, s -> s.core(84));
        assertThat(bed.open()).containsExactly("core-hot");
        bed.sees(11, s -> s.core(82));
        assertThat(bed.said()).containsExactly("RAISED core-hot", "CLEARED core-hot");
    }

    @Test
    void aShortPeakOfHeatRaisesNothing() {
        for (int i = 0; i < 10; i++) bed.sees(9, s -> s.core(95)).sees(1, s -> s.core(80));
        assertThat(bed.said()).isEmpty();
    }

    @Test
    void theCardsOwnLimitComesBeforeTheGeneralOne() {
        bed.sees(30, Bedside.limits(limits(70, 95, 80)), s -> s.core(66));
        assertThat(bed.said()).isEmpty();
        bed.sees(12, s -> s.core(67));
        assertThat(bed.open()).containsExactly("core-hot");
        bed.sees(12, s -> s.core(60).memory(76));
        assertThat(bed.open()).containsExactly("memory-hot");
    }

    @Test
    void aLimitThatCannotBeIsNotBelieved() {
        bed.sees(30, Bedside.limits(limits(255, 0, 255)), s -> s.core(60).memory(60));
        assertThat(bed.said()).isEmpty();
        bed.sees(12, s -> s.core(90));
        assertThat(bed.open()).containsExactly("core-hot");
    }

    @Test
    void aThresholdOfThePersonsOwnComesBeforeTheCards() {
        bed.book = RuleBook.AS_IT_COMES.with(
                new Place("core-hot", Optional.empty()),
                new RuleSetting(
                        Optional.empty(),
                        OptionalDouble.of(60),
                        OptionalDouble.empty(),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(HealthAction.DRAIN)));
        bed.sees(5, Bedside.limits(limits(90, 95, 100)), s -> s.core(60));
        assertThat(bed.only().action()).isEqualTo(HealthAction.DRAIN);
        // The distance between the thresholds stays.
        bed.sees(5, s -> s.core(56));
        assertThat(bed.open()).containsExactly("core-hot");
        bed.sees(5, s -> s.core(55));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aCardAboutToTurnItselfOffStopsItsJob() {
        bed.sees(5, s -> s.core(99));
        assertThat(bed.only().action()).isEqualTo(HealthAction.STOP_JOB);
        assertThat(bed.only().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anAbsentReadingNeitherRaisesNorClears() {
        bed.sees(12, s -> s.core(88)).sees(600, s -> {});
        assertThat(bed.said()).containsExactly("RAISED core-hot");
        bed.sees(11, s -> s.core(70));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void theAlarmsOfALostGpuAreHeld() {
        bed.sees(12, s -> s.core(88)).state(60, GpuReading.State.LOST);
        assertThat(bed.open()).containsExactlyInAnyOrder("gpu-lost", "core-hot");
        bed.sees(12, s -> s.core(50));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aSampleThatIsOldSaysNothing() {
        bed.sees(12, s -> s.core(70));
        var old = bed.now;
        for (int i = 0; i < 60; i++) {
            bed.look(List.of(bed.reading(
                    GpuReading.State.OK,
                    Optional.of(GpuSample.of(Bedside.GPU, old.minusSeconds(30))
                            .core(99)
                            .done()))));
            bed.pass(Duration.ofSeconds(1));
        }
        assertThat(bed.open()).containsExactly("sample-stale");
    }

    @Test
    void throttlingForHeatPowerBrakeAndProtectionAreTold() {
        bed.sees(12, s -> s.throttle(Set.of(ThrottleReason.HW_SLOWDOWN, ThrottleReason.HW_THERMAL)));
        assertThat(bed.open()).containsExactly("throttle-thermal");
        bed.sees(12, s -> s.throttle(Set.of(ThrottleReason.HW_SLOWDOWN, ThrottleReason.HW_POWER_BRAKE)));
        assertThat(bed.open()).containsExactly("throttle-power-brake");
        bed.sees(12, s -> s.throttle(Set.of(ThrottleReason.HW_SLOWDOWN)));
        assertThat(bed.open()).containsExactly("throttle-hw-slowdown");
        bed.sees(12, s -> s.throttle(Set.of(ThrottleReason.SW_POWER_CAP, ThrottleReason.GPU_IDLE)));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aFanThatWasToldToTurnAndStandsStillIsAnAlarmOnceTheCardIsWarm() {
        bed.sees(60, Bedside.fans(fan(0, 40)), s -> s.core(45));
        bed.sees(60, Bedside.fans(fan(0, 0)), s -> s.core(58));
        assertThat(bed.said()).isEmpty();
        bed.sees(12, Bedside.fans(fan(0, 40)), s -> s.core(70));
        assertThat(bed.open()).containsExactly("fan-stopped");
        // Cool again without turning: that proves nothing.
        bed.sees(40, Bedside.fans(fan(0, 0)), s -> s.core(40));
        assertThat(bed.open()).contains("fan-stopped");
        bed.sees(12, Bedside.fans(fan(42, 40)), s -> s.core(60));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aFanThatDoesNotFollowIsTold() {
        bed.sees(62, Bedside.fans(fan(30, 70)), s -> s.core(60));
        assertThat(bed.open()).containsExactly("fan-not-following");
        assertThat(bed.only().message()).contains("40 points");
        bed.sees(62, Bedside.fans(fan(68, 70)), s -> s.core(60));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aCountersFirstValueIsNoGrowthAndNeitherIsOneThatFell() {
        bed.condition(5, Bedside.ecc(500, 7)).condition(5, Bedside.ecc(3, 0)).condition(5, Bedside.ecc(3, 0));
        assertThat(bed.said()).isEmpty();
    }

    @Test
    void correctedErrorsAreToldWhenTheyGrowQuicklyAndClearWhenTheyStop() {
        bed.condition(5, Bedside.ecc(10, 0)).condition(5, Bedside.ecc(20, 0));
        assertThat(bed.said()).isEmpty();
        bed.condition(5, Bedside.ecc(40, 0));
        assertThat(bed.open()).containsExactly("ecc-corrected-growing");
        assertThat(bed.only().message()).contains("30 memory errors");
        for (int i = 0; i < 2 * 360; i++) {
            bed.condition(1, Bedside.ecc(40, 0));
            bed.pass(Duration.ofSeconds(9));
        }
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void oneErrorThatCouldNotBeCorrectedDrainsAndEndsWhenSeen() {
        bed.condition(5, Bedside.ecc(0, 1)).condition(5, Bedside.ecc(0, 2));
        assertThat(bed.only().action()).isEqualTo(HealthAction.DRAIN);
        bed.acknowledge();
        bed.condition(60, Bedside.ecc(0, 2));
        assertThat(bed.said())
                .containsExactly("RAISED ecc-uncorrected", "ACKNOWLEDGED ecc-uncorrected", "CLEARED ecc-uncorrected");
        bed.condition(2, Bedside.ecc(0, 3));
        assertThat(bed.open()).containsExactly("ecc-uncorrected");
    }

    @Test
    void rowsAndPagesAreToldUntilTheyAreMended() {
        bed.condition(2, Bedside.rows(true, false));
        assertThat(bed.open()).containsExactly("row-remap-pending");
        bed.condition(2, Bedside.rows(false, true));
        assertThat(bed.open()).containsExactly("row-remap-failed");
        bed.condition(2, Bedside.rows(false, false)).condition(2, Bedside.pages(2, true));
        assertThat(bed.open()).containsExactly("retired-pages-pending");
        bed.condition(2, Bedside.pages(3, false));
        assertThat(bed.open()).containsExactly("retired-pages-growing");
        bed.acknowledge();
        bed.condition(2, Bedside.pages(61, false));
        assertThat(bed.open()).containsExactlyInAnyOrder("retired-pages-growing", "retired-pages-many");
    }

    @Test
    void aLinkIsLookedAtUnderLoadOnly() {
        bed.sees(300, s -> s.load(0).pcie(link(1, 8)));
        assertThat(bed.said()).isEmpty();
        bed.sees(62, s -> s.load(95).pcie(link(3, 8)));
        assertThat(bed.open()).containsExactlyInAnyOrder("pcie-narrow", "pcie-slow");
        // An idle card's link says nothing.
        bed.sees(300, s -> s.load(0).pcie(link(1, 8)));
        assertThat(bed.open()).hasSize(2);
        bed.sees(62, s -> s.load(95).pcie(link(4, 16)));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void replaysAreToldWhenTheyGrow() {
        bed.condition(2, Bedside.replays(100_000)).condition(2, Bedside.replays(100_150));
        assertThat(bed.open()).containsExactly("pcie-replays-growing");
    }

    @Test
    void anNvLinkThatWasUpAndIsDownIsToldAndOneThatNeverWasUpIsNot() {
        bed.condition(60, Bedside.links(true, false));
        assertThat(bed.said()).isEmpty();
        bed.condition(7, Bedside.links(false, false));
        assertThat(bed.only().message()).isEqualTo("GPU 3 has lost NVLink 0.");
        bed.condition(7, Bedside.links(true, false));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void powerOverTheLimitIsToldOnceItLasts() {
        bed.sees(29, s -> s.power(500_000).powerLimit(450_000));
        assertThat(bed.said()).isEmpty();
        bed.sees(3, s -> s.power(500_000).powerLimit(450_000));
        assertThat(bed.open()).containsExactly("power-over-limit");
        assertThat(bed.only().message()).isEqualTo("GPU 3 draws 500 W, and its limit is 450 W.");
    }

    @Test
    void clocksThatStayLowUnderLoadWithoutAReasonAreTold() {
        bed.sees(
                120,
                Bedside.limits(limits(90, 95, 100)),
                s -> s.load(99).smClock(300).throttle(Set.of(ThrottleReason.SW_POWER_CAP)));
        bed.sees(120, s -> s.load(3).smClock(210));
        assertThat(bed.said()).isEmpty();
        bed.sees(62, s -> s.load(99).smClock(300));
        assertThat(bed.open()).containsExactly("clocks-stuck");
        bed.sees(62, s -> s.load(99).smClock(1900));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void memoryThatNobodyHoldsIsToldAfterSomeMinutes() {
        GpuProcess job = new GpuProcess(42, Optional.of(new ByteCount(1L << 33)), GpuProcess.Kind.COMPUTE);
        bed.sees(10, s -> s.load(0).memoryUsed(400L << 20));
        bed.sees(60, s -> s.load(90).memoryUsed(8L << 30).processes(List.of(job)));
        bed.sees(299, s -> s.load(0).memoryUsed(3L << 30));
        assertThat(bed.said()).isEmpty();
        bed.sees(3, s -> s.load(0).memoryUsed(3L << 30));
        assertThat(bed.open()).containsExactly("memory-leak");
        bed.sees(302, s -> s.load(0).memoryUsed(410L << 20));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void whereProcessesAreNeverShownMemoryInUseSaysNothing() {
        bed.sees(10, s -> s.load(0).memoryUsed(400L << 20))
                .sees(900, s -> s.load(0).memoryUsed(20L << 30));
        assertThat(bed.said()).isEmpty();
    }

    @Test
    void anEnergyCounterThatStandsStillWhilePowerIsDrawnIsTold() {
        long[] energy = {1000};
        bed.sees(100, s -> s.power(200_000).energy(energy[0] += 200_000));
        assertThat(bed.said()).isEmpty();
        bed.sees(70, s -> s.power(200_000).energy(energy[0]));
        assertThat(bed.open()).containsExactly("energy-stuck");
        bed.sees(70, s -> s.power(200_000).energy(energy[0] += 200_000));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aLostGpuIsToldAtOnceAndRestoredWhenItAnswers() {
        bed.sees(5, s -> s.core(50)).state(1, GpuReading.State.LOST);
        assertThat(bed.only().action()).isEqualTo(HealthAction.STOP_JOB);
        assertThat(bed.only().message()).isEqualTo("GPU 3 is lost: it says so.");
        bed.state(10, GpuReading.State.ERROR).state(10, GpuReading.State.ASLEEP);
        assertThat(bed.open()).contains("gpu-lost");
        bed.sees(10, s -> s.core(50));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aGpuThatAnswersWithErrorsIsToldAfterSomeSeconds() {
        bed.state(5, GpuReading.State.ERROR);
        assertThat(bed.said()).isEmpty();
        bed.state(2, GpuReading.State.ERROR);
        assertThat(bed.open()).containsExactly("gpu-error");
        bed.state(7, GpuReading.State.LOST);
        assertThat(bed.open()).containsExactly("gpu-lost");
    }

    @Test
    void aDriverThatGoesIsOneAlarmAndNotOneForEachGpu() {
        bed.sees(5, s -> s.core(50));
        bed.nvml = Bedside.nvml(NvmlStatus.State.NO_LIBRARY);
        bed.state(30, GpuReading.State.ERROR);
        assertThat(bed.open()).containsExactly("driver-gone");
        assertThat(bed.only().gpu()).isEmpty();
        bed.nvml = Bedside.OK;
        bed.sees(5, s -> s.core(50));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aMachineThatNeverHadALibraryIsWell() {
        bed.nvml = Bedside.nvml(NvmlStatus.State.NO_LIBRARY);
        bed.machine(600);
        assertThat(bed.said()).isEmpty();
    }

    @Test
    void aDriverThatIsNotLoadedIsCriticalOnlyWhereThereIsACard() {
        bed.nvml = Bedside.nvml(NvmlStatus.State.NO_DRIVER);
        bed.cards = Optional.of(false);
        bed.machine(10);
        assertThat(bed.only().rule()).isEqualTo("driver-absent");
        assertThat(bed.only().severity()).isEqualTo(Severity.NOTE);
        bed.cards = Optional.of(true);
        bed.machine(10);
        assertThat(bed.only().rule()).isEqualTo("driver-gone");
    }

    @Test
    void differingVersionsAreTold() {
        bed.nvml = Bedside.nvml(NvmlStatus.State.VERSION_MISMATCH);
        bed.machine(3);
        assertThat(bed.open()).containsExactly("driver-mismatch");
    }

    @Test
    void anOpenAlarmIsRepeatedSeldomAndNotAtAllOnceSeen() {
        bed.sees(3700, s -> s.core(90));
        assertThat(bed.said()).containsExactly("RAISED core-hot", "REPEATED core-hot", "REPEATED core-hot");
        bed.acknowledge();
        bed.sees(3700, s -> s.core(90));
        assertThat(bed.said()).hasSize(4).endsWith("ACKNOWLEDGED core-hot");
        assertThat(bed.open()).containsExactly("core-hot");
    }

    @Test
    void switchingARuleOffClearsItsAlarm() {
        bed.sees(12, s -> s.core(90));
        bed.book = RuleBook.AS_IT_COMES.with(
                new Place("core-hot", Optional.of(Bedside.GPU)),
                new RuleSetting(
                        Optional.of(false),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty()));
        bed.sees(60, s -> s.core(90));
        assertThat(bed.said()).containsExactly("RAISED core-hot", "CLEARED core-hot");
    }

    @Test
    void timeAsleepDoesNotCount() {
        bed.sees(2, s -> s.core(90));
        bed.pass(Duration.ofHours(8));
        bed.sees(3, s -> s.core(90));
        assertThat(bed.said()).isEmpty();
        bed.pass(Duration.ofHours(-9));
        bed.sees(3, s -> s.core(90));
        assertThat(bed.said()).isEmpty();
        bed.sees(6, s -> s.core(90));
        assertThat(bed.open()).containsExactly("core-hot");
    }

    @Test
    void anAlarmFromBeforeARestartStaysUntilEvidenceClearsIt() {
        bed.sees(12, s -> s.core(90));
        bed.restart(Optional.empty());
        bed.sees(600, s -> {});
        assertThat(bed.open()).containsExactly("core-hot");
        bed.sees(12, s -> s.core(50));
        assertThat(bed.said()).containsExactly("CLEARED core-hot");
    }

    @Test
    void aCountersAlarmFromBeforeARestartIsNotClearedByItsNewFirstValue() {
        bed.condition(2, Bedside.ecc(0, 0)).condition(2, Bedside.ecc(0, 1));
        bed.restart(Optional.empty());
        bed.condition(60, Bedside.ecc(0, 1));
        assertThat(bed.open()).containsExactly("ecc-uncorrected");
        for (int i = 0; i < 370; i++) {
            bed.condition(1, Bedside.ecc(0, 1));
            bed.pass(Duration.ofSeconds(9));
        }
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aGpuThatGotItsNameOnlyLaterLeavesNoAlarmBehind() {
        bed.state(10, GpuReading.State.ERROR);
        assertThat(bed.open()).containsExactly("gpu-error");
        bed.machine(1);
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void heatIsOverWhenTheCardIsPutToSleepSoThatNothingKeepsItFromWork() {
        bed.sees(30, s -> s.core(90).throttle(Set.of(ThrottleReason.HW_THERMAL)));
        assertThat(bed.open()).hasSize(2);
        bed.state(12, GpuReading.State.ASLEEP);
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void whatGrewIsForgottenWithTimeEvenInSleep() {
        bed.condition(2, Bedside.ecc(0, 0)).condition(2, Bedside.ecc(0, 1));
        for (int i = 0; i < 3 * 360; i++) {
            bed.state(1, GpuReading.State.ASLEEP);
            bed.pass(Duration.ofSeconds(9));
        }
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aLostGpuThatSleepsAfterARestartIsThere() {
        bed.state(2, GpuReading.State.LOST).state(60, GpuReading.State.ASLEEP);
        assertThat(bed.open()).containsExactly("gpu-lost");
        bed.restart(Optional.empty());
        bed.state(2, GpuReading.State.ASLEEP);
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void whatOnlyWorkCouldProveWrongEndsWhenSeenWhileThereIsNone() {
        bed.sees(70, Bedside.limits(limits(90, 95, 100)), s -> s.load(99).smClock(300));
        bed.acknowledge();
        assertThat(bed.open()).containsExactly("clocks-stuck");
        bed.sees(70, s -> s.load(0).smClock(300));
        assertThat(bed.open()).containsExactly("clocks-stuck");
        bed.acknowledge();
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void everyRuleExplainsItselfAndHasOneId() {
        List<HealthRule> rules = RuleBook.AS_IT_COMES.rules();
        assertThat(rules)
                .extracting(HealthRule::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
        for (HealthRule r : rules) {
            assertThat(r.title()).isNotBlank();
            assertThat(r.meaning()).endsWith(".");
            assertThat(r.source()).isNotBlank();
            assertThat(r.raiseAt().isPresent()).isEqualTo(!r.unit().isEmpty());
            assertThat(r.enabled()).isTrue();
        }
    }
}
