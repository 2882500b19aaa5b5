package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.JobArtefacts.Hashed;
import org.headroom.model.lease.JobArtefacts.NotHashed;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many jobs left at the same time, some of it on a disk that does not answer. */
class ArtefactsReaderTest {
    private static final Path LITTLE = Path.of("little");
    private static final Path LARGE = Path.of("large");
    private static final Path DEAD = Path.of("dead");
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Map<LeaseId, JobArtefacts> known = new ConcurrentHashMap<>();
    private final CountDownLatch large = new CountDownLatch(1);
    private final CountDownLatch dead = new CountDownLatch(1);
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger mostReading = new AtomicInteger();
    private Optional<ArtefactsReader> reader = Optional.empty();

    @AfterEach
    void end() {
        large.countDown();
        dead.countDown();
        reader.ifPresent(ArtefactsReader::close);
    }

    private final class Disk implements RigParts.ArtefactsDigest {
        @Override
        public Hash32 of(Path directory) throws IOException {
            mostReading.accumulateAndGet(reading.incrementAndGet(), Math::max);
            try {
                if (directory.endsWith("interruptible")) large.await();
                await(directory.equals(DEAD) ? dead : large);
                return Scene.hash(2);
            } catch (InterruptedException e) {
                throw new IOException("given up", e);
            } finally {
                reading.decrementAndGet();
            }
        }

        @Override
        public Optional<Hash32> ofLittle(Path directory) throws IOException {
            if (directory.startsWith("hostile")) throw new IOException(directory.getFileName() + " cannot be read");
            return directory.equals(LITTLE) ? Optional.of(Scene.hash(1)) : Optional.empty();
        }

        /** As a read from a dead disk, it cannot be interrupted. */
        private static void await(CountDownLatch latch) {
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }
    }

    private void start(Duration limit, Duration turn) {
        reader = Optional.of(new ArtefactsReader(new Disk(), limit, turn));
    }

    private LeaseId read(String name, Path what) {
        LeaseId lease = new LeaseId("bid-" + name);
        reader.orElseThrow().read(lease, what, artefacts -> known.put(lease, artefacts));
        return lease;
    }

    private void awaitKnown(LeaseId lease, JobArtefacts artefacts) {
        await().untilAsserted(() -> assertThat(known).containsEntry(lease, artefacts));
    }

    @Test
    void littleIsHashedWhileMuchIsBeingRead() {
        start(LONG, LONG);
        LeaseId much = read("0000000a", LARGE);
        await().untilAsserted(() -> assertThat(reading).hasValue(1));
        awaitKnown(read("0000000b", LITTLE), new Hashed(Scene.hash(1)));
        assertThat(known).doesNotContainKey(much);
        large.countDown();
        awaitKnown(much, new Hashed(Scene.hash(2)));
    }

    @Test
    void muchIsReadForOneLeaseAtATime() {
        start(LONG, LONG);
        IntStream.range(0, 20).forEach(i -> read("000000" + (10 + i), LARGE));
        await().untilAsserted(() -> assertThat(reading).hasValue(1));
        large.countDown();
        await().untilAsserted(() -> assertThat(known).hasSize(20));
        assertThat(mostReading).hasValue(1);
    }

    @Test
    void readsThatDoNotReturnHoldBackNoOther() {
        start(SHORT, LONG);
        for (String name : new String[] {"0000000a", "0000000b", "0000000c"})
            awaitKnown(read(name, DEAD), new NotHashed("it could not be read within 0 s"));
        large.countDown();
        awaitKnown(read("0000000d", LARGE), new Hashed(Scene.hash(2)));
        // One that returns at last changes nothing any more.
        dead.countDown();
        await().untilAsserted(() -> assertThat(reading).hasValue(0));
        assertThat(known.values()).filteredOn(NotHashed.class::isInstance).hasSize(3);
    }

    @Test
    void oneWhoseTurnDoesNotComeIsNotHashed() {
        start(LONG, SHORT.plus(SHORT));
        read("0000000a", DEAD);
        await().untilAsserted(() -> assertThat(reading).hasValue(1));
        awaitKnown(
                read("0000000b", LARGE),
                new NotHashed("it was not its turn within 0 min: what other jobs left took too long"));
    }

    @Test
    void reasonHasNoCharactersThatNoMessageMayHaveAndABoundedLength() {
        start(LONG, LONG);
        LeaseId lease = read("0000000a", Path.of("hostile/\u202enoitpo\n" + "x".repeat(1_000)));
        await().untilAsserted(() -> assertThat(known).containsKey(lease));
        String reason = ((NotHashed) known.get(lease)).reason();
        assertThat(reason).startsWith("?noitpo?xxx").hasSize(300);
    }

    @Test
    void readThatIsGivenUpBecauseTheRigClosesIsNotReported() {
        start(LONG, LONG);
        read("0000000a", Path.of("interruptible"));
        await().untilAsserted(() -> assertThat(reading).hasValue(1));
        reader.orElseThrow().close();
        await().untilAsserted(() -> assertThat(reading).hasValue(0));
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(known).isEmpty());
    }

    @Test
    void leaseThatIsAskedForTwiceIsReadOnce() {
        start(LONG, LONG);
        LeaseId lease = read("0000000a", LARGE);
        await().untilAsserted(() -> assertThat(reading).hasValue(1));
        read("0000000a", LITTLE);
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(known).isEmpty());
        large.countDown();
        awaitKnown(lease, new Hashed(Scene.hash(2)));
    }
}
