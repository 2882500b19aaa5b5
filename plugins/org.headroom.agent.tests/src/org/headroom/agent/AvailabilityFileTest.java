package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.RulesNotKept;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityFileTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path home;

    private AvailabilityRules read(String json) throws Exception {
        Files.writeString(home.resolve("availability.json"), json);
        return new AvailabilityFile(home).read(BERLIN);
    }

    private void refuses(String json, String... words) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RigSettings.BadSettings.class)
                .satisfies(e -> {
                    assertThat(e.getMessage()).contains("availability.json");
                    for (String word : words) assertThat(e.getMessage()).contains(word);
                });
    }

    @Test
    void whereThereIsNoFileTheRigIsOpen() throws Exception {
        assertThat(new AvailabilityFile(home).read(BERLIN)).isEqualTo(AvailabilityRules.standard(BERLIN));
        assertThat(read("{}")).isEqualTo(AvailabilityRules.standard(BERLIN));
    }

    @Test
    void whatIsKeptIsReadBackTheSame() throws Exception {
        IdleRule idle = new IdleRule(true, Duration.ofMinutes(3), false);
        AvailabilityRules rules = AvailabilityRules.standard(ZoneId.of("America/New_York"))
                .withWeek(WeekSchedule.ALWAYS.with(DayOfWeek.MONDAY, 9, false).with(DayOfWeek.SUNDAY, 0, false))
                .withIdle(idle)
                .withProcesses(false, List.of("Xorg"))
                .withBattery(false)
                .withExclusive(List.of("blender", "game.exe"))
                .withMaintenance(List.of(new Maintenance(
                        Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-01T14:00:00Z"), "new fan")))
                .with(
                        new GpuId("GPU-1"),
                        new GpuRules(GpuRules.Mode.INHERIT, Optional.of(WeekSchedule.NEVER), Optional.of(idle)))
                .with(new GpuId("GPU-2"), new GpuRules(GpuRules.Mode.NEVER, Optional.empty(), Optional.empty()))
                .onReturn(OnReturn.DRAIN, Duration.ofMinutes(7));
        new AvailabilityFile(home).keep(rules);
        assertThat(new AvailabilityFile(home).read(BERLIN)).isEqualTo(rules);
        assertThat(home.resolve("availability.json.new")).doesNotExist();
        assertThat(home.resolve("availability.json")).content().contains("\"monday\" : \"0-9, 10-24\"");
    }

    @Test
    void aWeekIsWrittenAsSpansOfHours() throws Exception {
        AvailabilityRules rules = read("{\"week\": {\"monday\": \"22-24, 0-8\", \"tuesday\": \"\"}}");
        assertThat(rules.week().open(DayOfWeek.MONDAY, 7)).isTrue();
        assertThat(rules.week().open(DayOfWeek.MONDAY, 8)).isFalse();
        assertThat(rules.week().open(DayOfWeek.MONDAY, 23)).isTrue();
        assertThat(rules.week().hours()).isEqualTo(10);
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatThereMayBe() {
        refuses("{\n\"wek\": {}}", "line 2", "no rule \"wek\"", "week", "zone");
        refuses("{\"idle\": {\"afterMinutes\": 3}}", "no rule \"afterMinutes\"", "afterSeconds");
        refuses("{\"idle\": {\"afterSeconds\": 1}}", "from 10 seconds to 24 hours");
        refuses("{\"week\": {\"monday\": \"8-25\"}}", "monday", "0-8, 22-24");
        refuses("{\"week\": {\"montag\": \"0-24\"}}", "no day \"montag\"");
        refuses("{\"zone\": \"Mars/Base\"}", "Europe/Berlin");
        refuses("{\"onReturn\": \"kill\"}", "finish, drain, stop", "\"kill\"");
        refuses("{\"gpus\": {\"GPU-1\": {\"mode\": \"maybe\"}}}", "inherit, always, never");
        refuses("{\"maintenance\": [{\"from\": \"noon\", \"to\": \"2026-03-01T14:00:00Z\"}]}", "2026-03-01T12:00:00Z");
        refuses("{\"maintenance\": [{\"from\": \"2026-03-01T14:00:00Z\"}]}", "\"from\" and \"to\"");
        refuses("{\"battery\": \"perhaps\"}", "\"battery\"");
        refuses("{\"battery\": true", "line 1");
        refuses("null", "no rules");
        refuses("{} {}", "line 1");
    }

    @Test
    void rulesThatCannotBeWrittenLeaveTheFileAsItWas() throws Exception {
        AvailabilityRules rules = AvailabilityRules.standard(BERLIN);
        Path gone = home.resolve("gone");
        assertThatThrownBy(() -> new AvailabilityFile(gone).keep(rules))
                .isInstanceOf(RulesNotKept.class)
                .hasMessageContaining("still in force");
    }
}
