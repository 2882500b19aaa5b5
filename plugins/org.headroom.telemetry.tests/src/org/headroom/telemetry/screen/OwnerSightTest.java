package org.headroom.telemetry.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnerSightTest {
    @TempDir
    Path home;

    @Test
    void movingTheMouseOnARealXServerIsInput() throws Exception {
        need("Xvfb", "xdotool", "xprop");
        Process server = new ProcessBuilder(
                        "Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "320x200x24", "-nolisten", "tcp", "-ac")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = server.inputReader()) {
            String number = said.readLine();
            Assumptions.assumeTrue(number != null, "Xvfb does not start here");
            Map<String, String> environment = Map.of("DISPLAY", ":" + number);
            OwnerSight sight = OwnerSight.of(environment, home);
            await().until(() -> since(sight).compareTo(Duration.ofMillis(1500)) >= 0);
            run(environment, "xdotool", "mousemove", "40", "50");
            assertThat(since(sight)).isLessThan(Duration.ofMillis(1200));
            assertThat(sight.look().blind()).isEmpty();
            assertThat(sight.look().fullScreen()).isEmpty();

            String root = "0x" + Integer.toHexString(root(environment));
            run(environment, "xprop", "-root", "-f", "_NET_ACTIVE_WINDOW", "32x", "-set", "_NET_ACTIVE_WINDOW", root);
            run(
                    environment,
                    "xprop",
                    "-root",
                    "-f",
                    "_NET_WM_STATE",
                    "32a",
                    "-set",
                    "_NET_WM_STATE",
                    "_NET_WM_STATE_FULLSCREEN");
            assertThat(sight.look().fullScreen()).contains("a program");
            run(environment, "xprop", "-root", "-f", "WM_CLASS", "8s", "-set", "WM_CLASS", "Quake");
            assertThat(sight.look().fullScreen()).contains("Quake");

            OwnerSight wayland = OwnerSight.of(Map.of("DISPLAY", ":" + number, "WAYLAND_DISPLAY", "wayland-0"), home);
            assertThat(wayland.look().sinceInput())
                    .as("X hears only its own programs' input")
                    .isEmpty();
            assertThat(wayland.look().blind()).singleElement().asString().contains("Wayland");
            assertThat(wayland.look().fullScreen()).contains("Quake");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void withoutADisplayNothingIsSeenAndItIsSaid() throws Exception {
        OwnerSight.Seen seen = OwnerSight.of(Map.of(), home).look();
        assertThat(seen.sinceInput()).isEmpty();
        assertThat(seen.fullScreen()).isEmpty();
        assertThat(seen.blind()).singleElement().asString().contains("DISPLAY");
    }

    @Test
    void windowsCountsItsTicksRoundTheClock() {
        assertThat(WindowsSight.since(5_000, 3_000)).isEqualTo(Duration.ofSeconds(2));
        assertThat(WindowsSight.since(1_000, -1_000)).as("over 2^32").isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void macSaysSeconds() {
        assertThat(MacSight.since(1.5)).contains(Duration.ofMillis(1500));
        assertThat(MacSight.since(-1)).isEmpty();
        assertThat(MacSight.since(Double.NaN)).isEmpty();
    }

    private static Duration since(OwnerSight sight) throws Exception {
        return sight.look().sinceInput().orElseThrow();
    }

    private static int root(Map<String, String> environment) throws Exception {
        try (XClient x =
                XClient.connect(XDisplay.local(environment, Path.of("/")).orElseThrow())) {
            return x.root();
        }
    }

    private static void run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static void need(String... programs) {
        for (String program : programs) {
            boolean there = Arrays.stream(
                            System.getenv().getOrDefault("PATH", "").split(":"))
                    .anyMatch(f -> Files.isExecutable(Path.of(f, program)));
            Assumptions.assumeTrue(there, program + " is not installed");
        }
    }
}
