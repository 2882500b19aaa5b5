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

    /** Whether the stream was last believed to go on, so that it pays more by itself. */
    public boolean flows() {
        return !lease.closed() && stream().filter(s -> s.flows(now)).isPresent();
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
            case LeaseState.Ended s -> ended(s);
            case LeaseState.Numbered s -> Cell.state(Mark.WAITING, "Signing receipt", Role.TEXT);
            case LeaseState.Receipted s ->
                s.funding().unknownSince().isPresent()
                        ? unknown()
                        : ended(s.result(), "Payment due", Mark.OFFERED, Role.MONEY);
            case LeaseState.Paid s -> paid(s);
            case LeaseState.Lapsed s ->
                Cell.state(Mark.PAUSED, "Not taken", Role.SECONDARY).withTip("Nobody took this bid before it expired.");
            case LeaseState.Unserved s -> refused(s.reason());
            case LeaseState.Refused s -> refused(s.reason());
        };
    }

    private static Cell ended(LeaseState.Ended s) {
        return s.result().artefacts().pending()
                ? Cell.state(Mark.WAITING, "Hashing artefacts", Role.TEXT)
                        .withTip("The job has ended and its GPU is free. What it left is hashed; then the receipt is"
                                + " signed.")
                : Cell.state(Mark.WAITING, "Ended", Role.TEXT);
    }

    private static Cell refused(String reason) {
        return Cell.state(Mark.SICK, "Refused", Role.SICK).withTip(reason);
    }

    private Cell unknown() {
        return Cell.state(Mark.WARNING, "Payment unknown", Role.WARNING)
                .withTip(unknown(money().orElseThrow().unknown()));
    }

    /** {@code Payment unknown: the stream could not be read, so 0.01 USDC of the receipt is neither paid nor lost. …} */
    public static String unknown(Usdc amount) {
        return "Payment unknown: the stream could not be read, so " + UsdcFormat.EXACT.withUnit(amount)
                + " of the receipt is neither paid nor lost. Set up another node of the chain: what the stream holds is due"
                + " as soon as it can be read.";
    }

    private Cell paid(LeaseState.Paid lease) {
        LeaseMoney money = money().orElseThrow();
        if (money.lost().baseUnits() > 0) return lost(money.lost(), outcome(lease.result()));
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
            case OUT_OF_FUNDS -> "The job was stopped because the stream no longer covered it";
            case OUT_OF_TIME -> "The job was stopped at the agreed time";
            case STOPPED_BY_RENTER -> "The renter stopped the job";
            case STOPPED_BY_PROVIDER -> "The job was stopped on the provider's side";
        };
    }

    private static String outcome(JobResult result) {
        return result.outcome() == Receipt.Outcome.STOPPED_BY_PROVIDER
                ? result.cause().map(LeaseFigures::sentence).orElseGet(() -> outcome(result.outcome()))
                : outcome(result.outcome());
    }

    private static String sentence(EndCause cause) {
        return "The job was stopped: " + cause.words();
    }

    private static Cell ended(JobResult result, String money, Mark mark, Role role) {
        if (result.outcome() == Receipt.Outcome.STOPPED_BY_PROVIDER
                && result.cause().isPresent())
            return because(
                    Cell.state(mark, money + ", " + stoppedBy(result.cause().get()), role), result.detail(), money);
        if (result.outcome() != Receipt.Outcome.JOB_FAILED)
            return because(ended(result.outcome(), money, mark, role), result.detail(), money);
        boolean memory = result.cause().equals(Optional.of(EndCause.OUT_OF_MEMORY));
        String code = result.exitCode() < 0 ? "unknown" : Integer.toString(result.exitCode());
        String word = memory ? "Out of memory" : "Job failed (" + code + ")";
        String detail = result.detail().isEmpty() ? "" : ": " + result.detail();
        return Cell.state(Mark.SICK, word, Role.SICK)
                .withTip("The job ended with exit code " + code + detail + ". " + money + ".");
    }

    private static String stoppedBy(EndCause cause) {
        return switch (cause) {
            case OPERATOR_STOPPED -> "you stopped";
            case GPU_UNHEALTHY -> "health stop";
            case OWNER_RETURNED -> "owner returned";
            case DISK_UNKNOWN -> "disk use unknown";
            case CONTAINER_REMOVED, CONTAINER_STOPPED -> "container stopped";
            case START_UNRECORDED -> "start not recorded";
            case ENGINE_SILENT -> "engine did not answer";
            case OUT_OF_MEMORY, DISK_EXCEEDED -> "provider stopped";
        };
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
            case STOPPED_BY_PROVIDER -> Cell.state(mark, money + ", provider stopped", role);
        };
    }
}
