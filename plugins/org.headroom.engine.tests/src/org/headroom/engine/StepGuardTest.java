package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepGuardTest {
    private static final String FAILED = "A step of the lease loop failed; the rig goes on: ";

    private final List<String> lines = new ArrayList<>();
    private final List<Throwable> traces = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private int before;
    private final StepGuard guard = new StepGuard(
            () -> before++,
            RepeatedLog.withTraces(
                    (message, trace) -> {
                        lines.add(message);
                        if (trace != null) traces.add(trace);
                    },
                    () -> now.toNanos()));

    @Test
    void stepThatThrowsEachSecondIsLoggedOnceWithItsTraceAndThenOnceAMinuteWithACount() {
        for (int second = 0; second < 121; second++) {
            String lease = "bid-" + (char) ('a' + second % 26);
            guard.guarded(() -> {
                        throw new IllegalStateException(lease + " is not open");
                    })
                    .run();
            now = now.plusSeconds(1);
        }
        assertThat(lines)
                .containsExactly(
                        FAILED + "java.lang.IllegalStateException: bid-a is not open",
                        FAILED + "java.lang.IllegalStateException: bid-i is not open"
                                + " (the same 59 times more since the last such line)",
                        FAILED + "java.lang.IllegalStateException: bid-q is not open"
                                + " (the same 59 times more since the last such line)");
        assertThat(traces).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(before).isEqualTo(121);
    }

    @Test
    void anotherFailureIsLoggedAtOnceWithItsTrace() {
        guard.guarded(() -> Optional.empty().orElseThrow()).run();
        guard.guarded(() -> Optional.empty().orElseThrow()).run();
        guard.guarded(() -> {
                    throw new StackOverflowError();
                })
                .run();
        assertThat(lines).hasSize(3);
        assertThat(traces).hasSize(3);
    }
}
