package org.headroom.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.cli.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short campaign on real parts. */
class CampaignTest {
    private static final int KILLS = 12;
    private static final long MINUTES = 8;

    @TempDir
    Path folder;

    @Test
    void killsAtChosenMomentsLeaveLedgerChainContainersAndReceiptsInOrder() throws Exception {
        assumeTrue(has("podman"), "Podman is not installed (apt-get install podman)");
        assumeTrue(has("gcc"), "the stand-in driver needs gcc (apt-get install gcc libc6-dev)");
        Path chain = script("releng/fetch-chain");
        Path standIn = script(
                "nvml-bindings/stand-in/build.sh", folder.resolve("stand-in").toString());
        Path out = folder.resolve("out.txt");
        Path json = folder.resolve("figures.json");
        Path home = folder.resolve("home");
        Process campaign = Program.start(
                out,
                folder.resolve("err.txt"),
                Map.of(),
                "campaign",
                "--kills",
                Integer.toString(KILLS),
                "--seed",
                "4",
                "--json",
                json.toString(),
                "--home",
                home.toString(),
                "--chain-parts",
                chain.toString(),
                "--nvml",
                standIn.toString());
        try {
            assertThat(campaign.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            campaign.destroy();
        }
        String said = Files.readString(out);
        assertThat(campaign.exitValue())
                .as(said + Files.readString(folder.resolve("err.txt")))
                .isZero();
        assertThat(said).contains("as fewer kills than cells were asked for", "in order");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("kills").asInt()).isEqualTo(KILLS);
        assertThat(figures.path("deviations")).isEmpty();
        assertThat(figures.at("/figures/jobs").asInt()).isPositive();
        assertThat(figures.at("/figures/withdrawn").asLong()).isPositive();
        // Each kill came at its step.
        assertThat(steps(figures)).isGreaterThanOrEqualTo(KILLS - 2);
        assertThat(home.resolve("rig")).as("its files are gone").doesNotExist();
    }

    private Program.Ended refused(Path home, String kills) throws Exception {
        String nothing = folder.toString();
        return Program.run(
                folder,
                Map.of(),
                "campaign",
                "--kills",
                kills,
                "--home",
                home.toString(),
                "--chain-parts",
                nothing,
                "--nvml",
                nothing);
    }

    @Test
    void noKillsIsWrongUsageAndStartsNothing() throws Exception {
        Path home = folder.resolve("home");
        Program.Ended ended = refused(home, "0");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--kills takes 1 to");
        assertThat(home).doesNotExist();
    }

    @Test
    void folderThatHoldsOtherFilesIsLeftAsItIs() throws Exception {
        assumeTrue(has("podman"), "Podman is not installed (apt-get install podman)");
        Path home = Files.createDirectories(folder.resolve("home/rig")).getParent();
        Files.writeString(home.resolve("rig/thesis.txt"), "mine");
        Program.Ended ended = refused(home, "1");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("holds other files");
        assertThat(home.resolve("rig/thesis.txt")).hasContent("mine");
    }

    private static int steps(JsonNode figures) {
        int sum = 0;
        for (JsonNode victim : figures.at("/table/steps")) for (JsonNode count : victim) sum += count.asInt();
        return sum;
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    /** @return what its last line names */
    private static Path script(String name, String... arguments) throws IOException, InterruptedException {
        String program = Program.root().resolve(name).toString();
        Process script = new ProcessBuilder(
                        Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(script.waitFor(3, TimeUnit.MINUTES) && script.exitValue() == 0, name + " does not work here");
        return Path.of(printed.lines().reduce((a, b) -> b).orElseThrow());
    }
}
