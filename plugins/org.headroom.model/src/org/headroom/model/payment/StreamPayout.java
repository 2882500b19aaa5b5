package org.headroom.model.payment;

import java.util.Optional;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamClaim.Limit;

/**
 * What a withdrawal does with one stream, in this order: it ends the stream, pays the provider, and returns the rest to the
 * renter. Nothing else is signed.
 *
 * @param claim what it follows from
 * @param ends whether the stream still flows and is ended
 * @param exact whether the provider gets just {@code amount}; otherwise all that the stream owes when a block has it
 * @param amount to the provider, as of the quote
 * @param returned to the renter, as of the quote. What streams between the quote and the block is returned, too
 */
public record StreamPayout(StreamClaim claim, boolean ends, boolean exact, Usdc amount, Usdc returned) {
    /**
     * The least that is returned. Measured, ending a stream and returning money from it takes 37,000 gas beside a withdrawal and
     * 132,000 alone: the latter costs 0.008 USDC at 0.02 gwei and 3,000 USDC for a coin. What is less stays beyond the receipt.
     */
    public static final Usdc LEAST_RETURNED = Usdc.parse("0.01");

    /** Of a stream whose lease has no receipt. */
    public static StreamPayout all(StreamRef stream, Usdc due) {
        return new StreamPayout(StreamClaim.unlimited(stream), false, false, due, Usdc.ZERO);
    }

    /**
     * @param due what the stream would pay now
     * @param flows whether it will owe more by itself
     * @return empty where there is nothing to do with it now
     */
    public static Optional<StreamPayout> of(StreamClaim claim, Usdc due, boolean flows) {
        if (due.equals(Usdc.ZERO)) return Optional.empty();
        if (claim.limit().isEmpty()) return Optional.of(new StreamPayout(claim, false, false, due, Usdc.ZERO));
        Limit limit = claim.limit().get();
        Usdc own = own(limit.most(), due);
        Usdc toReturn = toReturn(limit.most(), due);
        if (waits(limit.most(), due, flows)) return Optional.empty();
        if (toReturn.equals(Usdc.ZERO)) return Optional.of(new StreamPayout(claim, false, false, due, Usdc.ZERO));
        if (limit.certain()) return Optional.of(new StreamPayout(claim, flows, true, own, toReturn));
        return own.equals(Usdc.ZERO)
                ? Optional.empty()
                : Optional.of(new StreamPayout(claim, false, true, own, Usdc.ZERO));
    }

    /**
     * What goes back to the renter of what a stream owes.
     *
     * @param most what may still go to the provider
     */
    public static Usdc toReturn(Usdc most, Usdc due) {
        Usdc rest = due.minusCapped(own(most, due));
        return rest.compareTo(LEAST_RETURNED) >= 0 ? rest : Usdc.ZERO;
    }

    /**
     * Whether a stream whose receipt is paid flows on and owes less than is returned. Then it is left alone until it owes
     * enough or has ended: otherwise withdrawals in small parts would take all of it.
     *
     * @param most what may still go to the provider
     */
    public static boolean waits(Usdc most, Usdc due, boolean flows) {
        return flows && most.equals(Usdc.ZERO) && due.compareTo(LEAST_RETURNED) < 0;
    }

    private static Usdc own(Usdc most, Usdc due) {
        return due.min(most);
    }

    public StreamRef stream() {
        return claim.stream();
    }

    /** Whether the renter gets something back. */
    public boolean returns() {
        return returned.baseUnits() > 0;
    }
}
