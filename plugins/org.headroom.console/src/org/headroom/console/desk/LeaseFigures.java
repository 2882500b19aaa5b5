package org.headroom.console.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;

/** What a lease comes to at a moment. Pure. */
public record LeaseFigures(LeaseView lease, Instant now) {
    public LeaseState state() {
        return lease.state();
    }

    /** The chain's newest word on the stream. */
    public Optional<StreamState> stream() {
        return lease.stream().or(state()::stream);
    }

    public Optional<ContainerRef> container() {
        return switch (state()) {
            case LeaseState.Running s -> Optional.of(s.container());
            case LeaseState.Stopping s -> Optional.of(s.container());
            case LeaseState.Ended s -> Optional.of(s.container());
            case LeaseState.Numbered s -> Optional.of(s.container());
            case LeaseState.Receipted s -> Optional.of(s.container());
            case LeaseState.Paid s -> Optional.of(s.container());
            default -> Optional.empty();
        };
    }

    public Optional<JobResult> result() {
        return switch (state()) {
            case LeaseState.Ended s -> Optional.of(s.result());
            case LeaseState.Numbered s -> Optional.of(s.result());
            case LeaseState.Receipted s -> Optional.of(s.result());
            case LeaseState.Paid s -> Optional.of(s.result());
            default -> Optional.empty();
        };
    }

    public Optional<Receipt> receipt() {
        return switch (state()) {
            case LeaseState.Numbered s -> Optional.of(s.receipt());
            case LeaseState.Receipted s -> Optional.of(s.receipt().message().receipt());
            case LeaseState.Paid s -> Optional.of(s.receipt().message().receipt());
            default -> Optional.empty();
        };
    }

    public Optional<Instant> startedAt() {
        return switch (state()) {
            case LeaseState.Running s -> Optional.of(s.startedAt());
            case LeaseState.Stopping s -> Optional.of(s.startedAt());
            default -> result().map(JobResult::startedAt);
        };
    }

    /** The job's end; empty while it runs and where it never did. */
    public Optional<Instant> endedAt() {
        return result().map(JobResult::endedAt);
    }

    public Optional<Duration> ran() {
        return startedAt().map(s -> Duration.between(s, endedAt().orElse(now)));
    }

    public boolean running() {
        return state() instanceof LeaseState.Running;
    }

    /** The receipt's amount; before there is one, what the stream holds for us and has paid. */
    public Optional<Usdc> earned() {
        Optional<Usdc> signed = receipt().map(Receipt::amountDue);
        if (signed.isPresent()) return signed;
        return startedAt()
                .flatMap(s ->
                        stream().map(m -> m.withdrawn().plus(m.due(endedAt().orElse(now)))));
    }

    /** How long the renter's money lasts; empty unless the job runs. */
    public Optional<Duration> runway() {
        return running() ? stream().map(s -> s.runway(now)) : Optional.empty();
    }

    /** State by icon and word. */
    public Cell word() {
        return switch (state()) {
            case LeaseState.Bidding s -> Cell.state(Mark.OFFERED, "Bid sent", Role.TEXT);
            case LeaseState.Verifying s -> Cell.state(Mark.WAITING, "Checking stream", Role.TEXT);
            case LeaseState.Starting s -> Cell.state(Mark.WAITING, "Starting", Role.HEALTHY);
            case LeaseState.Running s -> Cell.state(Mark.RUNNING, "Running", Role.HEALTHY);
            case LeaseState.Stopping s ->
                Cell.state(Mark.WAITING, "Stopping", Role.WARNING).withTip("Stopping because " + s.words() + ".");
            case LeaseState.Ended s -> Cell.state(Mark.WAITING, "Ended", Role.TEXT);
            case LeaseState.Numbered s -> Cell.state(Mark.WAITING, "Signing receipt", Role.TEXT);
            case LeaseState.Receipted s -> ended(s.result(), "Payment due", Mark.OFFERED, Role.MONEY);
            case LeaseState.Paid s -> ended(s.result(), "Paid", Mark.DONE, Role.TEXT);
            case LeaseState.Lapsed s ->
                Cell.state(Mark.PAUSED, "Not taken", Role.SECONDARY).withTip("Nobody took this bid before it expired.");
            case LeaseState.Refused s ->
                Cell.state(Mark.SICK, "Refused", Role.SICK).withTip(s.reason());
        };
    }

    private static Cell ended(JobResult result, String money, Mark mark, Role role) {
        return switch (result.outcome()) {
            case COMPLETED -> Cell.state(mark, money, role);
            case JOB_FAILED ->
                Cell.state(Mark.SICK, "Job failed (" + result.exitCode() + ")", Role.SICK)
                        .withTip("The job ended with exit code " + result.exitCode() + ". " + money + ".");
            case OUT_OF_FUNDS ->
                Cell.state(Mark.WARNING, "Stopped: funds", Role.WARNING)
                        .withTip("Stopped before unpaid work: the renter's money ran out. " + money + ".");
            case OUT_OF_TIME -> Cell.state(mark, money + ", time up", role);
            case STOPPED_BY_RENTER -> Cell.state(mark, money + ", renter stopped", role);
            case STOPPED_BY_PROVIDER -> Cell.state(mark, money + ", you stopped", role);
        };
    }
}
