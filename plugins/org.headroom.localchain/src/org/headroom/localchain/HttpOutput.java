package org.headroom.localchain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1.1 answer. */
record HttpOutput(int status, String type, Map<String, String> headers, byte[] body) {
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            400, "Bad Request",
            404, "Not Found",
            405, "Method Not Allowed",
            429, "Too Many Requests",
            503, "Service Unavailable");

    static HttpOutput json(int status, String body) {
        return new HttpOutput(status, "application/json", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpOutput html(int status, String title) {
        String page = "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body><h1>" + title
                + "</h1><p>Please try again later.</p></body></html>\n";
        return new HttpOutput(status, "text/html; charset=utf-8", Map.of(), page.getBytes(StandardCharsets.UTF_8));
    }

    HttpOutput with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpOutput(status, type, more, body);
    }

    void send(OutputStream out, boolean keepAlive) throws IOException {
        write(out, keepAlive, body);
    }

    /** States the whole length and sends half of it. */
    void sendHalf(OutputStream out) throws IOException {
        write(out, false, Arrays.copyOf(body, body.length / 2));
    }

    private void write(OutputStream out, boolean keepAlive, byte[] sent) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "") + "\r\n");
        head.append("Content-Type: ").append(type).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!keepAlive) head.append("Connection: close\r\n");
        head.append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(sent);
        out.flush();
    }
}
