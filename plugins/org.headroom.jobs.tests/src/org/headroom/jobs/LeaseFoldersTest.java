package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.LeaseFolders.Cleaning;
import org.headroom.jobs.LeaseFolders.Folder;
import org.headroom.jobs.LeaseFolders.Retention;
import org.headroom.model.market.LeaseId;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeaseFoldersTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final Instant Y2255 = Instant.parse("2255-01-01T00:00:00Z");
    private static final Retention WEEK = new Retention(Duration.ofDays(7), new ByteCount(10L << 20));

    @TempDir
    Path directory;

    private LeaseFolders folders() {
        return new LeaseFolders(directory, WEEK, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LeaseId lease(String name) {
        return new LeaseId("lease-000" + name);
    }

    private Path folder(String name, Duration age, int mebibytes) throws IOException {
        Path folder = directory.resolve(lease(name).value());
        Files.createDirectories(folder.resolve("artefacts"));
        Files.write(folder.resolve("artefacts/result"), new byte[mebibytes << 20]);
        Files.writeString(folder.resolve("job.log"), "done\n");
        for (Path path : new Path[] {folder.resolve("job.log"), folder})
            Files.setLastModifiedTime(path, FileTime.from(NOW.minus(age)));
        return folder;
    }

    @Test
    void foldersBeyondTheTimeAreDeletedAndOpenLeasesKept() throws IOException {
        Path old = folder("1", Duration.ofDays(8), 1);
        Path open = folder("2", Duration.ofDays(30), 1);
        Path recent = folder("3", Duration.ofDays(6), 1);
        Path foreign = Files.createDirectories(directory.resolve("x"));
        Cleaning cleaning = folders().clean(Set.of(lease("2")));
        assertThat(cleaning.deleted()).containsExactly(lease("1"));
        assertThat(cleaning.kept()).extracting(Folder::lease).containsExactly(lease("3"));
        assertThat(cleaning.failures()).isEmpty();
        assertThat(cleaning.more()).isFalse();
        assertThat(old).doesNotExist();
        assertThat(open.resolve("artefacts/result")).exists();
        assertThat(recent.resolve("job.log")).exists();
        assertThat(foreign).exists();
    }

    @Test
    void foldersBeyondTheTotalAreDeletedTheOldestFirst() throws IOException {
        folder("1", Duration.ofDays(5), 1);
        folder("2", Duration.ofDays(4), 4);
        folder("3", Duration.ofDays(3), 4);
        folder("4", Duration.ofDays(2), 4);
        assertThat(folders().clean(Set.of()).deleted()).containsExactly(lease("1"), lease("2"));
        assertThat(folders().clean(Set.of()).deleted()).isEmpty();
    }

    @Test
    void folderThatDidNotChangeIsNotMeasuredAgainAfterARestart() throws IOException {
        Path same = folder("1", Duration.ofDays(2), 1);
        Path changed = folder("2", Duration.ofDays(3), 1);
        List<Folder> first = folders().clean(Set.of()).kept();
        assertThat(first).extracting(Folder::lease).containsExactly(lease("1"), lease("2"));
        // Below the artefacts of a finished lease: it does not count as a change.
        Files.write(same.resolve("artefacts/result"), new byte[4 << 20]);
        Files.write(changed.resolve("artefacts/result"), new byte[4 << 20]);
        Files.setLastModifiedTime(changed.resolve("job.log"), FileTime.from(NOW.minus(Duration.ofDays(1))));
        List<Folder> second = folders().clean(Set.of()).kept();
        assertThat(second).hasSize(2).contains(first.getFirst());
        assertThat(second.getFirst().lease()).isEqualTo(lease("2"));
        assertThat(second.getFirst().bytes().orElseThrow().bytes()).isGreaterThanOrEqualTo(4L << 20);
    }

    @Test
    void damagedFileOfSizesIsPassedOverAndTheFoldersAreMeasured() throws IOException {
        folder("1", Duration.ofDays(2), 1);
        Files.writeString(directory.resolve(".sizes"), lease("1") + " yesterday 1\nx\n\n" + lease("1") + " 1 -5\n");
        assertThat(folders()
                        .clean(Set.of())
                        .kept()
                        .getFirst()
                        .bytes()
                        .orElseThrow()
                        .bytes())
                .isGreaterThanOrEqualTo(1L << 20);
    }

    @Test
    void whatWasFinishedWithinTheHourIsKeptHoweverLarge() throws IOException {
        folder("1", Duration.ofMinutes(50), 11);
        assertThat(folders().clean(Set.of()).deleted()).isEmpty();
        folder("1", Duration.ofMinutes(70), 11);
        assertThat(folders().clean(Set.of()).deleted()).containsExactly(lease("1"));
    }

    @Test
    void timesThatAJobSetDoNotKeepItsFolder() throws IOException {
        Path folder = folder("1", Duration.ofDays(8), 1);
        Path copy = Files.createDirectory(folder.resolve("artefacts.copy"));
        for (Path path : new Path[] {folder.resolve("artefacts/result"), folder.resolve("artefacts"), copy})
            Files.setLastModifiedTime(path, FileTime.from(Y2255));
        Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(8))));
        assertThat(folders().clean(Set.of()).deleted()).containsExactly(lease("1"));
        assertThat(folder).doesNotExist();
    }

    @Test
    void timeInTheFutureIsNotBelievedAndTheFolderAgesFromWhenItWasSeen() throws IOException {
        Path folder = folder("1", Duration.ofDays(2), 1);
        for (Path path : new Path[] {folder.resolve("job.log"), folder})
            Files.setLastModifiedTime(path, FileTime.from(Y2255));
        assertThat(folders().clean(Set.of()).kept())
                .extracting(Folder::changedAt)
                .containsExactly(NOW);
        Clock later = Clock.fixed(NOW.plus(Duration.ofDays(8)), ZoneOffset.UTC);
        assertThat(new LeaseFolders(directory, WEEK, later).clean(Set.of()).deleted())
                .containsExactly(lease("1"));
    }

    @Test
    void workOnAFolderThatIsRetriedDoesNotRenewItsTime() throws IOException {
        Path folder = folder("1", Duration.ofDays(6), 1);
        assertThat(folders().clean(Set.of()).deleted()).isEmpty();
        for (int day = 1; day <= 2; day++) {
            // A copy is begun and removed again.
            Instant now = NOW.plus(Duration.ofDays(day));
            Files.setLastModifiedTime(folder, FileTime.from(now));
            LeaseFolders restarted = new LeaseFolders(directory, WEEK, Clock.fixed(now, ZoneOffset.UTC));
            List<LeaseId> deleted = restarted.clean(Set.of()).deleted();
            assertThat(deleted).as("day " + day).hasSize(day - 1);
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void folderOfAnOpenLeaseHasNoAgeUntilTheLeaseIsOver() throws IOException {
        Path folder = folder("1", Duration.ofDays(30), 1);
        LeaseFolders folders = folders();
        assertThat(folders.clean(Set.of(lease("1"))).kept()).isEmpty();
        // The disk is settled at the end.
        Files.setLastModifiedTime(folder, FileTime.from(NOW));
        assertThat(folders.clean(Set.of()).kept()).extracting(Folder::changedAt).containsExactly(NOW);
    }

    @Test
    void linesOfAnEarlierVersionAreRead() throws IOException {
        folder("1", Duration.ofDays(2), 1);
        Instant at = NOW.minus(Duration.ofDays(2));
        Files.writeString(directory.resolve(".sizes"), lease("1") + " " + at + " 77\n");
        assertThat(folders().clean(Set.of()).kept())
                .containsExactly(new Folder(lease("1"), Optional.of(new ByteCount(77)), at));
    }

    @Test
    void linksAreDeletedAndNotFollowedHoweverDeepTheyLie() throws Exception {
        Path secret = Files.writeString(
                Files.createDirectories(directory.resolve("y")).resolve("keep"), "kept");
        Path folder = folder("1", Duration.ofDays(8), 1);
        Files.createSymbolicLink(folder.resolve("artefacts/out"), secret.getParent());
        Process deep = new ProcessBuilder(
                        "bash",
                        "-c",
                        "d=$(printf 'x%.0s' $(seq 200)); for i in $(seq 60); do mkdir $d && cd $d && "
                                + "touch file && ln -s / root; done")
                .directory(folder.resolve("artefacts").toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(deep.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(8))));
        Cleaning cleaning = folders().clean(Set.of());
        assertThat(cleaning.failures()).isEmpty();
        assertThat(cleaning.deleted()).containsExactly(lease("1"));
        assertThat(secret).hasContent("kept");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(secret.getParent());
        }
    }

    @Test
    void deletionThatWasCutShortIsFinishedByTheNext() throws IOException {
        Path folder = folder("1", Duration.ofDays(8), 1);
        assertThat(FileTree.delete(folder, 2)).isEqualTo(2);
        assertThat(folder).exists();
        Files.move(folder, directory.resolve(".deleted-" + lease("1")));
        assertThat(folders().clean(Set.of()).deleted()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void mountedDiskOfAnExpiredLeaseIsUnmountedAndDeleted() throws Exception {
        Path folder = directory.resolve(lease("1").value());
        Path artefacts = folder.resolve("artefacts");
        assumeThat(new DiskImage(DiskPolicy.STANDARD).attach(artefacts, 8L << 20))
                .as("loop devices need root and a kernel that has them")
                .isTrue();
        Files.writeString(artefacts.resolve("result"), "42");
        Files.setLastModifiedTime(folder.resolve("artefacts.img"), FileTime.from(NOW.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(8))));
        try {
            Cleaning cleaning = folders().clean(Set.of());
            assertThat(cleaning.failures()).isEmpty();
            assertThat(directory).isEmptyDirectory();
        } finally {
            DiskImage.discard(artefacts);
        }
    }

    @Test
    void diskThatAKilledRigLeftMountedIsSettled() throws Exception {
        Path folder = directory.resolve(lease("1").value());
        Path artefacts = folder.resolve("artefacts");
        assumeThat(new DiskImage(DiskPolicy.STANDARD).attach(artefacts, 8L << 20))
                .as("loop devices need root and a kernel that has them")
                .isTrue();
        Files.writeString(artefacts.resolve("result"), "42");
        Files.setLastModifiedTime(folder.resolve("artefacts.img"), FileTime.from(NOW.minus(Duration.ofDays(2))));
        Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(2))));
        try {
            assertThat(folders().clean(Set.of(lease("1"))).kept()).isEmpty();
            assertThat(DiskImage.isMounted(artefacts)).as("still in use").isTrue();
            assertThat(folders().clean(Set.of()).kept())
                    .extracting(Folder::lease)
                    .containsExactly(lease("1"));
            assertThat(DiskImage.isMounted(artefacts)).isFalse();
            assertThat(artefacts.resolve("result")).hasContent("42");
        } finally {
            DiskImage.discard(artefacts);
        }
    }
}
