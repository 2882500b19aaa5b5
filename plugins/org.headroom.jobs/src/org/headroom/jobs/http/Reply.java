package org.headroom.jobs.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The head of an answer, and its body as a stream. Closing it ends the connection, from any thread: a read that waits
 * on another thread then ends with an exception.
 *
 * @param headers by lower-case name; where a header came twice, both values joined by a comma
 */
public record Reply(int status, Map<String, String> headers, InputStream body, Closeable connection)
        implements Closeable {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
