package org.headroom.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a command has run. */
final class CommandTime {
    private CommandTime() {}

    /**
     * The line at the end of the demo.
     *
     * @param process when this process was started: by the script, whose process goes on as this one, so that building and
     *     installing count
     */
    static String done(Optional<Instant> process, Instant now) {
        return process.filter(start -> !start.isAfter(now))
                .map(start -> "done     " + Duration.between(start, now).toSeconds()
                        + " s after the start of the command, building included")
                .orElse("done");
    }
}
