package org.headroom.market;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker that has one retained message and misses it when a client subscribes for the first time. */
final class ForgetfulBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int PING = 12;

    final AtomicInteger subscriptions = new AtomicInteger();
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final String topic;
    private final byte[] payload;

    ForgetfulBroker(String topic, byte[] payload) throws IOException {
        this.topic = topic;
        this.payload = payload;
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        try (Socket client = server.accept()) {
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(client.getOutputStream());
            while (true) {
                int head = in.readUnsignedByte();
                byte[] body = new byte[length(in)];
                in.readFully(body);
                switch (head >> 4) {
                    case CONNECT -> send(out, 0x20, new byte[] {0, 0, 0});
                    case SUBSCRIBE -> subscribed(out, body);
                    case PUBLISH -> {
                        int number = 2 + (((body[0] & 255) << 8) | body[1] & 255);
                        send(out, 0x40, new byte[] {body[number], body[number + 1]});
                    }
                    case PING -> send(out, 0xd0, new byte[0]);
                    default -> {}
                }
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void subscribed(DataOutputStream out, byte[] body) throws IOException {
        int filters = 0;
        // After the packet's number and no properties, each is its length, its text and one byte of options.
        for (int at = 3; at < body.length; filters++) at += 3 + (((body[at] & 255) << 8) | body[at + 1] & 255);
        var answer = new ByteArrayOutputStream();
        answer.write(body, 0, 2);
        answer.write(0);
        for (int i = 0; i < filters; i++) answer.write(1);
        send(out, 0x90, answer.toByteArray());
        if (subscriptions.incrementAndGet() < 2) return;
        var message = new ByteArrayOutputStream();
        var text = new DataOutputStream(message);
        text.writeUTF(topic);
        text.writeByte(0);
        message.write(payload);
        send(out, 0x31, message.toByteArray());
    }

    private static void send(DataOutputStream out, int head, byte[] body) throws IOException {
        var packet = new ByteArrayOutputStream();
        packet.write(head);
        for (int left = body.length; ; left >>>= 7) {
            packet.write(left > 127 ? left & 127 | 128 : left);
            if (left <= 127) break;
        }
        packet.write(body);
        out.write(packet.toByteArray());
        out.flush();
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 127) << shift;
            if (next <= 127) return length;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
