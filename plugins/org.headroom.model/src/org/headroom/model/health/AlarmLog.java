package org.headroom.model.health;

import java.time.Instant;
import java.util.List;

/** The alarms of the past, on disk. Any thread; reading may take milliseconds, so not on the UI thread. */
public interface AlarmLog {
    /** Puts an alarm in, or in place of the one with its id. Hands over and returns at once. */
    void put(Alarm alarm);

    /** The next id that no alarm has had. */
    long nextId();

    /** Alarms that were open at any time in [from, to), newest first, at most {@code most}. */
    List<Alarm> between(Instant from, Instant to, int most);

    /** What was open when the log was last written. */
    List<Alarm> open();
}
