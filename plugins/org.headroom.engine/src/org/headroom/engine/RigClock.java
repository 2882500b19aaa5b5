package org.headroom.engine;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.rig.RigMemory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock by which leases are timed and billed. While no lease is held it is the wall clock. While one is held it goes on
 * by the machine's boot time from where it was: setting the wall clock changes nothing, and time in suspend counts. The
 * ledger keeps its anchor, so that a restart of the program during a lease goes on with it; after a restart of the machine
 * the wall clock is taken. Where the system tells no boot time (not Linux) it is always the wall clock. Any thread.
 */
public final class RigClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(RigClock.class);
    private static final String MEMORY = "rig-clock";
    /** What a step of the wall clock is at least; less is put right unseen by those who keep it in time. */
    private static final Duration STEP = Duration.ofSeconds(5);
    /** A time that is read from the container engine within this is of now, and not of before a step of the wall clock. */
    private static final Duration RECENT = Duration.ofMinutes(3);

    /** What is kept is not before this: a machine without a clock of its own starts in 1970 or 2000. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Clock wall;
    private final Optional<BootTime> boot;
    private final Optional<RigMemory> memory;

    /** The instant at boot time 0; null while no lease is held. */
    private volatile @Nullable Instant zero;

    private boolean kept;
    private Duration ahead = Duration.ZERO;

    private RigClock(Clock wall, Optional<BootTime> boot, Optional<RigMemory> memory) {
        this.wall = wall;
        this.boot = boot;
        this.memory = memory;
        this.zero = boot.flatMap(this::restored).orElse(null);
        this.kept = true;
    }

    /** @param boot empty where the system tells none */
    public static RigClock of(Clock wall, Optional<BootTime> boot, RigMemory memory) {
        if (boot.isEmpty())
            LOG.info("This system does not tell the time since it started: leases are timed by the wall clock");
        return new RigClock(wall, boot, Optional.of(memory));
    }

    /** Always the same as another clock. */
    public static RigClock same(Clock wall) {
        return new RigClock(wall, Optional.empty(), Optional.empty());
    }

    /** By which people, other machines and signed messages go. */
    public Clock wall() {
        return wall;
    }

    @Override
    public Instant instant() {
        Instant from = zero;
        return from == null ? wall.instant() : from.plusNanos(boot.orElseThrow().nanos());
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource source = this::instant;
        return source.withZone(zone);
    }

    /**
     * Whether a lease is held from now on.
     *
     * @return true where none is any more, and the clock now has the time of the wall clock: it may have jumped
     */
    synchronized boolean hold(boolean held) {
        if (boot.isEmpty() || held == (zero != null)) return false;
        if (held) {
            ahead = Duration.ZERO;
            zero = wall.instant().minusNanos(boot.get().nanos());
        } else {
            Duration off = aheadNow();
            if (off.abs().compareTo(STEP) > 0)
                LOG.info(
                        "No lease is held any more: the rig takes the time of the wall clock again, which is {} s {}",
                        seconds(off),
                        off.isNegative() ? "behind" : "ahead");
            zero = null;
        }
        keep();
        return !held;
    }

    /** To be asked each second. @return by how much the wall clock was set ahead since the last call, if it was set in a lease */
    synchronized Optional<Duration> observe() {
        if (!kept) keep();
        if (zero == null) return Optional.empty();
        Duration now = aheadNow();
        Duration step = now.minus(ahead);
        ahead = now;
        if (step.abs().compareTo(STEP) <= 0) return Optional.empty();
        LOG.warn(
                "The clock was set {} s {} during a lease: its times go on by the machine's boot time, and nothing is"
                        + " billed for the step",
                seconds(step),
                step.isNegative() ? "back" : "ahead");
        return Optional.of(step);
    }

    /**
     * This clock's time of something that has happened, where the wall clock's time of it is known.
     *
     * @param at as the wall clock showed it then; it may have been set since
     * @param notBefore it cannot have happened earlier, by this clock
     */
    Instant ofWall(Instant at, Instant notBefore) {
        if (zero == null) return later(at, notBefore);
        Instant now = instant();
        return converted(at, Duration.between(wall.instant(), now), notBefore, now);
    }

    /**
     * Pure. A time from before a step of the wall clock is not moved by the step. Where both are possible, what is recent is
     * of after the step, and of something older the earlier time is taken, which bills less.
     *
     * @param offset what is to be added to the time that the wall clock shows now
     */
    static Instant converted(Instant at, Duration offset, Instant notBefore, Instant now) {
        Instant moved = at.plus(offset);
        boolean movedFits = !moved.isBefore(notBefore) && !moved.isAfter(now);
        boolean fits = !at.isBefore(notBefore) && !at.isAfter(now);
        boolean recent = !moved.isBefore(now.minus(RECENT));
        if (fits && !movedFits) return at;
        if (fits && !recent && at.isBefore(moved)) return at;
        return later(moved.isAfter(now) ? now : moved, notBefore);
    }

    /** Whether two spans of time are of different length, more than a clock that is kept in time could make them. */
    static boolean differ(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(STEP) > 0;
    }

    /** Whether the wall clock was set since this clock went its own way. */
    boolean isSet() {
        return zero != null && aheadNow().abs().compareTo(STEP) > 0;
    }

    private Duration aheadNow() {
        Instant now = instant();
        return Duration.between(now, wall.instant());
    }

    private Optional<Instant> restored(BootTime now) {
        Optional<String> text = memory.flatMap(m -> m.get(MEMORY)).filter(t -> !t.isEmpty());
        if (text.isEmpty()) return Optional.empty();
        try {
            String[] parts = text.get().split(" ", -1);
            if (parts.length != 3 || !parts[0].equals(now.bootId())) return Optional.empty();
            // In a container that was started again the time since the start begins anew, and the name stays.
            if (now.nanos() < Long.parseLong(parts[2])) return Optional.empty();
            Instant zero = Instant.parse(parts[1]);
            if (zero.isBefore(EARLIEST) || zero.isAfter(LATEST)) throw new DateTimeException("out of range: " + zero);
            return Optional.of(zero);
        } catch (DateTimeException | NumberFormatException e) {
            LOG.warn("The rig's clock is not taken from the ledger: \"{}\" cannot be read", text.get());
            return Optional.empty();
        }
    }

    private void keep() {
        Instant from = zero;
        String text = from == null
                ? ""
                : boot.orElseThrow().bootId() + " " + from + " "
                        + boot.orElseThrow().nanos();
        try {
            memory.ifPresent(m -> m.put(MEMORY, text));
            kept = true;
        } catch (JournalFailure e) {
            if (kept) LOG.warn("The rig's clock is kept in the ledger later: {}", e.getMessage());
            kept = false;
        }
    }

    private static String seconds(Duration d) {
        return String.format(Locale.ROOT, "%,d", d.abs().plusMillis(500).toSeconds());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
