package org.headroom.telemetry.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FullScreenTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void answersAtOnceAndLooksAgainOnAnotherThreadAfterAWhile() {
        AtomicLong now = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        Deque<Runnable> waiting = new ArrayDeque<>();
        FullScreen screen = new FullScreen(
                () -> {
                    looks.incrementAndGet();
                    return true;
                },
                now::get,
                waiting::add);
        assertThat(screen.getAsBoolean()).isFalse();
        assertThat(screen.getAsBoolean()).isFalse();
        assertThat(waiting).hasSize(1);
        waiting.poll().run();
        assertThat(screen.getAsBoolean()).isTrue();
        assertThat(waiting).isEmpty();
        now.addAndGet(6 * SECOND);
        assertThat(screen.getAsBoolean()).isTrue();
        assertThat(waiting).hasSize(1);
        // The look hangs: what was seen long ago is not believed for ever.
        now.addAndGet(60 * SECOND);
        assertThat(screen.getAsBoolean()).isFalse();
        assertThat(waiting).hasSize(1);
        waiting.poll().run();
        assertThat(screen.getAsBoolean()).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void aScreenThatCannotBeAskedShowsNoProgram() {
        FullScreen screen = new FullScreen(
                () -> {
                    throw new UnsatisfiedLinkError("no such library");
                },
                System::nanoTime,
                Runnable::run);
        assertThat(screen.getAsBoolean()).isFalse();
        assertThat(screen.getAsBoolean()).isFalse();
    }

    @Test
    void anotherMachinesDisplayIsNotAsked() {
        assertThat(XDisplay.local(Map.of("DISPLAY", "localhost:10.0"), folder)).isEmpty();
        assertThat(XDisplay.local(Map.of("DISPLAY", ""), folder)).isEmpty();
        assertThat(XDisplay.local(Map.of(), folder)).isEmpty();
        assertThat(XDisplay.local(Map.of("DISPLAY", ":7.0"), folder)
                        .orElseThrow()
                        .socket())
                .isEqualTo(Path.of("/tmp/.X11-unix/X7"));
    }

    @Test
    void windowsSaysItInOneNumber() {
        assertThat(WindowsScreen.filled(3)).isTrue();
        assertThat(WindowsScreen.filled(5)).isFalse();
    }

    @Test
    void anXServerThatDoesNotAnswerIsGivenUp() throws Exception {
        Path socket = folder.resolve("X0");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            XScreen screen = new XScreen(new XDisplay(socket, 0, folder.resolve("none")));
            assertThatThrownBy(screen::now).isInstanceOf(IOException.class).hasMessageContaining("does not answer");
        }
        XScreen gone = new XScreen(new XDisplay(folder.resolve("nowhere"), 0, folder.resolve("none")));
        assertThatThrownBy(gone::now).isInstanceOf(IOException.class);
    }

    @Test
    void seesAFullScreenWindowOnARealXServerThatWantsAKey() throws Exception {
        need("Xvfb", "xprop");
        Path keys = folder.resolve("keys");
        Files.write(keys, keyFile());
        Process server = new ProcessBuilder(
                        "Xvfb",
                        "-noreset",
                        "-displayfd",
                        "1",
                        "-screen",
                        "0",
                        "320x200x24",
                        "-nolisten",
                        "tcp",
                        "-auth",
                        keys.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = server.inputReader()) {
            String number = said.readLine();
            Assumptions.assumeTrue(number != null, "Xvfb does not start here");
            Map<String, String> environment = Map.of("DISPLAY", ":" + number, "XAUTHORITY", keys.toString());
            Optional<XDisplay> display = XDisplay.local(environment, folder);
            XScreen screen = new XScreen(display.orElseThrow());
            assertThat(screen.now()).isFalse();
            String window = rootWindow(environment);
            // No window manager runs: what one would say is said for it, of the only window there is.
            xprop(environment, "-root", "-f", "_NET_ACTIVE_WINDOW", "32x", "-set", "_NET_ACTIVE_WINDOW", window);
            assertThat(screen.now()).isFalse();
            xprop(
                    environment,
                    "-root",
                    "-f",
                    "_NET_WM_STATE",
                    "32a",
                    "-set",
                    "_NET_WM_STATE",
                    "_NET_WM_STATE_FULLSCREEN");
            assertThat(screen.now()).isTrue();
            long self = ProcessHandle.current().pid();
            xprop(environment, "-root", "-f", "_NET_WM_PID", "32c", "-set", "_NET_WM_PID", Long.toString(self));
            assertThat(screen.now()).as("Headroom's own window").isFalse();
            // A window that has gone in between.
            xprop(environment, "-root", "-f", "_NET_ACTIVE_WINDOW", "32x", "-set", "_NET_ACTIVE_WINDOW", "0x7fffff");
            assertThat(screen.now()).isFalse();
            XScreen withoutKey = new XScreen(new XDisplay(display.get().socket(), 0, folder.resolve("none")));
            assertThatThrownBy(withoutKey::now).hasMessageContaining("XAUTHORITY");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static String rootWindow(Map<String, String> environment) throws Exception {
        try (XClient x =
                XClient.connect(XDisplay.local(environment, Path.of("/")).orElseThrow())) {
            return "0x" + Integer.toHexString(x.root());
        }
    }

    private static byte[] keyFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(65535);
        out.writeShort(0);
        out.writeShort(0);
        byte[] kind = "MIT-MAGIC-COOKIE-1".getBytes(StandardCharsets.US_ASCII);
        out.writeShort(kind.length);
        out.write(kind);
        out.writeShort(16);
        for (int i = 0; i < 16; i++) out.write(i * 7 + 1);
        return bytes.toByteArray();
    }

    private static void xprop(Map<String, String> environment, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "xprop";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        run(environment, command);
    }

    private static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
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
