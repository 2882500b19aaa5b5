package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.engine.OwnerRules.OurJobs;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.OwnerActivity;
import org.headroom.model.availability.OwnerActivity.GpuUser;
import org.headroom.model.availability.OwnerActivity.Home;
import org.headroom.model.availability.RulesNotKept;
import org.headroom.model.availability.WeekSchedule;
import org.junit.jupiter.api.Test;

class AvailabilityWatchTest {
    private static final AvailabilityRules RULES = AvailabilityRules.standard(ZoneId.of("UTC"));
    private static final Clock CLOCK = new SuppliedClock(() -> NOON);

    private volatile Home home = new Home.Machine();
    private volatile boolean used = true;

    private OwnerActivity seen() {
        List<GpuUser> users = used ? List.of(new GpuUser(11, "python3", home)) : List.of();
        return new OwnerActivity(
                NOON, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Map.of(GPU0, users), List.of());
    }

    private AvailabilityWatch watch(AvailabilityWatch.Keeper keeper) {
        return new AvailabilityWatch(RULES, new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")), r -> seen(), keeper, CLOCK);
    }

    private AvailabilityWatch watch() {
        return watch(rules -> {});
    }

    private static boolean open(AvailabilityWatch watch) {
        watch.look();
        return watch.of(GPU0).flatMap(GpuAvailability::closed).isEmpty();
    }

    @Test
    void nothingIsSaidOfAGpuBeforeTheFirstLook() {
        try (AvailabilityWatch watch = watch()) {
            assertThat(watch.of(GPU0)).isEmpty();
            watch.start();
            await().until(() -> watch.of(GPU0).isPresent());
        }
    }

    @Test
    void aProgramOfTheMachineClosesTheGpu() {
        try (AvailabilityWatch watch = watch()) {
            watch.jobs(() -> OurJobs.NONE);
            assertThat(open(watch)).isFalse();
        }
    }

    @Test
    void untilTheLeasesAreKnownEveryContainerMayBeOneOfTheirs() {
        home = new Home.Container("c0ffee");
        try (AvailabilityWatch watch = watch()) {
            assertThat(open(watch)).as("after a start, with a job from before").isTrue();
            watch.jobs(() -> new OurJobs(Set.of("c0ffee"), Set.of(GPU0), Set.of()));
            assertThat(open(watch)).isTrue();
            watch.jobs(() -> new OurJobs(Set.of(), Set.of(GPU0), Set.of(GPU0)));
            assertThat(open(watch)).as("its container is being started").isTrue();
            watch.jobs(() -> new OurJobs(Set.of("another"), Set.of(GPU0), Set.of()));
            assertThat(open(watch)).as("the owner's own container").isFalse();
        }
    }

    @Test
    void whereTheSystemDoesNotTellAProgramOnALeasedGpuIsTheJob() {
        home = new Home.Untold();
        try (AvailabilityWatch watch = watch()) {
            watch.jobs(() -> new OurJobs(Set.of(), Set.of(GPU0), Set.of()));
            assertThat(open(watch)).isTrue();
            watch.jobs(() -> OurJobs.NONE);
            assertThat(open(watch)).isFalse();
        }
    }

    @Test
    void rulesThatCannotBeKeptAreNotGoneBy() {
        used = false;
        try (AvailabilityWatch watch = watch(rules -> {
            throw new RulesNotKept("The disk is full.", new java.io.IOException("full"));
        })) {
            assertThatThrownBy(() -> watch.change(RULES.withWeek(WeekSchedule.NEVER)))
                    .hasMessage("The disk is full.");
            assertThat(watch.rules()).isEqualTo(RULES);
            assertThat(open(watch)).isTrue();
        }
    }

    @Test
    void rulesThatChangeAreGoneByAtOnceAndTold() throws Exception {
        used = false;
        AtomicInteger told = new AtomicInteger();
        try (AvailabilityWatch watch = watch()) {
            watch.look();
            watch.onChange(told::incrementAndGet);
            watch.change(RULES.withWeek(WeekSchedule.NEVER));
            assertThat(watch.of(GPU0).flatMap(GpuAvailability::closed)).isPresent();
            assertThat(told.get()).isPositive();
            int before = told.get();
            await().during(java.time.Duration.ofMillis(200)).until(() -> told.get() == before);
        }
    }
}
