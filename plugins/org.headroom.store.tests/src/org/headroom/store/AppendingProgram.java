package org.headroom.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.payment.StreamState;

/** A program of its own that appends until it is killed, and says on standard output what is durable. */
final class AppendingProgram {
    private AppendingProgram() {}

    /** The event at a place in the endless history that this program writes: every lease is paid and its money withdrawn. */
    static LeaseEvent event(int index) {
        List<LeaseEvent> lease = Examples.paidLease(index / 9 + 1);
        return lease.get(index % 9);
    }

    /** What it believes of the lease's stream once the event at that place is durable. */
    static StreamState believed(int index) {
        return Examples.readAt(Examples.streamState(index / 9 + 1), 40_000_000L + index);
    }

    public static void main(String[] args) {
        long endAt = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
            for (int i = ledger.journal().replay().size(); System.nanoTime() < endAt; i++) {
                LeaseEvent event = event(i);
                ledger.journal().append(event);
                ledger.journal().believed(Map.of(event.lease(), believed(i)));
                System.out.println(i);
                System.out.flush();
            }
        }
    }

    static Process start(Path ledger) throws java.io.IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        AppendingProgram.class.getName(),
                        ledger.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
