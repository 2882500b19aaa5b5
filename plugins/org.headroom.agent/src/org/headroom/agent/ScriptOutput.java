package org.headroom.agent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.money.Usdc;

/** What a bid script printed, read as a price: pure, never throws, however odd the bytes. */
final class ScriptOutput {
    /** Digits enough for every price; short enough that no number is a burden. */
    private static final Pattern PRICE = Pattern.compile("(\\d{1,9})(\\.\\d{1,24})?");

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int SHOWN = 60;

    private ScriptOutput() {}

    static ScriptAnswer read(String program, byte[] out) {
        String text = new String(out, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) return none(program, "it printed nothing");
        if (!PRICE.matcher(text).matches())
            return none(program, "\"" + shown(text) + "\" is not a price such as 0.42, in USDC/h for the whole order");
        BigDecimal price = new BigDecimal(text);
        if (price.signum() == 0) return none(program, "it printed 0, which is not a bid");
        if (price.compareTo(MOST) > 0)
            return none(program, shown(text) + " USDC/h is out of range (maximum 1,000,000 USDC/h)");
        // A fraction of a base unit is never to our loss.
        long units = price.movePointRight(Usdc.DECIMALS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return new ScriptAnswer(program, Optional.of(new Usdc(units)), "");
    }

    static ScriptAnswer none(String program, String words) {
        return new ScriptAnswer(program, Optional.empty(), words);
    }

    /** One line of it, without what could confuse a terminal or a table. */
    static String shown(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < SHOWN; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') break;
            line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return line.length() < text.length() ? line + "…" : line.toString();
    }
}
