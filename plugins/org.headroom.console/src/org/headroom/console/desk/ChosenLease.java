package org.headroom.console.desk;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;

/**
 * The lease that a person has chosen: from the rig's view where that has it, otherwise read from the ledger, once. Holds one
 * lease. All methods on the UI thread; the ledger is read elsewhere.
 */
public final class ChosenLease {
    private static final long ANSWER_WITHIN_S = 30;

    private final Executor ui;
    private final Runnable changed;
    private Optional<LeaseId> chosen = Optional.empty();
    private Optional<LeaseView> read = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private boolean asked;
    private int generation;

    /**
     * @param ui runs an action on the UI thread soon
     * @param changed told on the UI thread when the ledger has answered
     */
    public ChosenLease(Executor ui, Runnable changed) {
        this.ui = ui;
        this.changed = changed;
    }

    public void choose(Optional<LeaseId> lease) {
        if (lease.equals(chosen)) return;
        chosen = lease;
        read = Optional.empty();
        failure = Optional.empty();
        asked = false;
        generation++;
    }

    public Optional<LeaseId> id() {
        return chosen;
    }

    /** The lease as far as it is known by now. */
    public Optional<LeaseView> find(Optional<RigDesk> desk, Optional<RigView> view) {
        if (chosen.isEmpty() || view.isEmpty()) return Optional.empty();
        LeaseId id = chosen.get();
        Optional<LeaseView> shown = view.get().leases().stream()
                .filter(l -> l.state().id().equals(id))
                .findFirst();
        if (shown.isPresent()) return shown;
        if (!asked) desk.ifPresent(d -> ask(d, id));
        return read;
    }

    private void ask(RigDesk desk, LeaseId id) {
        asked = true;
        int question = generation;
        desk.lease(id)
                .copy()
                .orTimeout(ANSWER_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((found, error) -> ui.execute(() -> {
                    if (question != generation) return;
                    if (error != null) failure = Optional.of(Failures.words(error));
                    else if (found.isEmpty()) failure = Optional.of("The ledger does not know this lease.");
                    else read = found;
                    changed.run();
                }));
    }

    /** Why it could not be read; empty where it was, or is not yet. */
    public Optional<String> failure() {
        return failure;
    }
}
