package org.headroom.engine;

import java.util.List;
import org.headroom.engine.LeaseEffect.SendBid;
import org.headroom.engine.LeaseEffect.SendReceipt;
import org.headroom.engine.LeaseEffect.TellRenter;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.LeaseUpdate.Phase;

/**
 * What a renter is told that says again what it has said before: the newest of what it was told of the lease, in the same
 * words under the same number, because the market may have lost it. Pure.
 */
final class LeaseAnswer {
    private LeaseAnswer() {}

    /** Empty while nothing has been said yet, or the receipt is on its way. */
    static List<LeaseEffect> of(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Bidding s -> List.of(new SendBid(s.terms()));
            case LeaseState.Verifying s -> List.of();
            case LeaseState.Starting s -> List.of(new TellRenter(s.terms(), Phase.STARTING, ""));
            case LeaseState.Running s -> List.of(LeaseMachine.tellRunning(s));
            case LeaseState.Stopping s -> List.of(new TellRenter(s.terms(), Phase.STOPPING, s.words()));
            case LeaseState.Ended s -> List.of();
            case LeaseState.Numbered s -> List.of();
            case LeaseState.Receipted s ->
                List.of(
                        new SendReceipt(s.receipt()),
                        new TellRenter(s.terms(), Phase.ENDED, s.result().detail()));
            case LeaseState.Paid s ->
                List.of(
                        new SendReceipt(s.receipt()),
                        new TellRenter(s.terms(), Phase.ENDED, s.result().detail()));
            case LeaseState.Unserved s -> List.of(new TellRenter(s.terms(), Phase.REFUSED, s.reason()));
            case LeaseState.Refused s -> List.of(new TellRenter(s.terms(), Phase.REFUSED, s.reason()));
            case LeaseState.Lapsed s -> List.of(lapsed(s.terms()));
        };
    }

    static TellRenter lapsed(LeaseTerms terms) {
        return new TellRenter(terms, Phase.REFUSED, "the bid had expired; end the stream and take your money back");
    }
}
