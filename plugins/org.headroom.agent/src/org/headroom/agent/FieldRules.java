package org.headroom.agent;

import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.jspecify.annotations.Nullable;

/** What is wrong with one field of the settings, each as the second half of a sentence that names the field: pure. */
final class FieldRules {
    private static final String FORM = "0x and 40 hexadecimal digits";

    private static final int LONGEST_NAME = 100;

    private FieldRules() {}

    /** A text that must be there. @param meaning what is to be written, such as {@code the keystore's file} */
    static Optional<String> needed(String field, @Nullable String value, String meaning) {
        if (value == null) return Optional.of("\"" + field + "\" is missing: write " + meaning);
        return value.isBlank() ? Optional.of("\"" + field + "\" is empty: write " + meaning) : Optional.empty();
    }

    /** A name that must be there, and that others see in one line. */
    static Optional<String> name(String field, @Nullable String value, String meaning) {
        Optional<String> missing = needed(field, value, meaning);
        if (missing.isPresent() || value == null) return missing;
        if (value.codePointCount(0, value.length()) > LONGEST_NAME)
            return Optional.of("\"" + field + "\" must have at most " + LONGEST_NAME + " characters");
        return value.codePoints().anyMatch(FieldRules::isUnseen)
                ? Optional.of("\"" + field + "\" must be without line breaks and characters that are not seen")
                : Optional.empty();
    }

    private static boolean isUnseen(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    /** A text that may be absent, and is not empty. */
    static Optional<String> optional(String field, @Nullable String value, String meaning) {
        return value == null
                ? Optional.empty()
                : needed(field, value, meaning).map(wrong -> wrong + ", or leave the field out");
    }

    /** An address that must be there. @param meaning whose address it is, such as {@code the address of USDC} */
    static Optional<String> address(String field, @Nullable String value, String meaning) {
        Optional<String> missing = needed(field, value, meaning + ", " + FORM);
        return missing.isPresent() || value == null ? missing : address(field, value);
    }

    /** An address that may be absent. */
    static Optional<String> optionalAddress(String field, @Nullable String value) {
        return value == null ? Optional.empty() : address(field, value);
    }

    private static Optional<String> address(String field, String value) {
        try {
            return new EthAddress(value).equals(EthAddress.ZERO)
                    ? Optional.of("\"" + field + "\" must not be the zero address")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("\"" + field + "\" must be an address, " + FORM + ", not \"" + brief(value) + "\"");
        }
    }

    static String brief(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
