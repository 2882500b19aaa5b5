package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.market.Outbox;
import org.headroom.model.rig.LedgerReserve;
import org.headroom.model.rig.LedgerReserve.Phase;
import org.headroom.model.units.ByteCount;
import org.headroom.store.telemetry.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskReserveTest {
    private static final long MIB = 1 << 20;
    private static final ByteCount EIGHT_MIB = new ByteCount(8 * MIB);

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("disk/ledger.db");
    }

    private Path reserveFile() {
        return directory.resolve("disk/ledger.reserve");
    }

    private SmallDisk disk(int mib) throws IOException, InterruptedException {
        return SmallDisk.at(directory.resolve("disk"), mib + "m");
    }

    private static LedgerReserve held(Ledger ledger) {
        LedgerReserve reserve = ledger.reserve(EIGHT_MIB);
        await().until(() -> reserve.state().phase() == Phase.HELD);
        return reserve;
    }

    /** As a job would that writes without end. */
    private Path fillTheDisk() throws IOException {
        Path job = directory.resolve("disk/job");
        try (OutputStream out = Files.newOutputStream(job)) {
            byte[] block = new byte[4_096];
            while (true) out.write(block);
        } catch (IOException full) {
            return job;
        }
    }

    private static LeaseEvent event(int n) {
        return new LeaseEvent.OwnerStopAsked(Examples.lease(n), "x".repeat(20_000), Examples.T0);
    }

    @Test
    void writeOnAFullDiskSucceedsWithTheSpaceOfTheReserve() throws Exception {
        try (SmallDisk small = disk(32);
                Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = held(ledger);
            assertThat(Files.size(reserveFile())).isEqualTo(8 * MIB);
            assertThat(reserve.state().takesWork()).isTrue();
            var phases = new CopyOnWriteArrayList<Phase>();
            reserve.onChange(() -> phases.add(reserve.state().phase()));
            fillTheDisk();

            List<LeaseEvent> recorded = new ArrayList<>();
            for (int n = 1; n <= 150; n++) {
                ledger.journal().append(event(n));
                recorded.add(event(n));
            }

            assertThat(reserve.state().phase()).isEqualTo(Phase.GIVEN_UP);
            assertThat(reserve.state().takesWork()).isFalse();
            assertThat(reserve.state().held()).isEqualTo(new ByteCount(0));
            assertThat(reserve.state().message())
                    .contains("disk is full", "No new work is taken until", "Free some space");
            assertThat(phases).containsExactly(Phase.GIVEN_UP);
            assertThat(ledger.journal().replay()).isEqualTo(recorded);
        }
    }

    @Test
    void outputOfAJobDoesNotUseUpTheReserve() throws Exception {
        try (SmallDisk small = disk(32);
                Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = held(ledger);
            fillTheDisk();
            Outbox outbox = ledger.outbox("broker");
            assertThatThrownBy(() -> {
                        for (int n = 1; n <= 150; n++) outbox.put(message(n, true));
                    })
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("is full");
            assertThat(reserve.state().phase()).isEqualTo(Phase.HELD);

            for (int n = 1; n <= 150; n++) outbox.put(message(n, false));
            assertThat(reserve.state().phase()).isEqualTo(Phase.GIVEN_UP);
        }
    }

    private static Outbox.Entry message(int n, boolean canWait) {
        return new Outbox.Entry("key" + n, "topic", new byte[20_000], false, Examples.T0, canWait);
    }

    @Test
    void writeFailsWhenTheReserveIsUsedUpToo() throws Exception {
        try (SmallDisk small = disk(32);
                Ledger ledger = Ledger.open(file())) {
            held(ledger);
            fillTheDisk();
            assertThatThrownBy(() -> {
                        for (int n = 1; n <= 2_000; n++) ledger.journal().append(event(n));
                    })
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("is full", "Nothing of it was recorded");
            assertThat(ledger.journal().replay()).hasSizeGreaterThan(100);
        }
    }

    @Test
    void reserveIsRestoredWhenThereIsRoomForItTwice() throws Exception {
        try (SmallDisk small = disk(32);
                Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = held(ledger);
            Path job = fillTheDisk();
            for (int n = 1; n <= 150; n++) ledger.journal().append(event(n));
            reserve.restore();
            assertThat(reserve.state().phase()).isEqualTo(Phase.GIVEN_UP);
            Files.delete(job);
            reserve.restore();
            await().until(() -> reserve.state().phase() == Phase.HELD);
            assertThat(reserve.state().takesWork()).isTrue();
            assertThat(Files.size(reserveFile())).isEqualTo(8 * MIB);
        }
    }

    @Test
    void reserveThatWasGivenUpStaysSoOverARestart() throws Exception {
        try (SmallDisk small = disk(32)) {
            try (Ledger ledger = Ledger.open(file())) {
                held(ledger).release();
            }
            Path job = fillTheDisk();
            assertThatThrownBy(() -> Ledger.open(file()).close())
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("is full", "Free some space");
            cutBy(job, 2 * MIB);
            try (Ledger ledger = Ledger.open(file())) {
                LedgerReserve reserve = ledger.reserve(EIGHT_MIB);
                assertThat(reserve.state().phase()).isEqualTo(Phase.GIVEN_UP);
                assertThat(reserve.state().takesWork()).isFalse();
            }
        }
    }

    private static void cutBy(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    @Test
    void ledgerOpensOnADiskThatIsFullAtTheStart() throws Exception {
        try (SmallDisk small = disk(32)) {
            try (Ledger ledger = Ledger.open(file())) {
                held(ledger);
                ledger.journal().append(event(1));
            }
            fillTheDisk();
            try (Ledger ledger = Ledger.open(file())) {
                LedgerReserve reserve = ledger.reserve(EIGHT_MIB);
                ledger.journal().append(event(2));
                assertThat(reserve.state().takesWork()).isFalse();
                assertThat(ledger.journal().replay()).containsExactly(event(1), event(2));
            }
        }
    }

    @Test
    void smallDiskHoldsWhatLeavesATenthOfItFreeAndSaysSo() throws Exception {
        try (SmallDisk small = disk(20);
                Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = ledger.reserve(new ByteCount(2048 * MIB));
            await().until(() -> reserve.state().phase() == Phase.HELD);
            assertThat(Files.size(reserveFile())).isBetween(15 * MIB, 18 * MIB);
            assertThat(Files.getFileStore(file()).getUsableSpace()).isGreaterThanOrEqualTo(2 * MIB);
            assertThat(reserve.state().message()).contains("instead of 2.0 GiB", "no room for more");
            assertThat(reserve.state().takesWork()).isTrue();

            // After it was given up, it comes back to the same size on this disk.
            reserve.release();
            reserve.restore();
            await().until(() -> reserve.state().phase() == Phase.HELD);
        }
    }

    @Test
    void allocationThatWasCutShortGoesOnAtTheNextStart() throws Exception {
        ByteCount wanted = new ByteCount(64 * MIB);
        try (Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = ledger.reserve(wanted);
            await().until(() -> reserve.state().held().bytes() > 0);
        }
        assertThat(Files.size(reserveFile())).isPositive().isLessThan(wanted.bytes());
        try (Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = ledger.reserve(wanted);
            assertThat(reserve.state().takesWork()).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> reserve.state().phase() == Phase.HELD);
            assertThat(Files.size(reserveFile())).isEqualTo(wanted.bytes());
        }
    }

    @Test
    void reserveOfASmallerSettingIsCut() throws Exception {
        try (Ledger ledger = Ledger.open(file())) {
            held(ledger);
        }
        try (Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = ledger.reserve(new ByteCount(2 * MIB));
            assertThat(reserve.state().phase()).isEqualTo(Phase.HELD);
            assertThat(Files.size(reserveFile())).isEqualTo(2 * MIB);
        }
        try (Ledger ledger = Ledger.open(file())) {
            LedgerReserve reserve = ledger.reserve(new ByteCount(0));
            assertThat(reserve.state().phase()).isEqualTo(Phase.NOT_SET);
            assertThat(reserve.state().takesWork()).isTrue();
            assertThat(reserveFile()).doesNotExist();
        }
    }

    @Test
    void diskThatCannotBeAskedForItsRoomTakesNoWorkUntilItCan() throws Exception {
        Files.createDirectories(directory.resolve("disk"));
        var broken = new BrokenDisk();
        try (DiskReserve reserve = new DiskReserve(file(), EIGHT_MIB, broken, Duration.ofMillis(20))) {
            reserve.start();
            await().until(() -> reserve.state().phase() == Phase.GIVEN_UP);
            assertThat(reserve.state().takesWork()).isFalse();
            broken.works = true;
            await().until(() -> reserve.state().phase() == Phase.HELD);
            assertThat(reserve.state().takesWork()).isTrue();
        }
    }

    private static final class BrokenDisk implements DiskReserve.Disk {
        volatile boolean works;

        @Override
        public long usable() throws IOException {
            if (!works) throw new IOException("Input/output error");
            return 100 * MIB;
        }

        @Override
        public long total() throws IOException {
            if (!works) throw new IOException("Input/output error");
            return 200 * MIB;
        }
    }

    /** Its questions for the free space throw an error while {@code failing} is set. */
    private static final class FailingDisk implements DiskReserve.Disk {
        volatile boolean failing;
        final AtomicInteger failures = new AtomicInteger();

        @Override
        public long usable() {
            if (failing) {
                failures.incrementAndGet();
                throw new NoClassDefFoundError("a class that cannot be loaded");
            }
            return 1L << 40;
        }

        @Override
        public long total() {
            return 1L << 41;
        }
    }

    @Test
    void reserveIsRestoredAfterErrorsInTheTaskThatLooksForRoom() throws Exception {
        FailingDisk disk = new FailingDisk();
        Path ledger = directory.resolve("ledger.db");
        try (DiskReserve reserve = new DiskReserve(ledger, EIGHT_MIB, disk, Duration.ofMillis(20))) {
            reserve.start();
            await().until(() -> reserve.state().phase() == Phase.HELD);
            disk.failing = true;
            assertThat(reserve.giveUp()).isTrue();
            await().until(() -> disk.failures.get() >= 3);
            assertThat(reserve.state().phase()).isEqualTo(Phase.GIVEN_UP);
            disk.failing = false;
            await().until(() -> reserve.state().phase() == Phase.HELD);
        }
    }
}
