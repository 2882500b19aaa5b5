package org.headroom.console.gpus;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** A health watch that has found one thing with one GPU. */
final class Ailing implements HealthWatch {
    private final Alarm alarm;

    Ailing(GpuId gpu, HealthAction action, Instant at) {
        alarm = new Alarm(
                1,
                Optional.of(gpu),
                "fan-stopped",
                Severity.WARNING,
                action,
                "The fan stands still.",
                "Clean it.",
                at,
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<Alarm> open() {
        return List.of(alarm);
    }

    @Override
    public List<Alarm> between(Instant from, Instant to, int most) {
        return open();
    }

    @Override
    public Optional<HealthAction> asked(GpuId gpu) {
        return reason(gpu).map(Alarm::action);
    }

    @Override
    public Optional<Alarm> reason(GpuId gpu) {
        return alarm.gpu().filter(gpu::equals).map(g -> alarm);
    }

    @Override
    public void acknowledge(long id) {}

    @Override
    public List<HealthRule> rules() {
        return List.of();
    }

    @Override
    public HealthRule rule(String id, GpuId gpu) {
        throw new IllegalArgumentException(id);
    }

    @Override
    public void adjust(String id, Optional<GpuId> gpu, RuleSetting setting) throws IOException {
        throw new IOException("nothing is kept here");
    }

    @Override
    public Subscription onAlarm(Consumer<AlarmEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return () -> {};
    }
}
