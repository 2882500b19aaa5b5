package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.engine.RepeatedWork.Pauses;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RepeatedWorkTest {
    private static final LeaseId LEASE = new LeaseId("lease-0001");
    private static final Duration MS = Duration.ofMillis(1);

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final AtomicInteger tries = new AtomicInteger();
    private final RepeatedWork work =
            new RepeatedWork("test", new Pauses(MS, MS.multipliedBy(2), 5, Duration.ofMillis(50)), warnings::add);

    @AfterEach
    void close() {
        work.close();
    }

    private static JobFailure failure(String message) {
        return new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, message);
    }

    @Test
    void pausesGrowToAMinuteAndAreTenMinutesWhereHalfAnHourWasInVain() {
        List<Duration> pauses = new ArrayList<>();
        for (int failed = 1; failed < 100; failed++) pauses.add(Pauses.STANDARD.after(failed));
        assertThat(pauses.subList(0, 7)).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L);
        assertThat(pauses.subList(0, 34).stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(25), Duration.ofMinutes(35));
        assertThat(pauses.subList(34, 99)).containsOnly(Duration.ofMinutes(10));
    }

    @Test
    void reasonThatComesAgainIsAWarningOnceAndSoIsThatItFailsForLong() {
        work.begin("job-remove", LEASE, () -> {
            // Two reasons by turns.
            if (tries.incrementAndGet() < 12) throw failure(tries.get() % 2 == 0 ? "busy" : "away");
            return true;
        });
        await().untilAsserted(() -> assertThat(warnings).hasSize(4));
        assertThat(tries).hasValue(12);
        assertThat(warnings.get(0)).isEqualTo("job-remove of lease-0001 is tried again: away");
        assertThat(warnings.get(1)).isEqualTo("job-remove of lease-0001 is tried again: busy");
        assertThat(warnings.get(2)).contains("was tried 5 times in vain", "away");
        assertThat(warnings.get(3)).contains("is done after all");
    }

    @Test
    void workThatIsNeverDoneAndGivesNoReasonIsAWarningToo() {
        work.begin("job-discard", LEASE, () -> tries.incrementAndGet() < 0);
        await().untilAsserted(
                        () -> assertThat(warnings).singleElement().asString().contains("was tried 5 times in vain"));
    }

    @Test
    void workThatFailsForLongLeavesTheThreadsToOthers() {
        work.begin("job-remove", LEASE, () -> {
            tries.incrementAndGet();
            throw failure("too deep");
        });
        await().untilAsserted(() -> assertThat(tries).hasValueGreaterThanOrEqualTo(5));
        int before = tries.get();
        await().during(Duration.ofMillis(500)).until(() -> tries.get() - before <= 12);
    }
}
