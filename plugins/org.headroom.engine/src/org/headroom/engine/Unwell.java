package org.headroom.engine;

import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;

/**
 * What keeps a GPU from work.
 *
 * @param asked at least {@link HealthAction#STOP_BIDDING}
 * @param what the alarm's message as the second half of a sentence: no capital, no full stop, {@code the memory is at 108 °C}
 * @param advice what to do, in whole sentences; may be empty
 */
public record Unwell(HealthAction asked, String what, String advice) {
    /** Messages go to renters too, and a market message's detail is bounded. */
    private static final int LONGEST = 400;

    /** @param alarm the one that asks for it */
    static Unwell of(HealthAction asked, Alarm alarm) {
        return new Unwell(asked, halfSentence(alarm.message()), alarm.advice());
    }

    boolean asks(HealthAction action) {
        return asked.compareTo(action) >= 0;
    }

    static String halfSentence(String message) {
        String text = message.strip();
        if (text.endsWith(".")) text = text.substring(0, text.length() - 1);
        if (text.length() > LONGEST) text = text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
        return startsWithAWord(text) ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    /** XID, ECC, PCIe and GPU keep their capitals. */
    private static boolean startsWithAWord(String text) {
        return text.length() > 1
                && Character.isUpperCase(text.charAt(0))
                && !Character.isUpperCase(text.charAt(1))
                && !text.startsWith("NVLink");
    }
}
