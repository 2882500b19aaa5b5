package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Offer;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/**
 * What others asked lately for the models that this rig has; bounded. Each GPU on the market counts once, with its newest
 * ask, however often it is offered. {@code lease-loop} only.
 */
final class AskMemory {
    private static final int MOST_PER_MODEL = 2_000;

    private record Place(EthAddress provider, GpuId gpu) {}

    private record Seen(Usdc ask, Instant at) {}

    private final EthAddress own;
    private final Map<String, LinkedHashMap<Place, Seen>> seen = new HashMap<>();
    private Set<String> models = Set.of();
    private boolean changed;

    /** @param own whose offers do not count */
    AskMemory(EthAddress own) {
        this.own = own;
    }

    /** Which models count; those that do not any more are forgotten. */
    void models(Set<String> names) {
        if (models.equals(names)) return;
        models = new HashSet<>(names);
        seen.keySet().retainAll(models);
        changed = true;
    }

    void put(Offer offer, Instant now) {
        if (offer.provider().equals(own) || !models.contains(offer.gpuName())) return;
        LinkedHashMap<Place, Seen> asks = seen.computeIfAbsent(offer.gpuName(), n -> new LinkedHashMap<>());
        Place place = new Place(offer.provider(), offer.gpu());
        asks.remove(place);
        if (asks.size() >= MOST_PER_MODEL) asks.remove(asks.keySet().iterator().next());
        asks.put(place, new Seen(offer.askPerHour(), now));
        changed = true;
    }

    /** Whether there is anything new since the levels were last worked out. */
    boolean changed() {
        return changed;
    }

    Map<String, AskLevels> levels(Duration window, Instant now) {
        Instant since = now.minus(window);
        Map<String, AskLevels> levels = new HashMap<>();
        seen.forEach((model, asks) -> {
            List<Usdc> prices = new ArrayList<>();
            for (Seen one : asks.values()) if (!one.at().isBefore(since)) prices.add(one.ask());
            if (!prices.isEmpty()) levels.put(model, AskLevels.of(prices));
        });
        changed = false;
        return Map.copyOf(levels);
    }
}
