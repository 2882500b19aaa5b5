package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.OrderContext.Ask;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.RigFacts;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/**
 * The standing offers that are out. A renewal leaves the older offer binding until it ends; a change of the rules and a
 * GPU that is gone take it back. {@code lease-loop} only.
 */
final class OfferDesk {
    private static final int MOST_BINDING = 1_000;
    /** A market that moves all the time does not make an offer of every movement: others limit how many they hear. */
    private static final Duration LEAST_APART = Duration.ofSeconds(15);

    /** Fresh identities and times. */
    interface Papers {
        OfferId id();

        Validity validity(Instant now, Duration lasts);
    }

    private final RigParts parts;
    private final RigPolicy policy;
    private final RigState state;
    private final Papers papers;
    private final Map<GpuId, Offer> offered = new HashMap<>();
    private final LinkedHashMap<OfferId, Offer> binding = new LinkedHashMap<>();
    /** GPUs whose offer a run before this one may have left with the broker. */
    private boolean cleared;

    OfferDesk(RigParts parts, RigPolicy policy, RigState state, Papers papers) {
        this.parts = parts;
        this.policy = policy;
        this.state = state;
        this.papers = papers;
    }

    /** Brings the offers in line with what is free. */
    void review(Capacity capacity, Instant now) {
        boolean able = capacity.takingWork()
                && capacity.trouble().isEmpty()
                && !capacity.missing().isAll()
                && capacity.engine().up()
                && capacity.chain().up();
        for (GpuReading gpu : capacity.all()) {
            GpuId id = gpu.identity().id();
            Optional<Usdc> ask = able && open(capacity, gpu, now) ? ask(gpu, now) : Optional.empty();
            if (ask.isPresent()) {
                if (!offered.containsKey(id)) offer(capacity, gpu, ask.get(), now);
            } else if (offered.remove(id) != null || !cleared) {
                takeBack(id);
            }
        }
        cleared = true;
    }

    private boolean open(Capacity capacity, GpuReading gpu, Instant now) {
        return capacity.free().contains(gpu)
                && state.rules().of(gpu.identity().id()).offered()
                && capacity.closings(gpu).stream().noneMatch(c -> c.keepsOut(now, Duration.ZERO));
    }

    private void takeBack(GpuId gpu) {
        binding.values().removeIf(o -> o.gpu().equals(gpu));
        parts.market().withdrawOffer(gpu);
        state.board().offerGone(account(), gpu);
    }

    /** What an hour of a GPU is offered for; empty where no offer can tell a price. */
    private Optional<Usdc> ask(GpuReading gpu, Instant now) {
        return state.price(gpu, now).perHour();
    }

    /** Replaces offers that are past half of their time, and those whose price is not what it was. */
    void renew(Capacity capacity, Instant now) {
        binding.values().removeIf(o -> !o.validity().expiresAt().isAfter(now));
        for (GpuReading gpu : capacity.free()) {
            Offer offer = offered.get(gpu.identity().id());
            if (offer == null) continue;
            Optional<Usdc> ask = ask(gpu, now);
            if (ask.isEmpty()) continue;
            boolean old =
                    offer.validity().left(now).compareTo(policy.offerLasts().dividedBy(2)) < 0;
            boolean settled = !offer.validity().issuedAt().plus(LEAST_APART).isAfter(now);
            if (old || settled && !ask.get().equals(offer.askPerHour())) offer(capacity, gpu, ask.get(), now);
        }
    }

    /** Offers everything anew: what was offered under other rules does not bind any more. */
    void changed(Capacity capacity, Instant now) {
        binding.clear();
        for (GpuReading gpu : capacity.free()) {
            GpuId id = gpu.identity().id();
            if (offered.containsKey(id) && open(capacity, gpu, now))
                ask(gpu, now).ifPresent(ask -> offer(capacity, gpu, ask, now));
        }
    }

    private void offer(Capacity capacity, GpuReading gpu, Usdc ask, Instant now) {
        var identity = gpu.identity();
        Offer offer = new Offer(
                papers.id(),
                account(),
                policy.rig(),
                identity.id(),
                identity.name(),
                identity.memoryTotal().orElse(new ByteCount(0)),
                identity.computeCapability(),
                identity.simulated(),
                facts(capacity, state.rules()),
                ask,
                state.rules().longest(),
                parts.secrets().key(),
                parts.payments().terms(),
                papers.validity(now, policy.offerLasts()));
        parts.market().publish(offer);
        offered.put(identity.id(), offer);
        binding.put(offer.id(), offer);
        if (binding.size() > MOST_BINDING)
            binding.remove(binding.keySet().iterator().next());
        state.board().put(offer);
    }

    /** What offers say of the rig. Only what is really given is named, whatever the owner would allow besides. */
    static RigFacts facts(Capacity capacity, BidRules rules) {
        Machine machine = capacity.machine();
        JobRoom room = JobRoom.of(rules, machine);
        long offered = capacity.all().stream()
                .filter(g -> g.state() == GpuReading.State.OK
                        && rules.of(BidCase.id(g)).offered())
                .count();
        return new RigFacts(
                (int) Math.clamp(offered, 1, 64),
                machine.driver(),
                machine.cuda(),
                room.cpuMillis(),
                room.memory(),
                room.disk(),
                rules.region(),
                rules.networks().stream().filter(Requirements.NONE::equals).toList(),
                List.of(Requirements.RECEIPT),
                Requirements.NONE);
    }

    /** The GPU of an offer of ours that still binds us. */
    Optional<GpuId> gpuOf(OfferId offer, Instant now) {
        return Optional.ofNullable(binding.get(offer))
                .filter(o -> o.validity().expiresAt().isAfter(now))
                .map(Offer::gpu);
    }

    /** What binds us where an order takes one of our offers: that offer's price, and the newest of the other GPUs. */
    List<Ask> asks(OfferId taken) {
        List<Ask> asks = new ArrayList<>();
        Offer named = binding.get(taken);
        if (named != null) asks.add(new Ask(named.gpu(), named.askPerHour()));
        for (Offer other : offered.values())
            if (named == null || !other.gpu().equals(named.gpu())) asks.add(new Ask(other.gpu(), other.askPerHour()));
        return asks;
    }

    boolean isOurs(Offer offer) {
        return offer.provider().equals(account());
    }

    private EthAddress account() {
        return parts.payments().terms().recipient();
    }
}
