package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.headroom.nvml.raw.NvmlLibrary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in driver itself, through its ABI. */
class StandInDriverTest {
    private static final int PATIENCE_S = 120;

    @TempDir
    Path folder;

    private record Ended(int code, String said) {}

    private Ended run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        // Into a file, so that a program that hangs is not waited for.
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process p = builder.start();
        if (!p.waitFor(PATIENCE_S, TimeUnit.SECONDS)) p.destroyForcibly().waitFor();
        return new Ended(p.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static Path sources() {
        return Checkout.root().resolve("nvml-bindings/stand-in");
    }

    /** Each line of the check program's output is a check of its own here. */
    @TestFactory
    List<DynamicTest> everythingItSimulatesAgrees() throws Exception {
        Path library = Checkout.standIn();
        Path check = folder.resolve("check");
        Ended built = run(
                Map.of(),
                List.of(
                        "gcc",
                        "-std=gnu11",
                        "-O1",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-o",
                        check.toString(),
                        sources().resolve("check.c").toString(),
                        "-ldl",
                        "-lpthread"));
        assertThat(built.said()).isEmpty();
        Ended ended = run(Map.of(), List.of(check.toString(), library.toString()));
        List<DynamicTest> tests = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (String line : ended.said().lines().toList()) {
            if (!line.startsWith("ok ") && !line.startsWith("FAILED ")) {
                complaints.add(line);
                continue;
            }
            List<String> own = List.copyOf(complaints);
            boolean good = line.startsWith("ok ");
            complaints.clear();
            tests.add(DynamicTest.dynamicTest(
                    line.substring(7).replace('_', ' '),
                    () -> assertThat(good).as(String.join("\n", own)).isTrue()));
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    @Test
    void theReadyScenariosHaveNoBadLine() throws Exception {
        Path library = Checkout.standIn();
        try (Stream<Path> scenarios = Files.list(sources().resolve("scenarios"))) {
            List<Path> all = scenarios.toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path scenario : all) {
                // The loop lists the GPUs and, told to do nothing, ends.
                Path nothing = Files.writeString(folder.resolve("nothing"), "");
                Ended ended = run(
                        Map.of("HEADROOM_STANDIN_SCENARIO", scenario.toString()),
                        List.of(
                                "sh",
                                "-c",
                                library.resolveSibling("loop") + " " + library + " < " + nothing));
                assertThat(ended.said()).as(scenario.toString()).matches("ready \\d+ \\d+\\R");
                assertThat(ended.code()).isZero();
            }
        }
    }

    @Test
    void everyFunctionOfTheHeaderIsExported() throws Exception {
        NvmlLibrary library = NvmlLibrary.load(Checkout.standIn().toString());
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(sources().resolve("functions.h"))) {
            var function = Pattern.compile("FUNCTION\\((\\w+), (?:true|false)\\)").matcher(line);
            if (function.matches()) names.add(function.group(1));
        }
        assertThat(names).hasSize(412).allMatch(library::has);
        Path table = Checkout.root().resolveSibling("shared").resolve("corpus/nvml-abi.tsv");
        Assumptions.assumeTrue(Files.exists(table), "the table of the header is not on this machine");
        assertThat(Files.readAllLines(table).stream()
                        .map(l -> l.split("\t"))
                        .filter(l -> l[0].equals("function"))
                        .map(l -> l[1]))
                .containsExactlyElementsOf(names);
    }

    @Test
    void aLibraryThatLacksFunctionsIsReadThroughTheOthers() throws Exception {
        Checkout.standIn();
        Ended built = run(
                Map.of(),
                List.of(
                        sources().resolve("build.sh").toString(),
                        folder.toString(),
                        "nvmlDeviceGetTemperature",
                        "nvmlDeviceGetCurrentClocksEventReasons",
                        "nvmlDeviceGetFanSpeed",
                        "nvmlInit_v2",
                        "nvmlDeviceGetMemoryInfo_v2"));
        assertThat(built.code()).as(built.said()).isZero();
        Path library = folder.resolve("libnvidia-ml.so.1");
        assertThat(NvmlLibrary.load(library.toString()).has("nvmlDeviceGetFanSpeed")).isFalse();
        NvmlOpening opening = NvmlSession.open(Optional.of(library.toString()));
        assertThat(opening).isInstanceOf(NvmlOpening.Opened.class);
        try (NvmlSession session = ((NvmlOpening.Opened) opening).session()) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.temperature()).isPresent();
            assertThat(gpu.fanPercent()).isPresent();
            assertThat(gpu.memory()).isPresent();
        }
    }
}
