package org.headroom.jobs.guard;

import java.io.IOException;
import org.headroom.jobs.guard.MachineTime.Moment;

/**
 * What a guard says of itself every two seconds.
 *
 * @param format of the files that it understands
 * @param ending whether it has found nothing to do and is about to end
 */
public record Beat(int format, ProcessId process, Moment at, boolean ending) {
    /** Of the files that this program writes. */
    public static final int FORMAT = GuardedJob.FORMAT;

    static final long PERIOD_MS = 2_000;

    static Beat parse(String text) throws IOException {
        Texts all = Texts.parse(text);
        return new Beat(
                Math.toIntExact(Math.min(all.number("format"), Integer.MAX_VALUE)),
                new ProcessId(all.number("pid"), all.number("start")),
                GuardedJob.moment(all, "at"),
                Boolean.parseBoolean(all.text("ending")));
    }

    String text() {
        Texts all = Texts.empty()
                .with("format", format)
                .with("pid", process.pid())
                .with("start", process.start())
                .with("ending", ending);
        return GuardedJob.with(all, "at", at).toString();
    }

    /** Whether it was given no longer ago, on this start of the machine. */
    public boolean isFresh(Moment now, long millis) {
        return at.bootId().equals(now.bootId()) && now.boot() - at.boot() <= millis && at.boot() <= now.boot();
    }
}
