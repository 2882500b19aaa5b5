package org.headroom.renter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.money.EthAddress;

/** The standing offers, as far as the market has shown them to this renter. Any thread; bounded. */
public final class OfferBoard implements Consumer<Incoming> {
    private static final int MOST = 10_000;

    private record Place(EthAddress provider, GpuId gpu) {}

    private final Clock clock;
    private final Map<Place, Offer> offers = new HashMap<>();
    private final Set<EthAddress> offline = new HashSet<>();

    public OfferBoard(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void accept(Incoming incoming) {
        switch (incoming) {
            case Incoming.Taken taken when taken.signed().message() instanceof Offer offer -> put(offer);
            case Incoming.OfferGone gone -> offers.remove(new Place(gone.provider(), gone.gpu()));
            case Incoming.Presence presence -> {
                if (presence.online()) offline.remove(presence.provider());
                else if (offline.size() < MOST) offline.add(presence.provider());
            }
            default -> {}
        }
    }

    private void put(Offer offer) {
        Place place = new Place(offer.provider(), offer.gpu());
        if (offers.size() < MOST || offers.containsKey(place)) offers.put(place, offer);
    }

    /** Those that are valid, the cheapest first. */
    public synchronized List<Offer> standing() {
        Instant now = clock.instant();
        List<Offer> found = new ArrayList<>(offers.values());
        found.removeIf(offer -> !offer.validity().expiresAt().isAfter(now));
        found.sort(Comparator.comparing(Offer::askPerHour)
                .thenComparing(offer -> offer.id().value()));
        return found;
    }

    public Optional<Offer> find(OfferId id) {
        return standing().stream().filter(offer -> offer.id().equals(id)).findFirst();
    }

    /** The broker's word, good for no more than a hint. */
    public synchronized boolean offline(EthAddress provider) {
        return offline.contains(provider);
    }
}
