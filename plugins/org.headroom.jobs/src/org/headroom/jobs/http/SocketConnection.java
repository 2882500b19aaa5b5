package org.headroom.jobs.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection to a Unix socket. A blocking channel has no timeout of its own: the watchdog closes it, and the
 * exception that follows is told as what it is.
 */
final class SocketConnection implements Closeable {
    private final SocketChannel channel;
    private final ScheduledExecutorService watchdog;
    private final AtomicBoolean late = new AtomicBoolean();
    /** Zero means: wait for ever. */
    private volatile Duration patience;

    private SocketConnection(SocketChannel channel, ScheduledExecutorService watchdog, Duration patience) {
        this.channel = channel;
        this.watchdog = watchdog;
        this.patience = patience;
    }

    static SocketConnection open(Path socket, ScheduledExecutorService watchdog, Duration patience) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            SocketConnection connection = new SocketConnection(channel, watchdog, patience);
            connection.timed(() -> channel.connect(UnixDomainSocketAddress.of(socket)) ? 1 : 0);
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void patience(Duration newPatience) {
        patience = newPatience;
    }

    InputStream input() {
        return new BufferedInputStream(new In(), 16 * 1024);
    }

    OutputStream output() {
        return new Out();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private interface Step {
        int run() throws IOException;
    }

    private int timed(Step step) throws IOException {
        Duration limit = patience;
        if (limit.isZero()) return step.run();
        Future<?> alarm;
        try {
            alarm = watchdog.schedule(this::tooLate, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the client is closed", e);
        }
        try {
            return step.run();
        } catch (IOException e) {
            if (!late.get()) throw e;
            SocketTimeoutException told = new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
            told.initCause(e);
            throw told;
        } finally {
            alarm.cancel(false);
        }
    }

    private void tooLate() {
        late.set(true);
        try {
            channel.close();
        } catch (IOException e) {
            // The reader sees the closed channel either way.
        }
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) return 0;
            return timed(() -> channel.read(ByteBuffer.wrap(to, offset, length)));
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(from, offset, length);
            while (rest.hasRemaining()) timed(() -> channel.write(rest));
        }
    }
}
