package org.headroom.wallet;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a value of one Solidity type becomes 32 bytes of a struct (EIP-712's {@code encodeData}). Each value has one text
 * only that is taken: where two texts had one hash, a signature for the one would be good for the other.
 */
sealed interface Encoding {
    int WORD = 32;

    /**
     * Writes the 32 bytes, all of which are zero so far.
     *
     * @param where the field, for the message
     * @throws IllegalArgumentException if the value is none of this type
     */
    void put(Object value, String where, Keccak keccak, byte[] out, int at);

    Pattern NUMBERED = Pattern.compile("(u?int|bytes)([1-9]\\d{0,2})");

    /** Of a type that is neither a struct nor a list. Empty where Solidity has no such type. */
    static Optional<Encoding> ofAtom(String type) {
        switch (type) {
            case "string":
                return Optional.of(new Text());
            case "bytes":
                return Optional.of(new Bytes());
            case "address":
                return Optional.of(new Address());
            case "bool":
                return Optional.of(new Flag());
            case "uint":
                return Optional.of(new Whole(type, 256, false));
            case "int":
                return Optional.of(new Whole(type, 256, true));
            default:
        }
        Matcher matcher = NUMBERED.matcher(type);
        if (!matcher.matches()) return Optional.empty();
        int size = Integer.parseInt(matcher.group(2));
        if (matcher.group(1).equals("bytes"))
            return size <= WORD ? Optional.of(new FixedBytes(type, size)) : Optional.empty();
        return size % 8 == 0 && size <= 256
                ? Optional.of(new Whole(type, size, type.startsWith("i")))
                : Optional.empty();
    }

    record Text() implements Encoding {
        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            if (!(value instanceof String text)) throw misfit(where, "a text");
            if (hasHalfCharacter(text))
                throw new IllegalArgumentException(where + " has half a character (a lone surrogate)");
            keccak.into(text.getBytes(StandardCharsets.UTF_8), out, at);
        }

        /** UTF-8 has none, and a question mark would be hashed in its place. */
        private static boolean hasHalfCharacter(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (!Character.isSurrogate(text.charAt(i))) continue;
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) return true;
                i++;
            }
            return false;
        }
    }

    record Bytes() implements Encoding {
        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            keccak.into(hex(value, where, "bytes", -1), out, at);
        }
    }

    /** Shorter ones stand to the left. */
    record FixedBytes(String type, int length) implements Encoding {
        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            System.arraycopy(hex(value, where, type, length), 0, out, at, length);
        }
    }

    record Address() implements Encoding {
        private static final int LENGTH = 20;

        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            System.arraycopy(hex(value, where, "address", LENGTH), 0, out, at + WORD - LENGTH, LENGTH);
        }
    }

    record Flag() implements Encoding {
        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            if (!(value instanceof Boolean flag)) throw misfit(where, "a bool");
            out[at + WORD - 1] = (byte) (flag ? 1 : 0);
        }
    }

    record Whole(String type, int bits, boolean signed) implements Encoding {
        /** So many digits fit a long whatever they are. */
        private static final int SHORT = 18;

        /** 2^256 has 78 digits, and there may be a sign. */
        private static final int LONGEST = 79;

        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            if (!(value instanceof String text) || !canonical(text)) throw misfit(where, "a decimal " + type);
            byte[] bytes;
            if (text.length() <= SHORT) {
                long number = Long.parseLong(text);
                if (bits < Long.SIZE
                        && (signed ? number >> (bits - 1) != number >> (Long.SIZE - 1) : number >>> bits != 0))
                    throw outOfRange(where);
                bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            } else {
                BigInteger number = new BigInteger(text);
                if (number.bitLength() > (signed ? bits - 1 : bits)) throw outOfRange(where);
                bytes = number.toByteArray();
            }
            if (text.charAt(0) == '-') Arrays.fill(out, at, at + WORD, (byte) 0xff);
            int length = Math.min(bytes.length, WORD);
            System.arraycopy(bytes, bytes.length - length, out, at + WORD - length, length);
        }

        private boolean canonical(String text) {
            if (text.equals("0")) return true;
            int from = signed && text.startsWith("-") ? 1 : 0;
            if (text.length() == from || text.length() > LONGEST || text.charAt(from) == '0') return false;
            for (int i = from; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
            return true;
        }

        private IllegalArgumentException outOfRange(String where) {
            return new IllegalArgumentException(where + " is out of the range of " + type);
        }
    }

    /** @param length −1 where any number will do */
    record Items(Encoding item, int length) implements Encoding {
        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            if (!(value instanceof List<?> list)) throw misfit(where, "a list");
            if (length >= 0 && list.size() != length)
                throw new IllegalArgumentException(where + " has " + list.size() + " items, not " + length);
            byte[] words = new byte[WORD * list.size()];
            int next = 0;
            for (Object each : list) {
                String place = where + "[" + next + "]";
                if (each == null) throw new IllegalArgumentException(place + " is missing");
                item.put(each, place, keccak, words, WORD * next++);
            }
            keccak.into(words, out, at);
        }
    }

    record Nested(StructHash struct) implements Encoding {
        @Override
        public void put(Object value, String where, Keccak keccak, byte[] out, int at) {
            if (!(value instanceof Map<?, ?> map)) throw misfit(where, "a " + struct.name());
            struct.into(map, where, keccak, out, at);
        }
    }

    private static IllegalArgumentException misfit(String where, String what) {
        return new IllegalArgumentException(where + " is not " + what);
    }

    /** @param length in bytes; −1: any */
    private static byte[] hex(Object value, String where, String type, int length) {
        if (!(value instanceof String text) || !text.startsWith("0x") || length >= 0 && text.length() != 2 + 2 * length)
            throw misfit(where, type + " in hexadecimal");
        try {
            return HexFormat.of().parseHex(text, 2, text.length());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + " is not " + type + " in hexadecimal", e);
        }
    }
}
