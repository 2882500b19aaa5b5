package org.headroom.ui.chart;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.TimePoints;

/** What a series comes to within a picture. */
record Window(double least, double mean, double most) {
    /** Empty where there is nothing in it. */
    static Optional<Window> of(TimePoints series, Slots slots) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < series.size(); i++) {
            Instant at = series.at(i);
            if (Double.isNaN(series.mean(i)) || at.isBefore(slots.from()) || !at.isBefore(slots.to())) continue;
            least = Math.min(least, series.min(i));
            most = Math.max(most, series.max(i));
            sum += series.mean(i);
            count++;
        }
        return count == 0 ? Optional.empty() : Optional.of(new Window(least, sum / count, most));
    }
}
