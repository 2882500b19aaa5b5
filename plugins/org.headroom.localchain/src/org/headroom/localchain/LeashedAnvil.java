package org.headroom.localchain;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.wallet.JsonRpc;

/**
 * An anvil that ends when we end, however we end: a small shell holds its process id and waits for the end of a pipe that
 * only this JVM keeps open. anvil is asked to end first, so that it writes its state down.
 */
final class LeashedAnvil implements AutoCloseable {
    private static final String LEASH = """
            trap '' INT HUP
            log=$1; shift
            "$@" </dev/null >"$log" 2>&1 &
            child=$!
            echo "$child"
            while read -r line; do :; done
            kill -INT "$child" 2>/dev/null
            n=0
            while kill -0 "$child" 2>/dev/null && [ "$n" -lt 50 ]; do sleep 0.1; n=$((n + 1)); done
            kill -KILL "$child" 2>/dev/null
            wait "$child"
            """;
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(8);

    private final Process leash;
    private final long pid;
    private final URI rpc;

    private LeashedAnvil(Process leash, long pid, URI rpc) {
        this.leash = leash;
        this.pid = pid;
        this.rpc = rpc;
    }

    /** Starts anvil and waits until it answers. @param wantedPort taken if it is free, otherwise another */
    static LeashedAnvil start(Path binary, Path state, Path log, long chainId, int wantedPort, BlockTime blocks)
            throws IOException {
        if (!Files.isExecutable(binary))
            throw new IOException("There is no anvil at " + binary + ": fetch it with releng/fetch-chain.");
        int port = freePort(wantedPort);
        List<String> command = new ArrayList<>();
        // Away from our process group: what ends all of it at once must not keep anvil from writing its state down.
        if (hasSetsid()) command.add("setsid");
        command.addAll(List.of(
                "sh",
                "-c",
                LEASH,
                "anvil-leash",
                log.toString(),
                binary.toString(),
                "--quiet",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(chainId),
                "--block-time",
                blocks.seconds(),
                "--state",
                state.toString(),
                "--state-interval",
                "1"));
        if (blocks.atOnce()) command.add("--mixed-mining");
        Process leash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        LeashedAnvil anvil = null;
        try {
            BufferedReader said = leash.inputReader(StandardCharsets.US_ASCII);
            String line = said.readLine();
            if (line == null) throw new IOException("The shell that starts anvil ended at once: is there a /bin/sh?");
            anvil = new LeashedAnvil(leash, Long.parseLong(line.strip()), URI.create("http://127.0.0.1:" + port));
            anvil.awaitAnswer(chainId, log);
            return anvil;
        } catch (IOException | RuntimeException e) {
            if (anvil != null) anvil.close();
            else leash.destroy();
            throw e;
        }
    }

    URI rpc() {
        return rpc;
    }

    long pid() {
        return pid;
    }

    /** Ends anvil and waits until its state is written. */
    @Override
    public void close() {
        try {
            leash.getOutputStream().close();
        } catch (IOException e) {
            leash.destroy();
        }
        try {
            if (!leash.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) leash.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(long chainId, Path log) throws IOException {
        String expected = "0x" + Long.toHexString(chainId);
        long end = System.nanoTime() + START.toNanos();
        String last = "no answer";
        try (JsonRpc node = new JsonRpc(rpc)) {
            while (System.nanoTime() < end
                    && ProcessHandle.of(pid).isPresent()
                    && !Thread.currentThread().isInterrupted()) {
                try {
                    if (expected.equals(node.call("eth_chainId").asText())) return;
                    last = "another node answers on " + rpc;
                } catch (PaymentFailure e) {
                    last = String.valueOf(e.getMessage());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        throw new IOException("The local chain did not start (" + last + "). " + tail(log));
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) return "It wrote no log.";
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        String words = String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()))
                .strip();
        return words.isEmpty() ? "Its log " + log + " is empty." : "It said: " + words;
    }

    private static boolean hasSetsid() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator)).anyMatch(d -> Files.isExecutable(Path.of(d, "setsid")));
    }

    private static int freePort(int wanted) throws IOException {
        if (wanted > 0 && isFree(wanted)) return wanted;
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return s.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket s = new ServerSocket()) {
            s.setReuseAddress(true);
            s.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
