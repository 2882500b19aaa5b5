package org.headroom.model.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;

/**
 * What a lease's stream paid and still owes. Every view and export takes its amounts from here, so that they add up: what
 * was withdrawn and what is due are {@linkplain #inAll in all}, and in all plus {@link #missing} is the receipt's amount plus
 * {@link #beyond}.
 *
 * @param amountDue what the receipt asks for; empty before there is one
 * @param withdrawn what came out of the stream in a block, final or not
 * @param withdrawnFinal the part of {@code withdrawn} whose block cannot be replaced any more
 * @param due what the stream holds for this rig and has not paid out
 * @param lost what was booked as a loss
 * @param asOf the time of the block that {@code due} is taken from, where the chain has said nothing since; empty where
 *     {@code due} is current
 */
public record LeaseMoney(
        Optional<Usdc> amountDue, Usdc withdrawn, Usdc withdrawnFinal, Usdc due, Usdc lost, Optional<Instant> asOf) {
    /** A block that is older says nothing of now: twice the interval at which a running lease's stream is read. */
    public static final Duration CURRENT = Duration.ofSeconds(20);

    /** Whether the chain has not been heard of for so long that amounts are shown as of the last block. */
    public static boolean silent(ChainStatus chain, Instant now) {
        return !chain.up()
                || chain.blockTime().filter(t -> t.plus(CURRENT).isBefore(now)).isPresent();
    }

    /**
     * The money of a lease at a moment; empty where no stream was verified.
     *
     * @param silent the result of {@link #silent}
     */
    public static Optional<LeaseMoney> of(LeaseView lease, boolean silent, Instant now) {
        return lease.state().paidBy().map(f -> of(lease, f, silent, now));
    }

    private static LeaseMoney of(LeaseView lease, Funding funding, boolean silent, Instant now) {
        Optional<Usdc> asked = receipt(lease.state()).map(Receipt::amountDue);
        // The stream of a closed lease is empty or ended, and no longer read: its last reading says nothing.
        if (lease.closed())
            return new LeaseMoney(
                    asked, funding.withdrawn(), funding.withdrawn(), Usdc.ZERO, funding.shortfall(), Optional.empty());
        StreamState stream = lease.stream().orElse(funding.stream());
        boolean old = silent || lease.unreadable().isPresent() || flows(stream) && past(stream, now);
        return new LeaseMoney(
                asked,
                funding.withdrawn(),
                funding.withdrawnFinal(),
                stream.due(old ? stream.readAt() : now),
                funding.shortfall(),
                old ? Optional.of(stream.readAt()) : Optional.empty());
    }

    /** Of a lease that is closed: all that was withdrawn is final, and nothing is due. */
    public static LeaseMoney of(LeaseSummary lease) {
        return new LeaseMoney(
                lease.outcome().map(o -> lease.due()),
                lease.withdrawn(),
                lease.withdrawn(),
                Usdc.ZERO,
                lease.shortfall(),
                Optional.empty());
    }

    /** What a stopped stream holds does not change by itself, however seldom it is read. */
    private static boolean flows(StreamState stream) {
        return !stream.voided() && stream.rate().ud21x18().signum() > 0;
    }

    private static boolean past(StreamState stream, Instant now) {
        return stream.readAt().plus(CURRENT).isBefore(now);
    }

    private static Optional<Receipt> receipt(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Numbered s -> Optional.of(s.receipt());
            case LeaseState.Receipted s -> Optional.of(s.receipt().message().receipt());
            case LeaseState.Paid s -> Optional.of(s.receipt().message().receipt());
            default -> Optional.empty();
        };
    }

    /** What the lease brings: withdrawn and due. */
    public Usdc inAll() {
        return withdrawn.plus(due);
    }

    /** Whether all that was withdrawn is final. */
    public boolean isFinal() {
        return withdrawn.equals(withdrawnFinal);
    }

    /** What the stream pays more than the receipt asks for; zero before there is a receipt. */
    public Usdc beyond() {
        return positive(amountDue.map(inAll()::minus).orElse(Usdc.ZERO));
    }

    /** What the receipt asks for and the stream neither paid nor holds: a loss once it is booked. */
    public Usdc missing() {
        return positive(amountDue.map(a -> a.minus(inAll())).orElse(Usdc.ZERO));
    }

    private static Usdc positive(Usdc amount) {
        return amount.baseUnits() > 0 ? amount : Usdc.ZERO;
    }
}
