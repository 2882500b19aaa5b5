package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A broker on loopback that answers its one client as it should and sends it whatever it is given. */
final class FuzzingBroker implements AutoCloseable {
    private static final int MOST_BODY = 1 << 20;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final byte[] first;
    private final boolean isHangingUp;
    private byte[] good = {};
    private Socket client = new Socket();
    private boolean isSubscribed;
    private int connections;

    FuzzingBroker() throws IOException {
        this(PacketMaker.connack(), false);
    }

    /**
     * @param first answers the first CONNECT; later ones are answered with success
     * @param isHangingUp whether the connection ends after it
     */
    FuzzingBroker(byte[] first, boolean isHangingUp) throws IOException {
        this.first = first;
        this.isHangingUp = isHangingUp;
        Thread.ofVirtual().name("fuzzing-broker").start(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    synchronized int connections() {
        return connections;
    }

    /** @return whether a client is subscribed, now or within that time */
    synchronized boolean awaitSubscriber(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!isSubscribed) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) return false;
            wait(left);
        }
        return true;
    }

    /** Sends the bytes, and after them the message, which later subscribers get, too. */
    synchronized void sendThen(byte[] bytes, byte[] message) {
        good = message;
        try {
            client.getOutputStream().write(bytes);
            client.getOutputStream().write(message);
        } catch (IOException e) {
            // The client has closed it; it comes again.
            isSubscribed = false;
        }
    }

    synchronized void cut() throws IOException {
        client.close();
        isSubscribed = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket next = server.accept()) {
                next.setTcpNoDelay(true);
                synchronized (this) {
                    client = next;
                    connections++;
                }
                serve(next);
            } catch (IOException e) {
                // The client or this broker has closed it.
            }
            synchronized (this) {
                isSubscribed = false;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        while (true) {
            int head = in.readUnsignedByte();
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                int next = in.readUnsignedByte();
                length |= (next & 0x7f) << shift;
                if (next < 0x80) break;
            }
            if (length > MOST_BODY) throw new IOException("a packet of " + length + " bytes");
            byte[] body = in.readNBytes(length);
            switch (head >> 4) {
                case 1 -> connected();
                case 3 -> published(head, body);
                case 8 -> subscribed(body);
                case 12 -> send(PacketMaker.packet(0xd0, new byte[0]));
                default -> {}
            }
        }
    }

    private synchronized void connected() throws IOException {
        boolean isFirst = connections == 1;
        send(isFirst ? first : PacketMaker.connack());
        if (isFirst && isHangingUp) throw new IOException("hung up");
    }

    private void published(int head, byte[] body) throws IOException {
        if ((head >> 1 & 3) == 0) return;
        int at = 2 + ((body[0] & 0xff) << 8 | body[1] & 0xff);
        send(PacketMaker.packet(0x40, new byte[] {body[at], body[at + 1]}));
    }

    private void subscribed(byte[] body) throws IOException {
        var answer = new ByteArrayOutputStream();
        answer.write(body, 0, 2);
        answer.write(0);
        for (int at = 3; at < body.length; at += 3 + ((body[at] & 0xff) << 8 | body[at + 1] & 0xff)) answer.write(1);
        synchronized (this) {
            send(PacketMaker.packet(0x90, answer.toByteArray()));
            if (good.length > 0) send(good);
            isSubscribed = true;
            notifyAll();
        }
    }

    private synchronized void send(byte[] packet) throws IOException {
        client.getOutputStream().write(packet);
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
