package org.headroom.engine;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;

/** What has to be done in the world because a lease moved. Each may be carried out again after a crash without harm. */
public sealed interface LeaseEffect {
    /** Sends our bid, as it was signed. */
    record SendBid(LeaseTerms terms) implements LeaseEffect {}

    /** Asks the chain whether the stream is what was agreed. @param chainHead the stream is not older than this block */
    record VerifyStream(LeaseTerms terms, Acceptance acceptance, Optional<Long> chainHead) implements LeaseEffect {}

    /** Starts the lease's one container, or finds it. */
    record StartJob(LeaseTerms terms, Acceptance acceptance) implements LeaseEffect {}

    /** Waits for the job's end and follows its output. */
    record WatchJob(LeaseTerms terms, ContainerRef container, Instant startedAt) implements LeaseEffect {}

    /** @param since when the job was told to stop */
    record StopJob(LeaseTerms terms, ContainerRef container, StopReason why, Instant since) implements LeaseEffect {}

    /** Reads the last of an ended job's output, after a restart. */
    record FinishOutput(LeaseTerms terms, ContainerRef container) implements LeaseEffect {}

    /** Hashes what an ended job left. */
    record HashArtefacts(LeaseTerms terms) implements LeaseEffect {}

    /** Creates the receipt and puts its number and hash on record. */
    record CreateReceipt(LeaseTerms terms) implements LeaseEffect {}

    /** Signs what is on record. */
    record SignReceipt(LeaseTerms terms) implements LeaseEffect {}

    record SendReceipt(Signed<ReceiptMessage> receipt) implements LeaseEffect {}

    /** Removes the container of a job that has ended and whose output is kept; tried until it is gone. */
    record RemoveContainer(LeaseTerms terms, ContainerRef container) implements LeaseEffect {}

    /** Stops and removes whatever container a refused lease may have by now; tried until there is none. */
    record DiscardJob(LeaseTerms terms) implements LeaseEffect {}

    /** @param again how often the renter was told something else in this phase before */
    record TellRenter(LeaseTerms terms, LeaseUpdate.Phase phase, String detail, int again) implements LeaseEffect {
        /** Room for what is told within one phase, below the next one's number. */
        private static final long SPAN = 1_000;

        TellRenter(LeaseTerms terms, LeaseUpdate.Phase phase, String detail) {
            this(terms, phase, detail, 0);
        }

        /** The same for the same telling, so that a repeated one is recognised; higher for each that follows. */
        long number() {
            return number(phase, again);
        }

        static long number(LeaseUpdate.Phase phase, int again) {
            return phase.ordinal() * SPAN + 1 + again;
        }
    }

    /** The GPU's state changed hands: offers have to be looked at again. */
    record ReviewOffers() implements LeaseEffect {}
}
