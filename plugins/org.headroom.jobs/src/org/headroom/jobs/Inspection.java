package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.market.LeaseId;

/** What an engine says of one container, read. Docker and Podman agree on all that is used here. */
record Inspection(JsonNode json) {
    private static final int KILLED = 137;
    private static final int HIGHEST_CODE = 255;

    String id() {
        return json.path("Id").asText();
    }

    /** The engine's own name for the image: the digest of its configuration. */
    String imageDigest() {
        String image = json.path("Image").asText();
        return image.startsWith("sha256:") ? image : "sha256:" + image;
    }

    Optional<String> label(String name) {
        JsonNode value = json.path("Config").path("Labels").path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    Optional<LeaseId> lease() {
        return label(Isolation.LEASE_LABEL).flatMap(Inspection::leaseId);
    }

    /** The directory on the host that the job has as {@code /artefacts}. */
    Optional<Path> artefacts() {
        for (JsonNode mount : json.path("Mounts")) {
            String source = mount.path("Source").asText();
            if (mount.path("Destination").asText().equals(Isolation.ARTEFACTS) && source.startsWith("/"))
                return Optional.of(Path.of(source));
        }
        return Optional.empty();
    }

    /** What the job may take of the disk, as written down when it was created. */
    Optional<Long> diskBytes() {
        return label(Isolation.DISK_LABEL)
                .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                .map(Long::parseLong);
    }

    /** Who the job is on the machine; empty where no user was chosen for it. */
    OptionalLong uid() {
        Optional<String> label = label(Isolation.USER_LABEL);
        return label.isPresent() ? JobUids.read(label.get()) : OptionalLong.empty();
    }

    /** Whether the job has this directory as it is here. True also where that cannot be told any more. */
    boolean sees(Path artefacts) {
        Path inside = Path.of("/proc", json.path("State").path("Pid").asText("0"), "root" + Isolation.ARTEFACTS);
        try {
            return JobProcess.of(this).isEmpty()
                    || Files.getAttribute(inside, "unix:dev").equals(Files.getAttribute(artefacts, "unix:dev"));
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    /** The file that Podman's monitor writes the output to. */
    Optional<Path> monitorsLog() {
        JsonNode log = json.path("HostConfig").path("LogConfig");
        String path = log.path("Path").asText();
        // The container's number in it: no other file is meant.
        boolean sure = log.path("Type").asText().equals("k8s-file") && !id().isEmpty() && path.contains(id());
        return sure && path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
    }

    Optional<Instant> startedAt() {
        return time(json.path("State").path("StartedAt"));
    }

    static Optional<LeaseId> leaseId(String text) {
        try {
            return Optional.of(new LeaseId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    ContainerState state(String engine, String engineVersion) {
        ContainerRef ref = new ContainerRef(engine, engineVersion, id(), imageDigest());
        JsonNode state = json.path("State");
        Optional<Instant> started = startedAt();
        String status = state.path("Status").asText().toLowerCase(Locale.ROOT);
        // A start time without a process means that it ran: after a reboot Podman calls such a container created again.
        if (started.isEmpty()) return new ContainerState.Created(ref);
        boolean running =
                state.path("Running").asBoolean() || state.path("Paused").asBoolean() || status.equals("stopping");
        if (running) return new ContainerState.Running(ref, started.get());
        // Earlier than the start where the clock was set back in between.
        Instant ended = finishedAt().orElse(started.get());
        int exitCode = exitCode();
        return new ContainerState.Exited(
                ref,
                started.get(),
                ended,
                exitCode,
                state.path("OOMKilled").asBoolean() || (exitCode == KILLED && KernelLog.saysOutOfMemory(id())));
    }

    /** Whether somebody told the engine to stop it; Podman 4.3 and Docker do not tell it here. */
    boolean stoppedByUser() {
        return json.path("State").path("StoppedByUser").asBoolean();
    }

    /** False where the container is over and the engine does not know its exit code or when it ended. */
    boolean endIsCertain() {
        return finishedAt().isPresent() && exitCode() != ContainerState.UNKNOWN_EXIT;
    }

    /** Without a time of the end the code is not the job's, but the zero that stands there from the beginning. */
    private int exitCode() {
        JsonNode code = json.path("State").path("ExitCode");
        // Jackson would make 1 of true, and some other number of one that is too large.
        boolean isCode = code.isIntegralNumber()
                && code.canConvertToInt()
                && code.intValue() >= 0
                && code.intValue() <= HIGHEST_CODE;
        return isCode && finishedAt().isPresent() ? code.intValue() : ContainerState.UNKNOWN_EXIT;
    }

    private Optional<Instant> finishedAt() {
        return time(json.path("State").path("FinishedAt"));
    }

    private static Optional<Instant> time(JsonNode value) {
        try {
            Instant at = OffsetDateTime.parse(value.asText()).toInstant();
            // Engines write the year 1 for never.
            return at.isAfter(Instant.EPOCH) ? Optional.of(at) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
