package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.ReturnCost;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

/** Ten minutes at 0.36 USDC an hour: 0.0001 a second. */
class ReturnCostTest {
    private static final LeaseState.Running LEASE =
            new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(Scene.funded(stream(1), NOON)), CONTAINER, NOON);
    private static final Duration NOTICE = Duration.ofMinutes(2);

    private static Usdc cost(OnReturn choice, long after) {
        return ReturnCost.of(LEASE, choice, NOTICE, NOON.plusSeconds(after));
    }

    @Test
    void eachChoiceCostsWhatWouldHaveBeenEarnedUntilTheAgreedEnd() {
        assertThat(cost(OnReturn.FINISH, 100)).isEqualTo(Usdc.ZERO);
        assertThat(cost(OnReturn.DRAIN, 100)).isEqualTo(Usdc.parse("0.038"));
        assertThat(cost(OnReturn.STOP, 100)).isEqualTo(Usdc.parse("0.05"));
    }

    @Test
    void whatEndsWithinTheNoticeLosesNothing() {
        assertThat(cost(OnReturn.DRAIN, 500)).isEqualTo(Usdc.ZERO);
        assertThat(cost(OnReturn.STOP, 601)).isEqualTo(Usdc.ZERO);
    }
}
