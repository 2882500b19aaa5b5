package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.Test;

class LeaseGuardTest {
    private final LeaseGuard guard = new LeaseGuard();

    @Test
    void failureWithOneLeaseLeavesTheOthersTheirTurn() {
        List<LeaseId> judged = new ArrayList<>();
        for (LeaseId lease : List.of(Scene.lease("0001"), Scene.lease("0002"), Scene.lease("0003")))
            guard.run(lease, () -> {
                if (lease.equals(Scene.lease("0002"))) throw new ArithmeticException("out of range");
                judged.add(lease);
            });
        assertThat(judged).containsExactly(Scene.lease("0001"), Scene.lease("0003"));
    }

    @Test
    void resultOfAStepThatFailsIsTheOtherOne() {
        assertThat(guard.get(Scene.lease("0001"), 7, () -> Integer.parseInt("x")))
                .isEqualTo(7);
        assertThat(guard.get(Scene.lease("0001"), 7, () -> 8)).isEqualTo(8);
    }

    @Test
    void streamWhoseReadingFailsIsNotInTheView() {
        assertThat(guard.viewable(
                        Scene.lease("0001"),
                        () -> {
                            throw new ArithmeticException("out of range");
                        },
                        Scene.NOON))
                .isEmpty();
        var stream = Scene.funded(Scene.stream(1), Scene.NOON);
        assertThat(guard.viewable(Scene.lease("0001"), () -> Optional.of(stream), Scene.NOON))
                .contains(stream);
    }
}
