package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code headroom fuzz} does with its fuzzers, and what it says of them. */
class FuzzRunTest {
    @TempDir
    Path folder;

    private final List<Long> seeds = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    private FuzzReport run(OptionalLong only, FuzzResult.Finding... findings) throws Exception {
        Fuzzer fuzzer = (seed, inputs, limit) -> {
            seeds.add(seed);
            return new FuzzResult(3, Map.of("passed", 2L), List.of(findings));
        };
        return new FuzzRun(List.of("stream"), name -> fuzzer, progress::add).run(Duration.ofSeconds(1), only);
    }

    @Test
    void keptSeedsRunFirstAndThenNewOnes() throws Exception {
        FuzzReport report = run(OptionalLong.empty(), new FuzzResult.Finding("x", new byte[] {7}));
        List<Long> kept = KeptSeeds.of("stream");
        assertThat(seeds).startsWith(kept.toArray(Long[]::new)).hasSizeGreaterThan(kept.size());
        assertThat(report.parts().get("stream").result().count("passed")).isEqualTo(2L * seeds.size());
    }

    @Test
    void findingIsPrintedWithTheCommandThatBringsItAboutAgainAndItsInputIsWritten() throws Exception {
        FuzzReport report = run(OptionalLong.of(42), new FuzzResult.Finding("it fell", new byte[] {7}));
        assertThat(report.isClean()).isFalse();
        report.writeFindings(folder.resolve("found"));
        assertThat(folder.resolve("found/stream-42-0.bin")).hasBinaryContent(new byte[] {7});
        assertThat(report.text(folder))
                .contains("it fell", "./headroom fuzz stream --seed 42 --minutes 1", "stream-42-0.bin", "Findings: 1");
        assertThat(report.json().at("/findings/0/seed").asLong()).isEqualTo(42);
        assertThat(seeds).containsExactly(42L);
        assertThat(progress).singleElement().asString().contains("stream seed 42: 3 inputs", "findings: 1");
    }

    @Test
    void fuzzerThatEndsByAnExceptionIsAFinding() throws Exception {
        Fuzzer broken = (seed, inputs, limit) -> {
            throw new IllegalStateException("oh");
        };
        FuzzReport report = new FuzzRun(List.of("stream"), name -> broken, progress::add)
                .run(Duration.ofSeconds(1), OptionalLong.of(1));
        assertThat(report.text(folder)).contains("ended with java.lang.IllegalStateException: oh");
    }

    @Test
    void commandFindsNothingInASecondsTimeAndSaysHowMuchItDid() throws Exception {
        Path json = folder.resolve("figures.json");
        Program.Ended ended = Program.run(
                folder,
                Map.of(),
                "fuzz",
                "stream",
                "--minutes",
                "0.02",
                "--seed",
                "1",
                "--json",
                json.toString(),
                "--findings",
                folder.resolve("f").toString());
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("stream", "packets in", "passed", "Findings: 0");
        assertThat(ended.err()).contains("stream seed 1");
        assertThat(Files.readString(json)).contains("\"findings\" : [ ]");
        assertThat(folder.resolve("f")).doesNotExist();
    }

    @Test
    void whatCannotBeFuzzedIsWrongUsage() throws Exception {
        Program.Ended ended = Program.run(folder, Map.of(), "fuzz", "weather");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("There is nothing called weather to fuzz");
    }
}
