package org.headroom.engine;

import static org.headroom.engine.Gates.gpus;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.JobDisk;
import org.headroom.model.market.Requirements;
import org.headroom.model.rig.Decision.Gate;
import org.headroom.model.units.ByteCount;

/** Whether this rig is what the order wants at all, were all of it free. */
final class HardwareGate {
    private HardwareGate() {}

    static Gate of(BidCase it) {
        Optional<String> no = Stream.<java.util.function.Function<BidCase, Optional<String>>>of(
                        HardwareGate::count,
                        HardwareGate::model,
                        HardwareGate::memory,
                        HardwareGate::capability,
                        HardwareGate::together,
                        HardwareGate::machine,
                        HardwareGate::region,
                        HardwareGate::verification,
                        HardwareGate::tee)
                .map(asks -> asks.apply(it))
                .flatMap(Optional::stream)
                .findFirst();
        return no.map(why -> Gates.failed("hardware", why)).orElseGet(() -> Gates.passed("hardware", fits(it)));
    }

    private static String fits(BidCase it) {
        if (it.wanted().wholeRig()) return "the whole rig fits";
        return it.count() == 1
                ? "a GPU of this rig fits"
                : it.fitting().size() + " GPUs of this rig fit; it wants " + it.count();
    }

    private static Optional<String> count(BidCase it) {
        int has = it.capacity().all().size();
        if (has == 0) return Optional.of("this rig has no GPU that answers");
        if (it.wanted().gpus() <= has) return Optional.empty();
        return Optional.of("asks for " + gpus(it.wanted().gpus()) + "; this rig has " + has);
    }

    private static Optional<String> model(BidCase it) {
        long named = it.capacity().all().stream()
                .filter(g -> BidCase.named(g, it.wanted()))
                .count();
        if (named >= it.count()) return Optional.empty();
        String wanted = it.wanted().model().orElse("");
        return Optional.of("wants " + (it.count() == 1 ? wanted : it.count() + " × " + wanted) + "; this rig has "
                + names(it.capacity().all()));
    }

    private static String names(List<GpuReading> gpus) {
        Map<String, Long> counts = gpus.stream()
                .collect(Collectors.groupingBy(g -> g.identity().name(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(e -> e.getValue() == 1 ? e.getKey() : e.getValue() + " × " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> memory(BidCase it) {
        long roomy = it.capacity().all().stream()
                .filter(g -> BidCase.named(g, it.wanted()) && BidCase.roomy(g, it.wanted()))
                .count();
        if (roomy >= it.count()) return Optional.empty();
        ByteCount most = it.capacity().all().stream()
                .filter(g -> BidCase.named(g, it.wanted()))
                .map(g -> g.identity().memoryTotal().orElse(new ByteCount(0)))
                .max(Comparator.naturalOrder())
                .orElse(new ByteCount(0));
        String more = most.compareTo(it.wanted().memory()) >= 0
                ? "; " + gpus((int) roomy) + " of this rig " + (roomy == 1 ? "has" : "have") + " that"
                : "; the largest that could be meant here has " + Gates.mib(most);
        return Optional.of("wants " + Gates.mib(it.wanted().memory()) + " of memory on "
                + (it.count() == 1 ? "the GPU" : "each of " + it.count() + " GPUs") + more);
    }

    private static Optional<String> capability(BidCase it) {
        Optional<DottedVersion> wanted = it.wanted().computeCapability();
        if (wanted.isEmpty()) return Optional.empty();
        long capable = it.capacity().all().stream()
                .filter(g -> BidCase.capable(g, it.wanted()))
                .count();
        if (capable >= it.count()) return Optional.empty();
        Optional<DottedVersion> highest = it.capacity().all().stream()
                .flatMap(g -> g.identity().computeCapability().flatMap(Versions::read).stream())
                .max(Comparator.naturalOrder());
        return Optional.of("wants compute capability " + wanted.get()
                + highest.map(h -> h.atLeast(wanted.get())
                                ? "; only " + gpus((int) capable) + " of this rig " + (capable == 1 ? "has" : "have")
                                        + " it"
                                : "; the highest here is " + h)
                        .orElse("; the GPUs of this rig do not tell theirs"));
    }

    /** Each wish is met by some GPUs; whether the same ones meet all of them. */
    private static Optional<String> together(BidCase it) {
        if (it.fitting().size() >= it.count()) return Optional.empty();
        return Optional.of("wants " + gpus(it.count()) + " with model, memory and compute capability together; "
                + it.fitting().size() + " of this rig " + (it.fitting().size() == 1 ? "has" : "have") + " all of them");
    }

    private static Optional<String> machine(BidCase it) {
        JobRoom room = JobRoom.of(it.rules(), it.capacity().machine());
        var limits = it.order().manifest().limits();
        if (room.lacksCpu(limits.cpuMillis()))
            return Optional.of("asks for " + Gates.cores(limits.cpuMillis()) + "; jobs may have "
                    + Gates.cores(room.cpuMillis()) + " here");
        if (room.lacksMemory(limits.memory().bytes()))
            return Optional.of("asks for " + Gates.gib(limits.memory()) + " of memory; jobs may have "
                    + Gates.gib(room.memory()) + " here");
        if (limits.processes() > it.rules().processes())
            return Optional.of("asks for " + limits.processes() + " processes; a job may have "
                    + it.rules().processes() + " here");
        ByteCount disk = JobDisk.of(it.wanted().disk());
        if (!room.lacksDisk(disk.bytes())) return Optional.empty();
        String asks = it.wanted().disk().bytes() == 0
                ? "names no disk and gets " + Gates.gib(disk)
                : "asks for " + Gates.gib(disk) + " of disk";
        return Optional.of(asks + "; jobs may have " + Gates.gib(room.disk()) + " here");
    }

    private static Optional<String> region(BidCase it) {
        List<String> wanted = it.wanted().regions();
        if (wanted.isEmpty()) return Optional.empty();
        String asked = "wants to run in " + String.join(" or ", wanted);
        if (it.rules().region().isEmpty()) return Optional.of(asked + "; you do not say where this rig is");
        String here = it.rules().region().get().toUpperCase(Locale.ROOT);
        boolean in = wanted.stream()
                .map(w -> w.toUpperCase(Locale.ROOT))
                .anyMatch(w -> here.equals(w) || here.startsWith(w + "-"));
        return in ? Optional.empty() : Optional.of(asked + "; this rig is in " + here);
    }

    private static Optional<String> verification(BidCase it) {
        String wanted = it.wanted().verification();
        return wanted.equals(Requirements.RECEIPT)
                ? Optional.empty()
                : Optional.of("wants its result proved by \"" + wanted + "\"; this rig gives signed receipts");
    }

    private static Optional<String> tee(BidCase it) {
        String wanted = it.wanted().tee();
        return wanted.equals(Requirements.NONE)
                ? Optional.empty()
                : Optional.of("wants trusted execution (\"" + wanted + "\"); this rig has none");
    }
}
