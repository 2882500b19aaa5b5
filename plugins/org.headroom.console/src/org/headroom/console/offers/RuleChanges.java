package org.headroom.console.offers;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.headroom.model.bidding.BidRules;
import org.jspecify.annotations.Nullable;

/** Changes of the rules that the rig has not answered. Each starts from the one before and contains it. UI thread. */
final class RuleChanges {
    private static final class Change {
        final BidRules wanted;
        final CompletableFuture<Void> answer;
        /** Starts from this one. */
        @Nullable
        Change later;

        Change(BidRules wanted, CompletableFuture<Void> answer) {
            this.wanted = wanted;
            this.answer = answer;
        }
    }

    private final Executor ui;
    private @Nullable Object rig;
    private @Nullable Change open;

    /** @param ui runs what it is given on the UI thread, or not at all once the view is gone */
    RuleChanges(Executor ui) {
        this.ui = ui;
    }

    /**
     * What the next change starts from.
     *
     * @param asked the rig; one that has been replaced may never answer
     * @param present the rules that are in force
     */
    BidRules latest(Object asked, BidRules present) {
        if (rig != null && rig != asked) open = null;
        rig = asked;
        Change last = open;
        return last == null ? present : last.wanted;
    }

    /**
     * @param wanted made from {@link #latest}
     * @param outcome called on the UI thread with what went wrong; empty where the rules hold. A change that is refused
     *     while a later one contains it has the later one's outcome
     */
    void send(
            BidRules wanted, Function<BidRules, CompletableFuture<Void>> send, Consumer<Optional<Throwable>> outcome) {
        Change change = new Change(wanted, send.apply(wanted));
        Change before = open;
        if (before != null) before.later = change;
        open = change;
        await(change, outcome);
    }

    private void await(Change change, Consumer<Optional<Throwable>> outcome) {
        change.answer.whenComplete((done, error) -> ui.execute(() -> {
            if (open == change) open = null;
            Change later = change.later;
            if (error != null && later != null) await(later, outcome);
            else outcome.accept(Optional.ofNullable(error));
        }));
    }
}
