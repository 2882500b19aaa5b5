package org.headroom.console.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.host.HostProcess;
import org.headroom.model.host.HostWatch;
import org.headroom.model.market.Offer;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;

/** Everything that the table of GPUs is made of, looked up once for all its rows. Not thread-safe. */
public final class GpuScene {
    private final GpuWatch watch;
    private final List<GpuReading> gpus;
    private final Optional<RigView> rig;
    private final Optional<HealthWatch> health;
    private final Optional<HostWatch> host;
    private final Instant now;
    private final ZoneId zone;
    private final Map<GpuId, LeaseView> leases = new HashMap<>();
    private final Map<GpuId, Offer> offers = new HashMap<>();
    private final Map<GpuId, List<Alarm>> alarms = new HashMap<>();
    private Optional<AvailabilityDesk> owner = Optional.empty();
    private Set<GpuId> kept = Set.of();
    private final Map<String, Optional<HealthRule>> heatRules = new HashMap<>();

    public GpuScene(
            GpuWatch watch,
            Optional<RigView> rig,
            Optional<HealthWatch> health,
            Optional<HostWatch> host,
            Instant now,
            ZoneId zone) {
        this.watch = watch;
        this.gpus = watch.gpus();
        this.rig = rig;
        this.health = health;
        this.host = host;
        this.now = now;
        this.zone = zone;
        rig.ifPresent(r -> {
            for (LeaseView lease : r.leases())
                if (lease.state().holdsGpu())
                    lease.state().terms().bid().gpuIds().forEach(gpu -> leases.putIfAbsent(gpu, lease));
            for (Offer offer : r.market().offers())
                if (offer.provider().equals(r.account())) offers.putIfAbsent(offer.gpu(), offer);
        });
        health.ifPresent(h -> {
            for (Alarm alarm : h.open())
                for (GpuReading gpu : gpus)
                    if (alarm.gpu().isEmpty()
                            || alarm.gpu().get().equals(gpu.identity().id()))
                        alarms.computeIfAbsent(gpu.identity().id(), g -> new ArrayList<>())
                                .add(alarm);
        });
    }

    /** Who says when the GPUs may work. @return this */
    public GpuScene owner(Optional<AvailabilityDesk> desk) {
        owner = desk;
        return this;
    }

    /** Who says which GPUs are kept off the market altogether. @return this */
    public GpuScene rules(Optional<BidDesk> desk) {
        kept = desk.stream()
                .flatMap(d -> d.nets().stream())
                .filter(n -> !n.offered())
                .map(GpuNet::gpu)
                .collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /** What is done with the GPU: the one decision for all views, so that no two of them contradict each other. */
    public Cell state(GpuReading gpu) {
        return GpuStates.of(this, gpu);
    }

    /** Whether a lease holds the GPU. */
    public boolean isHeld(GpuReading gpu) {
        return lease(gpu).isPresent();
    }

    public List<GpuReading> gpus() {
        return gpus;
    }

    public boolean isKept(GpuReading gpu) {
        return kept.contains(gpu.identity().id());
    }

    /** Why the GPU's owner keeps it from work. */
    public Optional<GpuAvailability.Closed> closed(GpuReading gpu) {
        return owner.flatMap(o -> o.of(gpu.identity().id())).flatMap(GpuAvailability::closed);
    }

    public GpuWatch watch() {
        return watch;
    }

    public Instant now() {
        return now;
    }

    public ZoneId zone() {
        return zone;
    }

    public Optional<LeaseView> lease(GpuReading gpu) {
        return Optional.ofNullable(leases.get(gpu.identity().id()));
    }

    public Optional<Offer> offer(GpuReading gpu) {
        return Optional.ofNullable(offers.get(gpu.identity().id()));
    }

    public boolean paused() {
        return rig.filter(r -> r.status().mode() == RigStatus.Mode.PAUSED).isPresent();
    }

    /** The GPU's open alarms, the most serious first. */
    public List<Alarm> alarms(GpuReading gpu) {
        return alarms.getOrDefault(gpu.identity().id(), List.of());
    }

    /** The first open alarm of a rule whose id begins so. */
    public Optional<Alarm> alarm(GpuReading gpu, String rule) {
        return alarms(gpu).stream().filter(a -> a.rule().startsWith(rule)).findFirst();
    }

    public boolean hasHealth() {
        return health.isPresent();
    }

    public Optional<HealthAction> asked(GpuReading gpu) {
        return health.flatMap(h -> h.asked(gpu.identity().id()));
    }

    public Optional<Alarm> reason(GpuReading gpu) {
        return health.flatMap(h -> h.reason(gpu.identity().id()));
    }

    /** A few words for an alarm: its rule's title. */
    public String title(Alarm alarm) {
        return health.stream()
                .flatMap(h -> h.rules().stream())
                .filter(r -> r.id().equals(alarm.rule()))
                .map(HealthRule::title)
                .findFirst()
                .orElse(alarm.rule().replace('-', ' '));
    }

    /** From where on a rule calls this part of the GPU hot: {@code core}, {@code memory}, {@code hotspot}. */
    public OptionalDouble hotFrom(GpuReading gpu, String part) {
        if (health.isEmpty()) return limit(gpu, part);
        Optional<HealthRule> rule = heatRules.computeIfAbsent(
                part,
                p -> health.stream()
                        .flatMap(h -> h.rules().stream())
                        .filter(r -> r.id().startsWith(p) && r.unit().contains("°C"))
                        .findFirst());
        if (rule.isEmpty()) return OptionalDouble.empty();
        HealthRule here =
                health.orElseThrow().rule(rule.get().id(), gpu.identity().id());
        return here.enabled() ? here.raiseAt() : OptionalDouble.empty();
    }

    /** Where there are no rules: the card's own limit. */
    private static OptionalDouble limit(GpuReading gpu, String part) {
        return gpu.condition()
                .map(GpuCondition::limits)
                .flatMap(l -> part.equals("memory") ? l.memoryMost() : l.slowdown())
                .map(t -> OptionalDouble.of(t.degrees()))
                .orElse(OptionalDouble.empty());
    }

    public Optional<HostProcess> process(long pid) {
        return host.flatMap(h -> h.process(pid));
    }
}
