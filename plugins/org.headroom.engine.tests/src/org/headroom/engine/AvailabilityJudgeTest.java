package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.GPU1;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.headroom.engine.AvailabilityJudge.Judgement;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.ClosedBy;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.GpuAvailability.Closing;
import org.headroom.model.availability.GpuAvailability.Open;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OwnerActivity;
import org.headroom.model.availability.OwnerActivity.GpuUser;
import org.headroom.model.availability.OwnerActivity.Home;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.junit.jupiter.api.Test;

class AvailabilityJudgeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Thursday, 13:00 in Berlin. */
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private static final AvailabilityRules RULES = AvailabilityRules.standard(BERLIN);
    private static final IdleRule INPUT = new IdleRule(true, Duration.ofMinutes(10), true);
    private static final List<GpuIdentity> GPUS = List.of(
            Scene.gpu(GPU0, 0, "RTX 4090").identity(),
            Scene.gpu(GPU1, 1, "RTX 3080").identity());
    private static final BiPredicate<GpuId, GpuUser> NOT_OURS = (gpu, user) -> false;

    private Judgement last = Judgement.NONE;

    private GpuAvailability judge(AvailabilityRules rules, OwnerActivity seen, Instant now) {
        return judge(rules, seen, NOT_OURS, now).get(GPU0);
    }

    private Map<GpuId, GpuAvailability> judge(
            AvailabilityRules rules, OwnerActivity seen, BiPredicate<GpuId, GpuUser> ours, Instant now) {
        last = AvailabilityJudge.judge(rules, GPUS, seen, ours, last, now);
        return last.gpus();
    }

    private static OwnerActivity nothing(Instant at) {
        return OwnerActivity.nothing(at);
    }

    private static OwnerActivity input(Duration ago, Instant at) {
        return new OwnerActivity(
                at, Optional.of(ago), Optional.empty(), Optional.empty(), Set.of(), Map.of(), List.of());
    }

    private static OwnerActivity screen(String program, Instant at) {
        return new OwnerActivity(
                at, Optional.empty(), Optional.of(program), Optional.empty(), Set.of(), Map.of(), List.of());
    }

    private static OwnerActivity uses(GpuId gpu, GpuUser user, Instant at) {
        return new OwnerActivity(
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(gpu, List.of(user)),
                List.of());
    }

    private static GpuUser blender() {
        return new GpuUser(4711, "blender", new Home.Machine());
    }

    private static ClosedBy why(GpuAvailability gpu) {
        return gpu.closed().orElseThrow().why();
    }

    @Test
    void withNothingInTheWayAGpuIsOpen() {
        assertThat(judge(RULES, nothing(NOON), NOON).sentence()).isEqualTo("GPU 0 is open at any time.");
    }

    @Test
    void theScheduleSaysWhenItOpensAndWhenItCloses() {
        WeekSchedule evenings = WeekSchedule.NEVER.with(DayOfWeek.THURSDAY, 22, true);
        GpuAvailability closed = judge(RULES.withWeek(evenings), nothing(NOON), NOON);
        assertThat(closed.sentence()).isEqualTo("GPU 0 is closed until 22:00 by your schedule.");
        assertThat(closed.until()).contains(Instant.parse("2026-01-15T21:00:00Z"));
        Instant evening = Instant.parse("2026-01-15T21:30:00Z");
        Open open = (Open) judge(RULES.withWeek(evenings), nothing(evening), evening);
        assertThat(open.sentence()).isEqualTo("GPU 0 is open until 23:00.");
        assertThat(open.closing()).contains(new Closing(Instant.parse("2026-01-15T22:00:00Z"), ClosedBy.SCHEDULE));
        Instant night = Instant.parse("2026-01-15T22:30:00Z");
        assertThat(judge(RULES.withWeek(evenings), nothing(night), night).sentence())
                .isEqualTo("GPU 0 is closed until 22 January 22:00 by your schedule.");
        assertThat(judge(RULES.withWeek(WeekSchedule.NEVER), nothing(NOON), NOON)
                        .sentence())
                .isEqualTo("GPU 0 is closed all week by your schedule.");
    }

    @Test
    void inputClosesAtOnceAndOpensAfterItsTime() {
        AvailabilityRules rules = RULES.withIdle(INPUT);
        GpuAvailability closed = judge(rules, input(Duration.ofSeconds(20), NOON), NOON);
        assertThat(closed.sentence())
                .isEqualTo("GPU 0 is closed while you are at the machine: last input 20 s ago, "
                        + "it opens after 10 min without.");
        assertThat(closed.until()).contains(NOON.plusSeconds(580));
        assertThat(judge(rules, input(Duration.ofSeconds(599), NOON), NOON).closed())
                .isPresent();
        assertThat(judge(rules, input(Duration.ofMinutes(10), NOON), NOON).closed())
                .isEmpty();
        assertThat(judge(rules, nothing(NOON), NOON).closed())
                .as("what cannot be seen closes nothing")
                .isEmpty();
        assertThat(judge(RULES, input(Duration.ZERO, NOON), NOON).closed())
                .as("a rule that is off")
                .isEmpty();
    }

    @Test
    void aGameClosesAtOnceAndOpensAMinuteAfterItsEnd() {
        assertThat(judge(RULES, screen("game.exe", NOON), NOON).sentence())
                .isEqualTo("GPU 0 is closed while game.exe fills the screen.");
        Instant later = NOON.plusSeconds(20);
        GpuAvailability settling = judge(RULES, nothing(later), later);
        assertThat(settling.sentence()).isEqualTo("GPU 0 is closed for another 40 s after game.exe filled the screen.");
        assertThat(settling.until()).contains(NOON.plusSeconds(60));
        Instant over = NOON.plusSeconds(60);
        assertThat(judge(RULES, nothing(over), over).closed()).isEmpty();
    }

    @Test
    void aRuleThatIsTurnedOffOpensAtOnce() {
        judge(RULES, screen("game.exe", NOON), NOON);
        AvailabilityRules off = RULES.withIdle(new IdleRule(false, Duration.ofMinutes(10), false));
        assertThat(judge(off, screen("game.exe", NOON), NOON).closed()).isEmpty();
    }

    @Test
    void anotherProgramClosesTheGpuThatItUsesAndNoOther() {
        Map<GpuId, GpuAvailability> all = judge(RULES, uses(GPU1, blender(), NOON), NOT_OURS, NOON);
        assertThat(all.get(GPU0).closed()).isEmpty();
        assertThat(all.get(GPU1).sentence()).isEqualTo("GPU 1 is closed while blender (process 4711) uses it.");
    }

    @Test
    void jobsOfOursAndTheDesktopCountAsNobody() {
        GpuUser job = new GpuUser(9, "python3", new Home.Container("c0ffee"));
        assertThat(judge(RULES, uses(GPU0, job, NOON), (gpu, user) -> user == job, NOON)
                        .get(GPU0)
                        .closed())
                .isEmpty();
        assertThat(why(judge(RULES, uses(GPU0, job, NOON), NOT_OURS, NOON).get(GPU0)))
                .isEqualTo(ClosedBy.FOREIGN_PROCESS);
        last = Judgement.NONE;
        GpuUser desktop = new GpuUser(2, "Gnome-Shell", new Home.Machine());
        assertThat(judge(RULES, uses(GPU0, desktop, NOON), NOON).closed()).isEmpty();
        GpuUser cut = new GpuUser(2, "nvidia-persiste", new Home.Machine());
        assertThat(judge(RULES, uses(GPU0, cut, NOON), NOON).closed())
                .as("Linux cuts names to 15 characters")
                .isEmpty();
    }

    @Test
    void batteryAndExclusiveProgramsCloseEveryGpu() {
        OwnerActivity battery = new OwnerActivity(
                NOON, Optional.empty(), Optional.empty(), Optional.of(true), Set.of(), Map.of(), List.of());
        assertThat(judge(RULES, battery, NOT_OURS, NOON).values())
                .extracting(GpuAvailability::sentence)
                .containsExactlyInAnyOrder(
                        "GPU 0 is closed while the machine runs on its battery.",
                        "GPU 1 is closed while the machine runs on its battery.");
        assertThat(judge(RULES.withBattery(false), battery, NOON).closed()).isEmpty();
        OwnerActivity running = new OwnerActivity(
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of("obs", "blender"),
                Map.of(),
                List.of());
        assertThat(judge(RULES.withExclusive(List.of("blender", "obs")), running, NOON)
                        .sentence())
                .isEqualTo("GPU 0 is closed while blender and obs run.");
    }

    @Test
    void maintenanceClosesEvenWhatIsAlwaysOpen() {
        AvailabilityRules rules = RULES.with(
                        GPU0, new GpuRules(GpuRules.Mode.ALWAYS, Optional.empty(), Optional.empty()))
                .withMaintenance(List.of(new Maintenance(NOON.plusSeconds(60), NOON.plusSeconds(3660), "new fan")));
        Open before = (Open) judge(rules, screen("game.exe", NOON), NOON);
        assertThat(before.sentence()).isEqualTo("GPU 0 is open until 13:01, when maintenance begins.");
        assertThat(before.closing()).contains(new Closing(NOON.plusSeconds(60), ClosedBy.MAINTENANCE));
        Instant during = NOON.plusSeconds(60);
        assertThat(judge(rules, nothing(during), during).sentence())
                .isEqualTo("GPU 0 is closed for maintenance until 14:01: new fan.");
        Instant after = NOON.plusSeconds(3660);
        assertThat(judge(rules, nothing(after), after).closed()).isEmpty();
    }

    @Test
    void aGpuMayHaveRulesOfItsOwn() {
        AvailabilityRules rules = RULES.withIdle(INPUT)
                .with(GPU0, new GpuRules(GpuRules.Mode.NEVER, Optional.empty(), Optional.empty()))
                .with(
                        GPU1,
                        new GpuRules(
                                GpuRules.Mode.INHERIT,
                                Optional.of(WeekSchedule.ALWAYS),
                                Optional.of(new IdleRule(false, Duration.ofMinutes(1), false))));
        Map<GpuId, GpuAvailability> all =
                judge(rules.withWeek(WeekSchedule.NEVER), input(Duration.ZERO, NOON), NOT_OURS, NOON);
        assertThat(all.get(GPU0).sentence()).isEqualTo("GPU 0 is yours alone.");
        assertThat(all.get(GPU1).closed()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackClosesNothingForEver() {
        judge(RULES, screen("game.exe", NOON), NOON);
        Instant yesterday = NOON.minus(Duration.ofDays(1));
        assertThat(judge(RULES, nothing(yesterday), yesterday).until()).contains(yesterday.plusSeconds(60));
        Instant settled = yesterday.plusSeconds(60);
        assertThat(judge(RULES, nothing(settled), settled).closed()).isEmpty();
    }

    /** However a program comes and goes, a GPU is open only where it has been gone for a minute. */
    @Property(tries = 200)
    void aGpuDoesNotFlap(@ForAll @Size(max = 60) List<Boolean> playing, @ForAll @IntRange(min = 1, max = 30) int step) {
        Judgement judgement = Judgement.NONE;
        Optional<Instant> lastSeen = Optional.empty();
        Instant now = NOON;
        for (boolean plays : playing) {
            if (plays) lastSeen = Optional.of(now);
            judgement = AvailabilityJudge.judge(
                    RULES, GPUS, plays ? screen("game", now) : nothing(now), NOT_OURS, judgement, now);
            Instant at = now;
            boolean settled = lastSeen.filter(s -> Duration.between(s, at).compareTo(AvailabilityJudge.SETTLE) < 0)
                    .isEmpty();
            assertThat(judgement.gpus().get(GPU0).closed().isEmpty()).isEqualTo(settled);
            now = now.plusSeconds(step);
        }
    }
}
