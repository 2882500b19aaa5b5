package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.RuleBook.Place;
import org.junit.jupiter.api.Test;

class XidCasesTest {
    private final Bedside bed = new Bedside();

    private void calm(Duration howLong) {
        for (long s = 0; s < howLong.toSeconds(); s += 10) {
            bed.sees(1, x -> x.core(50));
            bed.pass(Duration.ofSeconds(9));
        }
    }

    @Test
    void anXidIsToldAtOnceWithWhatItMeansAndAsksForWhatTheCatalogueSays() {
        bed.xid(79);
        Alarm alarm = bed.only();
        assertThat(alarm.message()).isEqualTo("XID 79 on GPU 3: The GPU has fallen off the bus.");
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alarm.action()).isEqualTo(HealthAction.STOP_JOB);
        assertThat(alarm.advice()).contains("Restart the machine");
    }

    @Test
    void aJobsOwnFaultTellsAndStopsNothingUntilItIsFrequent() {
        for (int i = 0; i < 9; i++) bed.xid(13);
        assertThat(bed.only().action()).isEqualTo(HealthAction.WARN);
        assertThat(bed.only().severity()).isEqualTo(Severity.NOTE);
        assertThat(bed.said()).containsExactly("RAISED xid");
        bed.xid(13);
        bed.xid(13);
        assertThat(bed.only().action()).isEqualTo(HealthAction.STOP_BIDDING);
        assertThat(bed.only().message()).contains("11 times");
        assertThat(bed.said()).containsExactly("RAISED xid", "REPEATED xid");
    }

    @Test
    void aJobsFaultIsOverAfterSomeQuietMinutes() {
        bed.xid(31);
        calm(Duration.ofMinutes(9));
        assertThat(bed.open()).containsExactly("xid");
        calm(Duration.ofMinutes(2));
        assertThat(bed.said()).containsExactly("RAISED xid", "CLEARED xid");
    }

    @Test
    void aGpuOffTheBusIsOverSomeMinutesAfterItIsBack() {
        bed.xid(79);
        for (int i = 0; i < 360; i++) {
            bed.state(1, GpuReading.State.LOST);
            bed.pass(Duration.ofSeconds(9));
        }
        assertThat(bed.open()).contains("xid");
        calm(Duration.ofMinutes(9));
        assertThat(bed.open()).contains("xid");
        calm(Duration.ofMinutes(2));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aCardThatSleepsIsCalm() {
        bed.xid(13);
        for (int i = 0; i < 70; i++) {
            bed.state(1, GpuReading.State.ASLEEP);
            bed.pass(Duration.ofSeconds(9));
        }
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void whatOnlyAResetHealsStaysWithoutOne() {
        bed.xid(48);
        calm(Duration.ofHours(30));
        assertThat(bed.open()).containsExactly("xid");
    }

    @Test
    void aRestartOfTheMachineHealsWhatAResetHeals() {
        bed.xid(95);
        bed.pass(Duration.ofMinutes(5));
        bed.restart(Optional.of(bed.now));
        calm(Duration.ofMinutes(9));
        assertThat(bed.open()).containsExactly("xid");
        calm(Duration.ofMinutes(2));
        assertThat(bed.open()).isEmpty();
    }

    @Test
    void aRestartOfTheProgramAloneHealsNothing() {
        bed.xid(95);
        Instant boot = bed.now.minus(Duration.ofDays(3));
        bed.restart(Optional.of(boot));
        calm(Duration.ofHours(2));
        assertThat(bed.open()).containsExactly("xid");
        // And the same code goes on with the same alarm.
        long id = bed.only().id();
        bed.xid(95);
        assertThat(bed.only().id()).isEqualTo(id);
    }

    @Test
    void seeingItClearsIt() {
        bed.xid(64);
        bed.acknowledge();
        assertThat(bed.said()).containsExactly("RAISED xid", "ACKNOWLEDGED xid", "CLEARED xid");
        bed.xid(64);
        assertThat(bed.open()).containsExactly("xid");
    }

    @Test
    void differentCodesAreDifferentAlarms() {
        bed.xid(48);
        bed.xid(63);
        bed.xid(48);
        assertThat(bed.state.open()).hasSize(2);
    }

    @Test
    void anXidOfNobodyKnowsWhichGpuStopsNoJob() {
        bed.look(List.of(), new XidEvent(Optional.empty(), 79, bed.now));
        assertThat(bed.only().gpu()).isEmpty();
        assertThat(bed.only().action()).isEqualTo(HealthAction.STOP_BIDDING);
    }

    @Test
    void theRulesActionIsTheMostThatAnyCodeMayAskFor() {
        bed.book = RuleBook.AS_IT_COMES.with(
                new Place("xid", Optional.empty()),
                new RuleSetting(
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.of(HealthAction.WARN)));
        bed.xid(79);
        assertThat(bed.only().action()).isEqualTo(HealthAction.WARN);
    }

    @Test
    void anUnknownCodeHasAGeneralEntry() {
        bed.xid(4711);
        assertThat(bed.only().message()).startsWith("XID 4711 on GPU 3: ");
        assertThat(bed.only().action()).isEqualTo(HealthAction.WARN);
    }

    @Test
    void everyEntryOfTheCatalogueIsWhole() {
        List<Xid> all = XidCatalogue.all();
        assertThat(all).hasSizeGreaterThan(50);
        for (Xid x : all) {
            assertThat(x.title()).isNotBlank().doesNotEndWith(".");
            assertThat(x.advice()).endsWith(".");
            // Nothing stays for ever: time or a reset ends it.
            assertThat(x.quiet().isPresent() || x.endsWithReset()).isTrue();
            if (x.cause() == Xid.Cause.JOB) assertThat(x.action()).isEqualTo(HealthAction.WARN);
        }
    }

    @Test
    void beyondTheMostOpenXidsTheOldestThatAsksForTheLeastIsCleared() {
        bed.xid(79);
        for (int code = 1_000; code < 2_000; code++) bed.xid(code);
        assertThat(bed.state.open()).hasSize(HealthStep.MOST_XIDS);
        assertThat(bed.state.open()).extracting(Alarm::message).anyMatch(m -> m.startsWith("XID 79 "));
        assertThat(bed.state.open()).extracting(Alarm::message).anyMatch(m -> m.startsWith("XID 1999 "));
        assertThat(bed.said().stream().filter("CLEARED xid"::equals)).hasSize(1_001 - HealthStep.MOST_XIDS);
    }
}
