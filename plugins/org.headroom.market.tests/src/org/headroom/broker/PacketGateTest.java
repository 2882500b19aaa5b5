package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers put into packets, as bytes, and what the embedded broker answers. */
@Timeout(60)
class PacketGateTest {
    private static final int TIMEOUT_MS = 10_000;
    private static final List<String> POISONS =
            List.of("\u0000", "\b", "\u001f", "\u007f", "\u0085", "\ufdd0", "\uffff");
    /** U+D800 as three bytes, which is not UTF-8, and a byte that never is. */
    private static final List<byte[]> NOT_UTF_8 =
            List.of(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[] {(byte) 0xff});

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** @param answer type and reason code */
    record Case(String name, byte[] packet, boolean isConnect, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        var out = new ArrayList<Case>();
        var texts = new ArrayList<byte[]>();
        for (String each : POISONS) texts.add(("a" + each + "z").getBytes(StandardCharsets.UTF_8));
        texts.addAll(NOT_UTF_8);
        for (byte[] text : texts) {
            String name = HexFormat.of().formatHex(text);
            out.add(new Case("topic " + name, publish(text, new byte[0]), false, "e0 90"));
            out.add(new Case("response topic " + name, publish(ascii("a"), property(8, text)), false, "e0 81"));
            out.add(new Case("user property " + name, publish(ascii("a"), property(0x26, text, text)), false, "e0 81"));
            out.add(new Case("content type " + name, publish(ascii("a"), property(3, text)), false, "e0 81"));
            out.add(new Case("filter " + name, filters(0x82, text, new byte[] {0}), false, "e0 8f"));
            out.add(new Case("unsubscribed filter " + name, filters(0xa2, text, new byte[0]), false, "e0 8f"));
            out.add(new Case("client id " + name, connect(text, null, null), true, "20 85"));
            out.add(new Case("will topic " + name, connect(ascii("id"), text, null), true, "20 90"));
            out.add(new Case("user name " + name, connect(ascii("id"), null, text), true, "20 81"));
        }
        out.add(new Case("no topic", publish(ascii(""), new byte[0]), false, "e0 90"));
        out.add(new Case("no filter", filters(0x82, ascii(""), new byte[] {0}), false, "e0 8f"));
        out.add(new Case("no shared filter", filters(0x82, ascii("$share/a/"), new byte[] {0}), false, "e0 8f"));
        out.add(new Case("no unsubscribed filter", filters(0xa2, ascii(""), new byte[0]), false, "e0 8f"));
        out.add(new Case("no will topic", connect(ascii("id"), ascii(""), null), true, "20 90"));
        out.add(new Case("will topic with a wildcard", connect(ascii("id"), ascii("a/#"), null), true, "20 90"));
        return out;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void textThatClientsFailAtIsRefusedWithItsReasonCode(Case each) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            if (!each.isConnect()) {
                socket.getOutputStream().write(connect(ascii("client-" + System.nanoTime()), null, null));
                assertThat(answer(socket)).isEqualTo("20 00");
            }
            socket.getOutputStream().write(each.packet());
            assertThat(answer(socket)).isEqualTo(each.answer());
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void packetOfTwoHundredMegabytesEndsTheConnectionBeforeItIsSent() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(connect(ascii("client-" + System.nanoTime()), null, null));
            assertThat(answer(socket)).isEqualTo("20 00");
            socket.getOutputStream().write(new byte[] {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x64});
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void topicOfAnotherScriptIsTaken() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(connect(ascii("client-" + System.nanoTime()), null, null));
            assertThat(answer(socket)).isEqualTo("20 00");
            socket.getOutputStream()
                    .write(publish("\u65e5\u672c/\ud83d\ude00".getBytes(StandardCharsets.UTF_8), new byte[0]));
            assertThat(socket.getInputStream().readNBytes(4)).startsWith(0x40);
        }
    }

    /** Of QoS 1. */
    private static byte[] publish(byte[] topic, byte[] properties) {
        return packet(0x32, text(topic), new byte[] {0, 1, (byte) properties.length}, properties, ascii("{}"));
    }

    private static byte[] filters(int head, byte[] filter, byte[] options) {
        return packet(head, new byte[] {0, 1, 0}, text(filter), options);
    }

    private static byte[] connect(byte[] clientId, byte[] will, byte[] user) {
        int flags = 2 | (will == null ? 0 : 4) | (user == null ? 0 : 0x80);
        byte[] none = {};
        return packet(
                0x10,
                text(ascii("MQTT")),
                new byte[] {5, (byte) flags, 0, 60, 0},
                text(clientId),
                will == null ? none : packetless(new byte[] {0}, text(will), text(ascii("gone"))),
                user == null ? none : text(user));
    }

    private static byte[] property(int id, byte[]... texts) {
        var out = new ByteArrayOutputStream();
        out.write(id);
        for (byte[] each : texts) out.writeBytes(text(each));
        return out.toByteArray();
    }

    private static byte[] packet(int head, byte[]... parts) {
        byte[] body = packetless(parts);
        assertThat(body.length).isLessThan(128);
        return packetless(new byte[] {(byte) head, (byte) body.length}, body);
    }

    private static byte[] packetless(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] each : parts) out.writeBytes(each);
        return out.toByteArray();
    }

    private static byte[] text(byte[] text) {
        return packetless(new byte[] {0, (byte) text.length}, text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A CONNACK or a DISCONNECT. */
    private static String answer(Socket socket) throws IOException {
        byte[] header = socket.getInputStream().readNBytes(2);
        assertThat(header).hasSize(2);
        byte[] body = socket.getInputStream().readNBytes(header[1]);
        int code = (header[0] & 0xf0) == 0x20 ? body[1] : body[0];
        return HexFormat.of().formatHex(header, 0, 1) + " " + HexFormat.of().toHexDigits((byte) code);
    }
}
