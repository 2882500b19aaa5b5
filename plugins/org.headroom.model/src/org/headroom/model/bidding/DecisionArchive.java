package org.headroom.model.bidding;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.headroom.model.rig.Decision;

/**
 * Every decision and the market's prices, over restarts. Any thread. Keeping returns at once and never throws: this is
 * worth less than the leases beside it. Reading waits for what was handed over and for the disk: not on the UI thread.
 */
public interface DecisionArchive extends AutoCloseable {
    /** One order is one decision: the newest takes the place of an older one. */
    void keep(Judged judged);

    /** Newest first. */
    List<Decision> decisions(DecisionFilter filter, int most);

    /** All whose time is from {@code from} until before {@code to}, oldest first, one at a time. */
    void replay(Instant from, Instant to, Consumer<Judged> each);

    void keepPrice(String model, PricePoint point);

    /** Of [from, to), oldest first, at most {@code width}: of several in one step the last. */
    List<PricePoint> prices(String model, Instant from, Instant to, int width);

    @Override
    void close();

    /** Keeps nothing. */
    DecisionArchive NONE = new DecisionArchive() {
        @Override
        public void keep(Judged judged) {}

        @Override
        public List<Decision> decisions(DecisionFilter filter, int most) {
            return List.of();
        }

        @Override
        public void replay(Instant from, Instant to, Consumer<Judged> each) {}

        @Override
        public void keepPrice(String model, PricePoint point) {}

        @Override
        public List<PricePoint> prices(String model, Instant from, Instant to, int width) {
            return List.of();
        }

        @Override
        public void close() {}
    };
}
