package org.headroom.ui.chart;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;

/**
 * A stretch of time with a meaning, tinted behind the curves: a lease, an alarm.
 *
 * @param label a few words on the band
 * @param words a sentence for the one who points at it
 * @param to empty while it lasts
 * @param mark its icon; empty for none
 */
public record ChartBand(
        String label, String words, Instant from, Optional<Instant> to, Role role, Optional<Mark> mark) {
    public ChartBand {
        label = VisibleText.line(label);
        words = VisibleText.line(words);
    }

    public boolean covers(Instant at) {
        return !from.isAfter(at) && to.filter(t -> !at.isBefore(t)).isEmpty();
    }

    public boolean meets(Instant windowFrom, Instant windowTo) {
        return from.isBefore(windowTo) && to.filter(t -> !t.isAfter(windowFrom)).isEmpty();
    }
}
