package org.headroom.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.health.Severity;

/** A health watch whose alarms a test raises and clears. */
final class FakeHealth implements HealthWatch {
    private final Map<GpuId, Alarm> alarms = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void raises(GpuId gpu, HealthAction action, String message) {
        alarms.put(gpu, alarm(gpu, action, message));
        listeners.forEach(Runnable::run);
    }

    void clears(GpuId gpu) {
        alarms.remove(gpu);
        listeners.forEach(Runnable::run);
    }

    static Alarm alarm(GpuId gpu, HealthAction action, String message) {
        return new Alarm(
                1,
                Optional.of(gpu),
                "test",
                Severity.CRITICAL,
                action,
                message,
                "Look at the fan.",
                Scene.NOON,
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<Alarm> open() {
        return alarms.values().stream().sorted(Comparator.comparing(Alarm::id)).toList();
    }

    @Override
    public List<Alarm> between(Instant from, Instant to, int most) {
        throw new UnsupportedOperationException("leases do not look back");
    }

    @Override
    public Optional<HealthAction> asked(GpuId gpu) {
        return reason(gpu).map(Alarm::action);
    }

    @Override
    public Optional<Alarm> reason(GpuId gpu) {
        return Optional.ofNullable(alarms.get(gpu));
    }

    @Override
    public void acknowledge(long alarm) {
        throw new UnsupportedOperationException("that is for a person");
    }

    @Override
    public List<HealthRule> rules() {
        return List.of();
    }

    @Override
    public HealthRule rule(String id, GpuId gpu) {
        throw new UnsupportedOperationException("that is for a person");
    }

    @Override
    public void adjust(String id, Optional<GpuId> gpu, RuleSetting setting) {
        throw new UnsupportedOperationException("that is for a person");
    }

    @Override
    public Subscription onAlarm(Consumer<AlarmEvent> listener) {
        throw new UnsupportedOperationException("the rig looks at what is open");
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
