package org.headroom.market;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker that lies: a real one, and before it something that understands MQTT 5 and drops, repeats, holds back, forges
 * and misplaces what is published to its client. It tells the broker that all has arrived.
 */
final class Liar implements AutoCloseable {
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final Random random;
    private final int target;
    private volatile boolean honest;

    /** A published message without its number, so that nobody acknowledges it. */
    private record Said(byte[] topic, byte[] rest) {
        byte[] packet() {
            int length = 2 + topic.length + rest.length;
            var out = ByteBuffer.allocate(length + 5).put((byte) (PUBLISH << 4));
            for (int left = length; ; left >>>= 7) {
                out.put((byte) (left > 127 ? left & 127 | 128 : left));
                if (left <= 127) break;
            }
            out.putShort((short) topic.length).put(topic).put(rest);
            return Arrays.copyOf(out.array(), out.position());
        }
    }

    Liar(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                var far = new Socket();
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                ends.add(near);
                ends.add(far);
                Thread.ofVirtual().start(() -> copy(near, far));
                Thread.ofVirtual().start(() -> lie(far, near));
            } catch (IOException e) {
                // Closed, or the broker is away: the next one may have luck.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            byte[] buffer = new byte[8_192];
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) write(to, Arrays.copyOf(buffer, n));
        } catch (IOException e) {
            // Cut.
        }
    }

    private static void write(Socket to, byte[] bytes) throws IOException {
        OutputStream out = to.getOutputStream();
        synchronized (to) {
            out.write(bytes);
            out.flush();
        }
    }

    private void lie(Socket broker, Socket client) {
        List<Said> heldBack = new ArrayList<>();
        try (broker;
                client) {
            var in = new DataInputStream(broker.getInputStream());
            while (true) {
                int head = in.readUnsignedByte();
                byte[] body = new byte[length(in)];
                in.readFully(body);
                if (head >> 4 != PUBLISH || honest) {
                    var whole = ByteBuffer.allocate(body.length + 5).put((byte) head);
                    for (int left = body.length; ; left >>>= 7) {
                        whole.put((byte) (left > 127 ? left & 127 | 128 : left));
                        if (left <= 127) break;
                    }
                    whole.put(body);
                    write(client, Arrays.copyOf(whole.array(), whole.position()));
                    continue;
                }
                distort(said(head, body, broker), heldBack, client);
            }
        } catch (IOException e) {
            // Cut.
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = in.readUnsignedByte();
            value |= (b & 127) << shift;
            if (b < 128) return value;
        }
    }

    private static Said said(int head, byte[] body, Socket broker) throws IOException {
        int topicLength = ByteBuffer.wrap(body).getShort();
        int at = 2 + topicLength;
        byte[] topic = Arrays.copyOfRange(body, 2, at);
        if ((head >> 1 & 3) > 0) {
            write(broker, new byte[] {PUBACK << 4, 2, body[at], body[at + 1]});
            at += 2;
        }
        return new Said(topic, Arrays.copyOfRange(body, at, body.length));
    }

    private void distort(Said said, List<Said> heldBack, Socket client) throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> {}
            case 1 -> {
                for (int i = 0; i < 3; i++) write(client, said.packet());
            }
            case 2 -> heldBack.add(said);
            case 3 -> {
                byte[] rest = said.rest().clone();
                rest[rest.length - 1 - random.nextInt(Math.min(rest.length / 2, 400))] ^= 1;
                write(client, new Said(said.topic(), rest).packet());
            }
            case 4 -> {
                String topic = new String(said.topic(), StandardCharsets.UTF_8);
                byte[] other = (topic.substring(0, topic.length() - 4) + "beef").getBytes(StandardCharsets.UTF_8);
                write(client, new Said(other, said.rest()).packet());
            }
            default -> {
                write(client, said.packet());
                if (!heldBack.isEmpty()) write(client, heldBack.removeLast().packet());
            }
        }
    }

    /** From now on it hands on what it gets; its client has to come anew. */
    void repent() throws IOException {
        honest = true;
        for (Socket each : ends) each.close();
        ends.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : ends) each.close();
    }
}
