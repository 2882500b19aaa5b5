package org.headroom.model.health;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthRule.RuleSetting;

/** The watch over the GPUs' health. Any thread; nothing here waits but where it says so. */
public interface HealthWatch {
    /** Open alarms, the most serious first, then the newest. */
    List<Alarm> open();

    /** Alarms of the past, as {@link AlarmLog#between}: reads the file, not on the UI thread. */
    List<Alarm> between(Instant from, Instant to, int most);

    /** The strongest action that open alarms ask for a GPU, those about all GPUs included; empty when it is well. */
    Optional<HealthAction> asked(GpuId gpu);

    /** The open alarm behind {@link #asked}. */
    Optional<Alarm> reason(GpuId gpu);

    /**
     * "Acknowledge": the alarm is no longer repeated, and one that cannot clear by itself (an XID, a lost counter) is
     * cleared.
     */
    void acknowledge(long alarm);

    /** Every rule as it applies to all GPUs, in a lasting order. */
    List<HealthRule> rules();

    /** A rule as it applies to one GPU. */
    HealthRule rule(String id, GpuId gpu);

    /**
     * Adjusts a rule for all GPUs, or for one; written to disk before it returns.
     *
     * @throws IllegalArgumentException in words for the person where the setting makes no sense
     */
    void adjust(String id, Optional<GpuId> gpu, RuleSetting setting) throws IOException;

    /** Told of each alarm event, in order, on the health thread: hand over and return at once. */
    Subscription onAlarm(Consumer<AlarmEvent> listener);

    /** Told that open alarms or rules changed: hand over and return at once. */
    Subscription onChange(Runnable listener);
}
