package org.headroom.cli;

import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.rig.RigView;

/** The last line of a rig without a window: why it ends, and what goes on without it. Pure. */
final class RigEnd {
    private RigEnd() {}

    /**
     * @param asked whether a command of the owner's ends it; else a signal does
     * @param restored whether the rig knows its leases
     * @param view empty for a rig that only watches its GPUs
     */
    static String line(boolean asked, boolean restored, Optional<RigView> view) {
        String why = asked
                ? "This rig ends, as './headroom stop' has asked."
                : "This rig ends, because it was interrupted (Ctrl-C or SIGTERM).";
        if (view.isEmpty()) return why;
        if (!restored) return why + " It had not read its ledger yet: jobs that ran go on." + guarded();
        long jobs = view.get().leases().stream()
                .filter(l -> !l.closed() && l.state().holdsGpu() && !(l.state() instanceof LeaseState.Bidding))
                .count();
        if (jobs > 0) return why + " " + jobs + (jobs == 1 ? " job goes" : " jobs go") + " on running." + guarded();
        return asked && view.get().status().isLeaving()
                ? "This rig ends: its jobs have ended, as './headroom stop --drain' has asked to wait for."
                : why + " No job runs.";
    }

    private static String guarded() {
        return " The guard ends each job when its covered time is over; the next start restores the leases.";
    }
}
