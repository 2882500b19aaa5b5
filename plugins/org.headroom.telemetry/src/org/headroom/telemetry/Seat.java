package org.headroom.telemetry;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A GPU's place in the list. The sampler's thread only. */
final class Seat {
    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);
    private static final Duration HANGS_AFTER = Duration.ofSeconds(10);

    GpuIdentity identity;
    Timetable timetable;
    Optional<GpuSample> latest = Optional.empty();
    Optional<GpuCondition> condition = Optional.empty();
    Optional<GpuReader> reader = Optional.empty();
    Optional<Crew.Lane> lane = Optional.empty();
    Optional<Job> inFlight = Optional.empty();
    /** Set while it has a lane: when it last took long. */
    long slowAt;
    /** The enumeration that last found it. */
    int round;
    /** How often it was asked who it is. */
    int asked;
    /** Its XIDs are waited for, or it has none. */
    boolean registered;
    /** When it may be registered again after it could not be. */
    long registerAgainAt = Long.MIN_VALUE;
    /** The condition is wanted with the next reading. */
    boolean hurry;

    private GpuReading.State state = GpuReading.State.OK;
    private String why = "";

    Seat(GpuIdentity identity, Timetable timetable) {
        this.identity = identity;
        this.timetable = timetable;
    }

    GpuReading.State state() {
        return state;
    }

    boolean is(GpuReading.State s) {
        return state == s;
    }

    /** @param said one line for people: what the driver said */
    void mark(GpuReading.State to, String said) {
        boolean changed = state != to;
        state = to;
        why = to == GpuReading.State.OK ? "" : said;
        if (!changed) return;
        if (to == GpuReading.State.OK || to == GpuReading.State.ASLEEP)
            LOG.info("GPU {} {} is {}: {}", identity.index(), identity.id(), to, said);
        else LOG.warn("GPU {} {} is {}: {}", identity.index(), identity.id(), to, said);
    }

    /** It took long: it gets a lane of its own, or keeps the one it has. */
    void slow(Optional<Crew.Lane> own) {
        if (lane.isPresent()) return;
        LOG.warn("GPU {} answers slowly: it is asked on a thread of its own", identity.index());
        lane = own;
    }

    GpuReading reading(long now) {
        if (inFlight.isPresent()) {
            Duration since = Duration.ofNanos(now - inFlight.get().begunNanos());
            if (since.compareTo(HANGS_AFTER) > 0 && state != GpuReading.State.LOST)
                return new GpuReading(
                        identity,
                        GpuReading.State.ERROR,
                        "it has not answered for " + since.toSeconds() + " s",
                        latest,
                        condition);
        }
        return new GpuReading(identity, state, why, latest, condition);
    }
}
