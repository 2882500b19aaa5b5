package org.headroom.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.headroom.engine.RigParts.ArtefactsDigest;
import org.headroom.jobs.Artefacts;
import org.headroom.jobs.LeaseDisks;
import org.headroom.model.money.Hash32;

/** Digests what jobs left, in images that may have to be mounted first as well. Any thread; blocks. */
final class JobDigests implements ArtefactsDigest {
    private final LeaseDisks disks;
    private final Artefacts all = new Artefacts();
    /** What this reads in vain before it finds more is next to nothing. */
    private final Artefacts little = new Artefacts(1_000, 16L << 20, Duration.ofSeconds(1));

    JobDigests(LeaseDisks disks) {
        this.disks = disks;
    }

    @Override
    public Hash32 of(Path directory) throws IOException {
        makeReadable(directory);
        return all.digest(directory);
    }

    @Override
    public Optional<Hash32> ofLittle(Path directory) throws IOException {
        makeReadable(directory);
        try {
            return Optional.of(little.digest(directory));
        } catch (Artefacts.TooMuch e) {
            return Optional.empty();
        }
    }

    private void makeReadable(Path directory) throws IOException {
        try {
            disks.makeReadable(directory);
        } catch (IOException e) {
            throw new IOException("the disk image that holds it cannot be mounted: " + e.getMessage(), e);
        }
    }
}
