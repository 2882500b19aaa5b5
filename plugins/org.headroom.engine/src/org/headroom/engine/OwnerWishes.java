package org.headroom.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.engine.OwnerRules.OurJobs;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.ClosedBy;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.GpuAvailability.Closed;
import org.headroom.model.availability.GpuAvailability.Closing;
import org.headroom.model.availability.GpuAvailability.Open;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.Notice;

/** What the owner wants of the GPUs, as it was last looked at. {@code lease-loop} only, but for what is static. */
final class OwnerWishes {
    private final Optional<OwnerRules> owner;
    private Map<GpuId, GpuAvailability> gpus = Map.of();
    private Optional<AvailabilityRules> rules = Optional.empty();

    OwnerWishes(Optional<OwnerRules> owner) {
        this.owner = owner;
    }

    /** @return whether a GPU opened or closed, or the rules became others */
    boolean look(List<GpuReading> all) {
        if (owner.isEmpty()) return false;
        Map<GpuId, GpuAvailability> now = new HashMap<>();
        for (GpuReading gpu : all) {
            GpuId id = gpu.identity().id();
            owner.get().of(id).ifPresent(a -> now.put(id, a));
        }
        Optional<AvailabilityRules> ruled = Optional.of(owner.get().rules());
        boolean changed = !kinds(now).equals(kinds(gpus)) || !ruled.equals(rules);
        gpus = Map.copyOf(now);
        rules = ruled;
        return changed;
    }

    // The words change with each second of which they tell.
    private static Map<GpuId, Optional<ClosedBy>> kinds(Map<GpuId, GpuAvailability> of) {
        Map<GpuId, Optional<ClosedBy>> kinds = new HashMap<>();
        of.forEach((gpu, a) -> kinds.put(gpu, a.closed().map(Closed::why)));
        return kinds;
    }

    /** Whether each GPU is open, and until when; none where nobody asks for the owner. */
    Map<GpuId, GpuAvailability> gpus() {
        return gpus;
    }

    /** Why its owner keeps a GPU from work; empty where it is open, or not yet judged. */
    Optional<Closed> closed(GpuReading gpu) {
        return Optional.ofNullable(gpus.get(gpu.identity().id())).flatMap(GpuAvailability::closed);
    }

    /** When GPUs are not for jobs, for those that bid with them. */
    Map<GpuId, List<org.headroom.model.bidding.Closing>> closings(List<GpuReading> all) {
        if (owner.isEmpty()) return Map.of();
        Map<GpuId, List<org.headroom.model.bidding.Closing>> closings = new HashMap<>();
        for (GpuReading gpu : all) {
            GpuAvailability judged = gpus.get(gpu.identity().id());
            String name = "GPU " + gpu.identity().index() + " is ";
            Optional<org.headroom.model.bidding.Closing> closing = judged == null
                    ? Optional.of(new org.headroom.model.bidding.Closing(
                            GpuGates.OWNER, Optional.empty(), name + "about to be looked at"))
                    : closing(judged, name);
            closing.ifPresent(c -> closings.put(gpu.identity().id(), List.of(c)));
        }
        return closings;
    }

    private Optional<org.headroom.model.bidding.Closing> closing(GpuAvailability judged, String name) {
        return switch (judged) {
            case Closed c ->
                Optional.of(new org.headroom.model.bidding.Closing(gate(c.why()), Optional.empty(), name + c.steady()));
            // Whoever lets jobs finish lets them overrun the hour, but nobody works on a machine that is being
            // repaired.
            case Open o ->
                o.closing()
                        .filter(c -> c.why() == ClosedBy.MAINTENANCE
                                || rules.filter(r -> r.onReturn() != OnReturn.FINISH)
                                        .isPresent())
                        .map(c -> new org.headroom.model.bidding.Closing(
                                gate(c.why()),
                                Optional.of(c.at()),
                                name + o.what() + " and the job would be stopped then"));
        };
    }

    private static String gate(ClosedBy why) {
        return why == ClosedBy.SCHEDULE || why == ClosedBy.MAINTENANCE ? GpuGates.SCHEDULE : GpuGates.OWNER;
    }

    /**
     * What has to happen to a lease for its owner's sake; empty where it goes on as it is.
     *
     * @param at the rig clock's time, for the event
     * @param now the wall clock's time, by which the owner's rules go
     */
    Optional<LeaseEvent> demand(LeaseState lease, Instant at, Instant now) {
        if (rules.isEmpty()) return Optional.empty();
        List<GpuAvailability> its = lease.terms().bid().gpuIds().stream()
                .flatMap(g -> Optional.ofNullable(gpus.get(g)).stream())
                .toList();
        return demand(lease, its, rules.get(), at, now);
    }

