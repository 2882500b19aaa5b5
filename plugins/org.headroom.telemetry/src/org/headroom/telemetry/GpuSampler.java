package org.headroom.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
 * Sweeps over all GPUs. What it decides, it decides on one thread, which makes no call to the driver itself: a {@link Crew} does.
 * A GPU that takes long, in whatever call, gets a thread of its own until it has been quick for a minute, so that it holds up
 * nobody. A GPU that fails costs only itself: it is kept as LOST or ERROR and its handle is fetched again now and then. One that
 * the system has put to sleep is not woken. Without a driver it tries again now and then.
 */
final class GpuSampler {
    private static final Logger LOG = LoggerFactory.getLogger(GpuSampler.class);

    static final Duration RETRY_OPEN = Duration.ofSeconds(30);
    static final Duration PATIENCE = Duration.ofMillis(150);
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final Duration READ_LIMIT = Duration.ofMillis(700);
    private static final Duration QUICK_FOR = Duration.ofMinutes(1);
    private static final Duration HANGS_AFTER = Duration.ofSeconds(10);
    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final Duration REOPEN = Duration.ofSeconds(3);
    private static final Duration REGISTER_AGAIN = Duration.ofMinutes(1);
    // A session that was given up may have a call under way for so long before it is left open for good.
    private static final Duration LEFT_OPEN_AFTER = Duration.ofSeconds(10);
    private static final int WAKEFUL_FAILURES = 3;
    private static final String ASLEEP = "The system has put it to sleep to save power; it is not woken to be read.";

    private static final NvmlStatus UNKNOWN = new NvmlStatus(
            NvmlStatus.State.NO_LIBRARY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "The GPUs have not been looked for yet.");

    /** Where the GPUs' readings come from and go to. */
    record Surroundings(
            LinkOpener opener,
            Clock clock,
            LongSupplier nanos,
            Predicate<GpuIdentity> asleep,
            BooleanSupplier fullScreen,
            Consumer<GpuSample> keep) {}

    private final Surroundings around;
    private final long periodNanos;
    private final Crew crew;
    private final XidWatch xids;
    private final Roster roster;
    private final Queue<GpuId> hurried = new ConcurrentLinkedQueue<>();

    private Optional<Session> session = Optional.empty();
    private final List<Session> over = new ArrayList<>();
    private long overSince;
    private NvmlStatus said = UNKNOWN;
    private Optional<Job> opening = Optional.empty();
    private Optional<Job> counting = Optional.empty();
    private Optional<Crew.Lane> driverLane = Optional.empty();
    private long openAgainAt = Long.MIN_VALUE;
    private boolean quiet;
    private long calls;

    private volatile NvmlStatus status = UNKNOWN;
    private volatile List<GpuReading> readings = List.of();

    GpuSampler(Surroundings around, Duration period, XidWatch xids) {
        this(around, period, xids, new Crew(PATIENCE, ROUND));
    }

    GpuSampler(Surroundings around, Duration period, XidWatch xids, Crew crew) {
        this.around = around;
        this.periodNanos = period.toNanos();
        this.xids = xids;
        this.crew = crew;
        this.roster = new Roster(this, periodNanos);
    }

    NvmlStatus status() {
        return status;
    }

    List<GpuReading> readings() {
        return readings;
    }

    Crew crew() {
        return crew;
    }

    /** Calls to NVML since this was last asked; the thread that sweeps. */
    long calls() {
        long made = calls;
        calls = 0;
        return made;
    }

    /** The condition of a GPU is wanted with its next reading. Any thread. */
    void hurryCondition(GpuId gpu) {
        hurried.add(gpu);
    }

    long now() {
        return around.nanos().getAsLong();
    }

    boolean due(long at) {
        return at == Long.MIN_VALUE || now() - at >= 0;
    }

    long after(Duration d) {
        return now() + d.toNanos();
    }

    /** One round over all GPUs. */
    void sweep() throws InterruptedException {
        crew.late().forEach(Job::settle);
        closeOver();
        for (GpuId gpu = hurried.poll(); gpu != null; gpu = hurried.poll())
            roster.seat(gpu).ifPresent(s -> s.hurry = true);
        if (session.isEmpty() && over.isEmpty() && opening.isEmpty() && due(openAgainAt)) open();
        if (session.isPresent()) sweep(session.get());
        publish();
    }

    private void sweep(Session open) throws InterruptedException {
        quiet = around.fullScreen().getAsBoolean();
        if (open.listed < 0) count(open);
        enumerate(open);
        List<Job> jobs = new ArrayList<>();
        for (Seat seat : roster.seats()) read(open, seat).ifPresent(jobs::add);
        run(jobs);
        int before = open.listed;
        count(open);
        if (open.listed != before) enumerate(open);
    }

    private void enumerate(Session open) throws InterruptedException {
        if (isOver(open) || open.listed < 0) return;
        run(roster.jobs(open));
        roster.conclude();
    }

