package org.headroom.console.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Durations;

/** Rows of the table of payment streams. Pure. */
public final class WalletPresenter {
    static final List<Column> COLUMNS = List.of(
            Column.left("Stream", 66, 0),
            Column.left("Lease", 64, 0),
            Column.left("State", 92, 1),
            Column.right("Due", 82, 2),
            Column.right("Withdrawn", 86, 2),
            Column.right("Lasts", 84, 1));

    private WalletPresenter() {}

    /** Streams with money in them or to come; then those that are done. */
    public static List<Row> rows(RigView rig, Instant now) {
        return rig.leases().stream()
                .map(l -> new LeaseFigures(l, now))
                .filter(f -> f.stream().isPresent())
                .map(f -> row(f.lease(), f.stream().orElseThrow(), now))
                .toList();
    }

    private static Row row(LeaseView lease, StreamState stream, Instant now) {
        Usdc due = stream.due(now);
        boolean paid = lease.state() instanceof LeaseState.Paid;
        return Row.of(
                        stream.ref(),
                        Cell.text("#" + stream.ref().id())
                                .sortedBy(stream.ref().id().doubleValue()),
                        Cell.text(lease.label()),
                        state(stream, paid, now),
                        due.baseUnits() == 0
                                ? Cell.NONE.sortedBy(0)
                                : Cell.text(due.format(Usdc.DECIMALS), Role.MONEY)
                                        .sortedBy(due.baseUnits()),
                        Cell.number(
                                stream.withdrawn().format(Usdc.DECIMALS),
                                stream.withdrawn().baseUnits()),
                        stream.runway(now).isZero()
                                ? Cell.NONE
                                : Cell.number(
                                        Durations.words(stream.runway(now)),
                                        stream.runway(now).getSeconds()))
                .fadedIf(paid);
    }

    private static Cell state(StreamState stream, boolean paid, Instant now) {
        if (paid) return Cell.state(Mark.DONE, "Settled", Role.SECONDARY);
        if (stream.voided())
            return Cell.state(Mark.DONE, "Ended", Role.SECONDARY)
                    .withTip("The stream has been ended for good. What is due stays yours until you withdraw it.");
        if (stream.rate().ud21x18().signum() == 0) return Cell.state(Mark.PAUSED, "Paused", Role.SECONDARY);
        return stream.runway(now).isZero()
                ? Cell.state(Mark.WARNING, "Empty", Role.WARNING)
                : Cell.state(Mark.RUNNING, "Flowing", Role.HEALTHY);
    }

    public static Empty empty(Optional<RigView> rig) {
        return rig.isEmpty()
                ? new Empty(
                        "The rig is not running",
                        "Balances and payment streams will be here as soon as it has started.")
                : new Empty("No payment streams yet", "Each lease is paid by a stream of its own; it appears here.");
    }
}
