package org.headroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.telemetry.GpuTelemetry;
import org.headroom.telemetry.health.HealthDesk;
import org.headroom.telemetry.prometheus.PrometheusEndpoint;

/**
 * The GPUs and their alarms for a while: a report a second and each alarm as it comes. The calling thread prints and keeps the
 * time; it never waits for the driver, so that a call that hangs delays nothing, the end neither.
 */
final class GpusWatch {
    private static final Duration SECOND = Duration.ofSeconds(1);
    // Who starts a watch wants to see something at once, be it that nothing has answered yet.
    private static final Duration FIRST = Duration.ofMillis(400);
    private static final Duration LONGEST_START = Duration.ofMillis(900);
    private static final Duration CLOSE_WAIT = Duration.ofMillis(300);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Optional<String> library;
    private final Clock clock;
    private final PrintWriter out;
    private final boolean json;
    private final boolean terminal;
    private final Optional<Integer> port;

    /**
     * @param terminal whether a person looks at the output, so that it is drawn in place
     * @param port where Prometheus may read meanwhile, on the loopback address
     */
    GpusWatch(
            Optional<String> library,
            Clock clock,
            PrintWriter out,
            boolean json,
            boolean terminal,
            Optional<Integer> port) {
        this.library = library;
        this.clock = clock;
        this.out = out;
        this.json = json;
        this.terminal = terminal;
        this.port = port;
    }

    /** Watches for so long; false when nobody reads the output any more. */
    boolean run(Duration howLong) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long end = begun + howLong.minus(startUp()).toNanos();
        BlockingQueue<AlarmEvent> alarms = new LinkedBlockingQueue<>();
        CountDownLatch swept = new CountDownLatch(1);
        GpuTelemetry telemetry = new GpuTelemetry(library, clock, SECOND);
        HealthDesk desk = new HealthDesk(telemetry, Optional.empty(), Optional.empty(), clock);
        boolean read = false;
        Optional<PrometheusEndpoint> endpoint = endpoint(telemetry, desk);
        try (Subscription sweeps = telemetry.onChange(swept::countDown);
                Subscription told = desk.onAlarm(alarms::add)) {
            desk.start();
            telemetry.start();
            swept.await(FIRST.toNanos(), TimeUnit.NANOSECONDS);
            read = print(telemetry, desk, alarms, begun, end);
        } finally {
            endpoint.ifPresent(PrometheusEndpoint::close);
            close(telemetry, desk);
        }
        return read;
    }

    private Optional<PrometheusEndpoint> endpoint(GpuTelemetry telemetry, HealthDesk desk) throws IOException {
        if (port.isEmpty()) return Optional.empty();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        PrometheusEndpoint endpoint = PrometheusEndpoint.open(telemetry, Optional.of(desk), loopback, port.get());
        System.err.println("Readings for Prometheus: http://" + loopback.getHostAddress() + ":"
                + endpoint.address().getPort() + "/metrics");
        return Optional.of(endpoint);
    }

    // Whoever times the command times its start too.
    private Duration startUp() {
        Duration took = ProcessHandle.current()
                .info()
                .startInstant()
                .map(begun -> Duration.between(begun, clock.instant()))
                .orElse(Duration.ZERO);
        return took.isNegative() || took.compareTo(LONGEST_START) > 0 ? Duration.ZERO : took;
    }

    private boolean print(
            GpuTelemetry telemetry, HealthDesk desk, BlockingQueue<AlarmEvent> alarms, long begun, long end)
            throws JsonProcessingException, InterruptedException {
        // The first report comes when there is one, the others on the beat.
        for (long next = begun; next < end; next += SECOND.toNanos()) {
            report(telemetry, desk);
            long until = Math.min(end, next + SECOND.toNanos());
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                AlarmEvent event = alarms.poll(left, TimeUnit.NANOSECONDS);
                if (event != null) alarm(telemetry, event);
            }
            if (out.checkError()) return false;
        }
        return true;
    }

    private void report(GpuTelemetry telemetry, HealthDesk desk) throws JsonProcessingException {
        GpusReport report = GpusReport.of(status(telemetry), telemetry.gpus());
        if (json) out.print(GpusJson.line(report, clock.instant()) + "\n");
        else {
            // Home, and clear what is below: the table is drawn over itself.
            if (terminal) {
                out.flush();
                VisibleOutput.steer("\u001b[H\u001b[J");
            }
            out.println(TIME.format(clock.instant().atZone(ZoneId.systemDefault())));
            out.print(GpusTable.write(report));
            if (terminal)
                desk.open().forEach(a -> out.println(GpusTable.alarm(a, index(telemetry, a)) + " " + a.advice()));
            else out.println();
        }
        out.flush();
    }

    // Until the first answer, NVML's state is neither of those that the driver gives.
    private static NvmlStatus status(GpuTelemetry telemetry) {
        NvmlStatus said = telemetry.status();
        if (said.state() != NvmlStatus.State.NO_LIBRARY || said.library().isPresent()) return said;
        return new NvmlStatus(
                NvmlStatus.State.ERROR,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "NVML has not answered yet.");
    }

    private void alarm(GpuTelemetry telemetry, AlarmEvent event) throws JsonProcessingException {
        Instant now = clock.instant();
        Optional<Integer> index = index(telemetry, event.alarm());
        if (json) out.print(GpusJson.alarm(event, index, now) + "\n");
        else if (!terminal)
            out.println(TIME.format(now.atZone(ZoneId.systemDefault())) + " " + GpusJson.state(event.kind()) + ": "
                    + GpusTable.alarm(event.alarm(), index)
                    + (event.kind() == AlarmEvent.Kind.RAISED
                            ? " " + event.alarm().advice()
                            : ""));
        out.flush();
    }

    private static Optional<Integer> index(GpuTelemetry telemetry, Alarm alarm) {
        List<GpuReading> all = telemetry.gpus();
        return alarm.gpu()
                .flatMap(id -> all.stream()
                        .filter(r -> r.identity().id().equals(id))
                        .findFirst()
                        .map(r -> r.identity().index()));
    }

    // Closing waits for the call that is under way, which may hang: it gets a moment, on a thread that ends with the
    // program.
    private static void close(GpuTelemetry telemetry, HealthDesk desk) throws InterruptedException {
        Thread closing = Thread.ofPlatform().daemon().name("gpus-watch-close").start(() -> {
            desk.close();
            telemetry.close();
        });
        closing.join(CLOSE_WAIT);
    }
}