    /** Does quick ones on this sweep's thread, the others on their own. */
    private void run(List<? extends Job> jobs) throws InterruptedException {
        crew.sweep(jobs);
        for (Job job : jobs) {
            if (job.lane().isPresent()) job.left();
            else job.settle();
        }
    }

    // ---- the session

    private void open() throws InterruptedException {
        openAgainAt = after(RETRY_OPEN);
        Job job = new OpenJob();
        opening = Optional.of(job);
        run(List.of(job));
    }

    private final class OpenJob extends Job {
        private Optional<LinkOpener.Attempt> attempt = Optional.empty();

        @Override
        void call() {
            attempt = Optional.of(around.opener().open());
        }

        @Override
        void settle() {
            lane().ifPresent(crew::dissolve);
            opening = Optional.empty();
            NvmlStatus came = attempt.map(LinkOpener.Attempt::status)
                    .orElseGet(() -> with(
                            NvmlStatus.State.ERROR,
                            "NVML could not be opened: "
                                    + fault().map(Throwable::getMessage).orElse("")));
            if (said.state() != came.state())
                LOG.info("NVML: {}: {}", came.state().word(), came.message());
            said = came;
            session = attempt.flatMap(LinkOpener.Attempt::link).map(l -> new Session(l, now()));
            session.ifPresent(s -> xids.follow(s.link));
            roster.begin();
        }
    }

    private NvmlStatus with(NvmlStatus.State state, String message) {
        NvmlStatus was = said;
        return new NvmlStatus(state, was.library(), was.driverVersion(), was.nvmlVersion(), was.cudaVersion(), message);
    }

    boolean isOver(Session s) {
        return session.isEmpty() || session.get() != s;
    }

    // The driver was unloaded or restarted under us: everything starts anew, the GPUs stay in the list.
    void endSession(Session ended, GpuFault fault) {
        if (isOver(ended)) return;
        LOG.warn("NVML does not answer any more: {}", fault.getMessage());
        session = Optional.empty();
        counting = Optional.empty();
        // At once, but not over and over.
        boolean lasted = now() - ended.openedAt > LASTING.toNanos();
        openAgainAt = lasted ? Long.MIN_VALUE : after(REOPEN);
        xids.leave();
        over.add(ended);
        overSince = now();
        said = with(NvmlStatus.State.ERROR, "NVML does not answer any more: " + fault.getMessage());
        roster.sessionOver(fault.getMessage());
    }

    // NVML is never shut down under a call; and as it counts its openings, an old session is closed before a new one is
    // opened, or never.
    private void closeOver() throws InterruptedException {
        if (over.isEmpty()) return;
        if (xids.away()) {
            List<Session> calm = over.stream().filter(s -> s.inFlight == 0).toList();
            over.removeAll(calm);
            for (Session s : calm) run(List.of(closing(s)));
        }
        if (now() - overSince > LEFT_OPEN_AFTER.toNanos()) over.clear();
    }

    private Job closing(Session s) {
        return new Job() {
            @Override
            void call() {
                s.link.close();
            }

            @Override
            void settle() {
                lane().ifPresent(crew::dissolve);
            }
        };
    }

    // ---- how many GPUs

    private void count(Session open) throws InterruptedException {
        if (isOver(open) || counting.isPresent()) return;
        CountJob job = new CountJob(open);
        counting = Optional.of(job);
        open.inFlight++;
        if (driverLane.isPresent()) crew.give(driverLane.get(), job);
        else run(List.of(job));
    }

    private final class CountJob extends Job {
        private final Session asked;
        private int count;

        CountJob(Session asked) {
            this.asked = asked;
        }

        @Override
        void call() throws GpuFault {
            count = asked.link.count();
        }

        @Override
        void left() {
            driverLane = lane();
        }

        @Override
        void settle() {
            asked.inFlight--;
            calls++;
            if (isOver(asked)) return;
            counting = Optional.empty();
            if (fault().isEmpty()) {
                asked.listed = count;
                said = asked.link.status();
            } else if (fault().get().kind() == GpuFault.Kind.SESSION) endSession(asked, fault().get());
            else
                said = with(
                        NvmlStatus.State.ERROR,
                        "NVML does not say how many GPUs there are: "
                                + fault().get().getMessage());
        }
    }

    // ---- reading

    private Optional<Job> read(Session open, Seat seat) {
        if (seat.inFlight.isPresent() || seat.is(GpuReading.State.LOST) || seat.reader.isEmpty())
            return Optional.empty();
        if (asleep(seat)) return Optional.empty();
        ReadJob job = new ReadJob(open, seat, seat.reader.get());
        open.inFlight++;
        seat.inFlight = Optional.of(job);
        if (seat.lane.isEmpty()) return Optional.of(job);
        crew.give(seat.lane.get(), job);
        return Optional.empty();
    }

