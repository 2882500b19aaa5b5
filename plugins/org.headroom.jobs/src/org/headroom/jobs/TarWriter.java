package org.headroom.jobs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A tar archive (ustar) in memory. No clock, no owner's name: the same content always gives the same bytes. */
final class TarWriter {
    private static final int BLOCK = 512;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarWriter file(String name, int mode, byte[] content) {
        header(name, mode, content.length, '0', "");
        out.writeBytes(content);
        pad(content.length);
        return this;
    }

    TarWriter directory(String name, int mode) {
        header(name + "/", mode, 0, '5', "");
        return this;
    }

    TarWriter link(String name, String target) {
        header(name, 0777, 0, '2', target);
        return this;
    }

    byte[] finish() {
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    private void pad(int length) {
        out.writeBytes(new byte[(BLOCK - length % BLOCK) % BLOCK]);
    }

    private void header(String name, int mode, long size, char type, String target) {
        byte[] block = new byte[BLOCK];
        text(block, 0, 100, name);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, 0);
        block[156] = (byte) type;
        text(block, 157, 100, target);
        text(block, 257, 8, "ustar\00000");
        java.util.Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) sum += b & 0xff;
        text(block, 148, 8, String.format("%06o\0 ", sum));
        out.writeBytes(block);
    }

    private static void octal(byte[] block, int at, int length, long value) {
        text(block, at, length, String.format("%0" + (length - 1) + "o", value));
    }

    private static void text(byte[] block, int at, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > length) throw new IllegalArgumentException("too long for a tar header: " + text);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
