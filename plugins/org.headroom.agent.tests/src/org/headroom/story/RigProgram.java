package org.headroom.story;

import com.sun.jna.Function;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.agent.Rig;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigDesk;

/**
 * A rig in a program of its own, so that it can die as programs do. It ends with its standard input, so that none outlives
 * its story.
 */
final class RigProgram {
    private static final int SIGKILL = 9;

    private RigProgram() {}

    /** @param args the rig's home and, if it shall die, the lease state at which it does */
    public static void main(String[] args) throws Exception {
        try (Rig rig = Rig.open(Path.of(args[0]), Clock.systemUTC())) {
            if (args.length > 1) Thread.ofPlatform().daemon().start(() -> dieAt(args[1], rig));
            obey(rig.desk().orElseThrow());
        }
    }

    private static void obey(RigDesk desk) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            if (!line.equals("withdraw")) throw new IllegalArgumentException(line);
            WithdrawQuote quote = desk.quoteWithdrawal().get(30, TimeUnit.SECONDS);
            desk.withdraw(quote).get(60, TimeUnit.SECONDS);
        }
    }

    /** With SIGKILL, within a millisecond of the state's being on record: no hook runs, nothing is said to anyone. */
    private static void dieAt(String state, Rig rig) {
        while (rig.leases().orElseThrow().book().all().stream()
                .noneMatch(l -> l.getClass().getSimpleName().equals(state))) LockSupport.parkNanos(100_000);
        Function.getFunction("c", "kill")
                .invokeInt(new Object[] {(int) ProcessHandle.current().pid(), SIGKILL});
    }

    /** The program as the story sees it. */
    static final class Running implements AutoCloseable {
        private final Process process;

        private Running(Process process) {
            this.process = process;
        }

        static Running start(Path home, Map<String, String> environment, Optional<Class<?>> deadlyState)
                throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Xmx192m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath,
                    RigProgram.class.getName(),
                    home.toString()));
            deadlyState.ifPresent(s -> command.add(s.getSimpleName()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            return new Running(builder.start());
        }

        void withdraws() throws IOException {
            process.getOutputStream().write("withdraw\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        }

        void isKilled() {
            process.toHandle().destroyForcibly();
        }

        /** How it ended: 137 where it was killed. */
        int awaitEnd() throws InterruptedException {
            if (!process.waitFor(120, TimeUnit.SECONDS)) throw new AssertionError("the rig's program goes on");
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
