package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.Order;
import org.headroom.renter.RentalRecord.Step;

/** When a renter stops waiting for its provider and ends its stream: pure. */
final class Silence {
    /** A link that is down for longer is our own trouble, and the provider is paid all the time. */
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

    private Silence() {}

    /**
     * What is known of the market.
     *
     * @param startedAt what was said before we listened may still be on its way to us
     * @param upSince of our own link; empty while it is down, or where that is not known
     * @param heardAt our own link's last sign of life
     * @param offlineSince when the market began to show the provider as offline; empty while it does not
     * @param stopSaidAt when the request to stop was first published in this run; empty where there is none
     * @param lastHeard when something signed last came from the provider for this lease; empty where nothing did
     */
    record Heard(
            Instant startedAt,
            Optional<Instant> upSince,
            Instant heardAt,
            Optional<Instant> offlineSince,
            Optional<Instant> stopSaidAt,
            Optional<Instant> lastHeard) {
        private Instant listeningSince() {
            return upSince.filter(up -> up.isAfter(startedAt)).orElse(startedAt);
        }
    }

    /**
     * What to say of a provider that is given up; empty while there is hope. What happens while the market is out of reach
     * is no silence: the time that counts ends with the link's last sign of life, and begins anew when it is back. Not so
     * where the job must be over: then the stream is ended, reachable or not.
     */
    static Optional<String> of(RentalRecord record, RenterPolicy policy, Heard heard, Instant now) {
        Optional<String> over = over(record, policy, heard, now);
        if (over.isPresent()) return over;
        Instant since = heard.listeningSince();
        Instant alive = heard.heardAt().isAfter(since) ? heard.heardAt() : since;
        boolean tooLong = now.isAfter(alive.plus(LONGEST_OUTAGE)) || dearerThanTheJob(record, policy, since, now);
        if (tooLong) return of(record, policy, heard.startedAt(), now);
        Instant until = heard.heardAt().isBefore(now) ? heard.heardAt() : now;
        Optional<String> offline = offline(policy, heard, since, until);
        return offline.isPresent() ? offline : of(record, policy, since, until);
    }

    /** The job must be over, by our own clock and by what the provider said first: what it repeats later puts nothing off. */
    private static Optional<String> over(RentalRecord record, RenterPolicy policy, Heard heard, Instant now) {
        Duration patience = policy.receiptWithin();
        if (record.stop().isPresent()) {
            Instant asked = record.stop().get().message().validity().issuedAt();
            if (!now.isBefore(asked.plus(patience))) return Optional.of(notStopped(heard, asked, patience));
        }
        Optional<Instant> ended = Stream.of(Step.STOPPING, Step.ENDED)
                .flatMap(step -> record.at(step).stream())
                .min(Instant::compareTo);
        if (ended.isPresent() && !now.isBefore(ended.get().plus(patience)))
            return Optional.of("The job has ended, but no receipt came within " + patience.toSeconds() + " s.");
        Optional<Instant> start = record.at(Step.RUNNING).or(() -> record.at(Step.ACCEPTED));
        Duration agreed = agreed(record.order().message());
        if (start.isPresent() && !now.isBefore(start.get().plus(agreed).plus(patience)))
            return Optional.of("The time that was agreed is over and the provider did not report the job's end.");
        return Optional.empty();
    }

    /** A request that was published while the link was down reached nobody, unless the link was up again later. */
    private static String notStopped(Heard heard, Instant signed, Duration patience) {
        boolean sent = heard.upSince().isPresent()
                || heard.stopSaidAt().filter(heard.heardAt()::isAfter).isPresent();
        if (sent)
            return "The provider did not stop the job within " + patience.toSeconds()
                    + " s of the request; its stream was ended.";
        // The run that signed it may have sent it.
        boolean earlier = signed.isBefore(heard.startedAt().truncatedTo(ChronoUnit.SECONDS));
        String why = earlier
                ? "The job was not heard to stop, and the market cannot be reached"
                : "The provider could not be asked to stop the job, because the market was not reached for "
                        + patience.toSeconds() + " s";
        return why + "; its stream was ended.";
    }

    /** Our link works, the market shows the provider as offline, and nothing has come from it for long. */
    private static Optional<String> offline(RenterPolicy policy, Heard heard, Instant since, Instant until) {
        if (heard.offlineSince().isEmpty() || heard.upSince().isEmpty()) return Optional.empty();
        Instant last = Stream.of(Optional.of(since), heard.offlineSince(), heard.lastHeard())
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(since);
        if (until.isBefore(last.plus(policy.silence()))) return Optional.empty();
        return Optional.of("The provider has been offline for "
                + policy.silence().toSeconds() + " s and nothing was heard of the job; its stream was ended.");
    }

    /** Nothing runs yet, and half of what the job was to cost has been streamed for waiting. */
    private static boolean dearerThanTheJob(RentalRecord record, RenterPolicy policy, Instant since, Instant now) {
        if (record.told().isPresent()) return false;
        Duration half = agreed(record.order().message()).dividedBy(2);
        Duration worth = half.compareTo(policy.answerWithin()) > 0 ? half : policy.answerWithin();
        return now.isAfter(record.at(Step.ACCEPTED).orElse(since).plus(worth));
    }

    private static Optional<String> of(RentalRecord record, RenterPolicy policy, Instant listeningSince, Instant now) {
        if (now.isBefore(listeningSince.plus(policy.answerWithin()))) return Optional.empty();
        if (record.told().isEmpty()) {
            Instant accepted = record.at(Step.ACCEPTED).orElse(listeningSince);
            return now.isBefore(accepted.plus(policy.answerWithin()))
                    ? Optional.empty()
                    : Optional.of("The provider did not answer for "
                            + policy.answerWithin().toSeconds() + " s after its bid was taken.");
        }
        if (record.told().get().phase() != Phase.STARTING) return Optional.empty();
        Instant starting = record.at(Step.STARTING).orElse(record.told().get().at());
        return now.isBefore(starting.plus(policy.startWithin()))
                ? Optional.empty()
                : Optional.of("The provider did not start the job within "
                        + policy.startWithin().toSeconds() + " s.");
    }

    private static Duration agreed(Order order) {
        Duration limit = order.manifest().limits().runTime();
        return order.duration().compareTo(limit) <= 0 ? order.duration() : limit;
    }
}
