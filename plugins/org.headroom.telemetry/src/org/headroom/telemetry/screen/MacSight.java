package org.headroom.telemetry.screen;

import com.sun.jna.NativeLibrary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks macOS ({@code CGEventSourceSecondsSinceLastEventType}). */
final class MacSight implements OwnerSight {
    private static final int COMBINED_SESSION = 0;
    private static final int ANY_INPUT = ~0;

    @Override
    public Seen look() {
        double seconds = NativeLibrary.getInstance("ApplicationServices")
                .getFunction("CGEventSourceSecondsSinceLastEventType")
                .invokeDouble(new Object[] {COMBINED_SESSION, ANY_INPUT});
        return new Seen(
                since(seconds), Optional.empty(), List.of("Full-screen programs cannot be seen: not yet on macOS."));
    }

    static Optional<Duration> since(double seconds) {
        return Double.isFinite(seconds) && seconds >= 0
                ? Optional.of(Duration.ofMillis(Math.round(Math.min(seconds, Integer.MAX_VALUE) * 1000)))
                : Optional.empty();
    }
}
