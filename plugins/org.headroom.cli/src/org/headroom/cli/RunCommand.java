package org.headroom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.headroom.agent.Rig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom run --headless}: the rig without a window, until it is interrupted. */
@Command(name = "run", description = "Runs the rig without a window: watches the GPUs and, where it is set up, leases.")
public final class RunCommand implements Callable<Integer> {
    @Option(names = "--headless", required = true, description = "Without a window.")
    private boolean headless;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The rig's folder, with its rig.json.")
    private @Nullable Path home;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder = home;
        CommandSpec own = spec;
        if (folder == null || own == null) return 2;
        PrintWriter out = own.commandLine().getOut();
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (Rig rig = Rig.open(folder, Clock.systemUTC())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                interrupted.countDown();
                awaited(closed);
            }));
            out.println(
                    rig.desk().isPresent()
                            ? "Watching the GPUs and taking work, with the settings in " + folder + ". Ctrl+C ends it."
                            : "Watching the GPUs. No leases: " + folder.resolve("rig.json")
                                    + " names no broker, chain and keys. Ctrl+C ends it.");
            rig.endpoint()
                    .ifPresent(e -> out.println(
                            "Readings for Prometheus: http://" + e.getHostString() + ":" + e.getPort() + "/metrics"));
            out.flush();
            interrupted.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private static void awaited(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
