package org.headroom.engine;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.Receipt;
import org.headroom.model.units.Watts;

/**
 * What jobs drew, learnt from receipts: the mean power of a GPU, by image and model, and over all images. Leases with GPUs
 * of several models teach nothing, for nobody knows which drew what. {@code lease-loop} only.
 */
final class PowerBook {
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

    private final Map<Job, Sum> jobs = new HashMap<>();
    private final Map<String, Sum> models = new HashMap<>();
    private final Set<LeaseId> known = new HashSet<>();

    /** Takes up what a lease teaches, each lease once. */
    void learn(LeaseState lease) {
        Optional<Receipt> receipt = receipt(lease);
        if (receipt.isEmpty() || receipt.get().energy().isEmpty()) return;
        List<String> names = lease.terms().bid().gpus().stream()
                .map(LeasedGpu::name)
                .distinct()
                .toList();
        long ran = receipt.get().ran().toMillis();
        if (names.size() != 1 || ran <= 0 || !known.add(lease.id())) return;
        int gpus = lease.terms().bid().gpus().size();
        Sum one = new Sum(
                BigInteger.valueOf(receipt.get().energy().get().millijoules()),
                BigInteger.valueOf(ran).multiply(BigInteger.valueOf(gpus)));
        jobs.merge(new Job(lease.terms().order().manifest().image(), names.getFirst()), one, Sum::plus);
        models.merge(names.getFirst(), one, Sum::plus);
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
