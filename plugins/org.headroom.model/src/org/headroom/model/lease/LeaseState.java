package org.headroom.model.lease;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;

/** Where a lease stands. Each state holds all that is known by then. */
public sealed interface LeaseState {
    LeaseTerms terms();

    default LeaseId id() {
        return terms().lease();
    }

    /** Whether the lease holds its GPU, so that nobody else may have it. */
    default boolean holdsGpu() {
        return switch (this) {
            case Bidding b -> true;
            case Verifying v -> true;
            case Starting s -> true;
            case Running r -> true;
            case Stopping s -> true;
            default -> false;
        };
    }

    /** Our bid is out; nobody has taken it yet. @param chainHead the newest block when it was made, if known */
    record Bidding(LeaseTerms terms, Optional<Long> chainHead, Instant since) implements LeaseState {
        public Bidding(LeaseTerms terms, Instant since) {
            this(terms, Optional.empty(), since);
        }
    }

    /**
     * The renter took it; the chain is asked whether the stream is what was agreed.
     *
     * @param chainHead the newest block when the bid was made, if known
     */
    record Verifying(LeaseTerms terms, Acceptance acceptance, Optional<Long> chainHead, Instant since)
            implements LeaseState {
        public Verifying(LeaseTerms terms, Acceptance acceptance, Instant since) {
            this(terms, acceptance, Optional.empty(), since);
        }
    }

    /** The stream is in order; the container is on its way. @param acceptance holds what was sealed for the job */
    record Starting(LeaseTerms terms, Acceptance acceptance, Funding funding, Instant since) implements LeaseState {}

    /**
     * The job runs.
     *
     * @param drain why the renter was told that the job had better end; empty while the GPU is well
     * @param warnings how often the renter was told something of the GPU
     * @param notice what the renter was last told of the owner's return
     */
    record Running(
            LeaseTerms terms,
            Funding funding,
            ContainerRef container,
            Instant startedAt,
            Optional<String> drain,
            int warnings,
            Optional<Notice> notice)
            implements LeaseState {
        public Running(LeaseTerms terms, Funding funding, ContainerRef container, Instant startedAt) {
            this(terms, funding, container, startedAt, Optional.empty(), 0, Optional.empty());
        }

        /** The notice that is in force. */
        public Optional<Notice> due() {
            return notice.filter(n -> !n.lifted());
        }
    }

    /**
     * The job has been told to stop.
     *
     * @param detail what there is to say beyond the reason's own words; empty where there is nothing
     */
    record Stopping(
            LeaseTerms terms,
            Funding funding,
            ContainerRef container,
            Instant startedAt,
            StopReason why,
            String detail,
            Instant since)
            implements LeaseState {
        public Stopping(
                LeaseTerms terms,
                Funding funding,
                ContainerRef container,
                Instant startedAt,
                StopReason why,
                Instant since) {
            this(terms, funding, container, startedAt, why, "", since);
        }

        /** Why, as a person is told it. */
        public String words() {
            return detail.isEmpty() ? why.words() : why.words() + ": " + detail;
        }
    }

    /** The job is over; what it left may have to be hashed, and then the receipt be drawn up. */
    record Ended(LeaseTerms terms, Funding funding, ContainerRef container, JobResult result) implements LeaseState {}

    /** The receipt's number and hash are on record, so that it can be signed. */
    record Numbered(
            LeaseTerms terms, Funding funding, ContainerRef container, JobResult result, Receipt receipt, Hash32 hash)
            implements LeaseState {}

    /** The receipt is signed; not all of the money has been withdrawn. */
    record Receipted(
            LeaseTerms terms,
            Funding funding,
            ContainerRef container,
            JobResult result,
            Signed<ReceiptMessage> receipt,
            Hash32 hash)
            implements LeaseState {}

