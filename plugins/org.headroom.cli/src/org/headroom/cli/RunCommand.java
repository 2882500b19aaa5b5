package org.headroom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.agent.Rig;
import org.headroom.cli.rig.RigLog;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.rig.RigDesk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom run --headless}: the rig without a window, until it is interrupted. */
@Command(name = "run", description = "Runs the rig without a window: watches the GPUs and, where it is set up, leases.")
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final long PERIOD_MS = 250;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

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
        Optional<String> refusal = RigFolder.refusal(folder);
        if (refusal.isPresent()) {
            own.commandLine().getErr().println(refusal.get());
            return 1;
        }
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Optional<RigLog> log = log(folder, own.commandLine().getErr());
        try (Rig rig = Rig.open(folder, Clock.systemUTC())) {
            AtomicBoolean asked = new AtomicBoolean();
            rig.whenAskedToEnd(() -> {
                asked.set(true);
                interrupted.countDown();
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                interrupted.countDown();
                awaited(closed);
            }));
            out.println(
                    rig.desk().isPresent()
                            ? "Watching the GPUs, with the settings in " + folder + ". Ctrl+C ends it."
                            : "Watching the GPUs. Ctrl+C ends it. No leases: "
                                    + RigFolder.withoutSettings(folder)
                                            .orElse(folder.resolve("rig.json")
                                                    + " does not name all of broker, chain and"
                                                    + " keys, so this rig takes no work. docs/setup.md says how to add"
                                                    + " them."));
            rig.endpoint()
                    .ifPresent(e -> out.println(
                            "Readings for Prometheus: http://" + e.getHostString() + ":" + e.getPort() + "/metrics"));
            out.flush();
            if (rig.desk().isPresent()) report(rig.desk().get(), rig.gpus(), out, interrupted);
            else watch(rig.gpus(), out, interrupted);
            end(rig, asked.get(), out);
        } finally {
            log.ifPresent(RigLog::close);
            closed.countDown();
        }
        return 0;
    }

    /** A rig without a log works as well as one with it. */
    private static Optional<RigLog> log(Path home, PrintWriter err) {
        try {
            return Optional.of(RigLog.open(home));
        } catch (IOException e) {
            err.println("This rig keeps no log in its folder: " + e.getMessage() + ". All else goes on.");
            err.flush();
            return Optional.empty();
        }
    }

    /** Prints what happens until the rig is to end. */
    private static void report(RigDesk desk, GpuWatch gpus, PrintWriter out, CountDownLatch end)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        RigReport report = new RigReport(clock.instant());
        while (!end.await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
            Instant now = clock.instant();
            String time = TIME.format(now.atZone(ZoneId.systemDefault()));
            for (String line : report.lines(desk.view(), gpus.gpus(), now)) {
                out.println(time + " " + line);
                LOG.info("{}", line);
            }
            out.flush();
        }
    }

    /** Prints why the rig ends and what goes on. */
    private static void end(Rig rig, boolean asked, PrintWriter out) {
        String line = RigEnd.line(
                asked,
                rig.leases().map(l -> l.isRestored()).orElse(true),
                rig.desk().map(RigDesk::view));
        out.println(TIME.format(Instant.now().atZone(ZoneId.systemDefault())) + " " + line);
        out.flush();
        LOG.info("{}", line);
    }

    /** Prints once what of the GPUs is simulated; waits until the rig is to end. */
    private static void watch(GpuWatch gpus, PrintWriter out, CountDownLatch end) throws InterruptedException {
        Optional<String> said = Optional.empty();
        while (said.isEmpty() && !end.await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
            said = Simulation.of(gpus.gpus(), false).sentence();
            said.ifPresent(out::println);
            out.flush();
        }
        end.await();
    }

    private static void awaited(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
