package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LinkState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigStatus.Mode;

/** The one sentence that says what the rig is doing and why: pure. */
final class RigSentence {
    private RigSentence() {}

    /**
     * With the images that are missing beside others that are there.
     *
     * @param leaving whether the rig ends when its jobs have ended
     * @param streams the chain's last word on a lease's payment
     * @param price what a free GPU is offered for
     * @param owner why its owner keeps a GPU
     */
    static RigStatus of(
            Capacity capacity,
            boolean leaving,
            NvmlStatus nvml,
            LinkState link,
            LeaseBook book,
            java.util.function.Function<LeaseState, Optional<StreamState>> streams,
            java.util.function.Function<GpuReading, GpuPrice> price,
            java.util.function.Function<GpuReading, Optional<GpuAvailability.Closed>> owner,
            Instant now) {
        RigStatus status = withoutImages(capacity, leaving, nvml, link, book, streams, price, owner, now);
        MissingImages missing = capacity.missing();
        if (missing.isAll() || !capacity.engine().up()) return status;
        return new RigStatus(status.mode(), status.headline(), (status.rest() + " " + missing.sentence()).strip());
    }

    /** Parameters as of {@link #of}. */
    private static RigStatus withoutImages(
            Capacity capacity,
            boolean leaving,
            NvmlStatus nvml,
            LinkState link,
            LeaseBook book,
            java.util.function.Function<LeaseState, Optional<StreamState>> streams,
            java.util.function.Function<GpuReading, GpuPrice> price,
            java.util.function.Function<GpuReading, Optional<GpuAvailability.Closed>> owner,
            Instant now) {
        List<String> busy = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        for (GpuReading gpu : capacity.all()) {
            String name = "GPU " + gpu.identity().index();
            Optional<LeaseState> holder = book.holderOf(gpu.identity().id());
            Optional<String> leftOut = capacity.leftOut(gpu);
            if (holder.isPresent())
                busy.add(name + " " + doing(holder.get(), streams.apply(holder.get()), now)
                        + noOther(
                                holder.get(),
                                Optional.ofNullable(
                                        capacity.unwell().get(gpu.identity().id())),
                                owner.apply(gpu),
                                now));
            else if (leftOut.isPresent()) idle.add(leftOut.get() + ".");
            else if (gpu.state() != GpuReading.State.OK) idle.add(name + " does not answer.");
            else if (owner.apply(gpu).isPresent())
                idle.add(owner.apply(gpu).get().sentence());
            else
                idle.add(name + " is free and " + (capacity.takingWork() ? offered(price.apply(gpu)) : "not offered."));
        }
        Optional<String> trouble = trouble(capacity, nvml, link);
        if (trouble.isPresent())
            return new RigStatus(
                    capacity.takingWork() ? Mode.UNABLE : Mode.PAUSED, trouble.get(), String.join(" ", busy));
        if (leaving)
            return new RigStatus(
                    Mode.PAUSED, RigStatus.LEAVING, busy.isEmpty() ? "Nothing runs." : String.join(" ", busy));
        if (!capacity.takingWork())
            return busy.isEmpty()
                    ? new RigStatus(Mode.PAUSED, "You have paused this rig.", "Nothing is offered and nothing runs.")
                    : new RigStatus(
                            Mode.PAUSED, "You have paused this rig; what runs goes on.", String.join(" ", busy));
        if (busy.isEmpty() && capacity.free().isEmpty() && !capacity.unwell().isEmpty())
            return new RigStatus(Mode.UNABLE, idle.getFirst(), allLeftOut(capacity, idle));
        if (busy.isEmpty()
                && capacity.free().stream().allMatch(g -> owner.apply(g).isPresent())
                && capacity.all().stream().anyMatch(g -> owner.apply(g).isPresent()))
            return new RigStatus(Mode.UNABLE, idle.getFirst(), String.join(" ", idle.subList(1, idle.size())));
        if (busy.isEmpty()) return new RigStatus(Mode.TAKING_WORK, "Waiting for orders.", String.join(" ", idle));
        List<String> rest = new ArrayList<>(busy.subList(1, busy.size()));
        rest.addAll(idle);
        return new RigStatus(Mode.TAKING_WORK, busy.getFirst(), String.join(" ", rest));
    }

