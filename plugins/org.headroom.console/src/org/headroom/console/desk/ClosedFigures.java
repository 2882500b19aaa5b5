package org.headroom.console.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;

/** What is known of a closed lease without reading its events. Pure. */
public record ClosedFigures(LeaseSummary lease) {
    /** {@code L-0001} */
    public String label() {
        return String.format(Locale.ROOT, "L-%04d", lease.number());
    }

    public LeaseMoney money() {
        return LeaseMoney.of(lease);
    }

    /** Empty where no job started. */
    public Optional<Duration> ran() {
        return lease.startedAt().map(s -> LeaseTimes.ran(s, lease.endedAt()));
    }

    public Instant endedAt() {
        return lease.endedAt();
    }

    /** State by icon and word. */
    public Cell word() {
        if (lease.outcome().isEmpty())
            return Cell.state(Mark.SICK, "Refused", Role.SICK).withTip(lease.reason());
        return lease.shortfall().baseUnits() > 0
                ? LeaseFigures.lost(
                        lease.shortfall(), LeaseFigures.outcome(lease.outcome().get()))
                : LeaseFigures.because(
                        LeaseFigures.ended(lease.outcome().get(), "Paid", Mark.DONE, Role.TEXT),
                        lease.reason(),
                        "Paid");
    }
}
