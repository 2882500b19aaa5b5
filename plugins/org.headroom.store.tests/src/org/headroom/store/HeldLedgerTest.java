package org.headroom.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.rig.LedgerReserve;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is open, while its lock file or the file itself is deleted, moved or replaced. */
@Timeout(120)
class HeldLedgerTest {
    @TempDir
    Path directory;

    private Path file;
    private Path lock;

    @BeforeEach
    void name() {
        file = directory.resolve("ledger.db");
        lock = directory.resolve("ledger.db.lock");
    }

    private static void signal(String name, Process program) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(program.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void secondProgramIsKeptOutWhoseLockFileIsANewOne() throws Exception {
        Process first = AppendingProgram.start(file);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("0");
            // It cannot notice: whatever keeps the second one out is in the ledger.
            signal("STOP", first);
            Files.delete(lock);
            assertThatThrownBy(() -> Ledger.open(file).close())
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("already in use by process " + first.pid(), "close the other Headroom");
            signal("CONT", first);
            assertThat(out.readLine()).as("it goes on").isNotNull();
        } finally {
            first.destroyForcibly();
            assertThat(first.waitFor(30, SECONDS)).isTrue();
        }
        // Killed, it holds nothing any more.
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
        }
    }

    @Test
    void deletedLockFileIsMadeAndLockedAgain() throws Exception {
        Process first = AppendingProgram.start(file);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("0");
            Files.delete(lock);
            await().atMost(20, SECONDS)
                    .until(() -> Files.exists(lock) && Files.readString(lock).equals("process " + first.pid()));
            assertThatThrownBy(() -> ProcessLock.take(file))
                    .isInstanceOf(ProcessLock.InUse.class)
                    .hasMessageContaining("process " + first.pid());
            Path other = Files.createFile(directory.resolve("other"));
            Files.move(other, lock, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(20, SECONDS).until(() -> Files.readString(lock).equals("process " + first.pid()));
        } finally {
            first.destroyForcibly();
            assertThat(first.waitFor(30, SECONDS)).isTrue();
        }
    }

    @Test
    void locksOfSqliteOutliveBackupCheckReserveAndClosedReaders() throws Exception {
        try (Ledger ledger = Ledger.open(file)) {
            Examples.paidLease(1).forEach(ledger.journal()::append);
            ledger.backup().writeTo(directory.resolve("backup.db"));
            assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
            LedgerReserve reserve = ledger.reserve(new ByteCount(1 << 20));
            await().atMost(20, SECONDS).until(() -> reserve.state().phase() == LedgerReserve.Phase.HELD);
            reserve.release();
            assertThatThrownBy(() -> Ledger.open(file).close()).isInstanceOf(JournalFailure.class);
            // Once more after the watch has looked at the file.
            await().pollDelay(1500, java.util.concurrent.TimeUnit.MILLISECONDS).until(() -> true);
            assertThat(taking(file))
                    .contains("already in use by process "
                            + ProcessHandle.current().pid());
        }
        assertThat(taking(file)).isEqualTo("taken");
    }

    /** What another program says that takes the ledger over as from one that has died. */
    private static String taking(Path file) throws Exception {
        Process program =
                TakingProgram.start(file, "process " + ProcessHandle.current().pid() + " x");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(out.readLine());
        } finally {
            assertThat(program.waitFor(60, SECONDS)).isTrue();
        }
    }

    @Test
    void noNewWorkIsTakenWhileTheLedgerIsNotAtItsPlace() throws Exception {
        try (Ledger ledger = Ledger.open(file)) {
            AtomicInteger told = new AtomicInteger();
            LedgerReserve reserve = ledger.reserve(new ByteCount(0));
            reserve.onChange(told::incrementAndGet);
            assertThat(reserve.state().takesWork()).isTrue();
            Path elsewhere = directory.resolve("elsewhere.db");
            Files.move(file, elsewhere);
            await().atMost(20, SECONDS).until(() -> !reserve.state().takesWork());
            assertThat(reserve.state().message()).contains("was deleted or moved", "no new work is taken", "backup");
            Files.copy(elsewhere, file);
            await().atMost(20, SECONDS).until(() -> reserve.state().message().contains("replaced by another file"));
            assertThat(reserve.state().takesWork()).isFalse();
            Files.move(elsewhere, file, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(20, SECONDS).until(() -> reserve.state().takesWork());
            await().atMost(20, SECONDS).until(() -> told.get() >= 2);
        }
    }
}
