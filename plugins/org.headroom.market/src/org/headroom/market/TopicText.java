package org.headroom.market;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The topic of a message as it came: what is wrong with it, and how a log shows it. */
final class TopicText {
    private static final int MOST_SHOWN = 160;

    private TopicText() {}

    /** @return what is wrong, in a few words */
    static Optional<String> fault(byte[] bytes, int from, int length) {
        if (length == 0) return Optional.of("it has no topic");
        boolean isAscii = true;
        for (int i = from; i < from + length; i++) {
            byte each = bytes[i];
            if (each < 0) isAscii = false;
            else if (each < 0x20 || each == 0x7f) return Optional.of("its topic has a control character");
            else if (each == '#' || each == '+') return Optional.of("its topic has a wildcard");
        }
        return isAscii ? Optional.empty() : faultBeyondAscii(bytes, from, length);
    }

    private static Optional<String> faultBeyondAscii(byte[] bytes, int from, int length) {
        String topic;
        try {
            topic = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.of("its topic is not UTF-8");
        }
        if (topic.codePoints().anyMatch(Character::isISOControl))
            return Optional.of("its topic has a control character");
        return topic.codePoints().anyMatch(TopicText::isNoCharacter)
                ? Optional.of("its topic has a code that is no character")
                : Optional.empty();
    }

    private static boolean isNoCharacter(int code) {
        return (code & 0xfffe) == 0xfffe || code >= 0xfdd0 && code <= 0xfdef;
    }

    /** In printable ASCII, everything else escaped; cut after 160 characters. */
    static String shown(byte[] bytes, int from, int length) {
        var out = new StringBuilder();
        for (int i = from; i < from + length; i++) {
            if (out.length() >= MOST_SHOWN) return out.append("...").toString();
            int each = bytes[i] & 0xff;
            if (each >= 0x20 && each < 0x7f && each != '\\') out.append((char) each);
            else out.append(String.format("\\x%02x", each));
        }
        return out.toString();
    }
}
