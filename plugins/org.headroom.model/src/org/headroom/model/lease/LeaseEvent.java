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
import org.headroom.model.payment.Withdrawal;

/** Something that happened to a lease. The journal is the list of those that moved it. */
public sealed interface LeaseEvent {
    LeaseId lease();

    Instant at();

    /** @param chainHead the newest block when the bid was made: its stream cannot be older; empty where it was unknown */
    record BidMade(LeaseTerms terms, Optional<Long> chainHead, Instant at) implements LeaseEvent {
        public BidMade(LeaseTerms terms, Instant at) {
            this(terms, Optional.empty(), at);
        }

        @Override
        public LeaseId lease() {
            return terms.lease();
        }
    }

    record BidLapsed(LeaseId lease, Instant at) implements LeaseEvent {}

    record BidTaken(LeaseId lease, Acceptance acceptance, Instant at) implements LeaseEvent {}

    record StreamVerified(LeaseId lease, StreamState stream, Instant at) implements LeaseEvent {}

    /**
     * The stream that was named is not what was agreed, or could not be checked.
     *
     * @param stream the stream, where it is the lease's own and holds money for this rig, or will: that is returned to
     *     the renter. Empty where it is not, or was not read
     */
    record StreamRefused(LeaseId lease, String reason, Optional<StreamState> stream, Instant at) implements LeaseEvent {
        public StreamRefused(LeaseId lease, String reason, Instant at) {
            this(lease, reason, Optional.empty(), at);
        }
    }

    record JobStarted(LeaseId lease, ContainerRef container, Instant at) implements LeaseEvent {}

    record JobRefused(LeaseId lease, String reason, Instant at) implements LeaseEvent {}

    record StopAsked(LeaseId lease, StopReason why, Instant at) implements LeaseEvent {}

    /** The GPU is not well; what runs on it goes on, and its renter is told that it had better end. */
    record DrainAsked(LeaseId lease, String reason, Instant at) implements LeaseEvent {}

    /** The GPU is well again before the job has ended. */
    record DrainLifted(LeaseId lease, Instant at) implements LeaseEvent {}

    /** The GPU is so unwell that the job cannot go on. */
    record HealthStopAsked(LeaseId lease, String reason, Instant at) implements LeaseEvent {}

    /** The owner wants the GPU back: the renter is told, and what runs is stopped at {@code stopAt}. */
    record NoticeGiven(LeaseId lease, String reason, Instant stopAt, Instant at) implements LeaseEvent {}

    /** The owner does not need the GPU any more before the notice was over. */
    record NoticeLifted(LeaseId lease, Instant at) implements LeaseEvent {}

    /** The owner takes the GPU back now. */
    record OwnerStopAsked(LeaseId lease, String reason, Instant at) implements LeaseEvent {}

    /** The job has ended; what it left may be hashed later. */
    record JobEnded(LeaseId lease, JobResult result, Instant at) implements LeaseEvent {}

    /** What an ended job left has been hashed, or never will be. */
    record ArtefactsHashed(LeaseId lease, JobArtefacts artefacts, Instant at) implements LeaseEvent {}

    record ReceiptNumbered(LeaseId lease, Receipt receipt, Hash32 hash, Instant at) implements LeaseEvent {}

    record ReceiptSigned(LeaseId lease, Signed<ReceiptMessage> receipt, Instant at) implements LeaseEvent {}

    record MoneyWithdrawn(LeaseId lease, Withdrawal withdrawal, Instant at) implements LeaseEvent {}

    /** A withdrawal is in the chain's final block or below: it cannot vanish any more. */
    record WithdrawalFinal(LeaseId lease, Hash32 transaction, Instant at) implements LeaseEvent {}

    /** A withdrawal that was booked has vanished in a reorganisation of the chain: it is taken back in the books. */
    record WithdrawalReverted(LeaseId lease, Hash32 transaction, Instant at) implements LeaseEvent {}

    /**
     * A reorganisation of the chain gave the number of the lease's stream to another stream.
     *
     * @param stream the stream that pays for the lease now, under its new number; empty where none is known
     * @param reason one sentence for a person
     */
    record StreamReplaced(LeaseId lease, Optional<StreamState> stream, String reason, Instant at)
            implements LeaseEvent {}

    /** The stream will never pay this part of what the receipt asks for. @param reason one sentence for a person */
    record ShortfallBooked(LeaseId lease, Usdc amount, String reason, Instant at) implements LeaseEvent {}

    /**
     * The stream could not be read within the deadline: nobody knows whether it paid or will pay the rest of the receipt.
     *
     * @param amount what is unknown: what the receipt asks for and was not withdrawn
     * @param reason one sentence for a person
     */
    record PaymentUnknown(LeaseId lease, Usdc amount, String reason, Instant at) implements LeaseEvent {}

    /** A stream whose payment was unknown has been read again: the lease is settled by what it says. */
    record PaymentKnown(LeaseId lease, Instant at) implements LeaseEvent {}
}
