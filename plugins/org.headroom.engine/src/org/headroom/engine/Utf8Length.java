package org.headroom.engine;

/**
 * How many bytes parts of a text take in UTF-8. A surrogate that is alone counts as half a pair, which is more than it
 * takes.
 */
final class Utf8Length {
    private Utf8Length() {}

    static long of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) bytes += of(text.charAt(i));
        return bytes;
    }

    private static int of(char c) {
        if (c < 0x80) return 1;
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** Where the longest beginning of a text ends that takes no more than that. It parts no surrogate pair. */
    static int endOfHead(String text, int characters, long bytes) {
        int end = 0;
        for (long left = bytes; end < Math.min(characters, text.length()); end++) {
            left -= of(text.charAt(end));
            if (left < 0) break;
        }
        return partsAPair(text, end) ? end - 1 : end;
    }

    /** Where the longest end of a text begins that takes no more bytes. It parts no surrogate pair. */
    static int beginOfTail(String text, long bytes) {
        int begin = text.length();
        for (long left = bytes; begin > 0; begin--) {
            left -= of(text.charAt(begin - 1));
            if (left < 0) break;
        }
        return partsAPair(text, begin) ? begin + 1 : begin;
    }

    private static boolean partsAPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }
}
