package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.job.JobFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of a Podman whose service was killed while it wrote them: it fails as version 4.3 does at an empty file. */
@Timeout(60)
class PodmanSecretFilesTest {
    @TempDir
    Path directory;

    private Path storage;
    private Path data;
    private final AtomicInteger refused = new AtomicInteger();
    private FakeEngineSocket podman;
    private PodmanSecrets secrets;

    @BeforeEach
    void start() throws Exception {
        storage = directory.resolve("storage");
        data = storage.resolve("secrets/filedriver/secretsdata.json");
        Files.createDirectories(data.getParent());
        podman = new FakeEngineSocket(directory.resolve("s"), this::answer);
        secrets = new PodmanSecrets(new EngineClient(podman.socket, () -> {}), "", () -> Optional.of(storage));
    }

    private void answer(String method, String target, FakeEngineSocket.Exchange exchange) throws Exception {
        if (Files.exists(data) && Files.size(data) == 0) {
            refused.incrementAndGet();
            exchange.json(500, "{\"message\": \"unexpected end of JSON input\"}");
        } else exchange.json(200, "[]");
    }

    @AfterEach
    void stop() throws Exception {
        podman.close();
    }

    private void isEmptySince(int seconds) throws Exception {
        Files.write(data, new byte[0]);
        Files.setLastModifiedTime(data, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    @Test
    void fileThatACutOffWriteLeftEmptyIsRemovedAndTheRequestMadeAgain() throws Exception {
        isEmptySince(60);
        secrets.sweep(Set.of(), Instant.now());
        assertThat(data).doesNotExist();
        assertThat(refused).hasValue(1);
    }

    @Test
    void fileThatMayBeBeingWrittenIsLeftAlone() throws Exception {
        Files.write(data, new byte[0]);
        assertThatThrownBy(() -> secrets.sweep(Set.of(), Instant.now())).isInstanceOf(JobFailure.class);
        assertThat(data).exists();
    }

    @Test
    void fileThatHoldsSomethingIsLeftAlone() throws Exception {
        Files.writeString(data, "{");
        Files.setLastModifiedTime(data, FileTime.from(Instant.EPOCH));
        assertThat(PodmanSecretFiles.removeCutOff(storage, Clock.systemUTC())).isFalse();
        assertThat(data).hasContent("{");
    }

    @Test
    void linkInTheFilesPlaceIsLeftAlone() throws Exception {
        Path other = Files.write(directory.resolve("other"), new byte[0]);
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        Files.createSymbolicLink(data, other);
        assertThat(PodmanSecretFiles.removeCutOff(storage, Clock.systemUTC())).isFalse();
        assertThat(other).exists();
    }
}
