package org.headroom.localchain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the HTTP/1.1 requests of one connection, each of limited length. */
final class HttpInput {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_BODY = 4 * 1024 * 1024;

    /** @param keepAlive whether another request may follow on this connection */
    record Request(String method, String path, byte[] body, boolean keepAlive) {}

    private final InputStream in;
    private final OutputStream out;

    /** @param out where a client that asks first is told to go on */
    HttpInput(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** @return empty at the end of the connection */
    Optional<Request> next() throws IOException {
        String first = line();
        if (first.isEmpty()) return Optional.empty();
        String[] parts = first.split(" ");
        if (parts.length != 3) throw new IOException("This is not HTTP.");
        Map<String, String> headers = headers();
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                ? chunks()
                : exactly(length(headers.getOrDefault("content-length", "0"), 10));
        boolean close = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        return Optional.of(new Request(parts[0], parts[1], body, !close && parts[2].equals("HTTP/1.1")));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MOST_HEADERS; i++) {
            String line = line();
            if (line.isEmpty()) return headers;
            int colon = line.indexOf(':');
            if (colon < 1) throw new IOException("This is not HTTP.");
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new IOException("Too many headers.");
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = length(line().split(";", 2)[0].strip(), 16);
            if (body.size() + size > LONGEST_BODY) throw new IOException("The request is too long.");
            body.write(exactly(size));
            if (!line().isEmpty()) throw new IOException("This is not HTTP.");
            if (size == 0) return body.toByteArray();
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) throw new IOException("The request ends in the middle.");
        return bytes;
    }

    private static int length(String text, int radix) throws IOException {
        try {
            int length = Integer.parseInt(text, radix);
            if (length < 0 || length > LONGEST_BODY) throw new IOException("The request is too long.");
            return length;
        } catch (NumberFormatException e) {
            throw new IOException("This is not HTTP.", e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (line.length() >= LONGEST_LINE) throw new IOException("The line is too long.");
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }
}
