package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A node of the chain on loopback that answers well, or not. Its choices follow from a seed and the order of the requests. */
final class HostileNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REQUEST = 4 << 20;
    private static final int MOST_LOGGED = 256 << 10;
    private static final int MOST_OF_ONE = 8 << 10;
    /** Sent again and again where a body is to have no end. */
    private static final byte[] FILLER = "0".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
    /** No body is longer, so that what reads all of it does not take the whole machine. */
    private static final int MOST_FILLED = 200 << 20;

    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private NodeAnswers answers;
    private Random random = new Random();
    private NodeMutator mutator = new NodeMutator(random);
    private double hostility;

    HostileNode(NodeAnswers answers) throws IOException {
        this.answers = answers;
        Thread.ofVirtual().name("hostile-node").start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** @param share of the answers that are changed, from 0 to 1 */
    synchronized void begin(NodeAnswers next, long seed, double share) {
        answers = next;
        random = new Random(seed);
        mutator = new NodeMutator(random);
        hostility = share;
        log.reset();
    }

    /** How many answers were sent, ever. */
    int answered() {
        return answered.get();
    }

    int connections() {
        return open.size();
    }

    /** The requests and answers since the beginning, cut where they are long. */
    synchronized byte[] log() {
        return log.toByteArray();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket next = server.accept();
                open.add(next);
                Thread.ofVirtual().name("hostile-node-connection").start(() -> serve(next));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (byte[] request = request(in); request.length > 0; request = request(in)) {
                Plan plan = plan(request);
                answered.incrementAndGet();
                if (!send(plan, in, socket.getOutputStream())) return;
            }
        } catch (IOException e) {
            // The wallet has hung up.
        } finally {
            open.remove(socket);
        }
    }

    /** @return the body; empty at the end */
    private static byte[] request(InputStream in) throws IOException {
        int length = 0;
        while (true) {
            var line = new ByteArrayOutputStream();
            int next = in.read();
            for (; next >= 0 && next != '\n'; next = in.read()) line.write(next);
            if (next < 0) return new byte[0];
            String text = line.toString(StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
            if (text.isEmpty()) break;
            if (text.startsWith("content-length:"))
                length = Math.min(
                        MOST_REQUEST, Integer.parseInt(text.substring(15).strip()));
        }
        return in.readNBytes(length);
    }

    /** How one request is answered. */
    private record Plan(String head, byte[] body, Manner manner) {}

    private enum Manner {
        WHOLE,
        CUT,
        HANG,
        DRIP,
        ENDLESS,
        ENDLESS_CHUNKS,
        ENDLESS_HEAD
    }

    private synchronized Plan plan(byte[] request) throws IOException {
        JsonNode asked = JSON.readTree(request);
        JsonNode reply;
        if (asked instanceof ArrayNode list) {
            ArrayNode all = JSON.createArrayNode();
            list.forEach(one -> all.add(reply(one)));
            reply = all;
        } else {
            reply = reply(asked);
        }
        boolean isHostile = random.nextDouble() < hostility;
        int what = random.nextInt(100);
        if (isHostile && what >= 55 && what < 80) reply = mutator.reply(reply);
        byte[] body = isHostile && what >= 80 && what < 90
                ? mutator.document(reply)
                : reply.toString().getBytes(StandardCharsets.UTF_8);
        Plan plan = isHostile && what >= 90 ? http(body) : new Plan(head(200, "", body.length), body, Manner.WHOLE);
        note(request);
        note(plan.head().getBytes(StandardCharsets.ISO_8859_1));
        note(plan.manner() == Manner.WHOLE ? plan.body() : plan.manner().name().getBytes(StandardCharsets.US_ASCII));
        return plan;
    }

    private ObjectNode reply(JsonNode asked) {
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", asked.path("id"));
        JsonNode result = answers.result(asked.path("method").asText(), asked.path("params"));
        if (random.nextDouble() < hostility * 0.4) result = mutator.value(result);
        reply.set("result", result);
        return reply;
    }

    private Plan http(byte[] body) {
        int[] statuses = {200, 201, 204, 301, 302, 400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 999, 100, 0};
        String[] retries = {"0", "-1", "1", "0.5", "99999999999999999999", "never", "Fri, 31 Dec 9999 23:59:59 GMT"};
        int length = body.length;
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> whole(head(statuses[random.nextInt(statuses.length)], "", length), body);
            case 4, 5 -> whole(head(429, "Retry-After: " + retries[random.nextInt(7)] + "\r\n", length), body);
            case 6 -> whole(head(302, "Location: " + url() + "/\r\n", length), body);
            case 7 -> whole(head(200, "Content-Encoding: gzip\r\n", length), body);
            case 8 -> new Plan(head(200, "", length + 1 + random.nextInt(1_000)), body, Manner.CUT);
            case 9 -> whole(head(200, "", random.nextInt(length + 1)), body);
            case 10 -> new Plan(head(200, "", 200 << 20), body, Manner.ENDLESS);
            case 11 -> new Plan("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", body, Manner.ENDLESS);
            case 12 -> new Plan("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", body, Manner.ENDLESS_CHUNKS);
            case 13 -> whole("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", body);
            case 14 -> whole("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n", body);
            case 15 -> whole("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", body);
            case 16 -> whole("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n", body);
            case 17 -> whole(head(200, "X: " + "y".repeat(random.nextInt(500_000)) + "\r\n", length), body);
            case 18 -> whole("\u0000\u0001\u0002 not http at all\r\n\r\n", body);
            case 19 -> whole("HTTP/9.9 200 OK\r\n" + "A: b\r\n".repeat(2_000) + "\r\n", body);
            case 20 -> new Plan("", new byte[0], Manner.CUT);
            // Each of these takes as long as the wallet waits.
            case 21 -> new Plan(head(200, "", length), body, random.nextInt(4) == 0 ? Manner.HANG : Manner.WHOLE);
            case 22 -> new Plan(head(200, "", length), body, random.nextInt(4) == 0 ? Manner.DRIP : Manner.WHOLE);
            default -> new Plan("HTTP/1.1 200 OK\r\n", body, random.nextInt(4) == 0 ? Manner.ENDLESS_HEAD : Manner.CUT);
        };
    }

    private static Plan whole(String head, byte[] body) {
        return new Plan(head, body, Manner.WHOLE);
    }

    private static String head(int status, String more, int length) {
        return "HTTP/1.1 %03d X\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(status, more, length);
    }

    /** @return whether the connection goes on */
    private boolean send(Plan plan, InputStream in, OutputStream out) throws IOException {
        out.write(plan.head().getBytes(StandardCharsets.ISO_8859_1));
        switch (plan.manner()) {
            case WHOLE -> out.write(plan.body());
            case CUT -> {
                out.write(plan.body());
                return false;
            }
            case HANG -> {
                out.flush();
                // Until the wallet hangs up.
                while (in.read() >= 0) {}
            }
            case DRIP -> {
                for (byte one : plan.body()) {
                    out.write(one);
                    out.flush();
                    rest(30);
                }
            }
            case ENDLESS -> fill(out, false);
            case ENDLESS_CHUNKS -> fill(out, true);
            case ENDLESS_HEAD -> {
                byte[] line = ("X-" + "y".repeat(200) + ": z\r\n").getBytes(StandardCharsets.US_ASCII);
                for (int sent = 0; sent < MOST_FILLED; sent += line.length) out.write(line);
            }
        }
        out.flush();
        return plan.manner() == Manner.WHOLE;
    }

    private static void fill(OutputStream out, boolean isChunked) throws IOException {
        byte[] size = (Integer.toHexString(FILLER.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = {'\r', '\n'};
        for (int sent = 0; sent < MOST_FILLED; sent += FILLER.length) {
            if (isChunked) out.write(size);
            out.write(FILLER);
            if (isChunked) out.write(end);
        }
    }

    private void rest(int millis) throws IOException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        if (server.isClosed()) throw new IOException("closed");
    }

    private void note(byte[] bytes) {
        if (log.size() > MOST_LOGGED) return;
        log.write(bytes, 0, Math.min(bytes.length, MOST_OF_ONE));
        log.write('\n');
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) socket.close();
    }
}
