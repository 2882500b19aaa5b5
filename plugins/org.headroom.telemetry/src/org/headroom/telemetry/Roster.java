package org.headroom.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which GPUs there are, and who sits where: all that were ever seen. The sampler's thread only. */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
    static final Duration RETRY_GPU = Duration.ofSeconds(5);
    private static final Duration WHO_LIMIT = Duration.ofSeconds(2);
    private static final Duration REST_LIMIT = Duration.ofMinutes(1);
    private static final int MOST_ASKED = 3;

    private final GpuSampler sampler;
    private final long periodNanos;
    private final List<Seat> seats = new ArrayList<>();
    /** The driver lists a GPU there but has not said which. */
    private final Map<Integer, GpuFault> nameless = new TreeMap<>();

    private final Map<Integer, Identify> asking = new HashMap<>();
    private int count = -1;
    private int round;
    private boolean changed;
    private long retryAt = Long.MIN_VALUE;

    Roster(GpuSampler sampler, long periodNanos) {
        this.sampler = sampler;
        this.periodNanos = periodNanos;
    }

    List<Seat> seats() {
        return Collections.unmodifiableList(seats);
    }

    Optional<Seat> seat(GpuId gpu) {
        return seats.stream().filter(s -> s.identity.id().equals(gpu)).findFirst();
    }

    static GpuReading.State stateOf(GpuFault fault) {
        return fault.kind() == GpuFault.Kind.LOST ? GpuReading.State.LOST : GpuReading.State.ERROR;
    }

    /** A session begins: all GPUs are to be found again. */
    void begin() {
        count = -1;
        retryAt = Long.MIN_VALUE;
    }

    void sessionOver(String why) {
        for (Seat seat : seats) {
            seat.mark(GpuReading.State.ERROR, why);
            seat.reader = Optional.empty();
            seat.registered = false;
        }
    }

    /** The GPUs that have to be asked who they are: all when their number changed, else now and then those in trouble. */
    List<Job> jobs(Session open) {
        boolean all = open.listed != count;
        if (!all && !(trouble() && sampler.due(retryAt))) return List.of();
        retryAt = sampler.after(RETRY_GPU);
        count = open.listed;
        if (all) {
            round++;
            changed = true;
            nameless.keySet().removeIf(i -> i >= count);
        }
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) job(open, i, all).ifPresent(jobs::add);
        return jobs;
    }

    private boolean trouble() {
        return !nameless.isEmpty() || seats.stream().anyMatch(this::inTrouble);
    }

    private boolean inTrouble(Seat s) {
        if (s.is(GpuReading.State.ASLEEP)) return false;
        return !s.is(GpuReading.State.OK) || s.reader.isEmpty() || incomplete(s);
    }

    private static boolean incomplete(Seat s) {
        return (s.identity.pciBusId().isEmpty() || s.identity.memoryTotal().isEmpty()) && s.asked < MOST_ASKED;
    }

    private Optional<Job> job(Session open, int index, boolean all) {
        if (asking.containsKey(index)) return Optional.empty();
        Optional<Seat> known = at(index);
        if (known.isPresent()) {
            Seat seat = known.get();
            if (!all && !inTrouble(seat)) return Optional.empty();
            if (seat.inFlight.isPresent() || sampler.asleep(seat)) {
                seat.round = round;
                return Optional.empty();
            }
        }
        Identify job = new Identify(open, index, known, all);
        asking.put(index, job);
        open.inFlight++;
        if (known.isEmpty()) return Optional.of(job);
        known.get().inFlight = Optional.of(job);
        if (known.get().lane.isEmpty()) return Optional.of(job);
        sampler.crew().give(known.get().lane.get(), job);
        return Optional.empty();
    }

    // A lost one's place may have been taken since.
    private Optional<Seat> at(int index) {
        return seats.stream()
                .filter(s -> s.identity.index() == index)
                .min(Comparator.comparing(s -> s.is(GpuReading.State.LOST)));
    }

    private final class Identify extends Job {
        private final Session asked;
        private final int index;
        private final Optional<Seat> known;
        private final boolean all;
        private Optional<GpuIdentity> identity = Optional.empty();

        Identify(Session asked, int index, Optional<Seat> known, boolean all) {
            this.asked = asked;
            this.index = index;
            this.known = known;
            this.all = all;
        }

        @Override
        void call() throws GpuFault {
            boolean again = known.isPresent() && known.get().asked > 0;
            identity = Optional.of(asked.link.identify(index, again ? REST_LIMIT : WHO_LIMIT));
        }

        @Override
        void left() {
            if (known.isPresent()) known.get().slow(lane());
            else nameless.putIfAbsent(index, new GpuFault(GpuFault.Kind.ERROR, "it has not said yet who it is"));
        }

        @Override
        void settle() {
            asked.inFlight--;
            asking.remove(index);
            known.ifPresent(s -> s.inFlight = Optional.empty());
            if (sampler.isOver(asked)) {
                if (known.isEmpty()) lane().ifPresent(sampler.crew()::dissolve);
                return;
            }
            if (identity.isPresent()) {
                Seat seat = welcome(asked, identity.get(), all);
                if (known.isEmpty() && lane().isPresent()) seat.slow(lane());
                if (seat.lane.isPresent()) seat.slowAt = sampler.now();
            } else fault().ifPresent(this::failed);
        }

        private void failed(GpuFault fault) {
            if (known.isEmpty()) lane().ifPresent(sampler.crew()::dissolve);
            if (fault.kind() == GpuFault.Kind.SESSION) sampler.endSession(asked, fault);
            else if (known.isPresent()) {
                known.get().round = round;
                known.get().mark(stateOf(fault), fault.getMessage());
            } else nameless.put(index, fault);
        }
    }

    private Seat welcome(Session open, GpuIdentity identity, boolean all) {
        boolean back = nameless.remove(identity.index()) != null;
        Optional<Seat> known = seat(identity.id());
        Seat seat = known.orElseGet(() -> seated(identity));
        back |= !seat.is(GpuReading.State.OK);
        changed |= seat.identity.index() != identity.index();
        seat.identity = identity;
        seat.round = round;
        seat.asked++;
        // While a call to it is under way its timetable is another thread's.
        if ((all || back || seat.reader.isEmpty()) && seat.inFlight.isEmpty()) {
            seat.reader = open.link.reader(identity);
            seat.timetable.reset(sampler.now());
            seat.registered = false;
            seat.hurry |= back;
        }
        if (back) seat.mark(GpuReading.State.OK, "it answers again");
        return seat;
    }

    private Seat seated(GpuIdentity identity) {
        LOG.info("GPU {}: {} {}", identity.index(), identity.name(), identity.id());
        Seat seat = new Seat(identity, new Timetable(periodNanos, identity.index(), count, sampler.now()));
        seats.add(seat);
        changed = true;
        return seat;
    }

    /** Those that the driver does not list any more are lost. */
    void conclude() {
        if (!changed || count < 0) return;
        changed = false;
        for (Seat seat : seats)
            if (seat.round != round && seat.inFlight.isEmpty() && !seat.is(GpuReading.State.LOST) && unlisted(seat))
                seat.mark(GpuReading.State.LOST, "the driver does not list it any more");
        seats.sort(Comparator.comparingInt(s -> s.identity.index()));
    }

    private boolean unlisted(Seat seat) {
        int index = seat.identity.index();
        return index >= count || seats.stream().anyMatch(s -> s.round == round && s.identity.index() == index);
    }

    List<GpuReading> readings(long nanoTime) {
        List<GpuReading> all = new ArrayList<>(seats.size() + nameless.size());
        for (Seat seat : seats) all.add(seat.reading(nanoTime));
        nameless.forEach((index, fault) -> all.add(new GpuReading(
                new NvmlIdentification(index, false).identity(),
                stateOf(fault),
                String.valueOf(fault.getMessage()),
                Optional.empty(),
                Optional.empty())));
        if (!nameless.isEmpty())
            all.sort(Comparator.comparingInt(r -> r.identity().index()));
        return List.copyOf(all);
    }
}
