package org.headroom.broker;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Sends packets over and over, as fast as the broker takes them, and reads nothing after its CONNACK. */
final class DeafClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;
    private static final int RECEIVE_BUFFER = 4 << 10;
    private static final int AT_ONCE = 64 << 10;
    private static final byte[] PINGREQ = {(byte) 0xc0, 0};
    /** MQTT 5, no will, no session, keep-alive 60 s. */
    private static final byte[] HEADER = {0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60};

    private static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int USER_PROPERTY = 0x26;
    private static final int DISCONNECT = 0xe0;

    private final Socket socket = new Socket();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean isCut;

    private DeafClient(int port) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
    }

    static DeafClient connect(int port, String clientId) throws IOException {
        var client = new DeafClient(port);
        if (client.connect(clientId, new byte[0]) != 0) throw new IOException("No CONNACK, or a refusal");
        return client;
    }

    /** @param mostBytes of a packet, as the client says */
    static DeafClient connectWithMaximum(int port, String clientId, int mostBytes) throws IOException {
        var client = new DeafClient(port);
        if (client.connect(clientId, maximum(mostBytes)) != 0) throw new IOException("No CONNACK, or a refusal");
        return client;
    }

    /** @param mostAtOnce as many messages the broker may send before the first is acknowledged */
    static DeafClient connectWithReceiveMaximum(int port, String clientId, int mostAtOnce) throws IOException {
        var client = new DeafClient(port);
        byte[] properties = ByteBuffer.allocate(1 + Short.BYTES)
                .put((byte) RECEIVE_MAXIMUM)
                .putShort((short) mostAtOnce)
                .array();
        if (client.connect(clientId, properties) != 0) throw new IOException("No CONNACK, or a refusal");
        return client;
    }

    /** @return the reason code of the CONNACK, or -1 if there was none */
    static int codeOf(int port, String clientId, byte[] properties) throws IOException {
        try (var client = new DeafClient(port)) {
            return client.connect(clientId, properties);
        }
    }

    static byte[] maximum(int mostBytes) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) MAXIMUM_PACKET_SIZE)
                .putInt(mostBytes)
                .array();
    }

    private static byte[] connectPacket(String clientId, byte[] properties) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(HEADER);
        body.write(properties.length);
        body.writeBytes(properties);
        string(body, clientId);
        return packet(0x10, body.toByteArray());
    }

    private int connect(String clientId, byte[] properties) throws IOException {
        send(connectPacket(clientId, properties));
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(2);
        if (answer.length < 2) return -1;
        byte[] rest = in.readNBytes(answer[1] & 0x7f);
        return rest.length < 2 ? -1 : rest[1] & 0xff;
    }

    static byte[] ping() {
        return PINGREQ.clone();
    }

    static byte[] subscribe(String filter, int qos) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(new byte[] {0, 1, 0});
        string(body, filter);
        body.write(qos);
        return packet(0x82, body.toByteArray());
    }

    /** One packet with so many filters. @param isSubscribe or the end of these subscriptions */
    static byte[] filters(boolean isSubscribe, int count) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(new byte[] {0, 3, 0});
        for (int i = 0; i < count; i++) {
            string(body, "t");
            if (isSubscribe) body.write(1);
        }
        return packet(isSubscribe ? 0x82 : 0xa2, body.toByteArray());
    }

    static byte[] unsubscribe(String filter) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(new byte[] {0, 2, 0});
        string(body, filter);
        return packet(0xa2, body.toByteArray());
    }

    /** @return the PUBACK of a message of less than 128 bytes, of QoS 1 */
    static byte[] acknowledge(byte[] message) {
        int id = 2 + Short.BYTES + topic(message).length();
        return packet(0x40, new byte[] {message[id], message[id + 1]});
    }

    /** @return the topic, in ASCII, of a message of less than 128 bytes */
    static String topic(byte[] message) {
        return new String(message, 2 + Short.BYTES, message[2] << 8 | message[3], StandardCharsets.US_ASCII);
    }

    static byte[] publish(String topic, int qos, int bytes) throws IOException {
        return publish(topic, qos, bytes, 0);
    }

    /** @param userProperties as many, of four bytes of text each */
    static byte[] publish(String topic, int qos, int bytes, int userProperties) throws IOException {
        var body = new ByteArrayOutputStream();
        string(body, topic);
        if (qos > 0) body.write(new byte[] {0, 1});
        length(body, userProperties * 9);
        for (int i = 0; i < userProperties; i++) {
            body.write(USER_PROPERTY);
            string(body, "ke");
            string(body, "va");
        }
        body.write(new byte[bytes]);
        return packet(0x30 | qos << 1, body.toByteArray());
    }

    /** The packet once. */
    void send(byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
    }

    /** The packet over and over on a thread of its own, as many bytes as given. */
    void flood(byte[] packet, long bytes) {
        int times = Math.max(1, AT_ONCE / packet.length);
        var chunk = new byte[times * packet.length];
        for (int i = 0; i < times; i++) System.arraycopy(packet, 0, chunk, i * packet.length, packet.length);
        Thread.ofVirtual().start(() -> {
            try {
                while (sent.get() < bytes) {
                    socket.getOutputStream().write(chunk);
                    sent.addAndGet(chunk.length);
                }
            } catch (IOException e) {
                isCut = true;
            }
        });
    }

    /** Sends pings until the broker closes the connection. */
    void pingUntilCut() {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1)).until(() -> {
            try {
                send(PINGREQ);
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    long sent() {
        return sent.get();
    }

    /** Whether the broker has closed the connection while this client was sending. */
    boolean isCut() {
        return isCut;
    }

    /** Waits until the broker closes the connection, 20 s at most. */
    boolean isEnded() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // A DISCONNECT packet comes before the end.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            // The connection was reset.
            return true;
        }
    }

    /** @return the next packet as a whole: its type is in the upper half of its first byte */
    byte[] receive() throws IOException {
        InputStream in = socket.getInputStream();
        var packet = new ByteArrayOutputStream();
        packet.write(read(in));
        int length = 0;
        int digit;
        int shift = 0;
        do {
            digit = read(in);
            packet.write(digit);
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit >= 0x80);
        packet.writeBytes(in.readNBytes(length));
        return packet.toByteArray();
    }

    /** @return how many bytes have come and were not read */
    int available() throws IOException {
        return socket.getInputStream().available();
    }

    /** @return the reason code of the DISCONNECT that must come next */
    int disconnectCode() throws IOException {
        byte[] packet = receive();
        if ((packet[0] & 0xff) != DISCONNECT) throw new IOException("Not a DISCONNECT: " + packet[0]);
        return packet[2] & 0xff;
    }

    private static int read(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) throw new EOFException();
        return next;
    }

    /** Reads at last. @return as many bytes as came until so many were there, or until nothing came for 20 s */
    long read(long bytes) throws IOException {
        var buffer = new byte[AT_ONCE];
        long read = 0;
        while (read < bytes) {
            int n = socket.getInputStream().read(buffer);
            if (n < 0) return read;
            read += n;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void string(ByteArrayOutputStream to, String text) throws IOException {
        new DataOutputStream(to).writeUTF(text);
    }

    private static byte[] packet(int type, byte[] body) {
        var packet = new ByteArrayOutputStream();
        packet.write(type);
        length(packet, body.length);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    private static void length(ByteArrayOutputStream to, int length) {
        int rest = length;
        do {
            to.write(rest % 128 | (rest >= 128 ? 0x80 : 0));
            rest /= 128;
        } while (rest > 0);
    }
}
