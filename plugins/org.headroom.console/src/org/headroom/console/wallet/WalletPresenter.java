package org.headroom.console.wallet;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** Rows of the table of payment streams. Pure. */
public final class WalletPresenter {
    static final List<Column> COLUMNS = List.of(
            Column.left("Stream", 56, 0).onDemand(),
            Column.left("Lease", 66, 0),
            Column.left("State", 106, 1),
            Column.right("Due", 84, 2).in("USDC").about("USDC that the stream holds for you and has not paid out"),
            Column.right("Withdrawn", 114, 2).in("USDC").about("USDC that a block has paid out, final or not"),
            Column.right("Final", 84, 2)
                    .in("USDC")
                    .about("the part of it whose block cannot be replaced any more, USDC")
                    .onDemand(),
            Column.right("Funds left", 84, 1)
                    .about("how long what the renter has paid in lasts; the job is stopped before it runs out")
                    .onDemand());

    private WalletPresenter() {}

    /** The streams of the leases in the view, in their order. */
    public static List<Row> rows(RigView rig, Instant now) {
        return LeaseFigures.all(rig, now).stream()
                .filter(f -> f.money().isPresent())
                .map(f -> row(f, f.money().orElseThrow(), f.stream().orElseThrow(), now))
                .toList();
    }

    private static Row row(LeaseFigures lease, LeaseMoney money, StreamState stream, Instant now) {
        boolean closed = lease.lease().closed();
        Duration runway = closed ? Duration.ZERO : stream.runway(now);
        return Row.of(
                        stream.ref(),
                        Cell.text("#" + stream.ref().id())
                                .sortedBy(stream.ref().id().doubleValue()),
                        Cell.text(lease.lease().label())
                                .withTip("Paid by stream #" + stream.ref().id()),
                        state(lease, money, stream, now),
                        due(money, now),
                        amount(money.withdrawn(), Role.TEXT),
                        amount(money.withdrawnFinal(), money.isFinal() ? Role.TEXT : Role.SECONDARY),
                        fundsLeft(runway, money))
                .fadedIf(closed);
    }

    private static Cell fundsLeft(Duration runway, LeaseMoney money) {
        if (runway.isZero()) return Cell.NONE;
        String words = Durations.words(runway);
        return (money.asOf().isEmpty() ? Cell.text(words) : Cell.secondary(words)).sortedBy(runway.getSeconds());
    }

    private static Cell due(LeaseMoney money, Instant now) {
        if (money.toReturn().baseUnits() > 0)
            return amount(money.due(), AsOf.role(money.asOf(), Role.MONEY))
                    .withTip("The stream holds " + UsdcFormat.EXACT.withUnit(money.toReturn())
                            + " more, beyond the receipt: the next withdrawal returns it to the renter.");
        return money.asOf()
                .map(at -> amount(money.due(), Role.SECONDARY)
                        .withTip("As of " + Durations.clock(at, now, ZoneId.systemDefault())
                                + ", the last block in which the stream was read."))
                .orElseGet(() -> amount(money.due(), Role.MONEY));
    }

    private static Cell amount(Usdc amount, Role role) {
        return amount.baseUnits() == 0
                ? Cell.NONE.sortedBy(0)
                : Cell.text(UsdcFormat.EXACT.format(amount), role).sortedBy(amount.baseUnits());
    }

    private static Cell state(LeaseFigures lease, LeaseMoney money, StreamState stream, Instant now) {
        if (money.unknown().baseUnits() > 0)
            return Cell.state(Mark.WARNING, "Payment unknown", Role.WARNING)
                    .withTip(LeaseFigures.unknown(money.unknown()));
        if (lease.lease().unreadable().isPresent())
            return Cell.state(Mark.WARNING, "No reading", Role.WARNING)
                    .withTip("The stream cannot be read: "
                            + lease.lease().unreadable().get());
        if (money.lost().baseUnits() > 0)
            return Cell.state(Mark.WARNING, "Loss", Role.WARNING).withTip(LeaseFigures.loss(money.lost()));
        if (lease.lease().closed()) return Cell.state(Mark.DONE, "Settled", Role.SECONDARY);
        boolean flows =
                stream.rate().ud21x18().signum() > 0 && !stream.runway(now).isZero();
        if (!money.isFinal() && !flows)
            return Cell.state(Mark.WAITING, "Not final", Role.MONEY)
                    .withTip("The block of the withdrawal can still be replaced.");
        if (stream.voided())
            return Cell.state(Mark.DONE, "Ended", Role.SECONDARY)
                    .withTip("The stream has been ended for good. What is due stays yours until you withdraw it.");
        if (stream.rate().ud21x18().signum() == 0) return Cell.state(Mark.PAUSED, "Paused", Role.SECONDARY);
        return stream.runway(now).isZero()
                ? Cell.state(Mark.WARNING, "Empty", Role.WARNING)
                : Cell.state(Mark.RUNNING, "Flowing", AsOf.role(money.asOf(), Role.HEALTHY));
    }

    /** {@code Due}, and since when where the chain is silent. */
    static String dueLabel(RigMoney money, Instant now, ZoneId zone) {
        return money.asOf().map(at -> "Due as of " + AsOf.clock(at, now, zone)).orElse("Due now");
    }

    /** {@code Withdrawn 0.0012 USDC, 0.0010 final · returned to renters 0.0155 USDC} */
    static String sums(RigMoney money) {
        String sure = money.withdrawn().baseUnits() == 0
                ? ""
                : money.isFinal() ? ", all final" : ", " + UsdcFormat.EXACT.withUnit(money.withdrawnFinal()) + " final";
        return "Withdrawn " + UsdcFormat.EXACT.withUnit(money.withdrawn()) + sure
                + more(" · returned to renters ", money.returned())
                + more(" · to be returned ", money.toReturn());
    }

    /** {@code ▲ Loss 0.0001 USDC · payment unknown 0.0709 USDC}; empty where that is nothing. */
    static String missing(RigMoney money) {
        String lost = more("▲ Loss ", money.lost());
        return lost + more(lost.isEmpty() ? "▲ Payment unknown " : " · payment unknown ", money.unknown());
    }

    private static String more(String words, Usdc amount) {
        return amount.baseUnits() > 0 ? words + UsdcFormat.EXACT.withUnit(amount) : "";
    }

    public static Empty empty(Optional<RigView> rig) {
        return rig.isEmpty()
                ? new Empty(
                        "The rig is not running",
                        "Balances and payment streams will be here as soon as it has started.")
                : new Empty("No payment streams yet", "Each lease is paid by a stream of its own; it appears here.");
    }
}
