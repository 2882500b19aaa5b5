package org.headroom.jobs.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads status line and headers, and decides how long the body is. Refuses whatever could be read in two ways. */
final class HeadReader {
    static final int MAX_LINE = 16 * 1024;
    static final int MAX_HEADERS = 200;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    record Head(int status, Map<String, String> headers) {}

    private HeadReader() {}

    /** The final answer's head; interim answers (100 Continue and the like) are read over. */
    static Head read(InputStream in) throws IOException {
        for (int interim = 0; interim < 10; interim++) {
            Head head = readOne(in);
            if (head.status() >= 200 || head.status() == 101) return head;
        }
        throw new ProtocolException("the engine sends interim answers without end");
    }

    private static Head readOne(InputStream in) throws IOException {
        String line = readLine(in, true);
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) throw new ProtocolException("not an HTTP answer: " + shortened(line));
        Map<String, String> headers = new HashMap<>();
        for (int n = 0; ; n++) {
            String header = readLine(in, false);
            if (header.isEmpty()) return new Head(Integer.parseInt(status.group(1)), Map.copyOf(headers));
            if (n == MAX_HEADERS) throw new ProtocolException("more than " + MAX_HEADERS + " headers");
            Matcher m = HEADER.matcher(header);
            if (!m.matches()) throw new ProtocolException("malformed header: " + shortened(header));
            headers.merge(m.group(1).toLowerCase(java.util.Locale.ROOT), m.group(2), (a, b) -> a + "," + b);
        }
    }

    /** How the body of the answer is to be read. */
    static InputStream body(String method, Head head, InputStream in) throws IOException {
        int status = head.status();
        if (status == 101) return in;
        if (method.equals("HEAD") || status == 204 || status == 304) return InputStream.nullInputStream();
        String coding = head.headers().get("transfer-encoding");
        OptionalLong length = contentLength(head.headers().get("content-length"));
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked"))
                throw new ProtocolException("unknown transfer encoding: " + shortened(coding));
            if (length.isPresent()) throw new ProtocolException("both a length and chunks");
            return new ChunkedBody(in);
        }
        return length.isPresent() ? new CountedBody(in, length.getAsLong()) : in;
    }

    private static OptionalLong contentLength(@org.jspecify.annotations.Nullable String value) throws IOException {
        if (value == null) return OptionalLong.empty();
        String only = value;
        for (String one : value.split(",", -1)) {
            only = one.strip();
            if (!LENGTH.matcher(only).matches() || !only.equals(value.split(",", -1)[0].strip()))
                throw new ProtocolException("malformed content length: " + shortened(value));
        }
        return OptionalLong.of(Long.parseLong(only));
    }

    /** A line without its end. A bare line feed ends it too; a control character inside does not pass. */
    static String readLine(InputStream in, boolean first) throws IOException {
        byte[] line = new byte[128];
        int n = 0;
        while (true) {
            int b = in.read();
            if (b < 0)
                throw new EOFException(
                        first && n == 0 ? "the engine hung up without an answer" : "the answer ends in its head");
            if (b == '\n') break;
            if (n == MAX_LINE) throw new ProtocolException("a line of the answer's head is longer than " + MAX_LINE);
            if (n == line.length) line = java.util.Arrays.copyOf(line, n * 2);
            line[n++] = (byte) b;
        }
        if (n > 0 && line[n - 1] == '\r') n--;
        String text = new String(line, 0, n, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < n; i++)
            if (text.charAt(i) < ' ' && text.charAt(i) != '\t')
                throw new ProtocolException("a control character in the answer's head");
        return text;
    }

    /** For messages: what strangers sent, harmless and short. */
    static String shortened(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= 120 ? clean : clean.substring(0, 120) + "…";
    }
}
