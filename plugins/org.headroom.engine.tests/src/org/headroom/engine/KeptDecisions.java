package org.headroom.engine;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.headroom.model.bidding.DecisionArchive;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.rig.Decision;

/** An archive in memory. */
final class KeptDecisions implements DecisionArchive {
    final List<Judged> judged = new CopyOnWriteArrayList<>();
    final List<PricePoint> points = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    @Override
    public void keep(Judged one) {
        judged.removeIf(
                j -> j.decision().order().id().equals(one.decision().order().id()));
        judged.add(one);
    }

    @Override
    public List<Decision> decisions(DecisionFilter filter, int most) {
        if (failing) throw new NoClassDefFoundError("a class that cannot be loaded");
        return judged.reversed().stream().map(Judged::decision).limit(most).toList();
    }

    @Override
    public void replay(Instant from, Instant to, Consumer<Judged> each) {
        judged.forEach(each);
    }

    @Override
    public void keepPrice(String model, PricePoint point) {
        points.add(point);
    }

    @Override
    public List<PricePoint> prices(String model, Instant from, Instant to, int width) {
        return List.copyOf(points);
    }

    @Override
    public void close() {}
}
