package org.headroom.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps over all GPUs, one after the other, on one thread. A GPU that fails costs only itself: it is kept as LOST or ERROR and
 * its handle is fetched again now and then. A GPU that answers slowly is left alone for a time in proportion, so that the
 * others keep their second. Without a driver it tries again now and then.
 */
final class GpuSampler {
    private static final Logger LOG = LoggerFactory.getLogger(GpuSampler.class);

    static final Duration RETRY_OPEN = Duration.ofSeconds(30);
    static final Duration RETRY_GPU = Duration.ofSeconds(10);
    static final Duration READ_LIMIT = Duration.ofMillis(700);
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    // A slow GPU may use a twentieth of the thread.
    private static final int REST_FACTOR = 20;
    private static final int SLOW_READINGS_EVERY = 2;
    private static final int PROCESSES_EVERY = 10;

    /** A GPU's place in the list; sampler's thread only. */
    private static final class Seat {
        GpuIdentity identity;
        GpuReading.State state = GpuReading.State.OK;
        Optional<GpuSample> latest = Optional.empty();
        long restUntil = Long.MIN_VALUE;
        int reads;
        // The driver listed a GPU here but did not say which.
        final boolean unknown;

        Seat(GpuIdentity identity, boolean unknown) {
            this.identity = identity;
            this.unknown = unknown;
        }
    }

    /** What the thread is busy with, for those who wonder why nothing comes. */
    record Busy(long sinceNanos, Optional<GpuId> gpu) {}

    private final LinkOpener opener;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Predicate<GpuIdentity> asleep;
    private final History history;

    private final List<Seat> seats = new ArrayList<>();
    private Optional<GpuLink> link = Optional.empty();
    private long openAgainAt = Long.MIN_VALUE;
    private long enumerateAt = Long.MIN_VALUE;
    private int listed = -1;

    private volatile NvmlStatus status = new NvmlStatus(
            NvmlStatus.State.NO_LIBRARY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "The GPUs have not been looked for yet.");
    private volatile List<GpuReading> readings = List.of();
    private volatile Optional<Busy> busy = Optional.empty();

    GpuSampler(LinkOpener opener, Clock clock, LongSupplier nanos, Predicate<GpuIdentity> asleep, History history) {
        this.opener = opener;
        this.clock = clock;
        this.nanos = nanos;
        this.asleep = asleep;
        this.history = history;
    }

    NvmlStatus status() {
        return status;
    }

    List<GpuReading> readings() {
        return readings;
    }

    Optional<Busy> busy() {
        return busy;
    }

    /** One round over all GPUs. */
    void sweep() {
        try {
            working(Optional.empty());
            if (link.isEmpty() && due(openAgainAt)) open();
            if (link.isPresent()) sweep(link.get());
        } catch (GpuFault fault) {
            endSession(fault);
        } finally {
            busy = Optional.empty();
        }
        publish();
    }

    private void open() {
        openAgainAt = after(RETRY_OPEN);
        LinkOpener.Attempt attempt = opener.open();
        if (status.state() != attempt.status().state())
            LOG.info(
                    "NVML: {}: {}",
                    attempt.status().state().word(),
                    attempt.status().message());
        status = attempt.status();
        link = attempt.link();
        listed = -1;
        enumerateAt = Long.MIN_VALUE;
    }

    private void sweep(GpuLink open) throws GpuFault {
        int count = open.count();
        boolean trouble = seats.stream().anyMatch(s -> s.state != GpuReading.State.OK);
        if (count != listed || trouble && due(enumerateAt)) enumerate(open, count);
        for (Seat seat : List.copyOf(seats)) {
            if (seat.state == GpuReading.State.LOST || !due(seat.restUntil) || asleep.test(seat.identity)) continue;
            read(open, seat);
        }
    }

