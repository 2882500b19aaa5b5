package org.headroom.wallet;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the limit in a node's message such as {@code exceed maximum block range: 2000}. */
final class LimitHint {
    /** Not part of a hexadecimal number, a word or a longer number. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9A-Za-z.,])([1-9]\\d{0,2}(?:,\\d{3})+|[1-9]\\d{0,6})([kK]?)(?!,?[0-9A-Za-z])");
    /** A smaller number is hardly a limit: halving finds such a one, too. */
    private static final int SMALLEST = 5;

    private LimitHint() {}

    /** @return the largest number in the message that is below what was asked; 0 if there is none */
    static int below(int asked, String message) {
        OptionalInt best = OptionalInt.empty();
        Matcher m = NUMBER.matcher(message);
        while (m.find()) {
            long value =
                    Long.parseLong(m.group(1).replace(",", "")) * (m.group(2).isEmpty() ? 1 : 1_000);
            if (value >= SMALLEST && value < asked && value > best.orElse(0)) best = OptionalInt.of((int) value);
        }
        return best.orElse(0);
    }
}
