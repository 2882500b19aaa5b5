package org.headroom.store;

import java.nio.file.Path;
import org.headroom.model.lease.Journal.JournalFailure;

/**
 * A program of its own that takes a ledger over as from one that has died, and says on standard output what came of it.
 */
final class TakingProgram {
    private TakingProgram() {}

    public static void main(String[] args) {
        try {
            new LedgerHolder(Path.of(args[0])).takeOver(args[1]);
            System.out.println("taken");
        } catch (JournalFailure e) {
            System.out.println(e.getMessage());
        }
    }

    static Process start(Path ledger, String from) throws java.io.IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        TakingProgram.class.getName(),
                        ledger.toString(),
                        from)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
