package org.headroom.model.payment;

import java.util.Optional;
import org.headroom.model.money.Usdc;

/**
 * What a provider received from payment streams, beside what the receipts ask for. The renter's command line, the demo and
 * the console take these amounts and their words from here, so that they name a difference in the same way. Pure.
 *
 * @param received what came out of the streams to the provider, or is about to; without what is returned
 * @param onReceipt what the receipts ask for of it: zero for a job that was not started; empty where nothing is known of it
 * @param returned what was streamed beyond the receipts and goes back to the renters
 */
public record ReceivedAmounts(Usdc received, Optional<Usdc> onReceipt, Usdc returned) {
    /** Why a small amount is kept. */
    public static final String WHY_KEPT =
            "less than " + StreamPayout.LEAST_RETURNED.format(2) + " USDC is not returned";

    /** What came in and is more than the receipts ask for; zero without a receipt. */
    public Usdc kept() {
        return onReceipt
                .map(received::minusCapped)
                .filter(a -> a.baseUnits() > 0)
                .orElse(Usdc.ZERO);
    }

    /** Whether a stream that still holds what is beyond its receipt returns it. */
    public boolean isReturnable() {
        return kept().compareTo(StreamPayout.LEAST_RETURNED) >= 0;
    }

    /** What the receipts ask for and did not come in; zero without a receipt. */
    public Usdc missing() {
        return onReceipt
                .map(a -> a.minusCapped(received))
                .filter(a -> a.baseUnits() > 0)
                .orElse(Usdc.ZERO);
    }

    /**
     * The second half of a sentence about the provider: {@code received 0.003266 USDC; the receipt asks for 0.001166 USDC;
     * beyond it 0.002100 USDC, kept because less than 0.01 USDC is not returned}. Names the amounts only where they differ.
     */
    public String words() {
        return words("received");
    }

    /** The same with another verb, as {@code gets} where the money is not withdrawn yet. */
    public String words(String verb) {
        String start = verb + " " + received;
        if (onReceipt.isEmpty()) return start + back();
        if (onReceipt.get().equals(Usdc.ZERO)) return start + ofNothingDue() + back();
        if (kept().equals(Usdc.ZERO) && missing().equals(Usdc.ZERO)) return start + ", as the receipt asks" + back();
        StringBuilder words =
                new StringBuilder(start).append("; the receipt asks for ").append(onReceipt.get());
        if (missing().baseUnits() > 0) words.append("; not covered ").append(missing());
        if (kept().baseUnits() > 0) words.append("; beyond it ").append(kept());
        if (kept().baseUnits() > 0 && !isReturnable())
            words.append(", kept because ").append(WHY_KEPT);
        return words.append(back()).toString();
    }

    private String ofNothingDue() {
        if (kept().equals(Usdc.ZERO)) return "";
        return "; nothing of it is due" + (isReturnable() ? "" : ", and it is kept because " + WHY_KEPT);
    }

    private String back() {
        return returned.baseUnits() > 0 ? "; returned to the renter " + returned : "";
    }
}
