package org.headroom.model.lease;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/**
 * What pays for a lease: the stream as it was when the lease was verified, and what has been withdrawn since.
 *
 * @param stream as the chain has it in the block of the verification. Where a reorganisation moves a withdrawal from before that
 *     block to after it or the reverse, it is what the chain says of that block now
 * @param withdrawals each transaction once, oldest first
 * @param finals those of the transactions that cannot vanish any more
 * @param shortfall the loss as it was booked: what the receipt asked for and the stream was not to pay any more. What is left of
 *     it is {@link LeaseState#loss}
 * @param unknownSince when it was recorded that the rest of the payment is unknown, because the stream could not be read
 *     within the deadline; empty while its answer is waited for, and where it answers
 * @param asked what the receipt counts as {@linkplain #beforeVerification withdrawn before the verification}; empty before
 *     there is a receipt
 * @param vanished transactions that were counted once and vanished: {@code stream} does not hold them
 * @param lost why no stream is known that pays for the lease; empty while one is
 * @param first when the stream began that was verified first, by its last change then; empty while {@code stream} is that one
 */
public record Funding(
        StreamState stream,
        List<Withdrawal> withdrawals,
        Set<Hash32> finals,
        Usdc shortfall,
        Optional<Instant> unknownSince,
        Optional<Usdc> asked,
        Set<Hash32> vanished,
        Optional<String> lost,
        Optional<Instant> first) {
    public Funding {
        withdrawals = List.copyOf(withdrawals);
        finals = Set.copyOf(finals);
        vanished = Set.copyOf(vanished);
    }

    /** Of a payment that is not given up. */
    public Funding(StreamState stream, List<Withdrawal> withdrawals, Set<Hash32> finals, Usdc shortfall) {
        this(stream, withdrawals, finals, shortfall, Optional.empty());
    }

    /** Before there is a receipt. */
    public Funding(
            StreamState stream,
            List<Withdrawal> withdrawals,
            Set<Hash32> finals,
            Usdc shortfall,
            Optional<Instant> unknownSince) {
        this(
                stream,
                withdrawals,
                finals,
                shortfall,
                unknownSince,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    public static Funding of(StreamState stream) {
        return new Funding(stream, List.of(), Set.of(), Usdc.ZERO);
    }

    /** From when on the lease is paid: another number of its stream does not put that off. */
    public Instant began() {
        return first.orElse(stream.settledAt());
    }

    /** Whether no stream is known that pays. */
    public boolean isLost() {
        return lost.isPresent();
    }

    /** Whether this very transaction has been counted. */
    public boolean counts(Withdrawal withdrawal) {
        return withdrawals.stream()
                .anyMatch(w -> w.stream().equals(withdrawal.stream())
                        && w.transaction().equals(withdrawal.transaction()));
    }

    public Funding with(Withdrawal withdrawal) {
        if (counts(withdrawal)) return this;
        List<Withdrawal> more =
                Stream.concat(withdrawals.stream(), Stream.of(withdrawal)).toList();
        Funding next = copy(stream, more, finals, shortfall, unknownSince, asked);
        // It was in a later block, or in none, and is in one by now that the verification's block comes after.
        return vanished.contains(withdrawal.transaction()) && wasVerified(withdrawal)
                ? next.withBaseline(
                        stream.afterWithdrawal(withdrawal.total(), withdrawal.at()),
                        asked.map(a -> a.plusCapped(withdrawal.total())))
                : next;
    }

    /** Without a transaction that vanished from the chain. */
    public Funding without(Hash32 transaction) {
        List<Withdrawal> left = withdrawals.stream()
                .filter(w -> !w.transaction().equals(transaction))
                .toList();
        Set<Hash32> sure = new HashSet<>(finals);
        sure.remove(transaction);
        Set<Hash32> gone = new HashSet<>(vanished);
        gone.add(transaction);
        Optional<Usdc> verified = withdrawals.stream()
                .filter(w -> w.transaction().equals(transaction) && wasVerified(w))
                .map(Withdrawal::total)
                .findFirst();
        return new Funding(
                verified.map(stream::beforeWithdrawal).orElse(stream),
                left,
                sure,
                shortfall,
                unknownSince,
                asked.map(a -> a.minusCapped(verified.orElse(Usdc.ZERO)).max(Usdc.ZERO)),
                gone,
                lost,
                first);
    }

    public Funding withFinal(Hash32 transaction) {
        Set<Hash32> sure = new HashSet<>(finals);
        sure.add(transaction);
        return copy(stream, withdrawals, sure, shortfall, unknownSince, asked);
    }

    public Funding withShortfall(Usdc amount) {
        return copy(stream, withdrawals, finals, amount, unknownSince, asked);
    }

    /** @param since empty where the stream answers again, or nothing of the payment is open any more */
    public Funding withUnknown(Optional<Instant> since) {
        return copy(stream, withdrawals, finals, shortfall, since, asked);
    }

    /** The receipt is made, of what is known now. */
    public Funding withReceipt() {
        return copy(stream, withdrawals, finals, shortfall, unknownSince, Optional.of(beforeVerification()));
    }

    private Funding withBaseline(StreamState verified, Optional<Usdc> counted) {
        return copy(verified, withdrawals, finals, shortfall, unknownSince, counted);
    }

    /** The stream that pays from now on, as it was verified. What was withdrawn under another number is no part of it. */
    public Funding withStream(StreamState verified) {
        return new Funding(
                verified,
                withdrawals,
                finals,
                shortfall,
                unknownSince,
                asked,
                vanished,
                Optional.empty(),
                Optional.of(began()));
    }

    /** The number of the stream belongs to another one, and none is known that pays. */
    public Funding withoutStream(String why) {
        return new Funding(
                stream, withdrawals, finals, shortfall, unknownSince, asked, vanished, Optional.of(why), first);
    }

    private Funding copy(
            StreamState verified,
            List<Withdrawal> made,
            Set<Hash32> sure,
            Usdc loss,
            Optional<Instant> unknown,
            Optional<Usdc> counted) {
        return new Funding(verified, made, sure, loss, unknown, counted, vanished, lost, first);
    }

    /** Whether the block in which the stream was verified held this withdrawal already; no where that block is unknown. */
    public boolean wasVerified(Withdrawal withdrawal) {
        return withdrawal.stream().equals(stream.ref())
                && stream.block().filter(block -> block >= withdrawal.block()).isPresent();
    }

    /**
     * What was taken out of the stream by the block in which it was verified. Logs that were searched at the verification give
     * the total; of each of these withdrawals that is booked since, the total holds it already. Where the logs were not searched
     * by then, the total is zero and what is booked since is all.
     */
    public Usdc beforeVerification() {
        return withdrawals.stream()
                .filter(this::wasVerified)
                .map(Withdrawal::total)
                .reduce(Usdc.ZERO, Usdc::plusCapped)
                .max(stream.withdrawn());
    }

    /**
     * What was withdrawn before the verification and found after the receipt was made, which therefore does not ask for it: it
     * pays for nothing that the receipt asks for.
     */
    public Usdc foundAfterReceipt() {
        return asked.map(beforeVerification()::minusCapped).orElse(Usdc.ZERO).max(Usdc.ZERO);
    }

    /** All that was withdrawn to the provider, final or not. */
    public Usdc withdrawn() {
        return withdrawals.stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plusCapped);
    }

    /** What was returned to the renter, final or not. */
    public Usdc returned() {
        return withdrawals.stream().map(Withdrawal::returned).reduce(Usdc.ZERO, Usdc::plusCapped);
    }

    /** All that came out of the stream since it was verified: withdrawn and returned. */
    public Usdc takenOut() {
        return withdrawn().plusCapped(returned());
    }

    /** Whether no withdrawal can vanish any more. */
    public boolean allFinal() {
        return withdrawals.stream().allMatch(this::isFinal);
    }

    /** What was withdrawn for good. */
    public Usdc withdrawnFinal() {
        return withdrawals.stream()
                .filter(this::isFinal)
                .map(Withdrawal::amount)
                .reduce(Usdc.ZERO, Usdc::plusCapped);
    }

    public boolean isFinal(Withdrawal withdrawal) {
        return finals.contains(withdrawal.transaction());
    }
}