    private void enumerate(GpuLink open, int count) throws GpuFault {
        enumerateAt = after(RETRY_GPU);
        listed = count;
        Set<GpuId> answered = new HashSet<>();
        List<Seat> unknown = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (known(i).filter(s -> !due(s.restUntil)).isPresent()) {
                // Asking a slow GPU its name would hold up the others.
                answered.add(known(i).get().identity.id());
                continue;
            }
            try {
                working(known(i).map(s -> s.identity.id()));
                GpuIdentity identity = open.identify(i);
                answered.add(identity.id());
                welcome(identity);
            } catch (GpuFault fault) {
                if (fault.kind() == GpuFault.Kind.SESSION) throw fault;
                GpuReading.State state = stateOf(fault);
                Optional<Seat> seat = known(i).filter(s -> !answered.contains(s.identity.id()));
                if (seat.isPresent()) {
                    mark(seat.get(), state, fault.getMessage());
                    answered.add(seat.get().identity.id());
                } else {
                    Seat nameless = new Seat(new NvmlIdentification(i, false).identity(), true);
                    nameless.state = state;
                    unknown.add(nameless);
                }
            }
        }
        seats.removeIf(s -> s.unknown);
        for (Seat seat : seats)
            if (!answered.contains(seat.identity.id()))
                mark(seat, GpuReading.State.LOST, "the driver does not list it any more");
        seats.addAll(unknown);
        seats.sort(Comparator.comparingInt(s -> s.identity.index()));
    }

    private Optional<Seat> known(int index) {
        return seats.stream()
                .filter(s -> !s.unknown && s.identity.index() == index && s.state != GpuReading.State.LOST)
                .findFirst()
                .or(() -> seats.stream()
                        .filter(s -> !s.unknown && s.identity.index() == index)
                        .findFirst());
    }

    private void welcome(GpuIdentity identity) {
        Optional<Seat> known = seats.stream()
                .filter(s -> s.identity.id().equals(identity.id()))
                .findFirst();
        if (known.isEmpty()) {
            LOG.info("GPU {}: {} {}", identity.index(), identity.name(), identity.id());
            seats.add(new Seat(identity, false));
            return;
        }
        Seat seat = known.get();
        if (seat.state == GpuReading.State.LOST) mark(seat, GpuReading.State.OK, "it answers again");
        seat.identity = identity;
    }

    private void read(GpuLink open, Seat seat) throws GpuFault {
        working(Optional.of(seat.identity.id()));
        long started = nanos.getAsLong();
        ReadingPlan plan =
                new ReadingPlan(seat.reads % SLOW_READINGS_EVERY == 0, seat.reads % PROCESSES_EVERY == 0, READ_LIMIT);
        seat.reads++;
        Instant at = clock.instant();
        try {
            GpuSample sample = open.read(seat.identity, at, seat.latest, plan);
            seat.latest = Optional.of(sample);
            history.append(sample);
            if (seat.state != GpuReading.State.OK) mark(seat, GpuReading.State.OK, "it answers again");
        } catch (GpuFault fault) {
            if (fault.kind() == GpuFault.Kind.SESSION) throw fault;
            mark(seat, stateOf(fault), fault.getMessage());
        }
        long took = nanos.getAsLong() - started;
        if (took > SLOW.toNanos()) {
            long rest = Math.min(took * REST_FACTOR, LONGEST_REST.toNanos());
            seat.restUntil = nanos.getAsLong() + rest;
            LOG.warn(
                    "GPU {} took {} ms to answer: it is left alone for {} s, so that the others are not held up",
                    seat.identity.index(),
                    took / 1_000_000,
                    rest / 1_000_000_000);
        }
    }

    private void mark(Seat seat, GpuReading.State state, String why) {
        if (seat.state == state) return;
        seat.state = state;
        if (state == GpuReading.State.OK) LOG.info("GPU {} {}: {}", seat.identity.index(), seat.identity.id(), why);
        else LOG.warn("GPU {} {} is {}: {}", seat.identity.index(), seat.identity.id(), state, why);
    }

    private static GpuReading.State stateOf(GpuFault fault) {
        return fault.kind() == GpuFault.Kind.LOST ? GpuReading.State.LOST : GpuReading.State.ERROR;
    }

    // The driver was unloaded or restarted under us: everything starts anew, the GPUs stay in the list.
    private void endSession(GpuFault fault) {
        LOG.warn("NVML does not answer any more: {}", fault.getMessage());
        link.ifPresent(GpuLink::close);
        link = Optional.empty();
        openAgainAt = Long.MIN_VALUE;
        NvmlStatus was = status;
        status = new NvmlStatus(
                NvmlStatus.State.ERROR,
                was.library(),
                was.driverVersion(),
                was.nvmlVersion(),
                was.cudaVersion(),
                "NVML does not answer any more: " + fault.getMessage());
        for (Seat seat : seats) seat.state = GpuReading.State.ERROR;
    }

    private void publish() {
        readings = seats.stream()
                .map(s -> new GpuReading(s.identity, s.state, s.latest))
                .toList();
    }

    private void working(Optional<GpuId> gpu) {
        busy = Optional.of(new Busy(nanos.getAsLong(), gpu));
    }

    private boolean due(long at) {
        return at == Long.MIN_VALUE || nanos.getAsLong() - at >= 0;
    }

    private long after(Duration d) {
        return nanos.getAsLong() + d.toNanos();
    }

    /** Ends the session; the thread that sweeps, after its last sweep. */
    void close() {
        link.ifPresent(GpuLink::close);
        link = Optional.empty();
    }
}
