package org.headroom.wallet;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The HTTP header {@code Retry-After}: seconds or a date. */
public final class RetryAfter {
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /** @return at most five minutes, never negative; empty where the value is neither seconds nor a date */
    public static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        try {
            Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            return Optional.of(bounded(Duration.between(now, at)));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration d) {
        if (d.isNegative()) return Duration.ZERO;
        return d.compareTo(LONGEST) > 0 ? LONGEST : d;
    }
}
