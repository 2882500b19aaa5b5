package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CrashTest {
    @TempDir
    Path directory;

    @Test
    void keepsEveryAcknowledgedEventWholeWhenKilledAgainAndAgain() throws Exception {
        Path file = directory.resolve("ledger.db");
        int acknowledged = 0;
        for (int kill = 0; kill < 4; kill++) {
            // A different number each time, so that the kill hits different places of the nine events of a lease.
            acknowledged = killAfter(acknowledged + 101 + 37 * kill, file);
            try (Ledger ledger = Ledger.open(file)) {
                List<LeaseEvent> found = ledger.journal().replay();
                // One more may be durable whose acknowledgement was never said.
                assertThat(found.size()).isBetween(acknowledged, acknowledged + 1);
                assertThat(found)
                        .isEqualTo(IntStream.range(0, found.size())
                                .mapToObj(AppendingProgram::event)
                                .toList());
                assertThat(ledger.journal().replayOpen()).isEqualTo(found);
                int last = acknowledged - 1;
                assertThat(ledger.journal()
                                .believed()
                                .get(AppendingProgram.event(last).lease())
                                .block()
                                .orElseThrow())
                        .isGreaterThanOrEqualTo(
                                AppendingProgram.believed(last).block().orElseThrow());
                LedgerCheck check = ledger.check(LedgerCheck.Progress.NONE);
                assertThat(check.sound()).as(check.toString()).isTrue();
                assertThat(ledger.journal().receipts()).hasSize((int) found.stream()
                        .filter(LeaseEvent.ReceiptNumbered.class::isInstance)
                        .count());
            }
        }
    }

    /** Kills the program with no warning once it has acknowledged that many; returns how many it did. */
    private static int killAfter(int enough, Path file) throws IOException, InterruptedException {
        Process program = AppendingProgram.start(file);
        int last = -1;
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Integer.parseInt(line);
                // By its handle: Process.destroyForcibly would also close the pipe, with acknowledgements still in it.
                if (last + 1 == enough) program.toHandle().destroyForcibly();
            }
        } finally {
            program.destroyForcibly();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(program.exitValue()).as("killed, not ended by itself").isEqualTo(128 + 9);
        return last + 1;
    }

    @Test
    void refusesALedgerThatAnotherProgramHasOpenAndNamesThatProgram() throws Exception {
        Path file = directory.resolve("ledger.db");
        Process program = AppendingProgram.start(file);
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("0");
            assertThatThrownBy(() -> Ledger.open(file).close())
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("already in use by process " + program.pid(), "close the other Headroom");
        } finally {
            program.destroyForcibly();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        Ledger.open(file).close();
    }
}
