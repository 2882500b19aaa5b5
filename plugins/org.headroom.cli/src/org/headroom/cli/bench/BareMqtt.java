package org.headroom.cli.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A bare MQTT 5 connection, without Nagle's delay and without a thread of its own: what is read is read by the caller. QoS
 * 1 both ways. Source of the packets: MQTT Version 5.0, OASIS Standard.
 */
final class BareMqtt implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int PUBLISH_QOS1 = 0x32;
    private static final int RETAIN = 0x01;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int REFUSED = 0x80;
    private static final int PATIENCE_MS = 5000;
    private static final int MOST_EARLY = 100_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Queue<Packet> early = new ArrayDeque<>();
    private int packet;
    private int unacknowledged;

    /** What was published to a subscription, and when it had come ({@code System.nanoTime()}). */
    record Message(String topic, byte[] payload, long at) {}

    /** @param broker {@code mqtt://HOST:PORT}, open to anyone */
    BareMqtt(URI broker, String client) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(broker.getHost(), broker.getPort()), PATIENCE_MS);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
            connect(client);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    private record Packet(int type, byte[] body) {}

    private void connect(String client) throws IOException {
        send(CONNECT, body -> {
            body.writeUTF("MQTT");
            body.writeByte(5);
            body.writeByte(2); // clean start
            body.writeShort(60);
            body.writeByte(0);
            body.writeUTF(client);
        });
        Packet answer = read();
        if (answer.type() != CONNACK || answer.body()[1] != 0)
            throw new IOException("The broker refused the bench's connection.");
    }

    /** What is retained may come before the broker's answer; {@link #next()} returns it. */
    void subscribe(String filter) throws IOException {
        send(SUBSCRIBE, body -> {
            body.writeShort(++packet);
            body.writeByte(0);
            body.writeUTF(filter);
            body.writeByte(1);
        });
        Packet answer = read();
        while (answer.type() != SUBACK && early.size() < MOST_EARLY) {
            early.add(answer);
            answer = read();
        }
        boolean granted = answer.type() == SUBACK && (answer.body()[answer.body().length - 1] & 0xff) < REFUSED;
        if (!granted) throw new IOException("The broker refused the bench's subscription.");
    }

    /** Sends and does not wait for the broker's word that it has it. */
    void publish(String topic, byte[] payload) throws IOException {
        publish(PUBLISH_QOS1, topic, payload);
    }

    /** The same, and the broker keeps it for those who come later. */
    void publishRetained(String topic, byte[] payload) throws IOException {
        publish(PUBLISH_QOS1 | RETAIN, topic, payload);
    }

    private void publish(int type, String topic, byte[] payload) throws IOException {
        unacknowledged++;
        send(type, body -> {
            body.writeUTF(topic);
            body.writeShort(packet = packet % 0xffff + 1);
            body.writeByte(0);
            body.write(payload);
        });
    }

    /** Waits for the next message and acknowledges it. @throws java.net.SocketTimeoutException if none comes for five seconds */
    Message next() throws IOException {
        while (true) {
            Packet got = early.isEmpty() ? read() : early.remove();
            long at = System.nanoTime();
            if (got.type() == PUBACK) unacknowledged--;
            if ((got.type() & 0xf0) != PUBLISH) continue;
            acknowledge(got);
            return message(got, at);
        }
    }

    /** Waits until the broker has said that it has all that was published. */
    void settle() throws IOException {
        while (unacknowledged > 0) if (read().type() == PUBACK) unacknowledged--;
    }

    private static Message message(Packet got, long at) throws IOException {
        DataInputStream body = new DataInputStream(new java.io.ByteArrayInputStream(got.body()));
        String topic = body.readUTF();
        if ((got.type() & 0x06) != 0) body.readUnsignedShort();
        int properties = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = body.readUnsignedByte();
            properties |= (next & 0x7f) << shift;
            if (next < 0x80) break;
        }
        body.skipNBytes(properties);
        return new Message(topic, body.readAllBytes(), at);
    }

    private void acknowledge(Packet publish) throws IOException {
        if ((publish.type() & 0x06) == 0) return;
        byte[] b = publish.body();
        int at = 2 + ((b[0] & 0xff) << 8 | b[1] & 0xff);
        send(PUBACK, body -> body.write(b, at, 2));
    }

    private void send(int type, Body body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        body.write(new DataOutputStream(bytes));
        var whole = new ByteArrayOutputStream();
        whole.write(type);
        int length = bytes.size();
        do {
            int low = length & 0x7f;
            length >>= 7;
            whole.write(length > 0 ? low | 0x80 : low);
        } while (length > 0);
        bytes.writeTo(whole);
        // In one piece: two writes would be two segments.
        out.write(whole.toByteArray());
    }

    private Packet read() throws IOException {
        int type = in.read();
        if (type < 0) throw new EOFException("The broker ended the bench's connection.");
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (next < 0x80) break;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(type, body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
