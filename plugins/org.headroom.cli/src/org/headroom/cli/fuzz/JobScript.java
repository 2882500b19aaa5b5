package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.headroom.jobs.EngineProbe;
import org.headroom.model.job.ContainerState;

/**
 * What an engine says of one container: some states, right and wrong ones, and in the end that it has exited. It keeps in mind which
 * exit codes and times it has told. Thread-safe.
 */
final class JobScript implements FakeEngine.Script {
    static final Instant STARTED = Instant.parse("2026-03-01T10:00:00.5Z");
    private static final List<String> STATUSES = List.of(
            "running", "exited", "paused", "stopping", "dead", "restarting", "removing", "created", "", "\u0000");
    private static final List<String> TIMES = List.of(
            "2026-03-01T10:00:15.25Z",
            "2026-03-01T09:00:00Z",
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59Z",
            "+999999999-12-31T23:59:59Z",
            "2026-03-01T12:00:15.25+02:00",
            "2026-02-30T00:00:00Z",
            "",
            "yesterday");
    private static final List<String> CODES = List.of(
            "0",
            "3",
            "137",
            "143",
            "255",
            "-1",
            "-2147483648",
            "256",
            "9999999999",
            "3.7",
            "\"3\"",
            "null",
            "true",
            "[]");

    private final Random random;
    private final String id;
    private final FakeProcesses processes;
    private final Set<Integer> codes = new HashSet<>(Set.of(ContainerState.UNKNOWN_EXIT));
    private final Set<Instant> times = new HashSet<>();
    private final StringBuilder log = new StringBuilder();
    private final String last;
    /** Answers that may be anything; then it has exited. */
    private int left;
    /** Answers after which the processes are over. */
    private int processesLeft;

    /** From then on a request that is not answered is given up soon. */
    private boolean isWaitedFor;

    private boolean isRemoved;
    private String now;
    private int stays;

    JobScript(Random random, String id, FakeProcesses processes) {
        this.random = random;
        this.id = id;
        this.processes = processes;
        this.left = random.nextInt(12);
        this.processesLeft = random.nextInt(20);
        int code = random.nextInt(256);
        this.last = state("exited", false, Integer.toString(code), STARTED.toString(), TIMES.getFirst());
        codes.add(code);
        times.add(Instant.parse(TIMES.getFirst()));
        this.now = random.nextInt(8) == 0 ? anyState() : state("running", true, "0", TIMES.get(2));
        this.stays = random.nextInt(1, 4);
    }

    /** Whether an exit code was told, of a container that had ended, by an engine that knew when. */
    synchronized boolean hasTold(int code) {
        return codes.contains(code);
    }

    synchronized boolean hasTold(Instant time) {
        return times.contains(time);
    }

    /** From now on a request that is not answered would be waited for. */
    synchronized void waitIsOver() {
        isWaitedFor = false;
    }

    /** Whether it has removed the container, as it was asked to. */
    synchronized boolean isRemoved() {
        return isRemoved;
    }