    /** Of a lease with these GPUs, of which the one that is needed soonest decides. Pure. */
    static Optional<LeaseEvent> demand(
            LeaseState lease, List<GpuAvailability> gpus, AvailabilityRules rules, Instant at, Instant now) {
        return switch (lease) {
            case LeaseState.Verifying v ->
                gpus.stream()
                        .flatMap(g -> g.closed().stream())
                        .findFirst()
                        .map(c -> new LeaseEvent.JobRefused(v.id(), refusal(c), at));
            case LeaseState.Running r ->
                running(
                        r,
                        gpus.stream()
                                .flatMap(g -> wish(g, rules, now).stream())
                                .min(Comparator.comparing(Wish::stopAt)),
                        at,
                        now);
            default -> Optional.empty();
        };
    }

    /** @param stopAt when a job is to be stopped that has not been given notice yet; not after now: at once */
    private record Wish(String reason, Instant stopAt) {}

    private static Optional<Wish> wish(GpuAvailability gpu, AvailabilityRules rules, Instant now) {
        return switch (gpu) {
            case Closed c -> wish(c.why(), now, rules, now);
            case Open o -> o.closing().flatMap(c -> ahead(c, rules, now));
        };
    }

    /** What is known to come is told as long before as the owner gives notice. Whoever stops at once gives none. */
    private static Optional<Wish> ahead(Closing closing, AvailabilityRules rules, Instant now) {
        boolean told = closing.why() == ClosedBy.MAINTENANCE || rules.onReturn() == OnReturn.DRAIN;
        if (!told || now.plus(rules.notice()).isBefore(closing.at())) return Optional.empty();
        return wish(closing.why(), closing.at(), rules, now);
    }

    private static Optional<Wish> wish(ClosedBy why, Instant from, AvailabilityRules rules, Instant now) {
        // Nobody works on a machine that is being repaired: maintenance gives notice, whatever is chosen for other
        // times.
        OnReturn choice = why == ClosedBy.MAINTENANCE ? OnReturn.DRAIN : rules.onReturn();
        return switch (choice) {
            case FINISH -> Optional.empty();
            case DRAIN -> Optional.of(new Wish(why.forRenter(), later(from, now.plus(rules.notice()))));
            case STOP -> Optional.of(new Wish(why.forRenter(), from));
        };
    }

    private static Optional<LeaseEvent> running(LeaseState.Running r, Optional<Wish> wish, Instant at, Instant now) {
        Optional<Notice> notice = r.due();
        if (wish.isEmpty()) return notice.map(n -> new LeaseEvent.NoticeLifted(r.id(), at));
        Wish wanted = wish.get();
        Instant stopAt = notice.map(n -> earlier(n.stopAt(), wanted.stopAt())).orElse(wanted.stopAt());
        if (!stopAt.isAfter(now)) return Optional.of(new LeaseEvent.OwnerStopAsked(r.id(), wanted.reason(), at));
        if (notice.isPresent()) return Optional.empty();
        return Optional.of(new LeaseEvent.NoticeGiven(r.id(), wanted.reason(), stopAt, at));
    }

    private static String refusal(Closed gpu) {
        return "the GPU is closed since the bid was made: " + gpu.why().forRenter()
                + "; end the stream and take your money back";
    }

    /** How the programs of these leases are told from the owner's. */
    static OurJobs jobs(LeaseBook book) {
        Set<String> containers = new HashSet<>();
        Set<GpuId> held = new HashSet<>();
        Set<GpuId> starting = new HashSet<>();
        for (LeaseState lease : book.open()) {
            container(lease).map(ContainerRef::id).ifPresent(containers::add);
            List<GpuId> gpus = lease.terms().bid().gpuIds();
            switch (lease) {
                case LeaseState.Starting s -> starting.addAll(gpus);
                case LeaseState.Running r -> held.addAll(gpus);
                case LeaseState.Stopping s -> held.addAll(gpus);
                default -> {}
            }
        }
        held.addAll(starting);
        return new OurJobs(containers, held, starting);
    }

    /** Where a job is over its container may live on for a while, as on a GPU that does not answer. */
    private static Optional<ContainerRef> container(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Running r -> Optional.of(r.container());
            case LeaseState.Stopping s -> Optional.of(s.container());
            case LeaseState.Ended e -> Optional.of(e.container());
            case LeaseState.Numbered n -> Optional.of(n.container());
            case LeaseState.Receipted r -> Optional.of(r.container());
            case LeaseState.Paid p -> Optional.of(p.container());
            default -> Optional.empty();
        };
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
