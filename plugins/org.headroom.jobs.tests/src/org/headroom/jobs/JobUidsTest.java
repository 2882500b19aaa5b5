package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.JobFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobUidsTest {
    private static final int COUNT = 256;

    @TempDir
    Path folder;

    private JobUids uids;

    @BeforeEach
    void make() throws Exception {
        assumeThat(JobUser.weAreRoot()).isTrue();
        Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(folder.resolve("proc"));
        uids = uids();
    }

    private JobUids uids() {
        return new JobUids(folder.resolve("run"), folder.resolve("etc"), folder.resolve("proc"));
    }

    private static long uid(int slot) {
        return JobUids.FIRST + (long) slot * JobUids.SIZE + JobUser.NOBODY_ID;
    }

    private static List<Long> allBut(int... slots) {
        List<Long> all = new ArrayList<>();
        Set<Integer> left = new HashSet<>();
        for (int slot : slots) left.add(slot);
        for (int slot = 0; slot < COUNT; slot++) if (!left.contains(slot)) all.add(uid(slot));
        return all;
    }

    private long choose(List<Long> contained) throws JobFailure {
        try (JobUids.Turn turn = uids.turn()) {
            return turn.choose(contained);
        }
    }

    @Test
    void idThatNoContainerHasIsChosenAndNotASecondTimeBeforeItsContainerShows() throws Exception {
        assertThat(choose(allBut(7))).isEqualTo(uid(7));
        assertThatThrownBy(() -> choose(allBut(7)))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("all 256 user ids for jobs from 2100000000 on are taken");
        Files.setLastModifiedTime(
                folder.resolve("run/7"), FileTime.from(Instant.now().minusSeconds(600)));
        assertThat(choose(allBut(7))).isEqualTo(uid(7));
    }

    @Test
    void idsOfAccountsAndTheirRangesAreLeftAlone() throws Exception {
        Files.writeString(
                folder.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nme:x:" + uid(1) + ":5::/:/bin/sh\n");
        Files.writeString(folder.resolve("etc/group"), "g:x:" + (JobUids.FIRST + 2L * JobUids.SIZE) + ":\nbroken\n");
        Files.writeString(
                folder.resolve("etc/subuid"),
                "containers:0:4294967295\nme:" + (uid(3)) + ":" + JobUids.SIZE + "\nyou:100000:65536\nx:y:z\n");
        assertThat(choose(allBut(1, 2, 3, 4, 5))).isEqualTo(uid(5));
    }

    @Test
    void idThatAProcessHasIsLeftAlone() throws Exception {
        Path process = Files.createDirectories(folder.resolve("proc/42"));
        Files.writeString(process.resolve("status"), "Name:\tjob\nUid:\t0\t" + uid(8) + "\t0\t0\nGid:\t0\t0\t0\t0\n");
        Files.createDirectories(folder.resolve("proc/43"));
        assertThat(choose(allBut(8, 9))).isEqualTo(uid(9));
    }

    @Test
    void rigsTakeTurns() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch had = new CountDownLatch(1);
        Thread other;
        try (JobUids.Turn turn = uids.turn()) {
            assertThat(turn.choose(List.of())).isPositive();
            other = Thread.ofVirtual().start(() -> {
                begun.countDown();
                try (JobUids.Turn next = uids().turn()) {
                    if (next.choose(List.of()) > 0) had.countDown();
                } catch (JobFailure e) {
                    // Seen below: nobody had a turn.
                }
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(had.await(200, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(had.await(10, TimeUnit.SECONDS)).isTrue();
        other.join();
    }

    @Test
    void onlyTheIdsOfJobsAreRead() {
        assertThat(JobUids.read(Long.toString(uid(255)))).hasValue(uid(255));
        for (String other : List.of("0", "65534", "", "x", Long.toString(uid(256)), Long.toString(uid(0) + 1), "-1"))
            assertThat(JobUids.read(other)).as(other).isEmpty();
    }
}
