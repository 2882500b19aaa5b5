package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;

/**
 * What a renter says of one order until it is answered, byte for byte as it was signed: the order until there is a bid, the
 * acceptance until the provider says how far the lease is, the request to stop until the job is being stopped. A provider of
 * which nothing has come for a while is given the acceptance again, which it answers with the newest that it has: a lost
 * receipt would cost the renter what streams until the agreed end. {@code renter} thread only.
 */
final class RentalWords {
    /** Far longer than an outage: the stream is paid into already. */
    static final Duration ACCEPTANCE_LASTS = Duration.ofHours(1);

    private static final Duration STOP_LASTS = Duration.ofHours(1);
    /** In first pauses: while the job is awaited or runs, and says nothing. */
    private static final int QUIET = 30;
    /** In first pauses: a job has ten seconds to end in. */
    private static final int STOPPING = 6;

    private final RentalDesk desk;
    private final Rental rental;
    private final Repetition order;
    private final Repetition acceptance;
    private final Repetition stop;
    private Optional<Instant> stopSaidAt = Optional.empty();
    private Optional<Instant> lastHeard = Optional.empty();

    RentalWords(RentalDesk desk, Rental rental) {
        this.desk = desk;
        this.rental = rental;
        this.order = new Repetition(desk.policy.repeat());
        this.acceptance = new Repetition(desk.policy.repeat());
        this.stop = new Repetition(desk.policy.repeat());
    }

    /** @throws IllegalArgumentException if the link cannot send it */
    void sayOrder(Instant now) {
        RentalRecord record = rental.record();
        boolean over = !now.isBefore(record.order().message().validity().expiresAt());
        if (over || !record.bids().isEmpty() || !isDue(order, now)) return;
        desk.link.republish(record.order());
        order.sent(now);
    }

    void sayAcceptance(Instant now) {
        Optional<Signed<Acceptance>> signed = rental.record().acceptance();
        if (signed.isEmpty() || !isDue(acceptance, now)) return;
        Signed<Acceptance> said = signed.get();
        if (!said.message().validity().expiresAt().isAfter(now)) {
            said = desk.link.sign(renewed(said.message(), desk.validity(now, ACCEPTANCE_LASTS)));
            rental.renewed(said);
        }
        desk.link.republish(said);
        boolean unheard = rental.record().told().isEmpty();
        if (acceptance.sent(now) == 2 && unheard)
            rental.trouble(
                    "The provider has not answered the acceptance yet: it is sent again until it does. Meanwhile the"
                            + " payment stream pays; without an answer it is ended after "
                            + desk.policy.answerWithin().toSeconds() + " s, and what has not streamed comes back.");
    }

    /** The same in other words of time: its provider may have heard nothing of it for an hour. */
    private static Acceptance renewed(Acceptance a, Validity validity) {
        return new Acceptance(
                a.lease(), a.bid(), a.order(), a.renter(), a.provider(), a.stream(), a.sealed(), validity);
    }

    void sayStop(Instant now) {
        Optional<Signed<StopRequest>> signed = rental.record().stop();
        if (signed.isEmpty() || isStopping() || !isDue(stop, now)) return;
        desk.link.republish(signed.get());
        if (stopSaidAt.isEmpty()) stopSaidAt = Optional.of(now);
        if (stop.sent(now) == 2)
            rental.trouble(
                    "The provider has not answered the request to stop yet: it is sent again until it does. Without an"
                            + " answer the payment stream is ended after "
                            + desk.policy.receiptWithin().toSeconds() + " s.");
    }

    StopRequest stopRequest(LeaseId lease, Instant now) {
        EthAddress provider = rental.record().taken().orElseThrow().message().provider();
        return new StopRequest(lease, desk.account, provider, desk.validity(now, STOP_LASTS));
    }

    private boolean isStopping() {
        return rental.record()
                .told()
                .filter(t -> t.phase() == LeaseUpdate.Phase.STOPPING || t.phase() == LeaseUpdate.Phase.ENDED)
                .isPresent();
    }

    /** What waits for a connection is sent when there is one: it need not be said once more. */
    private boolean isDue(Repetition message, Instant now) {
        return message.isDue(now)
                && (!message.isUnanswered() || desk.link.state().upSince().isPresent());
    }

    /** An update of this lease, and it is on record. */
    void heard(Instant now) {
        heard(now, QUIET);
    }

    /** Output of the job: that it runs ought to be known by then. */
    void heardOutput(Instant now) {
        heard(now, 1);
    }

    private void heard(Instant now, int whileStarting) {
        lastHeard = Optional.of(now);
        int pauses = rental.record()
                .told()
                .map(t -> switch (t.phase()) {
                    case STARTING -> whileStarting;
                    case RUNNING, REFUSED -> QUIET;
                    case STOPPING -> STOPPING;
                    case ENDED -> 1;
                })
                .orElse(1);
        acceptance.answered(now, desk.policy.repeat().multipliedBy(pauses));
    }

    /** A provider that is still starting does not listen to a stop: it is told again once the job runs. */
    void runs() {
        stop.again();
    }

    Optional<Instant> stopSaidAt() {
        return stopSaidAt;
    }

    Optional<Instant> lastHeard() {
        return lastHeard;
    }
}
