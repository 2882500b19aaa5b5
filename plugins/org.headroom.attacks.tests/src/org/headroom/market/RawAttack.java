package org.headroom.market;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Packets that no MQTT library would send. */
public final class RawAttack {
    private static final int TIMEOUT_MS = 10_000;
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    private RawAttack() {}

    /** Retained, with so much correlation data: MQTT allows it, and a client that reads its length as negative ends. */
    public static void retainsCorrelationData(int port, String topic, int bytes) throws IOException {
        byte[] properties = RawPacket.properties(RawPacket.bytes(0x09), RawPacket.text(new byte[bytes]));
        publish(port, RawPacket.publish(topic.getBytes(StandardCharsets.UTF_8), 1, 1, true, properties, EMPTY_OBJECT));
    }

    /** Retained on a topic with a control character. @return whether the broker ended the connection for it */
    public static boolean retainsControlCharacter(int port, String topic) throws IOException {
        byte[] answer = publish(port, RawPacket.publish(topic + "\b", 1, 1, EMPTY_OBJECT));
        return answer.length == 0 || (answer[0] & 0xf0) == 0xe0;
    }

    /** Takes back what was retained on a topic. */
    public static void takesBack(int port, String topic) throws IOException {
        publish(port, RawPacket.publish(topic, 1, 1, new byte[0]));
    }

    /** The beginning of a packet: nothing follows. */
    public static byte[] announced(int bytes) {
        byte[] length = RawPacket.length(bytes);
        byte[] head = new byte[1 + length.length];
        head[0] = 0x30;
        System.arraycopy(length, 0, head, 1, length.length);
        return head;
    }

    /** Sends the beginning of such a packet to a broker. @return whether the broker ended the connection for it */
    public static boolean announces(int port, int bytes) throws IOException {
        byte[] answer = publish(port, announced(bytes));
        return answer.length == 0 || (answer[0] & 0xf0) == 0xe0;
    }

    private static byte[] publish(int port, RawPacket packet) throws IOException {
        return publish(port, packet.whole());
    }

    /** What the broker answers, which may be nothing and the end of the connection. */
    private static byte[] publish(int port, byte[] packet) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream()
                    .write(RawPacket.connect("attacker-" + System.nanoTime()).whole());
            var in = new DataInputStream(socket.getInputStream());
            if (RawPacket.read(in).type() != 2) throw new IOException("the broker takes no connection");
            socket.getOutputStream().write(packet);
            try {
                return RawPacket.read(in).whole();
            } catch (EOFException e) {
                return new byte[0];
            }
        }
    }
}
