package org.headroom.model.bidding;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.headroom.model.Subscription;
import org.headroom.model.rig.Decision;

/** Where a person sees and changes how the rig bids. Any thread; nothing here waits. */
public interface BidDesk {
    BidRules rules();

    /**
     * Takes other rules from now on, for the offers that are out too. Fails with an {@code IllegalArgumentException} whose
     * message says what is wrong, or with a {@code JournalFailure}; then the old ones go on. Fails in the
     * same way where a change that was asked for later was taken first.
     */
    CompletableFuture<Void> change(BidRules rules);

    /** What each GPU of this rig would bring in an hour, by index. */
    List<GpuNet> nets();

    /** Newest first. */
    CompletableFuture<List<Decision>> decisions(DecisionFilter filter, int most);

    /** Judges what came in between two moments again, as a dry run: nothing is sent, nothing changes. */
    CompletableFuture<DryRun> dryRun(BidRules rules, Instant from, Instant to);

    /** What a model of GPU was asked for over time, oldest first, at most {@code width} points. */
    CompletableFuture<List<PricePoint>> prices(String model, Instant from, Instant to, int width);

    /** Told that rules, decisions or prices are new: hand over and return at once. */
    Subscription onChange(Runnable listener);
}