    synchronized byte[] log() {
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized FakeEngine.Said answer(String method, String target) {
        FakeEngine.Said said = said(method, target);
        if (log.length() < 64 << 10) {
            byte[] bytes = switch (said) {
                case FakeEngine.Said.Bytes b -> b.bytes();
                case FakeEngine.Said.Silence s -> s.bytes();
            };
            log.append(method).append(' ').append(target).append('\n');
            log.append(new String(bytes, 0, Math.min(bytes.length, 2_000), StandardCharsets.ISO_8859_1));
            log.append('\n');
        }
        return said;
    }

    private FakeEngine.Said said(String method, String target) {
        if (target.contains("/info")) return json(200, "{\"version\": {\"Version\": \"4.3.1\"}}");
        if (target.contains("/version")) return json(200, "{\"ApiVersion\": \"1.43\", \"Version\": \"24\"}");
        if (target.contains("/_ping")) return json(200, "OK");
        if (target.contains("/wait")) return waited();
        if (target.contains("/logs")) return logs();
        if (target.contains("/events")) return broken(random.nextInt(4) == 0 ? "{\"Action\": \"kill\"}\n" : "");
        if (target.contains("/kill") || target.contains("/stop")) {
            if (random.nextBoolean()) processes.endAll();
            return json(random.nextInt(4) == 0 ? 500 : 204, "");
        }
        if (method.equals("DELETE")) return removed();
        if (target.contains("/containers/json")) return broken(isRemoved ? "[]" : "[{\"Id\": \"" + id + "\"}]");
        if (method.equals("GET") && target.contains("/json")) return inspected();
        return json(404, "{\"message\": \"no such thing\"}");
    }

    /** Done or not, and with an answer that may say otherwise. */
    private FakeEngine.Said removed() {
        isRemoved |= random.nextInt(3) > 0;
        return switch (random.nextInt(6)) {
            case 0 -> json(404, "{\"message\": \"no such container\"}");
            case 1 -> json(409, "{\"message\": \"removal is already in progress\"}");
            case 2 -> broken("");
            default -> json(204, "");
        };
    }

    private FakeEngine.Said inspected() {
        if (isRemoved) return gone();
        if (processesLeft-- <= 0) processes.endAll();
        if (left <= 0) return json(200, last);
        if (--stays <= 0) {
            left--;
            stays = random.nextInt(1, 4);
            now = random.nextInt(3) == 0 ? state("running", true, "0", TIMES.get(2)) : anyState();
        }
        return broken(now);
    }

    private FakeEngine.Said gone() {
        if (random.nextInt(8) > 0) return json(404, "{\"message\": \"no such container\"}");
        return broken(last);
    }

    /** Mostly as it is. */
    private FakeEngine.Said broken(String text) {
        return switch (random.nextInt(40)) {
            case 0 -> json(404, "{\"message\": \"no such container\"}");
            case 1 -> json(500, "{\"message\": \"read /proc/2668/cgroup: no such process\"}");
            case 2 -> json(409, "");
            case 3 -> json(200, "<html>");
            case 4 -> json(200, "[".repeat(random.nextInt(1, 5_000)));
            case 5 -> new FakeEngine.Said.Bytes(cut(FakeEngine.json(200, text)));
            case 6 -> isWaitedFor ? new FakeEngine.Said.Silence(cut(FakeEngine.json(200, text))) : json(200, text);
            case 7 ->
                new FakeEngine.Said.Bytes(FakeEngine.head(200, "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff"));
            case 8 -> new FakeEngine.Said.Bytes(FakeEngine.head(200, "Content-Length: 99999999999999999999"));
            case 9 -> new FakeEngine.Said.Bytes("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
            default -> json(200, text);
        };
    }

    private FakeEngine.Said waited() {
        isWaitedFor = true;
        return switch (random.nextInt(6)) {
            case 0 -> json(200, "{\"StatusCode\": 0}");
            case 1 -> json(200, "-1");
            case 2 -> json(500, "{}");
            case 3 -> new FakeEngine.Said.Bytes("HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII));
            default -> new FakeEngine.Said.Silence(new byte[0]);
        };
    }

    private FakeEngine.Said logs() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(FakeEngine.head(200, "Content-Type: application/vnd.docker.raw-stream"));
        for (int i = random.nextInt(6); i > 0; i--) {
            byte[] text = ("line " + i + "\u00e9\u0000\u001b[2J\n").getBytes(StandardCharsets.UTF_8);
            int[] lengths = {text.length, text.length, text.length, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 7};
            out.write(random.nextInt(random.nextInt(8) == 0 ? 256 : 3));
            out.writeBytes(new byte[3]);
            out.writeBytes(ByteBuffer.allocate(4)
                    .putInt(lengths[random.nextInt(lengths.length)])
                    .array());
            out.writeBytes(text);
        }
        byte[] all = out.toByteArray();
        return switch (random.nextInt(6)) {
            case 0 -> new FakeEngine.Said.Silence(all);
            case 1 -> new FakeEngine.Said.Bytes(cut(all));
            case 2 -> json(500, "");
            default -> new FakeEngine.Said.Bytes(all);
        };
    }

    private String anyState() {
        return switch (random.nextInt(12)) {
            case 0 -> "{}";
            case 1 -> "[]";
            case 2 -> "{\"Id\": \"" + id + "\", \"State\": []}";
            case 3 -> state("exited", false, "0", TIMES.get(2));
            case 4 -> state("exited", false, "-1", TIMES.getFirst());
            default -> state(pick(STATUSES), random.nextInt(4) == 0, pick(CODES), pick(TIMES));
        };
    }

    private String state(String status, boolean isRunning, String code, String finished) {
        String started = random.nextInt(24) == 0 ? pick(TIMES) : STARTED.toString();
        return state(status, isRunning, code, started, finished);
    }

    private String state(String status, boolean isRunning, String code, String started, String finished) {
        remember(code, finished);
        return """
                {"Id": "%s", "Image": "sha256:1", "Config": {"Labels": {"%s": "%s", "%s": "lease-0001"}},
                "State": {"Status": "%s", "Running": %s, "Paused": %s, "ExitCode": %s, "Pid": %s, "OOMKilled": %s,
                "StartedAt": "%s", "FinishedAt": "%s"}}""".formatted(
                        id,
                        EngineProbe.RIG_LABEL,
                        EngineProbe.RIG,
                        EngineProbe.LEASE_LABEL,
                        status,
                        isRunning,
                        status.equals("paused"),
                        code,
                        random.nextInt(12) == 0 ? "999999999999999999999" : "0",
                        random.nextInt(12) == 0,
                        started,
                        finished);
    }

    private void remember(String code, String finished) {
        try {
            Instant time = OffsetDateTime.parse(finished).toInstant();
            if (!time.isAfter(Instant.EPOCH)) return;
            times.add(time);
            if (code.toLowerCase(Locale.ROOT).matches("[0-9]{1,3}") && Integer.parseInt(code) < 256)
                codes.add(Integer.parseInt(code));
        } catch (DateTimeException e) {
            // It told no time.
        }
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static FakeEngine.Said json(int status, String text) {
        return new FakeEngine.Said.Bytes(FakeEngine.json(status, text));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