    /** All that the receipt asks for has been withdrawn, or the rest was booked as a loss; what is left of it: {@link #loss}. */
    record Paid(
            LeaseTerms terms,
            Funding funding,
            ContainerRef container,
            JobResult result,
            Signed<ReceiptMessage> receipt,
            Hash32 hash)
            implements LeaseState {}

    /** Nobody took the bid in time. */
    record Lapsed(LeaseTerms terms, Instant at) implements LeaseState {}

    /**
     * We took no part in it: the stream was not what was agreed, or the job was refused before the stream was verified.
     * No stream is known that holds money for this rig.
     */
    record Refused(LeaseTerms terms, String reason, Instant at) implements LeaseState {}

    /**
     * The stream pays this rig and no job ran: it could not be started, or the stream was not what was agreed. What the
     * stream pays is the renter's.
     *
     * @param reason why the job was not started
     */
    record Unserved(LeaseTerms terms, Funding funding, String reason, Instant at) implements LeaseState {}

    /** Whether nothing but its money is open: there is a receipt, or there will be none. */
    default boolean isSettling() {
        return this instanceof Receipted || this instanceof Paid || this instanceof Unserved;
    }

    /** Whether no stream is known that pays, where one did: its number is another lease's. */
    default boolean hasLostStream() {
        return paidBy().filter(Funding::isLost).isPresent();
    }

    /** What pays for the lease, from the moment it was verified, or refused and kept. */
    default Optional<Funding> paidBy() {
        return switch (this) {
            case Starting s -> Optional.of(s.funding());
            case Running r -> Optional.of(r.funding());
            case Stopping s -> Optional.of(s.funding());
            case Ended e -> Optional.of(e.funding());
            case Numbered n -> Optional.of(n.funding());
            case Receipted r -> Optional.of(r.funding());
            case Paid p -> Optional.of(p.funding());
            case Unserved u -> Optional.of(u.funding());
            case Bidding b -> Optional.empty();
            case Verifying v -> Optional.empty();
            case Lapsed l -> Optional.empty();
            case Refused r -> Optional.empty();
        };
    }

    /** What the receipt asks for; empty before it has a number, and zero where there will be none. */
    default Optional<Usdc> amountDue() {
        return switch (this) {
            case Numbered n -> Optional.of(n.receipt().amountDue());
            case Receipted r -> Optional.of(r.receipt().message().receipt().amountDue());
            case Paid p -> Optional.of(p.receipt().message().receipt().amountDue());
            case Unserved u -> Optional.of(Usdc.ZERO);
            default -> Optional.empty();
        };
    }

    /** What may still be withdrawn to the provider; empty before there is a receipt, which nothing limits. */
    default Optional<Usdc> claimable() {
        return amountDue().map(asked -> asked.minusCapped(paid()).max(Usdc.ZERO));
    }

    /** What was withdrawn of that which the receipt asks for. */
    default Usdc paid() {
        Usdc late = paidBy().map(Funding::foundAfterReceipt).orElse(Usdc.ZERO);
        return withdrawn().minusCapped(late).max(Usdc.ZERO);
    }

    /**
     * What is left of the loss that was booked: what came in after it was booked, or is due by now, is no loss any more.
     *
     * @param due what the stream holds for this rig; zero where the lease is closed
     */
    default Usdc loss(Usdc due) {
        Usdc booked = paidBy().map(Funding::shortfall).orElse(Usdc.ZERO);
        Usdc open = claimable().map(most -> most.minusCapped(due)).orElse(Usdc.ZERO);
        if (open.compareTo(Usdc.ZERO) <= 0) return Usdc.ZERO;
        return open.min(booked);
    }

    /** The stream as it was when the lease was verified. */
    default Optional<StreamState> stream() {
        return paidBy().map(Funding::stream);
    }

    /** What has been withdrawn to the provider so far, each transaction once. */
    default Usdc withdrawn() {
        return paidBy().map(Funding::withdrawn).orElse(Usdc.ZERO);
    }
}
