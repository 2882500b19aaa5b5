package org.headroom.console.gpu;

import java.time.Instant;
import java.util.List;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthWatch;

/**
 * Past alarms as the charts need them, read from the file again only when alarms changed or an earlier time is asked for. On the
 * painting thread, because it reads.
 */
final class AlarmHistory {
    private static final int MOST = 400;

    private List<Alarm> past = List.of();
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;
    private List<Alarm> whenOpen = List.of();

    /** Alarms that were open at any time in a window. */
    List<Alarm> between(HealthWatch health, List<Alarm> open, Instant windowFrom, Instant windowTo) {
        boolean covered = !windowFrom.isBefore(from) && !windowTo.isAfter(to);
        if (covered && open.equals(whenOpen)) return past;
        past = health.between(windowFrom, windowTo, MOST);
        from = windowFrom;
        // What was read up to now holds on: each later alarm changes what is open.
        to = windowTo.isBefore(Instant.now().minusSeconds(5)) ? windowTo : Instant.MAX;
        whenOpen = open;
        return past;
    }
}
