package org.headroom.console.leases;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;

/** Rows of the table of leases. Pure. */
public final class LeasesPresenter {
    /** A runway is drawn against this; under {@link #SHORT} it is pointed at. */
    private static final Duration FULL = Duration.ofHours(3);

    private static final Duration SHORT = Duration.ofMinutes(10);

    private LeasesPresenter() {}

    /** Room for the tag only where some GPU is simulated. */
    public static List<Column> columns(Optional<RigView> rig) {
        boolean simulated = rig.stream()
                .flatMap(r -> r.leases().stream())
                .anyMatch(l -> l.state().terms().bid().simulated());
        return List.of(
                Column.left("Lease", 64, 1),
                Column.left("Renter", 106, 1),
                Column.left("GPU", simulated ? 112 : 42, 1),
                Column.left("State", 138, 3),
                Column.left("Runway", 104, 1),
                Column.right("Ran", 86, 1),
                Column.right("Earned", 82, 1),
                Column.right("Energy", 76, 1),
                Column.left("Receipt", 112, 2));
    }

    public static List<Row> rows(RigView rig, List<GpuReading> gpus, Instant now) {
        return rig.leases().stream()
                .map(l -> row(new LeaseFigures(l, now), gpus))
                .toList();
    }

    /** What has no number yet is the newest. */
    private static int place(LeaseView lease) {
        return lease.number() == LeaseView.UNNUMBERED ? Integer.MAX_VALUE : lease.number();
    }

    private static Row row(LeaseFigures figures, List<GpuReading> gpus) {
        Bid bid = figures.state().terms().bid();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.text(figures.lease().label())
                .sortedBy(place(figures.lease()))
                .withTip(figures.state().id().value()));
        cells.add(Cell.text(bid.renter().brief()).withTip(bid.renter().hex()));
        cells.add(GpuNames.cell(gpus, bid));
        cells.add(figures.word());
        cells.add(figures.runway().map(LeasesPresenter::runway).orElse(Cell.NONE));
        cells.add(figures.ran()
                .map(r -> Cell.number(figures.running() ? Durations.precise(r) : Durations.words(r), r.getSeconds()))
                .orElse(Cell.NONE));
        cells.add(figures.earned()
                .map(e -> Cell.text(e.format(Usdc.DECIMALS), Role.MONEY)
                        .sortedBy(e.baseUnits())
                        .withTip("at " + bid.perHour().format(2) + " USDC/h"))
                .orElse(Cell.NONE));
        cells.add(figures.result()
                .flatMap(r -> r.energy())
                .map(e -> Cell.secondary(Amounts.energy(e)).sortedBy(e.millijoules()))
                .orElse(Cell.NONE));
        cells.add(receipt(figures));
        boolean over = figures.state() instanceof LeaseState.Lapsed || figures.state() instanceof LeaseState.Refused;
        return new Row(figures.state().id(), cells, over);
    }

    static Cell runway(Duration runway) {
        double share = runway.toSeconds() / (double) FULL.toSeconds();
        boolean brief = runway.compareTo(SHORT) < 0;
        return Cell.bar(share, Durations.words(runway), brief ? Role.BAR_WARNING : Role.BAR_HEALTHY)
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

    /** {@code this month 61 leases · 34.12 USDC} */
    public static String note(RigView rig, Instant now, ZoneId zone) {
        Instant month = now.atZone(zone)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(zone)
                .toInstant();
        List<LeaseFigures> these = rig.leases().stream()
                .map(l -> new LeaseFigures(l, now))
                .filter(f -> f.startedAt().filter(s -> !s.isBefore(month)).isPresent())
                .toList();
        Usdc sum = these.stream().flatMap(f -> f.earned().stream()).reduce(Usdc.ZERO, Usdc::plus);
        return "this month " + Amounts.count(these.size(), "lease", "leases") + " · " + Amounts.usdcWithUnit(sum);
    }

    /** What stopping would mean, before it is done. Empty where there is nothing to stop. */
    public static Optional<String> stopWords(LeaseView lease, Instant now) {
        LeaseFigures figures = new LeaseFigures(lease, now);
        if (!figures.running()) return Optional.empty();
        String earned = figures.earned().map(Amounts::usdcWithUnit).orElse("nothing");
        return Optional.of(
                "The job of renter " + lease.state().terms().bid().renter().brief()
                        + " ends now, before its time, and cannot be taken up again. The renter is told, and the receipt says"
                        + " that you stopped it. What ran is paid: " + earned + " so far.");
    }

    public static Empty empty(Optional<RigView> rig) {
        return rig.isEmpty()
                ? new Empty("The rig is not running", "Leases will be here as soon as it has started.")
                : new Empty(
                        "No lease yet",
                        "When a renter takes one of this rig's bids, the lease appears here. "
                                + "Switch to Taking work to offer the GPUs.");
    }
}
