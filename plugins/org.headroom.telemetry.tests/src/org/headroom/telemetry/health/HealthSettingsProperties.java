package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.telemetry.health.RuleBook.Place;

class HealthSettingsProperties {
    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> nearly = Combinators.combine(
                        Arbitraries.of("core-hot", "xid", "gpu-lost", "memory-leak", "nothing", "clocks-stuck", ""),
                        Arbitraries.of("", "[GPU-1]", "[", "[]", "[[]]", "[GPU-2]"),
                        Arbitraries.of(".raise-at", ".clear-at", ".lasting", ".enabled", ".action", "..", ".x"),
                        Arbitraries.of("=", ":", " = ", "", "=="),
                        Arbitraries.oneOf(
                                Arbitraries.of(
                                        "1", "80", "85.5", "true", "5min", "drain", "-1", "9999999999999", "", "1h"),
                                Arbitraries.strings().ofMaxLength(12)))
                .as((rule, gpu, thing, is, value) -> rule + gpu + thing + is + value);
        return Arbitraries.oneOf(nearly, Arbitraries.strings().ofMaxLength(40))
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 1000)
    void whateverTheFileSaysTheRulesMakeSense(@ForAll("lines") List<String> lines) {
        HealthSettings s = HealthSettings.parse(lines);
        for (Optional<GpuId> gpu :
                List.of(Optional.<GpuId>empty(), Optional.of(new GpuId("GPU-1")), Optional.of(new GpuId("GPU-2"))))
            for (Check check : RuleBook.CHECKS) {
                HealthRule r = s.book().rule(check, gpu, Limits.UNKNOWN);
                if (r.raiseAt().isEmpty()) continue;
                double raise = r.raiseAt().getAsDouble();
                double clear = r.clearAt().orElseThrow();
                assertThat(raise).isBetween(check.least(), check.most());
                assertThat(check.falling() ? clear >= raise : clear <= raise).isTrue();
                assertThat(r.lasting()).isBetween(Duration.ZERO, Duration.ofHours(24));
            }
        for (String problem : s.problems())
            assertThat(problem).hasSizeLessThan(400).doesNotContain("\n", "Exception");
    }

    @Property(tries = 300)
    void whatIsSetIsReadBackAsItWas(
            @ForAll boolean enabled, @ForAll("thresholds") double raise, @ForAll("waits") long millis) {
        RuleSetting setting = new RuleSetting(
                Optional.of(enabled),
                OptionalDouble.of(raise),
                OptionalDouble.of(raise - 3.25),
                Optional.of(Duration.ofMillis(millis)),
                Optional.of(HealthAction.DRAIN));
        Place place = new Place("core-hot", Optional.of(new GpuId("GPU-1")));
        HealthSettings written = HealthSettings.parse(List.of("# note")).with(place, setting);
        HealthSettings read = HealthSettings.parse(written.lines());
        assertThat(read.problems()).isEmpty();
        assertThat(read.book().settings()).isEqualTo(written.book().settings()).containsEntry(place, setting);
    }

    @Provide
    Arbitrary<Double> thresholds() {
        return Arbitraries.doubles().between(50, 110);
    }

    @Provide
    Arbitrary<Long> waits() {
        return Arbitraries.longs().between(0, 86_400_000);
    }
}
