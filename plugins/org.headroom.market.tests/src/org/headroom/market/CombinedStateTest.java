package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.market.BrokerState;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LinkState.Phase;
import org.junit.jupiter.api.Test;

class CombinedStateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CombinedState.Report UP = report("one", Phase.UP, "Connected.", 3, false);
    private static final CombinedState.Report DOWN = report("two", Phase.DOWN, "No answer.", 40, true);

    private static CombinedState.Report report(String name, Phase phase, String message, int waiting, boolean trouble) {
        return new CombinedState.Report(new BrokerState(name, phase, "mqtt://" + name, message, waiting), trouble);
    }

    private static LinkState of(Optional<Instant> upSince, CombinedState.Report... reports) {
        return CombinedState.of(Arrays.asList(reports), Optional.empty(), upSince, NOW);
    }

    @Test
    void ofOneBrokerIsThatBrokersOwn() {
        LinkState state = of(Optional.empty(), UP);
        assertThat(state.broker()).isEqualTo("mqtt://one");
        assertThat(state.message()).isEqualTo("Connected.");
        assertThat(state.waiting()).isEqualTo(3);
        assertThat(state.upSince()).contains(NOW);
    }

    @Test
    void isUpWhileOneIsAndNamesTheOthers() {
        LinkState state = of(Optional.of(NOW.minusSeconds(9)), UP, DOWN);
        assertThat(state.phase()).isEqualTo(Phase.UP);
        assertThat(state.broker()).isEqualTo("1 of 2 brokers");
        assertThat(state.message()).isEqualTo("Connected to one. two: No answer.");
        assertThat(state.waiting()).as("what one broker has is on the market").isEqualTo(3);
        assertThat(state.upSince()).as("without a break").contains(NOW.minusSeconds(9));
    }

    @Test
    void saysOfEachWhyThereIsNone() {
        LinkState state = of(Optional.of(NOW), DOWN, report("three", Phase.CONNECTING, "Connecting.", 1, true));
        assertThat(state.phase()).isEqualTo(Phase.CONNECTING);
        assertThat(state.message()).isEqualTo("None of the 2 brokers is connected. two: No answer. three: Connecting.");
        assertThat(state.upSince()).isEmpty();
    }

    @Test
    void doubtsTheClockOnlyWhileItIsUp() {
        Optional<String> doubt = Optional.of("The clock.");
        assertThat(CombinedState.of(Arrays.asList(UP), doubt, Optional.empty(), NOW)
                        .message())
                .isEqualTo("The clock. Connected.");
        assertThat(CombinedState.of(Arrays.asList(DOWN), doubt, Optional.empty(), NOW)
                        .message())
                .isEqualTo("No answer.");
    }
}
