package org.headroom.console.leases;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.ClosedFigures;
import org.headroom.console.desk.ClosedLeases;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.DamagedLease;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.Joules;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** Rows of the table of leases. Pure. */
public final class LeasesPresenter {
    /** A runway is drawn against this; under {@link #SHORT} it is pointed at. */
    private static final Duration FULL = Duration.ofHours(3);

    private static final Duration SHORT = Duration.ofMinutes(10);

    static final String OLDER = "Older leases";

    private LeasesPresenter() {}

    /** The button that reads older leases from the ledger. */
    public record Older(boolean visible, boolean enabled, String text, String tip) {}

    public static Older older(ClosedLeases closed) {
        if (closed.isReading()) return new Older(true, false, "Reading…", "The next leases are read from the ledger.");
        if (closed.failure().isPresent())
            return new Older(
                    true,
                    true,
                    "Try again",
                    "Older leases could not be read from the ledger: "
                            + LeaseText.sentence(closed.failure().get()));
        if (closed.left() == 0) return new Older(false, false, OLDER, "");
        return closed.isFull()
                ? new Older(
                        true,
                        false,
                        OLDER,
                        "The latest " + Amounts.grouped(ClosedLeases.MOST) + " older leases are shown. The ledger has "
                                + Amounts.grouped(closed.left()) + " more.")
                : new Older(
                        true,
                        true,
                        OLDER,
                        "Shows the next " + Math.min(ClosedLeases.PAGE, closed.left()) + " of "
                                + Amounts.grouped(closed.left()) + " older leases.");
    }

    /** Room for the tag only where some GPU is simulated. */
    public static List<Column> columns(Optional<RigView> rig) {
        boolean simulated = rig.stream()
                .flatMap(r -> r.leases().stream())
                .anyMatch(l -> l.state().terms().bid().simulated());
        return List.of(
                Column.left("Lease", 64, 1),
                Column.left("Renter", 114, 1),
                Column.left("GPU", simulated ? 110 : 42, 1),
                Column.left("State", 142, 20),
                Column.left("Funds left", 106, 1)
                        .about("how long what the renter has paid in lasts; the job is stopped before it runs out"),
                Column.right("Ran", 86, 1)
                        .about("from the job's start to its end, in whole seconds, by this machine's clock"),
                Column.right("Paid time", 86, 1)
                        .about("from the stream's start, by the chain's clock, to the job's end or the agreed end")
                        .onDemand(),
                Column.right("Earned", 94, 1)
                        .in("USDC")
                        .about("withdrawn and due together, without what is beyond the receipt, USDC"),
                Column.right("Withdrawn", 116, 1).in("USDC").about("USDC that a block has paid out, final or not"),
                Column.right("Final", 80, 1)
                        .in("USDC")
                        .about("the part of it whose block cannot be replaced any more, USDC")
                        .onDemand(),
                Column.right("Due", 82, 1)
                        .in("USDC")
                        .about("USDC that the stream holds for you and has not paid out")
                        .onDemand(),
                Column.right("Energy", 76, 1).onDemand(),
                Column.left("Receipt", 112, 1).onDemand());
    }

    public static List<Row> rows(RigView rig, List<GpuReading> gpus, Instant now) {
        return rows(rig, List.of(), gpus, now);
    }

    /** @param older closed leases that the view may not have */
    public static List<Row> rows(RigView rig, List<LeaseSummary> older, List<GpuReading> gpus, Instant now) {
        List<Row> rows = new ArrayList<>();
        for (DamagedLease lease : rig.damaged()) rows.add(row(lease));
        for (LeaseFigures figures : LeaseFigures.all(rig, now)) rows.add(row(figures, gpus, now));
        Set<Object> shown = rows.stream().map(Row::key).collect(Collectors.toSet());
        for (LeaseSummary lease : older)
            if (!shown.contains(lease.lease())) rows.add(row(new ClosedFigures(lease), gpus));
        return rows;
    }

    /** What has no number yet is the newest. */
    private static int place(LeaseView lease) {
        return lease.number() == LeaseView.UNNUMBERED ? Integer.MAX_VALUE : lease.number();
    }

