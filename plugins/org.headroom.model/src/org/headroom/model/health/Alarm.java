package org.headroom.model.health;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;

/**
 * A rule found something. It stays open until what it found is gone for long enough.
 *
 * @param id unique in the alarm history
 * @param gpu empty where it is about the driver or all GPUs
 * @param rule the rule's id
 * @param message what happened, one sentence
 * @param advice what it means for the machine and its leases, and what to do
 */
public record Alarm(
        long id,
        Optional<GpuId> gpu,
        String rule,
        Severity severity,
        HealthAction action,
        String message,
        String advice,
        Instant raisedAt,
        Optional<Instant> clearedAt,
        Optional<Instant> acknowledgedAt) {
    public boolean open() {
        return clearedAt.isEmpty();
    }

    public Alarm cleared(Instant at) {
        return new Alarm(id, gpu, rule, severity, action, message, advice, raisedAt, Optional.of(at), acknowledgedAt);
    }

    public Alarm acknowledged(Instant at) {
        return new Alarm(id, gpu, rule, severity, action, message, advice, raisedAt, clearedAt, Optional.of(at));
    }
}
