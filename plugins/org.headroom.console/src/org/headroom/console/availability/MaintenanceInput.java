package org.headroom.console.availability;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.availability.Maintenance;

/** What a person typed for a maintenance window, by the clock on the wall. Pure. */
record MaintenanceInput(Optional<Maintenance> window, String fault) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    static MaintenanceInput read(String from, String to, String note, ZoneId zone, Instant now) {
        Optional<Instant> begin = time(from, zone);
        Optional<Instant> end = time(to, zone);
        if (begin.isEmpty() || end.isEmpty())
            return fault("\"" + (begin.isEmpty() ? from : to).strip() + "\" is no time: write it as 2026-03-01 14:00.");
        if (!end.get().isAfter(now)) return fault("That time is over.");
        try {
            return new MaintenanceInput(Optional.of(new Maintenance(begin.get(), end.get(), note.strip())), "");
        } catch (IllegalArgumentException e) {
            return fault(String.valueOf(e.getMessage()));
        }
    }

    static String words(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    private static MaintenanceInput fault(String words) {
        return new MaintenanceInput(Optional.empty(), words);
    }

    private static Optional<Instant> time(String text, ZoneId zone) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text.strip(), TIME).atZone(zone).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
