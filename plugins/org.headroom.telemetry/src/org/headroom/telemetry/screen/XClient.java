package org.headroom.telemetry.screen;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Just enough of the X11 protocol to look at properties of windows. Xlib is not used: it ends the process on an error and shares
 * its error handler with the window's toolkit. One thread.
 */
final class XClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int INTERN_ATOM = 16;
    private static final int GET_PROPERTY = 20;
    private static final int QUERY_EXTENSION = 98;
    private static final int SCREEN_SAVER_QUERY_INFO = 1;
    private static final int ANY_TYPE = 0;
    private static final int REPLY = 1;
    private static final int ERROR = 0;
    private static final int UNIT = 32;
    private static final int BYTE = 8;
    private static final int MOST_VALUES = 64;
    private static final int MOST_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private int root;

    private XClient(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Waits at most two seconds, for this and all that is asked after it. */
    static XClient connect(XDisplay display) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(display.socket()));
        XClient client;
        try {
            channel.configureBlocking(false);
            client = new XClient(channel, Selector.open());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        try {
            channel.register(client.selector, SelectionKey.OP_READ);
            client.greet(display.key());
            return client;
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void greet(XDisplay.Key key) throws IOException {
        ByteBuffer hello = request(12 + padded(key.kind().length) + padded(key.secret().length));
        hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        hello.putShort((short) key.kind().length).putShort((short) key.secret().length);
        hello.putShort((short) 0);
        hello.put(key.kind()).position(12 + padded(key.kind().length));
        hello.put(key.secret());
        send(hello);
        ByteBuffer head = receive(8);
        ByteBuffer rest = receive(4 * Short.toUnsignedInt(head.getShort(6)));
        if (head.get(0) != 1) throw new IOException("the X server refuses Headroom; is XAUTHORITY set?");
        int vendor = Short.toUnsignedInt(rest.getShort(16));
        int formats = Byte.toUnsignedInt(rest.get(21));
        root = rest.getInt(32 + padded(vendor) + 8 * formats);
    }

    int root() {
        return root;
    }

    /** The number of a name; 0 where no program has ever used it. */
    int atom(String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer ask = request(8 + padded(text.length));
        ask.put((byte) INTERN_ATOM).put((byte) 1).putShort((short) (ask.capacity() / 4));
        ask.putShort((short) text.length).putShort((short) 0).put(text);
        send(ask);
        ByteBuffer answer = answer();
        return answer.get(0) == REPLY ? answer.getInt(8) : 0;
    }

    /** A property of 32-bit numbers; empty where the window has none or is gone. */
    List<Integer> property(int window, int name) throws IOException {
        if (name == 0) return List.of();
        ByteBuffer ask = request(24);
        ask.put((byte) GET_PROPERTY).put((byte) 0).putShort((short) 6);
        ask.putInt(window).putInt(name).putInt(0).putInt(0).putInt(MOST_VALUES);
        send(ask);
        ByteBuffer answer = answer();
        if (answer.get(0) != REPLY || answer.get(1) != UNIT) return List.of();
        int count = Math.min(answer.getInt(16), (answer.capacity() - UNIT) / 4);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < count; i++) values.add(answer.getInt(UNIT + 4 * i));
        return values;
    }

    /** A property that is text of single bytes, without what follows a zero byte; empty where the window has none or is gone. */
    List<String> texts(int window, int name) throws IOException {
        if (name == 0) return List.of();
        ByteBuffer ask = request(24);
        ask.put((byte) GET_PROPERTY).put((byte) 0).putShort((short) 6);
        ask.putInt(window).putInt(name).putInt(ANY_TYPE).putInt(0).putInt(MOST_VALUES);
        send(ask);
        ByteBuffer answer = answer();
        if (answer.get(0) != REPLY || answer.get(1) != BYTE) return List.of();
        int length = Math.max(0, Math.min(answer.getInt(16), answer.capacity() - UNIT));
        byte[] text = new byte[length];
        answer.get(UNIT, text);
        return List.of(new String(text, StandardCharsets.UTF_8).split("\0"));
    }

    /** Since the last key or movement of the mouse; empty where the server has no screen saver extension to ask. */
    Optional<Duration> sinceInput() throws IOException {
        byte[] name = "MIT-SCREEN-SAVER".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer find = request(8 + padded(name.length));
        find.put((byte) QUERY_EXTENSION).put((byte) 0).putShort((short) (find.capacity() / 4));
        find.putShort((short) name.length).putShort((short) 0).put(name);
        send(find);
        ByteBuffer found = answer();
        if (found.get(0) != REPLY || found.get(8) == 0) return Optional.empty();
        ByteBuffer ask = request(8);
        ask.put(found.get(9))
                .put((byte) SCREEN_SAVER_QUERY_INFO)
                .putShort((short) 2)
                .putInt(root);
        send(ask);
        ByteBuffer answer = answer();
        return answer.get(0) == REPLY
                ? Optional.of(Duration.ofMillis(Integer.toUnsignedLong(answer.getInt(16))))
                : Optional.empty();
    }

    // What is neither an answer nor an error is an event that the server sends to everybody.
    private ByteBuffer answer() throws IOException {
        while (true) {
            ByteBuffer head = receive(UNIT);
            int kind = head.get(0);
            if (kind == ERROR) return head;
            if (kind != REPLY) continue;
            long more = 4L * Integer.toUnsignedLong(head.getInt(4));
            if (more > MOST_BYTES) throw new IOException("the X server's answer is too long");
            ByteBuffer whole = request(UNIT + (int) more);
            whole.put(head).put(receive((int) more));
            return whole;
        }
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private static ByteBuffer request(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void send(ByteBuffer bytes) throws IOException {
        bytes.position(0).limit(bytes.capacity());
        // Requests are of a few bytes, and each is answered before the next: they always fit.
        while (bytes.hasRemaining()) if (channel.write(bytes) == 0) awaitReadable();
    }

    private ByteBuffer receive(int size) throws IOException {
        ByteBuffer bytes = request(size);
        while (bytes.hasRemaining()) {
            int n = channel.read(bytes);
            if (n < 0) throw new EOFException("the X server hung up");
            if (n == 0) awaitReadable();
        }
        return bytes.flip();
    }

    private void awaitReadable() throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) throw new SocketTimeoutException("the X server does not answer");
        selector.select(left);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
