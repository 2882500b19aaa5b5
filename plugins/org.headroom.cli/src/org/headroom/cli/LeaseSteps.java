package org.headroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;

/** The steps of leases as lines for a person, each once. Remembers the leases of the last view only. One thread. */
final class LeaseSteps {
    /** In the order in which a lease goes through them. */
    private enum Step {
        NONE,
        ACCEPTED,
        RUNNING,
        ENDED,
        RECEIPT,
        PAID,
        REFUSED
    }

    private final Instant start;
    private Map<LeaseId, Step> told = new HashMap<>();

    /** @param start steps before are not told */
    LeaseSteps(Instant start) {
        this.start = start;
    }

    /** The steps since the last view, oldest lease first. */
    List<String> lines(RigView view) {
        List<String> lines = new ArrayList<>();
        Map<LeaseId, Step> next = new HashMap<>();
        for (LeaseView lease : view.leases().reversed()) {
            LeaseId id = lease.state().id();
            Step now = step(lease.state());
            Step before = told.get(id);
            next.put(id, before == null || now.compareTo(before) > 0 ? now : before);
            if (before == null && isRestored(lease)) restored(lease, now, lines);
            else passed(lease, before == null ? Step.NONE : before, now, lines);
        }
        told = next;
        return lines;
    }

    private static void passed(LeaseView lease, Step before, Step now, List<String> lines) {
        if (now == Step.REFUSED) {
            if (before != Step.REFUSED) lines.add(line(lease, Step.REFUSED));
            return;
        }
        for (Step step : Step.values())
            if (step.compareTo(before) > 0 && step.compareTo(now) <= 0) lines.add(line(lease, step));
    }

    private static void restored(LeaseView lease, Step now, List<String> lines) {
        if (lease.state().holdsGpu() && now != Step.NONE)
            lines.add(lease.label() + " restored from the ledger, " + doing(lease.state()) + ".");
    }

    /** Whether it is a lease of before this start. */
    private boolean isRestored(LeaseView lease) {
        Instant since = switch (lease.state()) {
            case LeaseState.Bidding b -> b.since();
            case LeaseState.Verifying v -> v.since();
            case LeaseState.Starting s -> s.since();
            case LeaseState.Running r -> r.startedAt();
            case LeaseState.Stopping s -> s.startedAt();
            case LeaseState.Ended e -> e.result().startedAt();
            case LeaseState.Numbered n -> n.result().startedAt();
            case LeaseState.Receipted r -> r.result().startedAt();
            case LeaseState.Paid p -> p.result().startedAt();
            case LeaseState.Lapsed l -> l.at();
            case LeaseState.Unserved u -> u.at();
            case LeaseState.Refused r -> r.at();
        };
        return since.isBefore(start);
    }

    private static Step step(LeaseState state) {
        return switch (state) {
            case LeaseState.Bidding b -> Step.NONE;
            case LeaseState.Lapsed l -> Step.NONE;
            case LeaseState.Verifying v -> Step.ACCEPTED;
            case LeaseState.Starting s -> Step.ACCEPTED;
            case LeaseState.Running r -> Step.RUNNING;
            case LeaseState.Stopping s -> Step.RUNNING;
            case LeaseState.Ended e -> Step.ENDED;
            case LeaseState.Numbered n -> Step.ENDED;
            case LeaseState.Receipted r -> Step.RECEIPT;
            case LeaseState.Paid p -> Step.PAID;
            case LeaseState.Unserved u -> Step.REFUSED;
            case LeaseState.Refused r -> Step.REFUSED;
        };
    }

    private static String line(LeaseView lease, Step step) {
        LeaseState state = lease.state();
        String what = switch (step) {
            case NONE -> "";
            case ACCEPTED ->
                "accepted by " + state.terms().order().renter().brief() + ": "
                        + state.terms().bid().gpuNames() + " for up to "
                        + spoken(state.terms().agreed()) + " at "
                        + amount(state.terms().bid().perHour()) + "/h; the payment stream is checked";
            case RUNNING -> "running";
            case ENDED -> "ended: " + ended(state);
            case RECEIPT ->
                "receipt signed: it asks for " + amount(state.amountDue().orElse(Usdc.ZERO));
            case PAID -> "paid: " + paid(state);
            case REFUSED -> "not carried out: " + refused(state);
        };
        return name(lease) + " " + what + (what.endsWith(".") ? "" : ".");
    }

    /** A lease that was never numbered has its own name only. */
    private static String name(LeaseView lease) {
        return lease.number() == LeaseView.UNNUMBERED ? "Lease " + lease.state().id() : lease.label();
    }

    private static String doing(LeaseState state) {
        return switch (state) {
            case LeaseState.Running r -> "running";
            case LeaseState.Stopping s -> "being stopped: " + s.words();
            default -> "being started";
        };
    }

    private static String ended(LeaseState state) {
        return switch (state) {
            case LeaseState.Ended e -> ended(e.result());
            case LeaseState.Numbered n -> ended(n.result());
            case LeaseState.Receipted r -> ended(r.result());
            case LeaseState.Paid p -> ended(p.result());
            default -> "";
        };
    }

    private static String ended(JobResult result) {
        String outcome = result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String detail = result.detail().isEmpty() ? "" : " (" + result.detail() + ")";
        String code = result.exitCode() < 0 ? "unknown" : Integer.toString(result.exitCode());
        return outcome + detail + ", exit code " + code + ", ran "
                + LeaseTimes.ran(result.startedAt(), result.endedAt()).toSeconds() + " s";
    }

    private static String refused(LeaseState state) {
        return switch (state) {
            case LeaseState.Unserved u -> u.reason();
            case LeaseState.Refused r -> r.reason();
            default -> "";
        };
    }

    private static String paid(LeaseState state) {
        Usdc withdrawn = state.paidBy().map(Funding::withdrawn).orElse(Usdc.ZERO);
        Usdc lost = state.loss(Usdc.ZERO);
        return amount(withdrawn) + " withdrawn" + (lost.baseUnits() > 0 ? ", " + amount(lost) + " lost" : "")
                + Simulation.of(state.terms()).suffix();
    }

    private static String amount(Usdc usdc) {
        return usdc.format(6) + " USDC";
    }

    private static String spoken(Duration time) {
        if (time.toMinutes() < 2) return time.toSeconds() + " s";
        if (time.toHours() < 2) return time.toMinutes() + " min";
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
