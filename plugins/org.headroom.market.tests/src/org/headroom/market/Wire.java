package org.headroom.market;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cable between a link and its broker that can be cut, or left in place with nothing moving on it. */
final class Wire implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean frozen;
    private volatile boolean accepting = true;

    Wire(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (!accepting) {
                    near.close();
                    continue;
                }
                var far = new Socket();
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                ends.add(near);
                ends.add(far);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            } catch (IOException e) {
                // The broker is away, or the wire is closed: the next one may have luck.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            byte[] buffer = new byte[8_192];
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer))
                if (!frozen) to.getOutputStream().write(buffer, 0, n);
        } catch (IOException e) {
            // Cut.
        }
    }

    /** Cuts what is there, and takes new connections or not. */
    void cut(boolean again) throws IOException {
        accepting = again;
        for (Socket each : ends) each.close();
        ends.clear();
    }

    /** Swallows everything that is sent from now on, while both sides believe in their connection. */
    void freeze(boolean on) {
        frozen = on;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut(false);
    }
}