    private static String offered(GpuPrice price) {
        return price.perHour()
                .map(p -> "offered at " + p.asPrice() + " USDC/h.")
                .orElse("priced order by order, " + price.how() + ".");
    }

    /** After the first GPU's sentence, the others' and what to do about the one there is. */
    private static String allLeftOut(Capacity capacity, List<String> idle) {
        List<String> rest = new ArrayList<>(idle.subList(1, idle.size()));
        boolean one = capacity.all().size() == 1;
        if (one) capacity.unwell().values().forEach(u -> rest.add(u.advice()));
        rest.add(one ? "It is offered again when the alarm is over." : "Each is offered again when its alarm is over.");
        return String.join(" ", rest.stream().filter(r -> !r.isBlank()).toList());
    }

    /** What runs goes on, or is about to stop; either way nothing follows on a GPU that is not well. */
    private static String noOther(
            LeaseState lease, Optional<Unwell> gpu, Optional<GpuAvailability.Closed> owner, Instant now) {
        if (lease instanceof LeaseState.Stopping) return "";
        Optional<String> why = gpu.map(Unwell::what).or(() -> owner.map(c -> "it is " + c.what()));
        String stopped = lease instanceof LeaseState.Running r
                ? r.due()
                        .map(n -> " It is stopped in " + spoken(Duration.between(now, n.stopAt())) + ".")
                        .orElse("")
                : "";
        return stopped + why.map(w -> " It takes no other job: " + w + ".").orElse("");
    }

    private static Optional<String> trouble(Capacity capacity, NvmlStatus nvml, LinkState link) {
        if (capacity.trouble().isPresent()) return capacity.trouble();
        if (nvml.state() != NvmlStatus.State.OK) return Optional.of(nvml.message());
        if (capacity.all().isEmpty()) return Optional.of("This machine has no GPU to offer.");
        if (!capacity.engine().up()) return Optional.of(capacity.engine().message());
        if (capacity.missing().isAll())
            return Optional.of(
                    "No image that is offered is in the container engine's store, so no job can run. Load those in"
                            + " \"images\" of rig.json, or correct their names: "
                            + capacity.missing().shown() + ".");
        if (!capacity.chain().up()) return Optional.of(capacity.chain().message());
        if (link.phase() != LinkState.Phase.UP) return Optional.of(link.message());
        return Optional.empty();
    }

    private static String doing(LeaseState lease, Optional<StreamState> stream, Instant now) {
        String renter = lease.terms().order().renter().brief();
        Usdc perHour = lease.terms().bid().perHour();
        String price = perHour.asPrice() + " USDC/h";
        return switch (lease) {
            case LeaseState.Bidding b -> "is offered to " + renter + " at " + price + ".";
            case LeaseState.Verifying v -> "was taken by " + renter + "; the payment stream is being checked.";
            case LeaseState.Starting s -> "is starting a job for " + renter + " at " + price + ".";
            case LeaseState.Running r ->
                "is running a job for " + renter
                        + stream.map(s -> ", " + spoken(s.runway(now)) + " paid for")
                                .orElse("") + " at " + price + ".";
            case LeaseState.Stopping s -> "is stopping a job: " + s.words() + ".";
            default -> "is free.";
        };
    }

    static String spoken(Duration d) {
        if (d.toMinutes() < 1) return d.toSeconds() + " s";
        if (d.toHours() < 1) return d.toMinutes() + " min";
        return d.toHours() + " h " + d.toMinutesPart() + " min";
    }
}
