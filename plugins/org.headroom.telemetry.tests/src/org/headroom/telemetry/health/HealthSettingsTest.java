package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.telemetry.health.RuleBook.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthSettingsTest {
    private static final GpuId GPU = new GpuId("GPU-5c6b");
    private static final Place ALL = new Place("core-hot", Optional.empty());

    @TempDir
    Path folder;

    private static HealthRule rule(HealthSettings s, String id, Optional<GpuId> gpu) {
        return s.book().rule(RuleBook.check(id).orElseThrow(), gpu, Limits.UNKNOWN);
    }

    private static RuleSetting raise(double at) {
        return new RuleSetting(
                Optional.empty(), OptionalDouble.of(at), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aLineSetsOneThingForAllGpusOrForOne() {
        HealthSettings s = HealthSettings.parse(List.of(
                "# mine",
                "",
                "core-hot.raise-at = 80",
                "core-hot.clear-at=70",
                "core-hot[GPU-5c6b].enabled=false",
                "memory-leak.lasting: 10min",
                "xid.action=warn"));
        assertThat(s.problems()).isEmpty();
        assertThat(rule(s, "core-hot", Optional.empty()).raiseAt()).hasValue(80);
        assertThat(rule(s, "core-hot", Optional.empty()).clearAt()).hasValue(70);
        assertThat(rule(s, "core-hot", Optional.empty()).enabled()).isTrue();
        assertThat(rule(s, "core-hot", Optional.of(GPU)).enabled()).isFalse();
        assertThat(rule(s, "core-hot", Optional.of(GPU)).raiseAt()).hasValue(80);
        assertThat(rule(s, "memory-leak", Optional.empty()).lasting()).isEqualTo(Duration.ofMinutes(10));
        assertThat(rule(s, "xid", Optional.empty()).action()).isEqualTo(HealthAction.WARN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core-hot | is not RULE.THING=VALUE",
                "core-cold.raise-at=3 | there is no rule \"core-cold\"",
                "core-hot.raise-at=hot | is not a number",
                "core-hot.raise-at=NaN | is not a number",
                "core-hot.raise-at=1e9 | is not a number",
                "core-hot.raise-at=500 | between 40 and 120 °C",
                "core-hot.raise-at=-3 | between 40 and 120 °C",
                "core-hot.colour=red | cannot be set",
                "core-hot.enabled=maybe | neither true nor false",
                "core-hot.action=explode | There is no action \"explode\"",
                "core-hot.lasting=soon | is not a time",
                "core-hot.lasting=900h | between 0 s and 24 h",
                "gpu-lost.raise-at=5 | has no thresholds",
                "core-hot[ ].raise-at=80 | must be a GPU's UUID",
                "core-hot.clear-at=119 | core-hot.raise-at=90"
            })
    void aLineThatMakesNoSenseIsNamedAndHasNoEffect(String line, String says) {
        boolean crossing = says.startsWith("core-hot");
        HealthSettings s = HealthSettings.parse(crossing ? List.of(line, says) : List.of("# first", line));
        assertThat(s.problems()).hasSize(1);
        assertThat(s.problems().getFirst())
                .contains(crossing ? "must not be above" : says)
                .contains("no effect");
        if (!crossing) assertThat(s.problems().getFirst()).startsWith("line 2: ");
        assertThat(s.book().rules()).isEqualTo(RuleBook.AS_IT_COMES.rules());
    }

    @Test
    void theOtherLinesOfADamagedFileCount() {
        HealthSettings s = HealthSettings.parse(List.of("\u0000\u0001garbage", "core-hot.raise-at=80", "x=y=z"));
        assertThat(s.problems()).hasSize(2);
        assertThat(rule(s, "core-hot", Optional.empty()).raiseAt()).hasValue(80);
    }

    @Test
    void whatIsSetForAllMustGoWithWhatIsSetForOne() {
        HealthSettings s = HealthSettings.parse(List.of("core-hot[GPU-5c6b].clear-at=85"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.with(ALL, raise(80)))
                .withMessageContaining("wrong way round");
    }

    @Test
    void adjustingKeepsEverythingElseInTheFile() throws IOException {
        Path path = folder.resolve("health.properties");
        Files.writeString(path, "# a note\nmemory-hot.raise-at=95\nbroken line\ncore-hot.raise-at=80\n");
        SettingsFile file = new SettingsFile(Optional.of(path));
        file.write(file.read().with(ALL, raise(78.5)));
        assertThat(Files.readAllLines(path))
                .containsExactly("# a note", "memory-hot.raise-at=95", "broken line", "core-hot.raise-at=78.5");
        assertThat(folder.toFile().list()).containsExactly("health.properties");
    }

    @Test
    void takingASettingBackTakesItsLinesOut() throws IOException {
        Path path = folder.resolve("home/health.properties");
        SettingsFile file = new SettingsFile(Optional.of(path));
        file.write(file.read().with(ALL, raise(78)));
        assertThat(Files.readString(path))
                .startsWith("# Headroom's health rules")
                .contains("core-hot.raise-at=78");
        file.write(file.settings().with(ALL, RuleSetting.NONE));
        assertThat(Files.readString(path)).doesNotContain("\ncore-hot");
    }

    @Test
    void bytesThatAreNoTextComeBackAsTheyWere() throws IOException {
        Path path = folder.resolve("health.properties");
        byte[] odd = "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(path, odd);
        SettingsFile file = new SettingsFile(Optional.of(path));
        file.write(file.read().with(ALL, raise(78)));
        assertThat(Files.readAllBytes(path)).startsWith(odd);
    }

    @Test
    void aFileThatCannotBeReadIsNotWrittenOver() throws IOException {
        Path path = Files.createDirectories(folder.resolve("health.properties"));
        SettingsFile file = new SettingsFile(Optional.of(path));
        HealthSettings settings = file.read();
        assertThat(file.unreadable().orElseThrow()).contains("cannot be read").contains("as they come");
        assertThatIOException().isThrownBy(() -> file.write(settings.with(ALL, raise(78))));
    }
}
