package org.headroom.console.leases;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.ClosedFigures;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.VisibleText;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.DamagedLease;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** What stands below the table of leases: time and money of one lease. Pure. */
public final class LeaseText {
    /** A label and its value. */
    public record Figure(String label, String value, Role role) {
        public Figure {
            value = VisibleText.line(value);
        }
    }

    /**
     * @param figures in the order of their sum: withdrawn and due, less what is beyond the receipt, are earned
     * @param sentence what there is to say of them; may be empty
     * @param warning whether the sentence tells of money that is missing or unknown
     */
    public record Detail(String title, List<Figure> figures, String sentence, boolean warning) {
        public Detail {
            title = VisibleText.line(title);
            sentence = VisibleText.line(sentence);
            figures = List.copyOf(figures);
        }
    }

    private LeaseText() {}

    public static Detail detail(LeaseFigures lease, Instant now, ZoneId zone) {
        Optional<LeaseMoney> money = lease.money();
        List<Figure> figures = figures(
                lease.times().map(LeaseTimes::ran),
                lease.times().map(LeaseTimes::paid),
                money,
                lease.receipt().map(Receipt::amountDue),
                now,
                zone);
        List<String> words = new ArrayList<>();
        // First: a long line is cut at its end.
        money.ifPresent(m -> words.addAll(sentences(m, lease.flows())));
        boolean warning = lease.lease().unreadable().isPresent();
        lease.lease().unreadable().ifPresent(reason -> words.add("The stream cannot be read: " + sentence(reason)));
        if (lease.state() instanceof LeaseState.Unserved u) words.add("Refused: " + sentence(u.reason()));
        if (lease.state() instanceof LeaseState.Refused r) words.add("Refused: " + sentence(r.reason()));
        if (lease.state() instanceof LeaseState.Stopping s) words.add("Stopping because " + s.words() + ".");
        lease.result()
                .map(JobResult::detail)
                .filter(d -> !d.isEmpty())
                .ifPresent(d -> words.add("The job ended: " + sentence(d)));
        lease.receipt().map(Receipt::number).ifPresent(n -> words.add("Receipt no. " + n + "."));
        return new Detail(
                lease.lease().label(),
                figures,
                String.join(" ", words),
                warning
                        || money.filter(m -> m.missing().plus(m.unknown()).baseUnits() > 0)
                                .isPresent());
    }

    /** Of a lease that has yet to be read from the ledger. @param failure why it could not be */
    public static Detail detail(LeaseSummary lease, Optional<String> failure, Instant now, ZoneId zone) {
        ClosedFigures closed = new ClosedFigures(lease);
        LeaseMoney money = closed.money();
        List<String> words = new ArrayList<>(sentences(money, false));
        if (lease.outcome().isEmpty()) words.add("Refused: " + sentence(lease.reason()));
        else if (!lease.reason().isEmpty()) words.add("The job ended: " + sentence(lease.reason()));
        words.add(failure.map(f -> "The lease could not be read from the ledger: " + sentence(f))
                .orElse("Reading the ledger…"));
        return new Detail(
                closed.label(),
                figures(
                        closed.ran(),
                        Optional.empty(),
                        Optional.of(money).filter(m -> lease.hasMoney()),
                        lease.outcome().map(o -> lease.due()),
                        now,
                        zone),
                String.join(" ", words),
                failure.isPresent() || money.missing().baseUnits() > 0);
    }

