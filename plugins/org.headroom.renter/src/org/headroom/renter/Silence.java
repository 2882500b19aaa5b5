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

    /**
     * What to say of a provider that is given up; empty while there is hope.
     *
     * @param listeningSince what was said before may still be on its way to us
     */
    static Optional<String> of(RentalRecord record, RenterPolicy policy, Instant listeningSince, Instant now) {
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