    private static Row row(LeaseFigures figures, List<GpuReading> gpus, Instant now) {
        Bid bid = figures.state().terms().bid();
        Optional<LeaseMoney> money = figures.money();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.text(figures.lease().label())
                .sortedBy(place(figures.lease()))
                .withTip(figures.state().id().value()));
        cells.add(Cell.text(bid.renter().brief()).withTip(bid.renter().hex()));
        cells.add(GpuNames.cell(gpus, bid));
        cells.add(figures.word());
        cells.add(figures.lease()
                .unreadable()
                .map(LeasesPresenter::unreadable)
                .or(() -> figures.runway().map(r -> runway(r, money.flatMap(LeaseMoney::asOf))))
                .orElse(Cell.NONE));
        cells.add(time(figures.ran()));
        cells.add(time(figures.times().map(LeaseTimes::paid)));
        cells.addAll(money(money, figures.flows(), bid, now));
        cells.add(energy(
                figures.result().flatMap(JobResult::energy), figures.result().flatMap(JobResult::energySource)));
        cells.add(receipt(figures));
        boolean over = figures.state() instanceof LeaseState.Lapsed
                || figures.state() instanceof LeaseState.Refused
                || figures.state() instanceof LeaseState.Unserved
                        && figures.lease().closed();
        return new Row(figures.state().id(), cells, over);
    }

    private static Row row(ClosedFigures figures, List<GpuReading> gpus) {
        LeaseSummary lease = figures.lease();
        Optional<LeaseMoney> money = lease.hasMoney() ? Optional.of(figures.money()) : Optional.empty();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.text(figures.label())
                .sortedBy(lease.number())
                .withTip(lease.lease().value()));
        cells.add(Cell.text(lease.renter().brief()).withTip(lease.renter().hex()));
        cells.add(GpuNames.cell(gpus, lease.gpus(), lease.simulated()));
        cells.add(figures.word());
        cells.add(Cell.NONE);
        cells.add(time(figures.ran()));
        cells.add(Cell.NONE.withTip("Select the lease to read it."));
        cells.add(amount(money.map(LeaseMoney::earned), Role.MONEY));
        cells.add(amount(money.map(LeaseMoney::withdrawn), Role.TEXT));
        cells.add(amount(money.map(LeaseMoney::withdrawnFinal), Role.TEXT));
        cells.add(amount(money.map(LeaseMoney::due), Role.MONEY));
        cells.add(energy(lease.energy(), lease.energySource()));
        cells.add(Cell.NONE.withTip("Select the lease to read it."));
        return new Row(lease.lease(), cells, lease.outcome().isEmpty());
    }

    private static Row row(DamagedLease lease) {
        List<Cell> cells =
                new ArrayList<>(Collections.nCopies(columns(Optional.empty()).size(), Cell.NONE));
        cells.set(
                0,
                Cell.text(lease.label())
                        .sortedBy(lease.number())
                        .withTip(lease.lease().value()));
        cells.set(3, Cell.state(Mark.SICK, "Damaged record", Role.SICK).withTip(LeaseText.damaged(lease)));
        return new Row(lease.lease(), cells, false);
    }

    private static Cell time(Optional<Duration> time) {
        return time.map(t -> Cell.number(Durations.precise(t), t.getSeconds())).orElse(Cell.NONE);
    }

    /** What is integrated from samples of the power is an estimate and is marked as one. */
    static Cell energy(Optional<Joules> energy, Optional<EnergyEstimate.Source> source) {
        if (energy.isEmpty()) return Cell.NONE;
        boolean integrated =
                source.filter(s -> s == EnergyEstimate.Source.INTEGRATED_POWER).isPresent();
        Cell cell = Cell.secondary((integrated ? "≈ " : "") + Amounts.energy(energy.get()))
                .sortedBy(energy.get().millijoules());
        return integrated
                ? cell.withTip(
                        "Worked out from the power that was measured: the energy counter is missing or implausible."
                                + " It is not used for pricing.")
                : cell;
    }

    /** Earned, withdrawn, final and due. */
    private static List<Cell> money(Optional<LeaseMoney> money, boolean flows, Bid bid, Instant now) {
        Optional<Instant> asOf = money.flatMap(LeaseMoney::asOf);
        String tip = money.map(m -> LeaseText.sum(m, flows, now, ZoneId.systemDefault()))
                        .orElse("") + "\nat " + UsdcFormat.price(bid.perHour()) + " USDC/h";
        boolean sure = money.filter(LeaseMoney::isFinal).isPresent();
        return List.of(
                amount(money.map(LeaseMoney::earned), AsOf.role(asOf, Role.MONEY))
                        .withTip(tip),
                amount(money.map(LeaseMoney::withdrawn), Role.TEXT),
                amount(money.map(LeaseMoney::withdrawnFinal), sure ? Role.TEXT : Role.SECONDARY),
                amount(money.map(LeaseMoney::due), AsOf.role(asOf, Role.MONEY)));
    }

    private static Cell amount(Optional<Usdc> amount, Role role) {
        return amount.map(a -> a.baseUnits() == 0
                        ? Cell.NONE.sortedBy(0)
                        : Cell.text(UsdcFormat.EXACT.format(a), role).sortedBy(a.baseUnits()))
                .orElse(Cell.NONE);
    }

    private static Cell unreadable(String reason) {
        return Cell.state(Mark.WARNING, "No reading", Role.WARNING)
                .withTip("The stream cannot be read: " + LeaseText.sentence(reason));
    }

    /** @param asOf the time of the block that it is worked out from; empty where it is current */
    static Cell runway(Duration runway, Optional<Instant> asOf) {
        double share = runway.toSeconds() / (double) FULL.toSeconds();
        Role current = runway.compareTo(SHORT) < 0 ? Role.BAR_WARNING : Role.BAR_HEALTHY;
        Role bar = asOf.isEmpty() ? current : Role.BAR;
        return Cell.bar(share, Durations.words(runway), bar)
                .withTip("The renter's money lasts this long. The job is stopped before it runs out.");
    }

    private static Cell receipt(LeaseFigures figures) {
        return switch (figures.state()) {
            case LeaseState.Running r -> Cell.secondary("at the end");
            case LeaseState.Stopping r -> Cell.secondary("at the end");
            case LeaseState.Numbered n -> Cell.secondary("no. " + n.receipt().number());
            case LeaseState.Receipted r ->
                signed(r.receipt().message().receipt().number(), r.hash().hex());
            case LeaseState.Paid p ->
                signed(p.receipt().message().receipt().number(), p.hash().hex());
            default -> Cell.NONE;
        };
    }

    private static Cell signed(long number, String hash) {
        return Cell.text("no. " + number + " signed").sortedBy(number).withTip("Receipt hash " + hash);
    }

    /**
     * {@code this month 61 leases · 34.12 USDC}; while the chain is silent with the times of the blocks that it is from.
     *
     * @param older closed leases that the view may not have
     * @param whole whether all leases of this month are among them
     */
    public static String note(RigView rig, List<LeaseSummary> older, boolean whole, Instant now, ZoneId zone) {
        Instant month = now.atZone(zone)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(zone)
                .toInstant();
        List<Usdc> earned = new ArrayList<>();
        Set<LeaseId> seen = new HashSet<>();
        for (LeaseFigures f : LeaseFigures.all(rig, now)) {
            seen.add(f.state().id());
            if (f.startedAt().filter(s -> !s.isBefore(month)).isPresent())
                earned.add(f.earned().orElse(Usdc.ZERO));
        }
        for (LeaseSummary s : older)
            if (s.startedAt().filter(at -> !at.isBefore(month)).isPresent() && seen.add(s.lease()))
                earned.add(LeaseMoney.of(s).earned());
        Usdc sum = earned.stream().reduce(Usdc.ZERO, Usdc::plus);
        String count = Amounts.count(earned.size(), "lease", "leases");
        String asOf = RigMoney.of(rig, now)
                .asOf()
                .map(at -> " · as of " + AsOf.clock(at, now, zone))
                .orElse("");
        return (whole ? "this month " + count : "latest " + count) + " · " + UsdcFormat.EXACT.withUnit(sum) + asOf;
    }

    /** What stopping would mean, before it is done. Empty where there is nothing to stop. */
    public static Optional<String> stopWords(LeaseView lease, Instant now) {
        LeaseFigures figures = new LeaseFigures(lease, now);
        if (!figures.running()) return Optional.empty();
        String earned = figures.earned().map(UsdcFormat.EXACT::withUnit).orElse("nothing");
        return Optional.of(
                "The job of renter " + lease.state().terms().bid().renter().brief()
                        + " ends now, before its time, and cannot be resumed. The renter is notified, and the receipt says"
                        + " that you stopped it. What ran is paid: " + earned + " so far.");
    }

    public static Empty empty(Optional<RigView> rig) {
        if (rig.isEmpty()) return new Empty("The rig is not running", "Leases will be here as soon as it has started.");
        String todo =
                rig.get().status().mode() == RigStatus.Mode.PAUSED ? " Switch to Taking work to offer the GPUs." : "";
        return new Empty("No lease yet", "When a renter takes one of this rig's bids, the lease appears here." + todo);
    }
}
