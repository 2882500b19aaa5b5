package org.headroom.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The sockets of one connection: with TCP_NODELAY, which Paho leaves off (44 ms a round trip), within reach, because Paho's
 * forced disconnect leaves a TLS socket open, and with streams that filter what Paho reads.
 */
final class BrokerSockets {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Supplier<SocketStreams> streams;
    private volatile boolean isCut;

    /** @param streams those of each socket */
    BrokerSockets(Supplier<SocketStreams> streams) {
        this.streams = streams;
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory secure(SSLContext context) {
        return new Secure(context.getSocketFactory());
    }

    /** Cuts the line without a word, whatever state it is in. */
    void cut() {
        isCut = true;
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed now or was before; either way nobody can write to it.
            }
        }
        open.clear();
    }

    private Socket prepared(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
        if (isCut) {
            // While the name of the host was looked up.
            socket.close();
            throw new SocketException("the connection has been given up");
        }
        return socket;
    }

    private Socket secured(Socket socket) throws IOException {
        return prepared(new SecureSocket((SSLSocket) socket, streams.get()));
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return prepared(new PlainSocket(streams.get()));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(createSocket(), new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(createSocket(), new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }

        private static Socket connected(Socket socket, InetSocketAddress to) throws IOException {
            socket.connect(to);
            return socket;
        }
    }

    /** Paho asks for each stream once. */
    private static final class PlainSocket extends Socket {
        private final SocketStreams streams;

        PlainSocket(SocketStreams streams) {
            this.streams = streams;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return streams.incoming(super.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return streams.outgoing(super.getOutputStream());
        }
    }

    private final class Secure extends SSLSocketFactory {
        private final SSLSocketFactory base;

        Secure(SSLSocketFactory base) {
            this.base = base;
        }

        @Override
        public Socket createSocket() throws IOException {
            return secured(base.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return secured(base.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return secured(base.createSocket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return secured(base.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return secured(base.createSocket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return secured(base.createSocket(socket, host, port, autoClose));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return base.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return base.getSupportedCipherSuites();
        }
    }
}
