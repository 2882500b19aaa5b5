package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.DecisionArchive;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.bidding.PriceSpread;
import org.headroom.model.market.Offer;
import org.headroom.model.money.Usdc;

/**
 * Keeps what each model was asked for: once a minute where it has changed, and once an hour where it has not, so that a
 * gap means that nothing was offered. {@code lease-loop} only.
 */
final class PriceRecorder {
    private static final Duration STILL_THERE = Duration.ofHours(1);
    /** Strangers name their GPUs as they like: beyond so many names the rarest are not kept. */
    private static final int MOST_MODELS = 100;

    private final DecisionArchive archive;
    private final Map<String, PricePoint> last = new HashMap<>();
    private Instant minute = Instant.MIN;

    PriceRecorder(DecisionArchive archive) {
        this.archive = archive;
    }

    /** @param offers all that are good now, our own among them; @return whether something new was kept */
    boolean look(List<Offer> offers, OfferDesk own, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MINUTES);
        if (at.equals(minute)) return false;
        minute = at;
        Map<String, List<Offer>> models = new LinkedHashMap<>();
        for (Offer offer : offers)
            models.computeIfAbsent(offer.gpuName(), n -> new ArrayList<>()).add(offer);
        boolean[] kept = {false};
        models.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue().size()))
                .limit(MOST_MODELS)
                .forEach(e -> kept[0] |= keep(e.getKey(), e.getValue(), own, at));
        last.keySet().retainAll(models.keySet());
        return kept[0];
    }

    private boolean keep(String model, List<Offer> offers, OfferDesk own, Instant at) {
        List<Usdc> asks = offers.stream().map(Offer::askPerHour).toList();
        Optional<Usdc> mine =
                offers.stream().filter(own::isOurs).map(Offer::askPerHour).min(Comparator.naturalOrder());
        PricePoint point = new PricePoint(at, PriceSpread.of(asks).orElseThrow(), mine);
        PricePoint before = last.get(model);
        boolean same = before != null
                && before.spread().equals(point.spread())
                && before.mine().equals(point.mine())
                && Duration.between(before.at(), at).compareTo(STILL_THERE) < 0;
        if (same) return false;
        last.put(model, point);
        archive.keepPrice(model, point);
        return true;
    }
}
