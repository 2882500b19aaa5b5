package org.headroom.model.payment;

import java.time.Duration;
import java.time.Instant;
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
    /** Until a block has a withdrawal, from its quote on: two blocks of 12 s and the time to confirm it. */
    public static final Duration UNTIL_BLOCK = Duration.ofSeconds(30);

    /**
     * What a stream owes.
     *
     * @param due what it would pay now
     * @param soon what it would pay after {@link #UNTIL_BLOCK}
     * @param flows whether it will owe more by itself
     */
    public record Owed(Usdc due, Usdc soon, boolean flows) {
        public static Owed of(StreamState stream, Instant now) {
            return of(stream.due(now), stream, now);
        }

        /** @param due what the contract says, by the clock of the block of {@code now} */
        public static Owed of(Usdc due, StreamState stream, Instant now) {
            return new Owed(due, due.max(stream.due(now.plus(UNTIL_BLOCK))), stream.flows(now));
        }
    }

    /** Of a stream whose lease has no receipt. */
    public static StreamPayout all(StreamRef stream, Usdc due) {
        return new StreamPayout(StreamClaim.unlimited(stream), false, false, due, Usdc.ZERO);
    }

    /** @return empty where there is nothing to do with it now */
    public static Optional<StreamPayout> of(StreamClaim claim, Owed owed) {
        Usdc due = owed.due();
        if (due.equals(Usdc.ZERO)) return Optional.empty();
        if (claim.limit().isEmpty()) return Optional.of(new StreamPayout(claim, false, false, due, Usdc.ZERO));
        Limit limit = claim.limit().get();
        Usdc own = own(limit.most(), due);
        Usdc toReturn = toReturn(limit.most(), owed);
        if (waits(limit.most(), owed)) return Optional.empty();
        if (toReturn.equals(Usdc.ZERO))
            return Optional.of(new StreamPayout(claim, false, isJustDue(limit.most(), owed), due, Usdc.ZERO));
        if (limit.certain()) return Optional.of(new StreamPayout(claim, owed.flows(), true, own, toReturn));
        return own.equals(Usdc.ZERO)
                ? Optional.empty()
                : Optional.of(new StreamPayout(claim, false, true, own, Usdc.ZERO));
    }

    /**
     * What goes back to the renter of what a stream owes: the rest, if it is enough to be returned, or is by the time a block has
     * the withdrawal that pays the provider.
     *
     * @param most what may still go to the provider
     */
    public static Usdc toReturn(Usdc most, Owed owed) {
        Usdc rest = owed.due().minusCapped(own(most, owed.due()));
        // A stream that owes nothing to the provider is not ended for what may come.
        Usdc then = most.equals(Usdc.ZERO) || rest.equals(Usdc.ZERO)
                ? rest
                : owed.soon().minusCapped(most);
        return then.compareTo(LEAST_RETURNED) >= 0 ? rest : Usdc.ZERO;
    }

    /**
     * Whether a stream whose receipt is paid flows on and owes less than is returned. Then it is left alone until it owes
     * enough or has ended: otherwise withdrawals in small parts would take all of it.
     *
     * @param most what may still go to the provider
     */
    public static boolean waits(Usdc most, Owed owed) {
        return owed.flows() && most.equals(Usdc.ZERO) && owed.due().compareTo(LEAST_RETURNED) < 0;
    }

    /**
     * Whether a stream that owes nothing beyond its receipt yet owes enough to be returned by the time a block has the
     * withdrawal. Then just what is due now is taken, and the next withdrawal returns what has come since: the contract refuses
     * to return nothing, which would be the case in a block of the quote's second.
     */
    private static boolean isJustDue(Usdc most, Owed owed) {
        return owed.flows()
                && owed.due().compareTo(most) <= 0
                && owed.soon().minusCapped(most).compareTo(LEAST_RETURNED) >= 0;
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
