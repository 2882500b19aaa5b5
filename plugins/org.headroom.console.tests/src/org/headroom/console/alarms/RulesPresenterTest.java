package org.headroom.console.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.junit.jupiter.api.Test;

class RulesPresenterTest {
    @Test
    void readsWhatAPersonTypes() {
        RuleSetting setting = RulesPresenter.read(true, "88", " 80,5 ", "20", HealthAction.DRAIN)
                .setting()
                .orElseThrow();

        assertThat(setting.enabled()).contains(true);
        assertThat(setting.raiseAt()).isEqualTo(OptionalDouble.of(88));
        assertThat(setting.clearAt()).isEqualTo(OptionalDouble.of(80.5));
        assertThat(setting.lasting()).contains(Duration.ofSeconds(20));
        assertThat(setting.action()).contains(HealthAction.DRAIN);
    }

    @Test
    void leavesAnEmptyFieldAsItComes() {
        RuleSetting setting = RulesPresenter.read(false, "", " ", "", HealthAction.WARN)
                .setting()
                .orElseThrow();

        assertThat(setting.raiseAt()).isEmpty();
        assertThat(setting.lasting()).isEmpty();
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertThat(RulesPresenter.read(true, "hot", "", "", HealthAction.WARN).fault())
                .isEqualTo("From: “hot” is not a number from 0 up.");
        assertThat(RulesPresenter.read(true, "", "NaN", "", HealthAction.WARN).fault())
                .startsWith("Back at:");
        assertThat(RulesPresenter.read(true, "", "", "1e9", HealthAction.WARN).fault())
                .startsWith("For: at most a day");
    }

    @Property
    void anyTextGivesASettingOrAReason(@ForAll String raise, @ForAll String clear, @ForAll String seconds) {
        RulesPresenter.Input input = RulesPresenter.read(true, raise, clear, seconds, HealthAction.WARN);

        assertThat(input.setting().isPresent()).isEqualTo(input.fault().isEmpty());
    }
}
