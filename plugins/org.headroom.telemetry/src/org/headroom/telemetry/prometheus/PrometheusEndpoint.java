package org.headroom.telemetry.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.HealthWatch;
import org.jspecify.annotations.Nullable;

/**
 * Serves the GPUs' readings to Prometheus over HTTP: {@code /metrics} with DCGM's names to the letter, and
 * {@code /metrics/strict}. There
 * is no password: what listens beyond this machine is readable by whoever reaches it. Nothing can be changed through it.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final GpuWatch watch;
    private final Optional<HealthWatch> health;
    private final String hostname;
    private final boolean loopback;
    private final HttpServer server;
    private final Map<GpuId, Long> xids = new ConcurrentHashMap<>();
    private final Subscription xidsHeard;
    // A slow reader costs a virtual thread and nobody else.
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** As below, under this machine's own name. */
    public static PrometheusEndpoint open(GpuWatch watch, Optional<HealthWatch> health, InetAddress address, int port)
            throws IOException {
        return open(watch, health, address, port, thisMachine());
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * Listens at once.
     *
     * @param address where to listen, normally the loopback address
     * @param port 0 for any that is free
     * @throws IOException with a sentence for people where it cannot
     */
    public static PrometheusEndpoint open(
            GpuWatch watch, Optional<HealthWatch> health, InetAddress address, int port, String hostname)
            throws IOException {
        InetSocketAddress at = new InetSocketAddress(address, port);
        try {
            return new PrometheusEndpoint(watch, health, HttpServer.create(at, BACKLOG), hostname);
        } catch (IOException e) {
            throw new IOException(
                    "The Prometheus endpoint cannot listen on " + at.getHostString() + ":" + port + " ("
                            + e.getMessage()
                            + "). Health, leases and money are not touched by it. Choose another prometheus.port, or end"
                            + " the program that holds this one.",
                    e);
        }
    }

    private PrometheusEndpoint(GpuWatch watch, Optional<HealthWatch> health, HttpServer server, String hostname) {
        this.watch = watch;
        this.health = health;
        this.hostname = hostname;
        this.server = server;
        this.loopback = server.getAddress().getAddress().isLoopbackAddress();
        this.xidsHeard = watch.onXid(this::heard);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void heard(XidEvent xid) {
        xid.gpu().ifPresent(gpu -> xids.put(gpu, xid.code()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                say(exchange, 405, "Only GET is understood here.\n");
            } else if (loopback && !local(exchange.getRequestHeaders().getFirst("Host"))) {
                // A web page that has its own name point to this machine must not read it.
                say(exchange, 403, "Ask for this by the name localhost.\n");
            } else if (path.equals("/metrics")) {
                say(exchange, 200, page(false));
            } else if (path.equals("/metrics/strict")) {
                say(exchange, 200, page(true));
            } else {
                say(exchange, path.equals("/") ? 200 : 404, "Headroom: readings are at /metrics.\n");
            }
        }
    }

    private String page(boolean strict) {
        Exposition.Snapshot now = new Exposition.Snapshot(
                watch.status(),
                watch.gpus(),
                Map.copyOf(xids),
                health.map(HealthWatch::open).orElse(List.of()),
                watch.cost(),
                hostname);
        return Exposition.of(now, strict);
    }

    private static boolean local(@Nullable String host) {
        if (host == null) return true;
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static void say(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", Exposition.CONTENT_TYPE);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head ? -1 : body.length);
        if (head) return;
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        xidsHeard.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
