package org.headroom.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The output of jobs on its way from the container engine to their logs and their renters. Any thread. */
final class JobOutputs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobOutputs.class);
    /** For the last of the output after the job's end was reported; what is still missing then is left out, with a line. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);
    /** After a restart, for an engine that does not answer yet. */
    private static final Duration ENGINE = Duration.ofSeconds(15);
    /** More than both together: a receipt waits for the output no longer. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration FLUSH = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Hands a piece of output on; false where it could not: it comes again. */
    @FunctionalInterface
    interface Sender {
        boolean send(LeaseTerms lease, long offset, String text);
    }

    /** A job's output on its way, and whether all of it has come. */
    record Following(Subscription subscription, JobOutput output, CountDownLatch ended) {}

    private final ContainerEngine engine;
    private final Function<LeaseId, Path> directory;
    private final Sender sender;
    private final LeaseLogs logs;
    private final UnsentOutput unsent;
    private final Map<LeaseId, JobOutput> outputs = new ConcurrentHashMap<>();
    /** Of jobs that have ended: done when all of the output is handed on. */
    private final Map<LeaseId, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("job-output").unstarted(r));
    /** Whether the last flush failed; of the flusher alone. */
    private boolean flushFailing;

    /** @param directory of a lease */
    JobOutputs(ContainerEngine engine, Function<LeaseId, Path> directory, Sender sender, UnsentOutput unsent) {
        this.engine = engine;
        this.directory = directory;
        this.sender = sender;
        this.unsent = unsent;
        this.logs = new LeaseLogs(directory);
        flusher.scheduleWithFixedDelay(this::flush, FLUSH.toMillis(), FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it throws would end the flusher. */
    private void flush() {
        try {
            outputs.values().forEach(JobOutput::tryFlush);
            unsent.flush();
            flushFailing = false;
        } catch (RuntimeException | Error e) {
            if (!flushFailing) LOG.warn("The output of jobs could not be handed on; it is tried again", e);
            flushFailing = true;
        }
    }

    /** Empty where no log can be kept, and where this was closed: an engine may answer after that. */
    Optional<Following> follow(LeaseTerms terms, ContainerRef container) throws JobFailure {
        try {
            JobOutput output;
            synchronized (closed) {
                if (closed.getCount() == 0) return Optional.empty();
                output = new JobOutput(
                        directory.apply(terms.lease()).resolve(LeaseLogs.FILE),
                        logBytes(terms),
                        (offset, text) -> sender.send(terms, offset, text));
            }
            outputs.put(terms.lease(), output);
            CountDownLatch ended = new CountDownLatch(1);
            return Optional.of(
                    new Following(engine.follow(container, output::accept, ended::countDown), output, ended));
        } catch (IOException e) {
            LOG.warn("The log of {} cannot be kept: {}", terms.lease(), e.getMessage());
            return Optional.empty();
        }
    }

    private static long logBytes(LeaseTerms terms) {
        long disk = terms.order().requirements().disk().bytes();
        return disk > 0 ? JobLogSize.bytes(disk) : JobLogSize.MOST_BYTES;
    }

    /** The job's end is about to be reported; the last of its output comes after that, up to {@link #over}. */
    void ending(LeaseId lease) {
        ending.put(lease, new CompletableFuture<>());
    }

    /** Done when all output of an ended job is handed on, as far as that can be done. */
    CompletableFuture<Void> last(LeaseId lease) {
        return ending.getOrDefault(lease, CompletableFuture.completedFuture(null))
                .copy()
                .completeOnTimeout(null, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the last of the output, and finishes it. */
    void finish(LeaseId lease, Following following) throws InterruptedException {
        if (following.ended().await(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS)) {
            finish(lease, following.output());
            return;
        }
        LOG.warn("The last of the output of {} does not come; it is left out", lease);
        following.subscription().close();
        cutShort(lease);
    }

    /** Finishes the output of a job of which no more is read, with a line that says so. */
    void cutShort(LeaseId lease) {
        Optional.ofNullable(outputs.get(lease)).ifPresent(output -> {
            output.cutShort();
            finish(lease, output);
        });
    }

    /** Output that cannot be finished holds back no receipt. */
    private static void finish(LeaseId lease, JobOutput output) {
        try {
            output.finish();
        } catch (RuntimeException | Error e) {
            LOG.warn("The output of {} could not be finished", lease, e);
        }
    }

    /** No more comes. What could not be sent is kept until it can be. */
    void over(LeaseId lease) {
        JobOutput output = outputs.remove(lease);
        if (output != null) {
            logs.ended(lease, output.tail());
            if (closed.getCount() > 0) unsent.add(output);
        }
        Optional.ofNullable(ending.remove(lease)).ifPresent(o -> o.complete(null));
    }

    /** Finishes the output of a job whose end was recorded by an earlier run, which may have been killed before it did. */
    void finishAfterRestart(LeaseTerms terms, ContainerRef container) {
        LeaseId lease = terms.lease();
        ending(lease);
        Thread.ofVirtual().name("job-output-" + lease).start(() -> {
            try {
                Optional<Following> following = followInTime(terms, container);
                if (following.isPresent()) finish(lease, following.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (JobFailure | RuntimeException | Error e) {
                LOG.warn("The last of the output of {} cannot be read", lease, e);
                cutShort(lease);
            } finally {
                over(lease);
            }
        });
    }

    private Optional<Following> followInTime(LeaseTerms terms, ContainerRef container)
            throws JobFailure, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            try {
                return follow(terms, container);
            } catch (JobFailure e) {
                boolean late = System.nanoTime() - begin > ENGINE.toNanos();
                if (e.kind() != JobFailure.Kind.NO_ENGINE || late) throw e;
            }
            if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) throw new InterruptedException();
        }
    }

    /** The end of a job's output; of an ended job from its file. Never waits: what is not read yet is there the next time. */
    String log(LeaseId lease) {
        JobOutput live = outputs.get(lease);
        return live != null ? live.tail() : logs.tail(lease);
    }

    @Override
    public void close() {
        synchronized (closed) {
            closed.countDown();
        }
        flusher.shutdown();
    }
}
