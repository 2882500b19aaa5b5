package org.headroom.cli.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The least that a message takes through a broker: a bare MQTT 5 connection, without Nagle's delay, that publishes to its
 * own subscription with QoS 1 and reads what comes back. Source of the packets: MQTT Version 5.0, OASIS Standard.
 */
final class MqttEcho implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int PUBLISH_QOS1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int REFUSED = 0x80;
    private static final int PATIENCE_MS = 5000;
    private static final String TOPIC = "bench/echo";

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private int packet;

    /** @param broker {@code mqtt://HOST:PORT}, open to anyone */
    MqttEcho(URI broker) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(broker.getHost(), broker.getPort()), PATIENCE_MS);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
            connect();
            subscribe();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    private record Packet(int type, byte[] body) {}

    private void connect() throws IOException {
        send(CONNECT, body -> {
            body.writeUTF("MQTT");
            body.writeByte(5);
            body.writeByte(2); // clean start
            body.writeShort(60);
            body.writeByte(0);
            body.writeUTF("bench-echo");
        });
        Packet answer = read();
        if (answer.type() != CONNACK || answer.body()[1] != 0)
            throw new IOException("The broker refused the bench's connection.");
    }

    private void subscribe() throws IOException {
        send(SUBSCRIBE, body -> {
            body.writeShort(++packet);
            body.writeByte(0);
            body.writeUTF(TOPIC);
            body.writeByte(1);
        });
        Packet answer = read();
        boolean granted = answer.type() == SUBACK && (answer.body()[answer.body().length - 1] & 0xff) < REFUSED;
        if (!granted) throw new IOException("The broker refused the bench's subscription.");
    }

    /** Publishes so many bytes and waits until they are back. */
    Duration roundTrip(int bytes) throws IOException {
        byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        long began = System.nanoTime();
        send(PUBLISH_QOS1, body -> {
            body.writeUTF(TOPIC);
            body.writeShort(++packet);
            body.writeByte(0);
            body.write(payload);
        });
        boolean acknowledged = false;
        long back = 0;
        while (!acknowledged || back == 0) {
            Packet got = read();
            if (got.type() == PUBACK) acknowledged = true;
            if ((got.type() & 0xf0) == PUBLISH) {
                back = System.nanoTime();
                acknowledge(got);
            }
        }
        return Duration.ofNanos(back - began);
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
