package org.headroom.console.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.UsdcFormat;

/**
 * What a lease comes to at a moment. Pure.
 *
 * @param silent the result of {@link LeaseMoney#silent}: then amounts are as of the last block that was believed
 */
public record LeaseFigures(LeaseView lease, boolean silent, Instant now) {
    /** With a chain that answers. */
    public LeaseFigures(LeaseView lease, Instant now) {
        this(lease, false, now);
    }

    /** Of all leases of a rig, newest first. */
    public static List<LeaseFigures> all(RigView rig, Instant now) {
        boolean silent = LeaseMoney.silent(rig.chain(), now);
        return rig.leases().stream().map(l -> new LeaseFigures(l, silent, now)).toList();
    }

    public LeaseState state() {
        return lease.state();
    }

    /** The stream as the chain was last believed to have it. */
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
        return times().map(LeaseTimes::startedAt);
    }

    /** The job's end; empty while it runs and where it never did. */
    public Optional<Instant> endedAt() {
        return result().map(JobResult::endedAt);
    }

    /** How long the job ran and how long its stream pays for it; empty where it never started. */
    public Optional<LeaseTimes> times() {
        return LeaseTimes.of(state(), now);
    }

    public Optional<Duration> ran() {
        return times().map(LeaseTimes::ran);
    }

    public boolean running() {
        return state() instanceof LeaseState.Running;
    }

    /** What the stream paid and holds; empty where none was verified. */
    public Optional<LeaseMoney> money() {
        return LeaseMoney.of(lease, silent, now);
    }

    /** What was withdrawn and what is due, without what is beyond the receipt; empty where the job never started. */
    public Optional<Usdc> earned() {
        return startedAt().flatMap(s -> money()).map(LeaseMoney::earned);
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
            case LeaseState.Paid s -> paid(s);
            case LeaseState.Lapsed s ->
                Cell.state(Mark.PAUSED, "Not taken", Role.SECONDARY).withTip("Nobody took this bid before it expired.");
            case LeaseState.Refused s ->
                Cell.state(Mark.SICK, "Refused", Role.SICK).withTip(s.reason());
        };
    }

    private Cell paid(LeaseState.Paid lease) {
        LeaseMoney money = money().orElseThrow();
        if (money.lost().baseUnits() > 0)
            return lost(money.lost(), outcome(lease.result().outcome()));
        return money.isFinal()
                ? ended(lease.result(), "Paid", Mark.DONE, Role.TEXT)
                : ended(lease.result(), "Paid, not final", Mark.WAITING, Role.MONEY);
    }

    /** Money that will not come stands before all else that there is to say of a lease. */
    static Cell lost(Usdc amount, String outcome) {
        return Cell.state(Mark.WARNING, "Loss " + UsdcFormat.EXACT.format(amount), Role.WARNING)
                .withTip(loss(amount) + " " + outcome + ".");
    }

    /** {@code Loss 0.0001 USDC: the stream ended short of the receipt.} */
    public static String loss(Usdc amount) {
        return "Loss " + UsdcFormat.EXACT.withUnit(amount) + ": the stream ended short of the receipt.";
    }

    static String outcome(Receipt.Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "The job was completed";
            case JOB_FAILED -> "The job failed";
            case OUT_OF_FUNDS -> "The job was stopped because the stream ran out of funds";
            case OUT_OF_TIME -> "The job was stopped at the agreed time";
            case STOPPED_BY_RENTER -> "The renter stopped the job";
            case STOPPED_BY_PROVIDER -> "You stopped the job";
        };
    }

    private static Cell ended(JobResult result, String money, Mark mark, Role role) {
        if (result.outcome() != Receipt.Outcome.JOB_FAILED)
            return because(ended(result.outcome(), money, mark, role), result.detail(), money);
        boolean memory = result.cause().equals(Optional.of(EndCause.OUT_OF_MEMORY));
        String word = memory ? "Out of memory" : "Job failed (" + result.exitCode() + ")";
        String detail = result.detail().isEmpty() ? "" : ": " + result.detail();
        return Cell.state(Mark.SICK, word, Role.SICK)
                .withTip("The job ended with exit code " + result.exitCode() + detail + ". " + money + ".");
    }

    /** @param detail what there is to tell of the end beyond the outcome; empty where there is nothing */
    static Cell because(Cell cell, String detail, String money) {
        return detail.isEmpty() ? cell : cell.withTip("The job ended: " + detail + ". " + money + ".");
    }

    /** How a job ended and where its money is. */
    static Cell ended(Receipt.Outcome outcome, String money, Mark mark, Role role) {
        return switch (outcome) {
            case COMPLETED -> Cell.state(mark, money, role);
            case JOB_FAILED -> Cell.state(Mark.SICK, "Job failed", Role.SICK).withTip(money + ".");
            case OUT_OF_FUNDS ->
                Cell.state(Mark.WARNING, "Stopped: funds", Role.WARNING)
                        .withTip("Stopped before unpaid work: the renter's money ran out. " + money + ".");
            case OUT_OF_TIME -> Cell.state(mark, money + ", time up", role);
            case STOPPED_BY_RENTER -> Cell.state(mark, money + ", renter stopped", role);
            case STOPPED_BY_PROVIDER -> Cell.state(mark, money + ", you stopped", role);
        };
    }
}
