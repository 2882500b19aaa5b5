package org.headroom.model.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamState;

/**
 * What a lease's stream paid and still owes. Every view and export takes its amounts from here, so that they add up: what
 * was withdrawn and what is due are {@linkplain #inAll in all}, in all plus what is unknown plus {@link #missing} is the
 * receipt's amount plus {@link #beyond}, and in all less {@link #beyond} is what is {@linkplain #earned earned}. What was returned or is to be
 * returned is in none of these.
 *
 * @param amountDue what the receipt asks for; empty before there is one
 * @param withdrawn what came out of the stream in a block, final or not
 * @param withdrawnFinal the part of {@code withdrawn} whose block cannot be replaced any more
 * @param due what the stream holds for this rig and has not paid out; without what {@linkplain StreamPayout#waits waits}
 * @param returned what went back to the renter in a block, final or not
 * @param toReturn what the stream holds beyond the receipt and the next withdrawal returns to the renter; zero where it is
 *     less than {@link StreamPayout#LEAST_RETURNED}: then it is part of {@code due}
 * @param lost what was booked as a loss and did not come in later: {@link LeaseState#loss}
 * @param unknown what the receipt asks for and the stream, which cannot be read, may or may not have paid: neither due nor lost
 * @param asOf the time of the block that {@code due} is taken from, where the chain has said nothing since; empty where
 *     {@code due} is current
 */
public record LeaseMoney(
        Optional<Usdc> amountDue,
        Usdc withdrawn,
        Usdc withdrawnFinal,
        Usdc due,
        Usdc returned,
        Usdc toReturn,
        Usdc lost,
        Usdc unknown,
        Optional<Instant> asOf) {
    /**
     * A block that is older says nothing of now. A healthy chain stays within it: the newest block is two block intervals of
     * 12 s old where one was missed; a poll, or the next one after it, takes 15 s at most; and until the next one 30 s pass
     * while the rig is idle, 20 s at most while a lease runs.
     */
    public static final Duration CURRENT = Duration.ofSeconds(75);

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
        Optional<Usdc> asked = lease.state().amountDue();
        // The stream of a closed lease is no longer read: its last reading says nothing, and what little it holds is in
        // no sum.
        if (lease.closed())
            return new LeaseMoney(
                    asked,
                    funding.withdrawn(),
                    funding.withdrawn(),
                    Usdc.ZERO,
                    funding.returned(),
                    Usdc.ZERO,
                    lease.state().loss(Usdc.ZERO),
                    Usdc.ZERO,
                    Optional.empty());
        if (funding.unknownSince().isPresent())
            return new LeaseMoney(
                    asked,
                    funding.withdrawn(),
                    funding.withdrawnFinal(),
                    Usdc.ZERO,
                    funding.returned(),
                    Usdc.ZERO,
                    lease.state().loss(Usdc.ZERO),
                    lease.state().claimable().orElse(Usdc.ZERO),
                    lease.stream().map(StreamState::readAt));
        StreamState stream = lease.stream().orElse(funding.stream());
        boolean old = silent || lease.unreadable().isPresent() || flows(stream) && past(stream, now);
        StreamPayout.Owed owed = StreamPayout.Owed.of(stream, old ? stream.readAt() : now);
        Optional<Usdc> claimable = lease.state().claimable();
        Usdc toReturn = claimable.map(most -> StreamPayout.toReturn(most, owed)).orElse(Usdc.ZERO);
        boolean waits = claimable.filter(most -> StreamPayout.waits(most, owed)).isPresent();
        Usdc due = waits ? Usdc.ZERO : owed.due().minusCapped(toReturn);
        return new LeaseMoney(
                asked,
                funding.withdrawn(),
                funding.withdrawnFinal(),
                due,
                funding.returned(),
                toReturn,
                lease.state().loss(due),
                Usdc.ZERO,
                old ? Optional.of(stream.readAt()) : Optional.empty());
    }

    /** Of a lease that is closed: all that was withdrawn is final, and nothing is due. */
    public static LeaseMoney of(LeaseSummary lease) {
        return new LeaseMoney(
                lease.hasMoney() ? Optional.of(lease.due()) : Optional.empty(),
                lease.withdrawn(),
                lease.withdrawn(),
                Usdc.ZERO,
                lease.returned(),
                Usdc.ZERO,
                lease.shortfall(),
                Usdc.ZERO,
                Optional.empty());
    }

    /** What a stopped stream holds does not change by itself, however seldom it is read. */
    private static boolean flows(StreamState stream) {
        return !stream.voided() && stream.rate().ud21x18().signum() > 0;
    }

    private static boolean past(StreamState stream, Instant now) {
        return stream.readAt().plus(CURRENT).isBefore(now);
    }

    /** What comes in: withdrawn and due. */
    public Usdc inAll() {
        return withdrawn.plusCapped(due);
    }

    /** What the lease earns: what comes in, and no more than the receipt asks for. */
    public Usdc earned() {
        return inAll().minusCapped(beyond());
    }

    /** Whether all that was withdrawn is final. */
    public boolean isFinal() {
        return withdrawn.equals(withdrawnFinal);
    }

    /**
     * What comes in and is more than the receipt asks for: too little to be returned, or withdrawn before there was a
     * receipt. Zero before there is one. Not earned. Of a closed lease it is what {@link
     * org.headroom.model.lease.LedgerTotals#beyond} sums up.
     */
    public Usdc beyond() {
        return positive(amountDue.map(inAll()::minusCapped).orElse(Usdc.ZERO));
    }

    /** What the receipt asks for and the stream neither paid nor holds: a loss once it is booked. Not what is unknown. */
    public Usdc missing() {
        return positive(
                amountDue.map(a -> a.minusCapped(inAll()).minusCapped(unknown)).orElse(Usdc.ZERO));
    }

    private static Usdc positive(Usdc amount) {
        return amount.baseUnits() > 0 ? amount : Usdc.ZERO;
    }
}