    /** Whether the system has put it to sleep; marks it so. */
    boolean asleep(Seat seat) {
        boolean sleeps = around.asleep().test(seat.identity);
        if (sleeps) seat.mark(GpuReading.State.ASLEEP, ASLEEP);
        else if (seat.is(GpuReading.State.ASLEEP)) seat.mark(GpuReading.State.OK, "the system has woken it");
        return sleeps;
    }

    private final class ReadJob extends Job {
        private final Session asked;
        private final Seat seat;
        private final GpuReader reader;
        private final boolean hurry;
        private final boolean register;
        private final boolean noProcesses = quiet;
        private Optional<GpuSample> sample = Optional.empty();
        private boolean condition;
        private boolean registered;
        private long took;
        private long made;

        ReadJob(Session asked, Seat seat, GpuReader reader) {
            this.asked = asked;
            this.seat = seat;
            this.reader = reader;
            this.hurry = seat.hurry;
            this.register = !seat.registered && xids.ready() && due(seat.registerAgainAt);
            seat.hurry = false;
        }

        @Override
        void call() throws GpuFault {
            long begun = now();
            try {
                Timetable timetable = seat.timetable;
                if (hurry) timetable.hurryCondition(begun);
                ask(timetable, begun);
                if (register) register();
            } finally {
                took = now() - begun;
            }
        }

        // A GPU whose XIDs cannot be had is read all the same.
        private void register() {
            try {
                xids.register(seat.identity);
                registered = true;
            } catch (GpuFault fault) {
                LOG.debug("GPU {} gives no XIDs: {}", seat.identity.index(), fault.getMessage());
            }
        }

        private void ask(Timetable timetable, long begun) throws GpuFault {
            int answered = 0;
            int failed = 0;
            long last = begun;
            reader.beginRound();
            for (Question q = timetable.next(begun, noProcesses); q != null; q = timetable.next(begun, noProcesses)) {
                boolean has = true;
                try {
                    has = reader.ask(q);
                    answered++;
                } catch (GpuFault fault) {
                    if (fault.kind() != GpuFault.Kind.ERROR) throw fault;
                    // When nothing is answered it is not a reading that is missing but the GPU.
                    if (answered == 0 && ++failed == WAKEFUL_FAILURES) throw fault;
                }
                condition |= q.ofCondition();
                made += q.calls();
                long then = now();
                timetable.asked(q, begun, then - last, has);
                last = then;
                if (then - begun > READ_LIMIT.toNanos()) break;
            }
            if (answered > 0) sample = Optional.of(reader.sample(around.clock().instant()));
        }

        @Override
        void left() {
            seat.slow(lane());
            seat.slowAt = now();
        }

        @Override
        void settle() {
            asked.inFlight--;
            seat.inFlight = Optional.empty();
            calls += made;
            haste();
            if (isOver(asked)) return;
            if (fault().isPresent()) {
                GpuFault fault = fault().get();
                if (fault.kind() == GpuFault.Kind.SESSION) endSession(asked, fault);
                else seat.mark(Roster.stateOf(fault), fault.getMessage());
                return;
            }
            if (register) registered();
            if (sample.isEmpty()) return;
            seat.latest = sample;
            if (condition)
                seat.condition = Optional.of(reader.condition(sample.get().at()));
            around.keep().accept(sample.get());
            if (!seat.is(GpuReading.State.OK)) seat.mark(GpuReading.State.OK, "it answers again");
        }

        private void registered() {
            seat.registered = registered;
            seat.registerAgainAt = after(REGISTER_AGAIN);
        }

        // Back to the others only after a minute without waiting.
        private void haste() {
            if (seat.lane.isEmpty()) return;
            if (took > PATIENCE.toNanos()) seat.slowAt = now();
            else if (now() - seat.slowAt > QUICK_FOR.toNanos()) {
                LOG.info("GPU {} answers quickly again", seat.identity.index());
                crew.dissolve(seat.lane.get());
                seat.lane = Optional.empty();
            }
        }
    }

    private void publish() {
        long now = System.nanoTime();
        readings = roster.readings(now);
        Optional<Duration> hangs = opening.or(() -> counting)
                .map(job -> Duration.ofNanos(now - job.begunNanos()))
                .filter(d -> d.compareTo(HANGS_AFTER) > 0);
        status = hangs.isEmpty()
                ? said
                : with(
                        NvmlStatus.State.ERROR,
                        "NVML has not answered for " + hangs.get().toSeconds()
                                + " s. If it stays so, restart the machine: the driver hangs.");
    }

    /** Ends the session and the threads; the thread that sweeps, after its last sweep. Waits a few seconds for calls under way. */
    void close(Duration most) throws InterruptedException {
        xids.leave();
        boolean calm = crew.calm(most) && xids.awaitAway(most);
        if (calm && session.isPresent()) run(List.of(closing(session.get())));
        else if (!calm) LOG.warn("NVML still hangs in a call; it is left behind");
        session = Optional.empty();
        xids.end();
        crew.end();
    }
}
