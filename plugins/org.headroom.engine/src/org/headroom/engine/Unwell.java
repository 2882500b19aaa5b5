package org.headroom.engine;

import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;

/**
 * What keeps a GPU from work.
 *
 * @param asked at least {@link HealthAction#STOP_BIDDING}
 * @param what the alarm's message as the second half of a sentence: no capital, no full stop, {@code its memory is at 108 °C}
 * @param advice what to do, in whole sentences; may be empty
 */
public record Unwell(HealthAction asked, String what, String advice) {
    /** Messages go to renters too, and a market message's detail is bounded. */
    private static final int LONGEST = 400;

    /**
     * @param alarm the one that asks for it
     * @param index the GPU's, as the alarm may name it
     */
    static Unwell of(HealthAction asked, Alarm alarm, int index) {
        return new Unwell(asked, halfSentence(alarm.message(), "GPU " + index), alarm.advice());
    }

    boolean asks(HealthAction action) {
        return asked.compareTo(action) >= 0;
    }

    static String halfSentence(String message, String gpu) {
        String text = message.strip();
        if (text.endsWith(".")) text = text.substring(0, text.length() - 1);
        // The sentence that this becomes part of has named the GPU; to a renter its index means nothing.
        if (text.startsWith(gpu + "'s ")) text = "its" + text.substring(gpu.length() + 2);
        else if (text.startsWith(gpu + " ")) text = "it" + text.substring(gpu.length());
        if (text.length() > LONGEST) {
            int cut = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            text = text.substring(0, cut) + "…";
        }
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
