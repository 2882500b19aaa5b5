package org.headroom.engine;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.Receipt;
import org.headroom.model.units.Watts;

/**
 * Mean power of a GPU during past jobs, from the energy in receipts: by image and model, and over all images. Left out are
 * leases with GPUs of several models, and energy that the GPUs' power limit rules out. Renters choose the images, so that of
 * images and models the latest used are kept and the others forgotten. {@code lease-loop} only.
 */
final class PowerBook {
    /** Pairs of image and model. */
    static final int MOST_JOBS = 1_000;

    private record Job(String image, String model) {}

    /** Energy in millijoules over the milliseconds of all GPUs. */
    private record Sum(BigInteger energy, BigInteger time) {
        Sum plus(Sum other) {
            return new Sum(energy.add(other.energy), time.add(other.time));
        }

        Watts mean() {
            BigInteger milliwatts = energy.multiply(BigInteger.valueOf(1000))
                    .add(time)
                    .subtract(BigInteger.ONE)
                    .divide(time);
            return new Watts(
                    milliwatts.min(BigInteger.valueOf(Integer.MAX_VALUE)).longValue());
        }
    }

    private final Map<Job, Sum> jobs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Job, Sum> eldest) {
            return size() > MOST_JOBS;
        }
    };
    /** The rig's own models. */
    private final Map<String, Sum> models = new HashMap<>();
    /** Leases whose energy is in the sums. */
    private final Set<LeaseId> known = new HashSet<>();

    /**
     * Adds the energy of a lease that has a receipt, each lease once.
     *
     * @param readings the rig's GPUs, for their power limits
     */
    void learn(LeaseState lease, List<GpuReading> readings) {
        Optional<Receipt> receipt = receipt(lease);
        if (receipt.isEmpty() || receipt.get().energy().isEmpty()) return;
        List<String> names = lease.terms().bid().gpus().stream()
                .map(LeasedGpu::name)
                .distinct()
                .toList();
        long ran = receipt.get().ran().toMillis();
        if (names.size() != 1 || ran <= 0 || known.contains(lease.id())) return;
        int gpus = lease.terms().bid().gpus().size();
        Sum one = new Sum(
                BigInteger.valueOf(receipt.get().energy().get().millijoules()),
                BigInteger.valueOf(ran).multiply(BigInteger.valueOf(gpus)));
        if (!isPlausible(one, limit(names.getFirst(), readings))) return;
        known.add(lease.id());
        jobs.merge(new Job(lease.terms().order().manifest().image(), names.getFirst()), one, Sum::plus);
        models.merge(names.getFirst(), one, Sum::plus);
    }

    /** Forgets which leases were added, but for those that may come again: the open and the recent ones. */
    void keepOnly(LeaseBook book) {
        if (known.size() > book.open().size() + 2 * LeaseBook.RECENT)
            known.removeIf(lease -> book.find(lease).isEmpty());
    }

    /** How many leases are remembered as added. */
    int leases() {
        return known.size();
    }

    private static boolean isPlausible(Sum energy, Optional<Watts> limit) {
        double highest = limit.map(w -> w.milliwatts() * EnergyMeter.TOLERANCE)
                .orElse((double) EnergyMeter.HIGHEST_POWER.milliwatts());
        return energy.mean().milliwatts() <= highest;
    }

    /** The highest power limit that the GPUs of a model have, enforced or possible; empty if none is known. */
    private static Optional<Watts> limit(String model, List<GpuReading> readings) {
        return readings.stream()
                .filter(r -> r.identity().name().equals(model))
                .flatMap(r -> Stream.concat(
                        r.latest().flatMap(GpuSample::powerLimit).stream(),
                        r.condition().flatMap(c -> c.limits().powerMost()).stream()))
                .max(Comparator.naturalOrder());
    }

    private static Optional<Receipt> receipt(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Receipted r -> Optional.of(r.receipt().message().receipt());
            case LeaseState.Paid p -> Optional.of(p.receipt().message().receipt());
            default -> Optional.empty();
        };
    }

    /** By the name of each model on which that image has run. */
    Map<String, Watts> of(String image, Set<String> models) {
        if (jobs.isEmpty()) return Map.of();
        Map<String, Watts> watts = new HashMap<>();
        for (String model : models) {
            Sum sum = jobs.get(new Job(image, model));
            if (sum != null) watts.put(model, sum.mean());
        }
        return watts;
    }

    /** Over all jobs that ran on a model. */
    Optional<Watts> of(String model) {
        return Optional.ofNullable(models.get(model)).map(Sum::mean);
    }
}
