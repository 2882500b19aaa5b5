package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.headroom.jobs.guard.GuardDecision.Step;
import org.headroom.jobs.guard.MachineTime.Moment;
import org.junit.jupiter.api.Test;

/** What the guard does with a job at a moment. */
class GuardDecisionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Moment WRITTEN = at(1_000_000);
    private static final boolean LIVES = true;
    private static final boolean DEAD = false;

    private static Moment at(long boot) {
        return new Moment("boot-1", boot, NOON.plusMillis(boot - 1_000_000));
    }

    /** To be stopped 30 s after it was written, and killed 40 s after. */
    static GuardedJob job(boolean stopping) {
        return new GuardedJob(
                "rig@1",
                "lease-0001",
                "podman",
                "/run/podman.sock",
                "ab".repeat(32),
                WRITTEN,
                1_030_000,
                1_040_000,
                stopping,
                "FUNDS_RUN_OUT",
                new ProcessId(42, 4711));
    }

    private static GuardDecision decision(boolean stopping, long second, boolean rigLives) {
        return GuardDecision.of(job(stopping), at(1_000_000 + second * 1000), rigLives);
    }

    @Test
    void jobOfDeadRigIsEndedTwoSecondsPastItsTimeWithWhatIsLeftOfItsGrace() {
        assertThat(decision(false, 31, DEAD).step()).isEqualTo(Step.WAIT);
        assertThat(decision(false, 32, DEAD)).isEqualTo(new GuardDecision(Step.END, 8_000));
        assertThat(decision(false, 50, DEAD)).isEqualTo(new GuardDecision(Step.END, 0));
    }

    @Test
    void rigThatLivesIsLeftMoreTimeToStopItsJob() {
        assertThat(decision(false, 33, LIVES).step()).isEqualTo(Step.WAIT);
        assertThat(decision(false, 34, LIVES)).isEqualTo(new GuardDecision(Step.END, 6_000));
    }

    @Test
    void jobThatTheRigStopsIsEndedAtOnceWhereTheRigDied() {
        assertThat(decision(true, 5, DEAD)).isEqualTo(new GuardDecision(Step.END, 35_000));
    }

    @Test
    void jobThatTheRigStopsIsLeftToItUntilItWouldHaveKilledItItself() {
        assertThat(decision(true, 49, LIVES).step()).isEqualTo(Step.WAIT);
        assertThat(decision(true, 50, LIVES)).isEqualTo(new GuardDecision(Step.END, 0));
    }

    @Test
    void wallClockThatWasSetChangesNothing() {
        Moment back = new Moment("boot-1", 1_032_000, NOON.minusSeconds(86_400));
        Moment ahead = new Moment("boot-1", 1_031_000, NOON.plusSeconds(86_400));
        assertThat(GuardDecision.of(job(false), back, DEAD).step()).isEqualTo(Step.END);
        assertThat(GuardDecision.of(job(false), ahead, DEAD).step()).isEqualTo(Step.WAIT);
    }

    @Test
    void afterARestartOfTheMachineTheWallClockDecides() {
        Moment before = new Moment("boot-2", 5_000, NOON.plusSeconds(31));
        Moment after = new Moment("boot-2", 6_000, NOON.plusSeconds(32));
        assertThat(GuardDecision.of(job(false), before, DEAD).step()).isEqualTo(Step.WAIT);
        assertThat(GuardDecision.of(job(false), after, DEAD).step()).isEqualTo(Step.END);
    }

    @Test
    void timeThatBeganAnewUnderTheSameNameIsARestart() {
        Moment anew = new Moment("boot-1", 7_000, NOON.plusSeconds(32));
        assertThat(GuardDecision.of(job(false), anew, DEAD).step()).isEqualTo(Step.END);
    }
}
