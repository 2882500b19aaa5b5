package org.headroom.console.earnings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.UsdcFormat;

/**
 * What the rig earned: what was withdrawn and what is due, without what is beyond the receipts. A lease counts on the day its job ended; one that still runs
 * counts today. Pure.
 *
 * @param money the sums over all leases there ever were
 * @param month since the first of the month, or since {@code since} where that is later
 * @param since the first day that is known as a whole, where not all days that are drawn are
 * @param days oldest first, without gaps, up to today
 */
public record EarningsPresenter(Usdc today, Usdc month, RigMoney money, Optional<LocalDate> since, List<Day> days) {
    /** How many days are drawn. */
    static final int DAYS = 22;

    /**
     * One amount of the sum that makes up {@link #inAll}.
     *
     * @param sign what stands before it: empty, +, − or =
     */
    public record Term(String sign, String label, String amount, Role role) {
        /** As it is drawn. */
        public String text() {
            return sign.isEmpty() ? amount : sign + " " + amount;
        }
    }

    /** One day: what jobs that ended brought, and what those bring that run now. */
    public record Day(LocalDate date, Usdc ended, Usdc running) {
        public Usdc sum() {
            return ended.plus(running);
        }
    }

    public EarningsPresenter {
        days = List.copyOf(days);
    }

    public static EarningsPresenter of(RigView rig, Instant now, ZoneId zone) {
        return of(rig, List.of(), true, now, zone);
    }

    /**
     * @param older closed leases that the view may not have, the latest closed first
     * @param whole whether they reach back to {@link #from}
     */
    public static EarningsPresenter of(RigView rig, List<LeaseSummary> older, boolean whole, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Map<LocalDate, Usdc> ended = new HashMap<>();
        Usdc running = Usdc.ZERO;
        Set<LeaseId> seen = new HashSet<>();
        for (LeaseFigures f : LeaseFigures.all(rig, now)) {
            seen.add(f.state().id());
            Usdc earned = f.earned().orElse(Usdc.ZERO);
            if (f.endedAt().isPresent()) ended.merge(date(f.endedAt().get(), zone), earned, Usdc::plus);
            else running = running.plus(earned);
        }
        for (LeaseSummary s : older)
            if (seen.add(s.lease()))
                ended.merge(date(s.endedAt(), zone), LeaseMoney.of(s).earned(), Usdc::plus);
        List<Day> days = new ArrayList<>();
        for (LocalDate day = today.minusDays(DAYS - 1L); !day.isAfter(today); day = day.plusDays(1))
            days.add(new Day(day, ended.getOrDefault(day, Usdc.ZERO), day.equals(today) ? running : Usdc.ZERO));
        Usdc month = ended.entrySet().stream()
                .filter(e -> !e.getKey().isBefore(today.withDayOfMonth(1)))
                .map(Map.Entry::getValue)
                .reduce(running, Usdc::plus);
        return new EarningsPresenter(
                days.getLast().sum(),
                month,
                RigMoney.of(rig, now),
                whole ? Optional.empty() : Optional.of(since(older, today, zone)),
                days);
    }

    /** The oldest lease's own day may have had more. */
    private static LocalDate since(List<LeaseSummary> older, LocalDate today, ZoneId zone) {
        return older.isEmpty() ? today : date(older.getLast().endedAt(), zone).plusDays(1);
    }

    private static LocalDate date(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    /** From when on leases are needed: for the days that are drawn and for this month. */
    public static Instant from(Instant now, ZoneId zone) {
        LocalDate today = date(now, zone);
        LocalDate drawn = today.minusDays(DAYS - 1L);
        LocalDate month = today.withDayOfMonth(1);
        return (drawn.isBefore(month) ? drawn : month).atStartOfDay(zone).toInstant();
    }

    public boolean nothingYet() {
        return money.inAll().plus(money.lost()).plus(money.unknown()).baseUnits() == 0;
    }

    /** How the three sums are written. What they are made of has all decimals, so that it adds up to them. */
    UsdcFormat format() {
        return UsdcFormat.sums(today, month, money.earned());
    }

    /** What was earned in all: withdrawn and due, less what is beyond the receipts. */
    public String inAll() {
        return format().format(money.earned());
    }

    public String withdrawn() {
        return UsdcFormat.EXACT.format(money.withdrawn());
    }

    public String due() {
        return UsdcFormat.EXACT.format(money.due());
    }

    /** The role of what is due and of every sum that has it in it. */
    Role role() {
        return AsOf.role(money.asOf(), Role.MONEY);
    }

    /** What {@link #inAll} is made of, with all decimals: withdrawn + due − beyond receipts = in all. */
    List<Term> terms(Instant now, ZoneId zone) {
        List<Term> terms = new ArrayList<>();
        terms.add(new Term("", "Withdrawn", withdrawn(), Role.TEXT));
        terms.add(new Term("+", "Due" + asOf(now, zone), due(), role()));
        if (money.beyond().baseUnits() > 0)
            terms.add(new Term("−", "Beyond receipts", UsdcFormat.EXACT.format(money.beyond()), Role.SECONDARY));
        terms.add(new Term("=", "In all", UsdcFormat.EXACT.format(money.earned()), role()));
        return terms;
    }

    /** Since when what is due has not been read; empty while the chain answers. */
    private String asOf(Instant now, ZoneId zone) {
        return money.asOf().map(at -> " as of " + AsOf.clock(at, now, zone)).orElse("");
    }

    /** What is in no sum and asks for a look: lost, or not known to be paid; empty where that is nothing. */
    String missing() {
        List<String> words = new ArrayList<>();
        if (money.lost().baseUnits() > 0) words.add("loss " + UsdcFormat.EXACT.format(money.lost()));
        if (money.unknown().baseUnits() > 0) words.add("payment unknown " + UsdcFormat.EXACT.format(money.unknown()));
        return words.isEmpty() ? "" : "▲ Not in it: " + String.join(" · ", words);
    }

    /** How much of what was withdrawn cannot be replaced any more, and what went or goes back to renters, which is in no sum. */
    String notes() {
        List<String> words = new ArrayList<>();
        if (money.withdrawn().baseUnits() > 0)
            words.add(
                    money.isFinal()
                            ? "withdrawals are final"
                            : "final so far " + UsdcFormat.EXACT.format(money.withdrawnFinal()));
        if (money.returned().baseUnits() > 0)
            words.add("returned to renters " + UsdcFormat.EXACT.format(money.returned()));
        if (money.toReturn().baseUnits() > 0) words.add("to be returned " + UsdcFormat.EXACT.format(money.toReturn()));
        String all = String.join(" · ", words);
        return all.isEmpty() ? "" : Character.toUpperCase(all.charAt(0)) + all.substring(1);
    }

    public static Empty empty(Optional<RigView> rig) {
        return rig.isEmpty()
                ? new Empty("The rig is not running", "What it earned will be here as soon as it has started.")
                : new Empty(
                        "Nothing earned yet", "After the first paid lease, each day's earnings stand here as a bar.");
    }
}
