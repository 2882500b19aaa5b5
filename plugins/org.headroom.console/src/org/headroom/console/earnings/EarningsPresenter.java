package org.headroom.console.earnings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Empty;

/**
 * What the rig earned. A lease counts on the day its job ended, with the amount of its receipt; one that still runs
 * counts today, with what its stream holds for us by now. Pure.
 *
 * @param days oldest first, without gaps, up to today
 */
public record EarningsPresenter(Usdc today, Usdc month, Usdc total, Usdc withdrawn, Usdc due, List<Day> days) {
    /** How many days are drawn. */
    static final int DAYS = 22;

    /** One day: what is on receipts, and what runs now. */
    public record Day(LocalDate date, Usdc receipts, Usdc running) {
        public Usdc sum() {
            return receipts.plus(running);
        }
    }

    public static EarningsPresenter of(RigView rig, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        List<LeaseFigures> earning = rig.leases().stream()
                .map(l -> new LeaseFigures(l, now))
                .filter(f -> f.earned().isPresent())
                .toList();
        List<Day> days = new ArrayList<>();
        for (LocalDate day = today.minusDays(DAYS - 1L); !day.isAfter(today); day = day.plusDays(1))
            days.add(day(earning, day, today, zone));
        Usdc total = sum(earning);
        Usdc month = sum(earning.stream()
                .filter(f -> !date(f, today, zone).isBefore(today.withDayOfMonth(1)))
                .toList());
        Usdc withdrawn = rig.withdrawals().stream().map(Withdrawal::amount).reduce(Usdc.ZERO, Usdc::plus);
        return new EarningsPresenter(
                days.get(days.size() - 1).sum(), month, total, withdrawn, rig.due(), List.copyOf(days));
    }

    private static Day day(List<LeaseFigures> all, LocalDate day, LocalDate today, ZoneId zone) {
        List<LeaseFigures> that =
                all.stream().filter(f -> date(f, today, zone).equals(day)).toList();
        return new Day(
                day,
                sum(that.stream().filter(f -> f.endedAt().isPresent()).toList()),
                sum(that.stream().filter(f -> f.endedAt().isEmpty()).toList()));
    }

    private static LocalDate date(LeaseFigures figures, LocalDate today, ZoneId zone) {
        return figures.endedAt().map(e -> e.atZone(zone).toLocalDate()).orElse(today);
    }

    private static Usdc sum(List<LeaseFigures> leases) {
        return leases.stream().flatMap(f -> f.earned().stream()).reduce(Usdc.ZERO, Usdc::plus);
    }

    public boolean nothingYet() {
        return total.baseUnits() == 0 && withdrawn.baseUnits() == 0;
    }

    public static Empty empty(Optional<RigView> rig) {
        return rig.isEmpty()
                ? new Empty("The rig is not running", "What it earned will be here as soon as it has started.")
                : new Empty(
                        "Nothing earned yet", "After the first paid lease, each day's earnings stand here as a bar.");
    }
}
