package org.headroom.console.job;

import java.time.Instant;
import java.util.Optional;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.text.Durations;

/** Whose log is shown, and what stands above it. Pure. */
public final class JobPresenter {
    private JobPresenter() {}

    /** The lease that was asked for; else the newest that ever ran. */
    public static Optional<LeaseView> choose(Optional<RigView> rig, Optional<LeaseId> wanted) {
        return rig.stream()
                .flatMap(r -> r.leases().stream())
                .filter(l -> wanted.isEmpty()
                        ? new LeaseFigures(l, Instant.EPOCH).container().isPresent()
                        : l.state().id().equals(wanted.get()))
                .findFirst();
    }

    /** {@code L-0061 · Running for 1 h 19 min · paid time 1 h 19 min · registry/image · podman 5.4} */
    public static String headline(LeaseView lease, Instant now) {
        LeaseFigures figures = new LeaseFigures(lease, now);
        String state = figures.word().words()
                + figures.times()
                        .map(t -> (figures.running() ? " for " : " · ran ") + Durations.precise(t.ran())
                                + " · paid time " + Durations.precise(t.paid()))
                        .orElse("");
        String container = figures.container()
                .map(c -> " · " + c.engine() + " " + c.engineVersion())
                .orElse("");
        return lease.label() + " · " + state + " · "
                + lease.state().terms().order().manifest().image() + container;
    }

    /** What is new when a log goes from {@code shown} to {@code whole}; empty where it has to be shown afresh. */
    public static Optional<String> appended(String shown, String whole) {
        return whole.startsWith(shown) ? Optional.of(whole.substring(shown.length())) : Optional.empty();
    }

    /** @param failure why the lease could not be read from the ledger */
    public static Empty unread(String failure) {
        return new Empty("The lease could not be read from the ledger", failure);
    }

    public static Empty empty(Optional<RigView> rig, Optional<LeaseView> lease) {
        if (rig.isEmpty())
            return new Empty("The rig is not running", "A job's output will be here as soon as it has started.");
        return lease.isEmpty()
                ? new Empty(
                        "No job yet",
                        "What a lease's job prints appears here while it runs. Choose a lease to see its log.")
                : new Empty(
                        "No output of " + lease.get().label(),
                        lease.get().closed()
                                ? "The job printed nothing, or its log is no longer kept."
                                : "The job has printed nothing so far.");
    }
}
