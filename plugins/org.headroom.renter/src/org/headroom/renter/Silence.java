package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.Order;
import org.headroom.renter.RentalRecord.Step;

/** When a provider has been silent for too long: pure. */
final class Silence {
    private Silence() {}

    /** A link that is down for longer is our own trouble, and the provider is paid all the time. */
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

    /**
     * What to say of a provider that is given up; empty while there is hope. What happens while the market is out of reach
     * is no silence: the time that counts ends with the link's last sign of life, and begins anew when it is back.
     *
     * @param startedAt what was said before we listened may still be on its way to us
     * @param upSince of the link; empty while it is down, or where that is not known
     * @param heardAt the link's last sign of life
     */
    static Optional<String> of(
            RentalRecord record,
            RenterPolicy policy,
            Instant startedAt,
            Optional<Instant> upSince,
            Instant heardAt,
            Instant now) {
        Instant since = upSince.filter(up -> up.isAfter(startedAt)).orElse(startedAt);
        Instant alive = heardAt.isAfter(since) ? heardAt : since;
        boolean tooLong = now.isAfter(alive.plus(LONGEST_OUTAGE)) || dearerThanTheJob(record, policy, since, now);
        if (tooLong) return of(record, policy, startedAt, now);
        return of(record, policy, since, heardAt.isBefore(now) ? heardAt : now);
    }

    /** Nothing runs yet, and half of what the job was to cost has been streamed for waiting. */
    private static boolean dearerThanTheJob(RentalRecord record, RenterPolicy policy, Instant since, Instant now) {
        if (record.told().isPresent()) return false;
        Duration half = agreed(record.order().message()).dividedBy(2);
        Duration worth = half.compareTo(policy.answerWithin()) > 0 ? half : policy.answerWithin();
        return now.isAfter(record.at(Step.ACCEPTED).orElse(since).plus(worth));
    }

    private static Optional<String> of(RentalRecord record, RenterPolicy policy, Instant listeningSince, Instant now) {
        Instant patience = listeningSince.plus(policy.answerWithin());
        if (now.isBefore(patience)) return Optional.empty();
        if (record.stop().isPresent()) {
            Instant asked = record.stop().get().message().validity().issuedAt();
            if (!now.isBefore(asked.plus(policy.receiptWithin())))
                return Optional.of("The provider did not stop the job within "
                        + policy.receiptWithin().toSeconds() + " s of being asked; its stream was ended.");
        }
        if (record.told().isEmpty()) {
            Instant accepted = record.at(Step.ACCEPTED).orElse(listeningSince);
            return now.isBefore(accepted.plus(policy.answerWithin()))
                    ? Optional.empty()
                    : Optional.of("The provider did not answer for "
                            + policy.answerWithin().toSeconds() + " s after its bid was taken.");
        }
        Phase phase = record.told().get().phase();
        Instant since = record.told().get().at();
        return switch (phase) {
            case STARTING ->
                now.isBefore(since.plus(policy.startWithin()))
                        ? Optional.empty()
                        : Optional.of("The provider did not get the job to run within "
                                + policy.startWithin().toSeconds() + " s.");
            case RUNNING ->
                now.isBefore(since.plus(agreed(record.order().message())).plus(policy.receiptWithin()))
                        ? Optional.empty()
                        : Optional.of(
                                "The time that was agreed is over and the provider says nothing of the job's end.");
            case STOPPING, ENDED, REFUSED ->
                now.isBefore(since.plus(policy.receiptWithin()))
                        ? Optional.empty()
                        : Optional.of("The job has ended, but no receipt came within "
                                + policy.receiptWithin().toSeconds() + " s.");
        };
    }

    private static Duration agreed(Order order) {
        Duration limit = order.manifest().limits().runTime();
        return order.duration().compareTo(limit) <= 0 ? order.duration() : limit;
    }
}