    /** Of an open lease that cannot be restored. */
    public static Detail detail(DamagedLease lease, Instant now, ZoneId zone) {
        return new Detail(
                lease.label(),
                figures(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), now, zone),
                damaged(lease),
                true);
    }

    /** What is damaged, what it means for the job and the money, and what can be done. */
    static String damaged(DamagedLease lease) {
        return "Its container is removed and no receipt is made; its stream and its receipt number stay bound to it."
                + " Withdraw from its stream by hand, or stop Headroom and restore the newest backup of the ledger. "
                + sentence(lease.what());
    }

    private static List<Figure> figures(
            Optional<Duration> ran,
            Optional<Duration> paid,
            Optional<LeaseMoney> money,
            Optional<Usdc> onReceipt,
            Instant now,
            ZoneId zone) {
        Optional<Instant> asOf = money.flatMap(LeaseMoney::asOf);
        return List.of(
                new Figure("Ran", ran.map(Durations::precise).orElse("–"), Role.TEXT),
                new Figure("Paid time", paid.map(Durations::precise).orElse("–"), Role.TEXT),
                figure("Withdrawn, USDC", money.map(LeaseMoney::withdrawn), Role.TEXT),
                figure("Final, USDC", money.map(LeaseMoney::withdrawnFinal), Role.TEXT),
                figure(
                        "Due"
                                + asOf.map(at -> " as of " + Durations.clock(at, now, zone))
                                        .orElse("")
                                + ", USDC",
                        money.map(LeaseMoney::due),
                        AsOf.role(asOf, Role.MONEY)),
                figure("Earned, USDC", money.map(LeaseMoney::earned), AsOf.role(asOf, Role.MONEY)),
                figure("Receipt, USDC", onReceipt, Role.TEXT));
    }

    private static Figure figure(String label, Optional<Usdc> amount, Role role) {
        return new Figure(label, amount.map(a -> UsdcFormat.EXACT.format(a)).orElse("–"), role);
    }

    /**
     * What the figures mean where they do not explain themselves.
     *
     * @param flows whether the stream goes on, so that what is beyond the receipt grows
     */
    private static List<String> sentences(LeaseMoney money, boolean flows) {
        List<String> words = new ArrayList<>();
        if (money.unknown().baseUnits() > 0) words.add(LeaseFigures.unknown(money.unknown()));
        if (money.lost().baseUnits() > 0) words.add(LeaseFigures.loss(money.lost()));
        else if (money.missing().baseUnits() > 0)
            words.add("The stream does not cover " + UsdcFormat.EXACT.withUnit(money.missing())
                    + " of the receipt so far.");
        if (money.beyond().baseUnits() > 0)
            words.add("Beyond the receipt" + (flows ? " so far, while the stream flows on: " : ": ")
                    + UsdcFormat.EXACT.withUnit(money.beyond()) + ". It is not earned.");
        if (money.returned().baseUnits() > 0)
            words.add("Returned to the renter: " + UsdcFormat.EXACT.withUnit(money.returned()) + ".");
        if (money.toReturn().baseUnits() > 0)
            words.add("The next withdrawal returns " + UsdcFormat.EXACT.withUnit(money.toReturn())
                    + " to the renter: it was streamed beyond the receipt.");
        if (!money.isFinal())
            words.add("Not final yet: "
                    + UsdcFormat.EXACT.withUnit(money.withdrawn().minus(money.withdrawnFinal()))
                    + ". Its block can still be replaced.");
        return words;
    }

    /** {@code 0.0012 USDC withdrawn, 0.0010 USDC final + 0.0003 USDC due − 0.0001 USDC beyond the receipt = 0.0014 USDC earned} */
    static String sum(LeaseMoney money, boolean flows, Instant now, ZoneId zone) {
        String sum = withdrawn(money.withdrawn(), money.withdrawnFinal()) + " + "
                + UsdcFormat.EXACT.withUnit(money.due()) + " due"
                + money.asOf()
                        .map(at -> " as of " + Durations.clock(at, now, zone))
                        .orElse("")
                + (money.beyond().baseUnits() > 0
                        ? " − " + UsdcFormat.EXACT.withUnit(money.beyond()) + " beyond the receipt"
                        : "")
                + " = " + UsdcFormat.EXACT.withUnit(money.earned()) + " earned";
        List<String> words = new ArrayList<>(List.of(sum));
        words.addAll(sentences(money, flows));
        return String.join("\n", words);
    }

    private static String withdrawn(Usdc seen, Usdc sure) {
        return UsdcFormat.EXACT.withUnit(seen) + " withdrawn"
                + (seen.equals(sure) ? "" : ", " + UsdcFormat.EXACT.withUnit(sure) + " final");
    }

    /** With a stop at the end. */
    static String sentence(String text) {
        if (text.isBlank()) return "no reason is known.";
        String end = text.endsWith(".") || text.endsWith("!") || text.endsWith("…") ? "" : ".";
        return text + end;
    }
}
