package org.headroom.jobs.guard;

import java.io.IOException;
import java.time.Instant;
import org.headroom.jobs.guard.MachineTime.Moment;

/**
 * What the rig writes of one lease whose container may exist: how to find it, and by when it has to end whatever happens.
 *
 * @param rig the label that all containers of the rig bear
 * @param engine {@code podman} or {@code docker}; empty where the rig does not know it yet
 * @param socket of the engine; empty as above
 * @param container its whole id; empty while it is not known
 * @param written when the rig said so
 * @param stopAt when the rig would tell the job to stop if it heard nothing more; milliseconds of boot time
 * @param killAt when the job's grace is over; milliseconds of boot time
 * @param stopping whether the rig has told it to stop
 * @param why the name of the reason
 * @param rigProcess the rig's process, which may have ended
 */
public record GuardedJob(
        String rig,
        String lease,
        String engine,
        String socket,
        String container,
        Moment written,
        long stopAt,
        long killAt,
        boolean stopping,
        String why,
        ProcessId rigProcess) {
    /** A guard that does not know a file's format leaves what it knew of the lease as it was. */
    static final int FORMAT = 1;

    private static final String LEASE = "[A-Za-z0-9][A-Za-z0-9-]{7,63}";
    private static final String CONTAINER = "|[A-Za-z0-9][A-Za-z0-9_.-]{0,127}";
    private static final String WHY = "[A-Z_]{1,40}";

    static boolean isLease(String name) {
        return name.matches(LEASE);
    }

    public GuardedJob withContainer(String id) {
        return new GuardedJob(rig, lease, engine, socket, id, written, stopAt, killAt, stopping, why, rigProcess);
    }

    /** How long it is until a boot time of this file; by the wall clock where the machine was started again since. */
    long until(long boot, Moment now) {
        boolean comparable = now.bootId().equals(written.bootId()) && now.boot() >= written.boot();
        return comparable
                ? boot - now.boot()
                : wall(boot).toEpochMilli() - now.wall().toEpochMilli();
    }

    private Instant wall(long boot) {
        return written.wall().plusMillis(boot - written.boot());
    }

    static GuardedJob parse(String text) throws IOException {
        Texts all = Texts.parse(text);
        if (all.number("format") > FORMAT) throw new IOException("a file is of a newer format");
        return new GuardedJob(
                all.text("rig"),
                all.text("lease", LEASE),
                all.text("engine"),
                all.text("socket"),
                all.text("container", CONTAINER),
                moment(all, "written"),
                all.number("stop.boot"),
                all.number("kill.boot"),
                Boolean.parseBoolean(all.text("stopping")),
                all.text("why", WHY),
                new ProcessId(all.number("rig.pid"), all.number("rig.start")));
    }

    /** The wall times are for people, and for after a restart of the machine. */
    String format() {
        Texts all = Texts.empty()
                .with("format", FORMAT)
                .with("rig", rig)
                .with("lease", lease)
                .with("engine", engine)
                .with("socket", socket)
                .with("container", container)
                .with("stop.boot", stopAt)
                .with("stop.wall", wall(stopAt))
                .with("kill.boot", killAt)
                .with("kill.wall", wall(killAt))
                .with("stopping", stopping)
                .with("why", why)
                .with("rig.pid", rigProcess.pid())
                .with("rig.start", rigProcess.start());
        return with(all, "written", written).toString();
    }

    static Texts with(Texts all, String key, Moment moment) {
        return all.with(key + ".bootId", moment.bootId())
                .with(key + ".boot", moment.boot())
                .with(key + ".wall", moment.wall());
    }

    static Moment moment(Texts all, String key) throws IOException {
        try {
            return new Moment(
                    all.text(key + ".bootId"), all.number(key + ".boot"), Instant.parse(all.text(key + ".wall")));
        } catch (java.time.DateTimeException e) {
            throw new IOException("a file of the guard has a malformed " + key, e);
        }
    }
}
