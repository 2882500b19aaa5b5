package org.headroom.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.engine.RigParts.ArtefactsDigest;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the digest of what a job left, within a time limit: a read that does not return holds back no receipt. Any thread. */
final class ArtefactsReader {
    /** Longer than the five minutes of the digest, which are checked between two reads only. */
    static final Duration LIMIT = Duration.ofMinutes(6);

    private static final Logger LOG = LoggerFactory.getLogger(ArtefactsReader.class);

    private final ArtefactsDigest source;
    private final Duration limit;
    private final Set<LeaseId> reading = ConcurrentHashMap.newKeySet();

    /** @param limit that one digest may take */
    ArtefactsReader(ArtefactsDigest source, Duration limit) {
        this.source = source;
        this.limit = limit;
    }

    /** Whether a digest of the lease is being read: it is known, or known to be missing, when its limit is over. */
    boolean isReading(LeaseId lease) {
        return reading.contains(lease);
    }

    /** Waits for the digest. Empty where it is unknown: the reason is logged. */
    Optional<Hash32> digest(LeaseId lease, Path artefacts) {
        CompletableFuture<Hash32> digest = new CompletableFuture<>();
        reading.add(lease);
        try {
            // A platform thread: a virtual one would hold its carrier in a read that does not return.
            Thread reader =
                    Thread.ofPlatform().daemon().name("job-artefacts-" + lease).start(() -> read(artefacts, digest));
            try {
                return Optional.of(digest.get(limit.toNanos(), TimeUnit.NANOSECONDS));
            } finally {
                reader.interrupt();
            }
        } catch (TimeoutException e) {
            LOG.warn(
                    "The artefacts of {} are left out of the receipt: they could not be read within {} s",
                    lease,
                    limit.toSeconds());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io)
                LOG.warn("The artefacts of {} are left out of the receipt: {}", lease, io.getMessage());
            else LOG.warn("The artefacts of {} are left out of the receipt", lease, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.warn("The artefacts of {} are left out of the receipt", lease, e);
        } finally {
            reading.remove(lease);
        }
        return Optional.empty();
    }

    private void read(Path artefacts, CompletableFuture<Hash32> digest) {
        try {
            digest.complete(source.of(artefacts));
        } catch (IOException | RuntimeException | Error e) {
            digest.completeExceptionally(e);
        }
    }
}
