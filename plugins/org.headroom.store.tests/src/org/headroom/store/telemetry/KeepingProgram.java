package org.headroom.store.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A program of its own that keeps samples, a second each, until it is killed, and says how many seconds are in the file. */
final class KeepingProgram {
    private KeepingProgram() {}

    public static void main(String[] args) {
        long endAt = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        int first = Integer.parseInt(args[1]);
        HandClock clock = new HandClock(Feed.T0.plusSeconds(first));
        try (TelemetryArchive archive =
                TelemetryArchive.open(Path.of(args[0]), clock, Retention.STANDARD, Feed.RARELY)) {
            for (int i = first; System.nanoTime() < endAt; i++) {
                clock.set(Feed.T0.plusSeconds(i));
                archive.keep(Feed.full(Feed.GPU, clock.instant()));
                archive.keep(Feed.full(Feed.OTHER, clock.instant()));
                if (i % 7 != 6 || !archive.flush() || !archive.status().keeping()) continue;
                System.out.println(i + 1);
                System.out.flush();
            }
        }
    }

    static Process start(Path file, int first) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        KeepingProgram.class.getName(),
                        file.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
