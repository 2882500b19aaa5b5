package org.headroom.console.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.headroom.console.availability.AvailabilityScene.Row;
import org.headroom.console.fixture.FixtureAvailability;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvailabilityPresenterTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final AvailabilityRules RULES = AvailabilityRules.standard(BERLIN);
    private static final Optional<GpuId> ALL = Optional.empty();
    private static final GpuId ONE = new GpuId("GPU-1");

    private final FixtureWatch watch = new FixtureWatch();
    private final FixtureDesk desk = new FixtureDesk();
    private final FixtureAvailability owner = new FixtureAvailability();
    private final Instant now = Instant.now();

    @AfterEach
    void close() {
        watch.close();
        desk.close();
    }

    private AvailabilityScene scene(AvailabilityRules rules, Optional<GpuId> whose) {
        return AvailabilityPresenter.scene(owner, rules, watch.gpus(), Optional.of(desk.view()), whose, now);
    }

    private static Row row(AvailabilityScene scene, String key) {
        return scene.rows().stream()
                .filter(r -> r.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static AvailabilityRules press(AvailabilityRules rules, Optional<GpuId> whose, String key) {
        return RuleEdits.pressed(rules, whose, key);
    }

    private GpuId gpu(int index) {
        return watch.gpus().get(index).identity().id();
    }

    @Test
    void oneSentenceAGpuSaysWhetherItIsOpen() {
        assertThat(scene(owner.rules(), ALL).sentences())
                .extracting(AvailabilityScene.Sentence::text)
                .containsExactly(
                        "GPUs 0, 1 and 3 are open until 18:00.", "GPU 2 is closed while game.exe fills the screen.");
        assertThat(scene(owner.rules(), Optional.of(gpu(2))).sentences()).hasSize(1);
    }

    @Test
    void manyGpusInTheSameStateAreCounted() {
        System.setProperty("headroom.fixture.gpus", "12");
        try (FixtureWatch many = new FixtureWatch()) {
            List<GpuReading> gpus = many.gpus();
            assertThat(AvailabilityPresenter.scene(owner, owner.rules(), gpus, Optional.empty(), ALL, now)
                            .sentences())
                    .containsExactly(
                            new AvailabilityScene.Sentence(true, "11 GPUs are open until 18:00."),
                            new AvailabilityScene.Sentence(false, "GPU 2 is closed while game.exe fills the screen."));
        } finally {
            System.clearProperty("headroom.fixture.gpus");
        }
    }

    @Test
    void whatEachChoiceCostsIsSaidBeforeItIsMade() {
        AvailabilityScene scene = scene(owner.rules(), ALL);
        assertThat(row(scene, RuleEdits.RETURN + OnReturn.FINISH).value()).isEqualTo("costs nothing");
        assertThat(row(scene, RuleEdits.RETURN + OnReturn.STOP).value()).matches("−\\d+\\.\\d+ USDC");
        assertThat(row(scene, RuleEdits.RETURN + OnReturn.DRAIN).label()).contains("5 min notice");
        assertThat(row(scene, RuleEdits.RETURN + OnReturn.DRAIN).on()).isTrue();
        AvailabilityScene idle =
                AvailabilityPresenter.scene(owner, owner.rules(), watch.gpus(), Optional.empty(), ALL, now);
        assertThat(row(idle, RuleEdits.RETURN + OnReturn.STOP).value()).isEmpty();
        assertThat(idle.rows()).anyMatch(r -> r.label().endsWith("nothing runs now"));
    }

    @Test
    void aPressTurnsARuleOver() {
        assertThat(press(RULES, ALL, RuleEdits.INPUT).idle().inputCounts()).isTrue();
        assertThat(press(RULES, ALL, RuleEdits.SCREEN).idle().fullScreenCounts())
                .isFalse();
        assertThat(press(RULES, ALL, RuleEdits.PROCESSES).processesCount()).isFalse();
        assertThat(press(RULES, ALL, RuleEdits.BATTERY).batteryCounts()).isFalse();
        assertThat(press(RULES, ALL, RuleEdits.RETURN + OnReturn.STOP).onReturn())
                .isEqualTo(OnReturn.STOP);
    }

    @Test
    void whatIsPressedForOneGpuIsItsOwn() {
        AvailabilityRules own = press(RULES, Optional.of(ONE), RuleEdits.INPUT);
        assertThat(own.idle()).isEqualTo(RULES.idle());
        assertThat(own.idleOf(ONE).inputCounts()).isTrue();
        AvailabilityRules never = press(own, Optional.of(ONE), RuleEdits.MODE + GpuRules.Mode.NEVER);
        assertThat(never.of(ONE).mode()).isEqualTo(GpuRules.Mode.NEVER);
        AvailabilityRules back = press(
                press(never, Optional.of(ONE), RuleEdits.MODE + GpuRules.Mode.INHERIT),
                Optional.of(ONE),
                RuleEdits.OWN_IDLE);
        assertThat(back).as("nothing of its own is left").isEqualTo(RULES);
        WeekSchedule week = WeekSchedule.ALWAYS.with(DayOfWeek.MONDAY, 3, false);
        AvailabilityRules painted = RuleEdits.painted(RULES, Optional.of(ONE), week);
        assertThat(painted.week()).isEqualTo(WeekSchedule.ALWAYS);
        assertThat(painted.weekOf(ONE)).isEqualTo(week);
        assertThat(RuleEdits.painted(RULES, Optional.of(ONE), WeekSchedule.ALWAYS))
                .isEqualTo(RULES);
    }

    @Test
    void aGpuThatIsAlwaysOrNeverOpenShowsThatItsWeekDoesNotCount() {
        AvailabilityRules never = press(RULES, Optional.of(gpu(1)), RuleEdits.MODE + GpuRules.Mode.NEVER);
        AvailabilityScene scene = scene(never, Optional.of(gpu(1)));
        assertThat(scene.weekCounts()).isFalse();
        assertThat(scene.weekNote()).isEqualTo("this GPU is never open · Europe/Berlin");
        assertThat(row(scene, RuleEdits.INPUT).enabled()).isFalse();
        assertThat(scene(never, ALL).notes()).contains("GPU 1 has rules of its own.");
    }

    @Test
    void paintingMakesEveryHourBetweenAsTheFirst() {
        WeekPaint paint = WeekPaint.from(WeekSchedule.ALWAYS, DayOfWeek.WEDNESDAY, 9);
        WeekSchedule painted = paint.to(DayOfWeek.MONDAY, 11);
        assertThat(painted.hours()).isEqualTo(168 - 9);
        assertThat(painted.open(DayOfWeek.TUESDAY, 10)).isFalse();
        assertThat(painted.open(DayOfWeek.THURSDAY, 10)).isTrue();
        assertThat(paint.to(DayOfWeek.WEDNESDAY, 9).hours()).as("dragged back").isEqualTo(167);
        assertThat(WeekPaint.day(painted, DayOfWeek.MONDAY).hours()).isEqualTo(168 - 6);
        assertThat(WeekPaint.hour(WeekSchedule.ALWAYS, 4).hours()).isEqualTo(161);
    }

    @Property(tries = 200)
    void paintingTheSameAgainTakesItBack(
            @ForAll @IntRange(max = 6) int fromDay,
            @ForAll @IntRange(max = 23) int fromHour,
            @ForAll @IntRange(max = 6) int toDay,
            @ForAll @IntRange(max = 23) int toHour) {
        DayOfWeek from = DayOfWeek.of(fromDay + 1);
        DayOfWeek to = DayOfWeek.of(toDay + 1);
        WeekSchedule once = WeekPaint.from(WeekSchedule.ALWAYS, from, fromHour).to(to, toHour);
        assertThat(WeekPaint.from(once, from, fromHour).to(to, toHour)).isEqualTo(WeekSchedule.ALWAYS);
    }

    @Test
    void aMaintenanceWindowIsReadByTheClockOnTheWall() {
        Instant before = Instant.parse("2026-03-01T00:00:00Z");
        MaintenanceInput input =
                MaintenanceInput.read(" 2026-03-01 14:00", "2026-03-01 15:30 ", " new fan ", BERLIN, before);
        assertThat(input.window())
                .contains(new Maintenance(
                        Instant.parse("2026-03-01T13:00:00Z"), Instant.parse("2026-03-01T14:30:00Z"), "new fan"));
        assertThat(AvailabilityPresenter.span(input.window().orElseThrow(), BERLIN))
                .isEqualTo("Sun 1 Mar 14:00 – 15:30");
        assertThat(MaintenanceInput.read("soon", "2026-03-01 15:30", "", BERLIN, before)
                        .fault())
                .isEqualTo("\"soon\" is no time: write it as 2026-03-01 14:00.");
        assertThat(MaintenanceInput.read("2026-02-30 14:00", "2026-03-01 15:30", "", BERLIN, before)
                        .fault())
                .contains("2026-02-30");
        assertThat(MaintenanceInput.read("2026-03-01 15:00", "2026-03-01 14:00", "", BERLIN, before)
                        .fault())
                .contains("end after it begins");
        assertThat(MaintenanceInput.read("2026-02-01 15:00", "2026-02-01 16:00", "", BERLIN, before)
                        .fault())
                .isEqualTo("That time is over.");
    }

    @Test
    void windowsAreAddedAndRemovedAndThoseThatAreOverForgotten() {
        Maintenance past = new Maintenance(now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)), "");
        Maintenance next = new Maintenance(now.plus(Duration.ofHours(2)), now.plus(Duration.ofHours(3)), "new fan");
        AvailabilityRules rules = RULES.withMaintenance(List.of(past));
        assertThat(scene(rules, ALL).rows()).noneMatch(r -> r.value().equals("Remove"));
        AvailabilityRules added = RuleEdits.with(rules, next, now);
        assertThat(added.maintenance()).containsExactly(next);
        Row shown = scene(added, ALL).rows().stream()
                .filter(r -> r.value().equals("Remove"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.label()).endsWith("· new fan");
        assertThat(press(added, ALL, shown.valueKey())).isEqualTo(RULES);
    }
}
