package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessResourcesTest {
    private static final int MANY = 40;

    @TempDir
    Path scratch;

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void threadsThatHaveNotEndedAreCountedByKind() throws Exception {
        ProcessResources before = ProcessResources.now();
        CountDownLatch over = new CountDownLatch(1);
        try {
            for (int i = 0; i < MANY; i++) {
                Thread.ofVirtual().start(() -> await(over));
                Thread.ofPlatform().daemon().start(() -> await(over));
            }
            ProcessResources during = ProcessResources.now();
            // Others may begin and end meanwhile, but not so many.
            assertThat(during.virtualThreads() - before.virtualThreads()).isBetween(MANY / 2, MANY * 3 / 2);
            assertThat(during.threads() - before.threads()).isBetween(MANY / 2, MANY * 3 / 2);
        } finally {
            over.countDown();
        }
    }

    @Test
    void descriptorsThatAreOpenAreCounted() throws Exception {
        Path file = Files.createFile(scratch.resolve("file"));
        ProcessResources before = ProcessResources.now();
        try (InputStream one = Files.newInputStream(file);
                InputStream other = Files.newInputStream(file)) {
            assertThat(one).isNotSameAs(other);
            assertThat(ProcessResources.now().descriptors()).isGreaterThanOrEqualTo(before.descriptors() + 2);
        }
    }

    @Test
    void heapThatIsHeldIsCounted() throws Exception {
        long before = ProcessResources.usedHeap();
        byte[] held = new byte[32 << 20];
        assertThat(ProcessResources.usedHeap() - before).isGreaterThan(16 << 20);
        assertThat(held).hasSize(32 << 20);
    }
}
