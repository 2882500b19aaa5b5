package org.headroom.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;

/** Stands where an engine should be, and says what to do about it. */
public final class NoEngine implements ContainerEngine {
    private final String advice;

    /** @param advice one sentence: what is missing and what to do */
    public NoEngine(String advice) {
        this.advice = advice;
    }

    private JobFailure missing() {
        return new JobFailure(JobFailure.Kind.NO_ENGINE, advice);
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(false, "none", "", advice);
    }

    @Override
    public boolean hasImage(ImageName name) throws JobFailure {
        throw missing();
    }

    @Override
    public ContainerState start(JobSpec job) throws JobFailure {
        throw missing();
    }

    @Override
    public Optional<ContainerState> find(LeaseId lease) throws JobFailure {
        throw missing();
    }

    @Override
    public List<LeaseId> leases() throws JobFailure {
        throw missing();
    }

    @Override
    public ContainerState.Exited await(ContainerRef container) throws JobFailure {
        throw missing();
    }

    @Override
    public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
        throw missing();
    }

    @Override
    public Subscription watchDisk(ContainerRef container, Consumer<String> exceeded, Consumer<String> unknown)
            throws JobFailure {
        throw missing();
    }

    @Override
    public void stop(ContainerRef container, Duration grace) throws JobFailure {
        throw missing();
    }

    @Override
    public void remove(ContainerRef container) throws JobFailure {
        throw missing();
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
