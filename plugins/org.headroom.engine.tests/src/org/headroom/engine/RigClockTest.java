package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RigClockTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeLedger ledger = new FakeLedger();
    private final SteppedTime machine = new SteppedTime(NOON, Duration.ofDays(3));
    private RigClock clock = opened();

    private RigClock opened() {
        return RigClock.of(machine.wall, Optional.of(machine), ledger);
    }

    private void held() {
        clock.hold(true);
    }

    @Test
    void clockIsTheWallClockWhileNoLeaseIsHeld() {
        machine.step(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        assertThat(clock.observe()).isEmpty();
        assertThat(clock.isSet()).isFalse();
    }

    @Test
    void stepAheadInALeaseChangesNothingAndIsReportedOnce() {
        held();
        machine.pass(MINUTE);
        assertThat(clock.observe()).isEmpty();
        machine.step(HOUR);

        assertThat(clock.instant()).isEqualTo(NOON.plus(MINUTE));
        assertThat(clock.wall().instant()).isEqualTo(NOON.plus(MINUTE).plus(HOUR));
        assertThat(clock.observe()).contains(HOUR);
        machine.pass(MINUTE);
        assertThat(clock.observe()).isEmpty();
        assertThat(clock.isSet()).isTrue();
    }

    @Test
    void stepBackInALeaseChangesNothingAndIsReportedOnce() {
        held();
        machine.step(HOUR.negated());
        machine.pass(MINUTE);

        assertThat(clock.instant()).isEqualTo(NOON.plus(MINUTE));
        assertThat(clock.observe()).contains(HOUR.negated());
        assertThat(clock.observe()).isEmpty();
    }

    @Test
    void clockThatIsPutRightBySmallAmountsIsNoStep() {
        held();
        for (int second = 0; second < 60; second++) {
            machine.pass(Duration.ofSeconds(1));
            machine.step(Duration.ofMillis(200));
            assertThat(clock.observe()).isEmpty();
        }
        assertThat(clock.instant()).isEqualTo(NOON.plus(MINUTE));
    }

    @Test
    void suspendCountsAsTheTimeThatItWasAndIsNoStep() {
        held();
        machine.pass(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        assertThat(clock.observe()).isEmpty();
    }

    @Test
    void wallClockIsTakenAgainWhenNoLeaseIsHeldAnyMore() {
        held();
        machine.step(HOUR);
        assertThat(clock.hold(true)).as("a second lease changes nothing").isFalse();
        assertThat(clock.instant()).isEqualTo(NOON);

        assertThat(clock.hold(false)).as("it jumped").isTrue();

        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        assertThat(clock.hold(false)).isFalse();
        held();
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        assertThat(clock.observe()).as("of the lease before").isEmpty();
    }

    @Test
    void restartOfTheProgramInALeaseGoesOnWithTheClock() {
        held();
        machine.step(HOUR);
        machine.pass(MINUTE);

        clock = opened();

        assertThat(clock.instant()).isEqualTo(NOON.plus(MINUTE));
        assertThat(clock.observe()).contains(HOUR);
        clock.hold(false);
        assertThat(opened().instant()).isEqualTo(NOON.plus(MINUTE).plus(HOUR));
    }

    @Test
    void restartOfTheMachineTakesTheWallClock() {
        held();
        machine.step(HOUR);
        machine.reboot("boot-2", Duration.ofDays(9));

        clock = opened();
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        held();
        machine.step(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void restartOfAContainerWhoseBootTimeBeginsAnewTakesTheWallClock() {
        held();
        machine.reboot("boot-1", MINUTE);
        assertThat(opened().instant()).isEqualTo(NOON);
    }

    @Test
    void memoryThatCannotBeReadTakesTheWallClock() {
        for (String text :
                new String[] {"x", "boot-1", "boot-1 noon 12", "boot-1 2026-03-01T12:00:00Z many", "a b c d"}) {
            ledger.put("rig-clock", text);
            assertThat(opened().instant()).as(text).isEqualTo(NOON);
        }
    }

    @Test
    void systemWithoutBootTimeTakesTheWallClockAlways() {
        clock = RigClock.of(machine.wall, Optional.empty(), ledger);
        assertThat(clock.hold(true)).isFalse();
        machine.step(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
        assertThat(clock.observe()).isEmpty();
        assertThat(clock.hold(false)).isFalse();
    }

    @Test
    void fullDiskHoldsTheClockAndKeepsItLater() {
        ledger.full = true;
        held();
        machine.step(HOUR);
        assertThat(clock.instant()).isEqualTo(NOON);
        ledger.full = false;
        clock.observe();
        assertThat(opened().instant()).isEqualTo(NOON);
    }

    @Test
    void clockOfAnotherZoneShowsTheSameInstant() {
        held();
        machine.step(HOUR);
        ZoneId zone = ZoneId.of("Europe/Berlin");
        assertThat(clock.withZone(zone).instant()).isEqualTo(NOON);
        assertThat(clock.withZone(zone).getZone()).isEqualTo(zone);
    }

    @Test
    void timeOfAContainerIsTheWallClocksWhereThatWasNotSet() {
        Instant end = NOON.plusSeconds(30);
        assertThat(clock.ofWall(end, NOON)).isEqualTo(end);
        held();
        machine.pass(MINUTE);
        assertThat(clock.ofWall(end, NOON)).isEqualTo(end);
        assertThat(clock.ofWall(NOON.minusSeconds(1), NOON)).isEqualTo(NOON);
    }

    @Test
    void containerThatEndedAfterAStepEndedAtTheRigsTime() {
        for (Duration step : new Duration[] {HOUR, HOUR.negated()}) {
            Instant now = NOON.plus(Duration.ofMinutes(10));
            Instant end = now.minusSeconds(1).plus(step);
            assertThat(RigClock.converted(end, step.negated(), NOON, now)).isEqualTo(now.minusSeconds(1));
        }
    }

    @Test
    void containerThatEndedBeforeAStepIsNotMovedByIt() {
        for (Duration step : new Duration[] {HOUR, HOUR.negated()}) {
            Instant now = NOON.plus(Duration.ofMinutes(30));
            Instant end = NOON.plus(Duration.ofMinutes(10));
            assertThat(RigClock.converted(end, step.negated(), NOON, now)).isEqualTo(end);
        }
    }

    @Test
    void containerWhoseEndIsAmbiguousEndedAtTheEarlierTime() {
        Instant now = NOON.plus(Duration.ofHours(5));
        Instant end = NOON.plus(Duration.ofHours(2));
        assertThat(RigClock.converted(end, HOUR, NOON, now)).isEqualTo(end);
        assertThat(RigClock.converted(end, HOUR.negated(), NOON, now)).isEqualTo(end.minus(HOUR));
    }

    @Test
    void containerNeverEndsAfterNowNorBeforeItsStart() {
        Instant now = NOON.plus(MINUTE);
        assertThat(RigClock.converted(NOON.plus(HOUR), Duration.ZERO, NOON, now))
                .isEqualTo(now);
        assertThat(RigClock.converted(NOON.minus(HOUR), Duration.ZERO, NOON, now))
                .isEqualTo(NOON);
    }
}
