package org.headroom.jobs.guard;

import java.util.List;

/** What {@code /proc/PID/status} says of a process. Pure. */
public final class ProcessStatus {
    private static final String IDS_INSIDE = "NSpid:";

    private ProcessStatus() {}

    /** Whether it is process 1 of a PID namespace directly below this one; what is in a namespace below that has one id more. */
    public static boolean isFirst(List<String> status, long pid) {
        for (String line : status)
            if (line.startsWith(IDS_INSIDE))
                return List.of(line.substring(IDS_INSIDE.length()).strip().split("\\s+"))
                        .equals(List.of(Long.toString(pid), "1"));
        return false;
    }
}
