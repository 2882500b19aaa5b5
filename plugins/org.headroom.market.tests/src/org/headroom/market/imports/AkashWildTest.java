package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobFileWarning;
import org.headroom.market.jobfile.JobService;
import org.junit.jupiter.api.Test;

/** Files that people really deploy with. About one in seven breaks Akash's own schema, and nearly all make sense. */
final class AkashWildTest {
    /** The few of which no order can be made, each looked at by hand, with what its author has to mend. */
    private static final Map<String, JobFileError> REFUSED = Map.of(
            // profiles and deployment are indented, and so stand among the services
            "pokt-network__deploy.yml", new JobFileError(2, 1, "profiles: expected"),
            // the port has no number
            "steamcmd__deploy.yaml", new JobFileError(8, 9, "expose.port: expected a port"),
            // the first line is "--" instead of "---"
            "teamspeak__deploy.yaml", new JobFileError(2, 8, "not YAML"),
            // a persistent volume that is mounted nowhere; Akash refuses it as well
            "minio__deploy.yml", new JobFileError(45, 15, "expected its mount under services.minio.params.storage"));

    @Test
    void everyFileIsAcceptedExceptTheFewThatMakeNoOrder() throws IOException {
        Map<String, JobFileError> refused = new TreeMap<>();
        for (Path file : Corpus.files("akash-sdl")) {
            JobFileReading reading = JobFileReader.read(file);
            reading.error().ifPresent(e -> refused.put(file.getFileName().toString(), e));
        }
        assertThat(refused.keySet()).isEqualTo(new TreeMap<>(REFUSED).keySet());
        REFUSED.forEach((file, why) -> {
            assertThat(refused.get(file).message()).as(file).contains(why.message());
            assertThat(refused.get(file).line()).as(file).isEqualTo(why.line());
            assertThat(refused.get(file).column()).as(file).isEqualTo(why.column());
        });
    }

    @Test
    void eachWarningNamesALineThatIsThere() throws IOException {
        for (Path file : Corpus.files("akash-sdl")) {
            long lines = Files.readString(file).lines().count();
            for (JobFileWarning warning : JobFileReader.read(file).warnings()) {
                assertThat((long) warning.line()).as(file + " " + warning).isBetween(1L, lines);
                assertThat(warning.message()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    @Test
    void whatIsOrderedMakesSense() throws IOException {
        for (Path file : Corpus.files("akash-sdl")) {
            for (JobService s : JobFileReader.read(file).services()) {
                String what = file.getFileName() + " " + s.name();
                assertThat(s.cpuMillis()).as(what).isBetween(10L, 512_000L);
                assertThat(s.memoryBytes()).as(what).isBetween(1L << 20, 4L << 40);
                assertThat(s.storage()).as(what).isNotEmpty();
                assertThat(s.gpu().units()).as(what).isLessThan(100);
                assertThat(s.gpu().models().isEmpty())
                        .as(what)
                        .isEqualTo(s.gpu().units() == 0);
                assertThat(s.environment()).as(what).allMatch(v -> !v.startsWith("="));
            }
        }
    }

    @Test
    void aComposeFileAmongThemIsKnownForOne() throws IOException {
        Path file = named("stableswarmui__docker-compose.yml");
        JobFileReading reading = JobFileReader.read(file);
        assertThat(reading.format()).contains(JobFileFormat.COMPOSE);
        assertThat(reading.services().getFirst().gpu().units()).isEqualTo(1);
    }

    @Test
    void aMisspeltUnitIsTakenForWhatItMeansAndWarnedOf() throws IOException {
        JobFileReading reading = JobFileReader.read(named("Venice-ElizaOS__deploy.yml"));
        JobService service = reading.services().getFirst();
        assertThat(service.memoryBytes()).isEqualTo(32_000_000_000L);
        assertThat(service.cpuMillis()).isEqualTo(16_000);
        List<String> said = new ArrayList<>();
        reading.warnings().forEach(w -> said.add(w.line() + " " + w.message()));
        assertThat(said)
                .anyMatch(w -> w.startsWith("62 ") && w.contains("\"32gb\" is taken for 32G"))
                .anyMatch(w -> w.contains("the only one of the list"));
    }

    @Test
    void allOfThemTakeLessThanSeconds() throws IOException {
        List<Path> files = Corpus.files("akash-sdl");
        long began = System.nanoTime();
        for (Path file : files) JobFileReader.read(file);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    private static Path named(String name) throws IOException {
        return Corpus.files("akash-sdl").stream()
                .filter(f -> f.endsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
