package org.headroom.engine;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.Notice;

/** What the renter of a running job is told about the GPU under it: pure, so that it reads the same after a restart. */
final class RunningNews {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunningNews() {}

    static String of(LeaseState.Running s) {
        if (s.due().isPresent()) return notice(s.due().get());
        if (s.drain().isPresent())
            return "the GPU is not well: " + s.drain().get() + ". The job goes on; it had better end soon";
        if (s.notice().isPresent()) return "the owner does not need the GPU back any more; the job goes on";
        return s.warnings() == 0 ? "" : "the GPU is well again";
    }

    private static String notice(Notice n) {
        return "the owner takes the GPU back: " + n.reason() + ". The job is stopped at " + WHEN.format(n.stopAt())
                + "; what has run is paid for, what it should keep had better be saved";
    }
}
