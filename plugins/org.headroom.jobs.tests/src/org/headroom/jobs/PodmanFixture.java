package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.job.MissingOutput;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Podman of the test class's own, and jobs of one shell script each; what is left of them is removed after each test. */
abstract class PodmanFixture {
    static final ByteCount DISK = new ByteCount(64L << 20);

    @TempDir
    static Path own;

    static PodmanService service;

    @TempDir
    Path directory;

    private final String rig = "test-rig-" + UUID.randomUUID();
    PodmanEngine engine;

    @BeforeAll
    static void begin() {
        service = TestEngines.podmanOrSkip(own);
    }

    @AfterAll
    static void end() {
        if (service != null) service.close();
    }

    @BeforeEach
    void connect() throws JobFailure {
        engine = connect(DiskPolicy.STANDARD);
        DemoJob.loadInto(engine);
    }

    final PodmanEngine connect(DiskPolicy policy) {
        EngineClient client = new EngineClient(service.socket(), () -> {});
        return new PodmanEngine(client, rig, TestEngines.OFFERED, Clock.systemUTC(), new DiskImage(policy), () -> {});
    }

    @AfterEach
    void removeEverything() throws JobFailure, IOException {
        for (LeaseId left : engine.leases()) {
            ContainerRef container = engine.find(left).orElseThrow().container();
            engine.stop(container, Duration.ZERO);
            engine.remove(container);
        }
        engine.close();
        try (Stream<Path> folders = Files.list(directory)) {
            for (Path folder : folders.toList()) DiskImage.discard(folder.resolve("artefacts"));
        }
    }

    final JobSpec shell(String script) {
        return shell(script, EngineContract.SMALL, DISK);
    }

    final JobSpec shell(String script, Limits limits, ByteCount disk) {
        LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());
        Manifest manifest = new Manifest(DemoJob.IMAGE, List.of("sh", "-c", script), Map.of(), limits);
        Path artefacts = directory.resolve(lease.value()).resolve("artefacts");
        return new JobSpec(lease, manifest, List.of(), artefacts, Instant.now().plusSeconds(120), Optional.of(disk));
    }

    final ContainerState.Exited run(JobSpec job) throws Exception {
        return engine.await(engine.start(job).container());
    }

    final String output(ContainerRef container) throws Exception {
        StringBuffer text = new StringBuffer();
        CountDownLatch ended = new CountDownLatch(1);
        try (Subscription following = engine.follow(container, text::append, ended::countDown)) {
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(following).isNotNull();
        }
        return text.toString();
    }

    /** What a follower heard. */
    static final class Heard {
        /** Without the lines that say that output is missing. */
        long length;

        int lost;
        int perhaps;
        final StringBuilder tail = new StringBuilder();

        void accept(String text) {
            String mark = text.startsWith("\n") ? text.substring(1) : text;
            if (mark.equals(MissingOutput.LOST)) lost++;
            else if (mark.equals(MissingOutput.PERHAPS)) perhaps++;
            else length += text.length();
            tail.append(text);
            if (tail.length() > 1000) tail.delete(0, tail.length() - 1000);
        }
    }

    final Heard hear(ContainerRef container) throws Exception {
        Heard heard = new Heard();
        CountDownLatch ended = new CountDownLatch(1);
        try (Subscription following = engine.follow(container, heard::accept, ended::countDown)) {
            assertThat(engine.await(container).exitCode()).isZero();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(following).isNotNull();
        }
        assertThat(heard.tail.toString()).endsWith("last\nerror\n");
        return heard;
    }
}
