package org.headroom.telemetry.health;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;

/**
 * What must be remembered of one GPU between looks.
 *
 * @param firstSeen milliseconds; {@link Gate#NEVER} where it has not been seen in this run
 * @param linksUp NVLinks that were up at least once
 * @param idleMemory least memory in use seen with no process on it, bytes; -1 if never seen so
 * @param showsProcesses whether its process list ever had something in it: elsewhere an empty list says nothing
 * @param energy the energy counter's last value, millijoules; -1 if there has been none
 * @param energySince since when it has had that value
 * @param energyMoved whether it was ever seen to move
 * @param condition the condition that was last counted
 */
record GpuMemory(
        long firstSeen,
        Optional<Growth> corrected,
        Optional<Growth> uncorrected,
        Optional<Growth> retired,
        Optional<Growth> replays,
        Set<Integer> linksUp,
        long idleMemory,
        boolean showsProcesses,
        long energy,
        long energySince,
        boolean energyMoved,
        Optional<GpuCondition> condition) {
    static final GpuMemory NONE = new GpuMemory(
            Gate.NEVER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            -1,
            false,
            -1,
            Gate.NEVER,
            false,
            Optional.empty());

    /** With what a reading says; the same object where it says nothing new. */
    GpuMemory seen(GpuReading reading, long now) {
        GpuMemory next = firstSeen == Gate.NEVER ? startingAt(now) : this;
        if (reading.state() != GpuReading.State.OK) return next;
        // The same object again, on most looks.
        if (reading.condition().isPresent()
                && (next.condition.isEmpty() || reading.condition().get() != next.condition.get()))
            next = next.counting(reading.condition().get(), now);
        return reading.latest().isPresent() ? next.measuring(reading.latest().get()) : next;
    }

    private GpuMemory startingAt(long now) {
        return new GpuMemory(
                now,
                corrected,
                uncorrected,
                retired,
                replays,
                linksUp,
                idleMemory,
                showsProcesses,
                energy,
                energySince,
                energyMoved,
                condition);
    }

    private GpuMemory counting(GpuCondition c, long now) {
        Optional<Growth> nextCorrected = corrected;
        Optional<Growth> nextUncorrected = uncorrected;
        if (c.ecc().isPresent()) {
            GpuCondition.Ecc ecc = c.ecc().get();
            nextCorrected = count(corrected, ecc.correctedVolatile(), ecc.correctedAggregate(), now);
            nextUncorrected = count(uncorrected, ecc.uncorrectedVolatile(), ecc.uncorrectedAggregate(), now);
        }
        OptionalLong pages = c.retiredPages().isPresent()
                ? OptionalLong.of((long) c.retiredPages().get().singleBit()
                        + c.retiredPages().get().doubleBit())
                : OptionalLong.empty();
        return new GpuMemory(
                firstSeen,
                nextCorrected,
                nextUncorrected,
                count(retired, OptionalLong.empty(), pages, now),
                count(replays, c.pcieReplays(), OptionalLong.empty(), now),
                up(c.nvLinks()),
                idleMemory,
                showsProcesses,
                energy,
                energySince,
                energyMoved,
                Optional.of(c));
    }

    // Either counter alone is good; changing from one to the other would look like growth.
    private static Optional<Growth> count(
            Optional<Growth> growth, OptionalLong sinceLoad, OptionalLong lifetime, long now) {
        if (growth.isEmpty()) {
            if (sinceLoad.isPresent()) return Optional.of(Growth.starting(false, sinceLoad.getAsLong(), now));
            if (lifetime.isPresent()) return Optional.of(Growth.starting(true, lifetime.getAsLong(), now));
            return growth;
        }
        Growth known = growth.get();
        OptionalLong value = known.lifetime() ? lifetime : sinceLoad;
        if (value.isEmpty() || value.getAsLong() == known.last()) return growth;
        return Optional.of(known.seen(value.getAsLong(), now));
    }

    private Set<Integer> up(List<GpuCondition.NvLink> links) {
        boolean allKnown = links.stream()
                .filter(GpuCondition.NvLink::active)
                .map(GpuCondition.NvLink::index)
                .allMatch(linksUp::contains);
        if (allKnown) return linksUp;
        Set<Integer> all = new TreeSet<>(linksUp);
        links.stream().filter(GpuCondition.NvLink::active).forEach(l -> all.add(l.index()));
        return Set.copyOf(all);
    }

    private GpuMemory measuring(GpuSample s) {
        boolean shows = showsProcesses || !s.processes().isEmpty();
        long used = s.memoryUsed().map(ByteCount::bytes).orElse(-1L);
        boolean idle = s.processes().isEmpty()
                && used >= 0
                && s.load().isPresent()
                && s.load().get().value() == 0;
        long least = idle && (idleMemory < 0 || used < idleMemory) ? used : idleMemory;
        long nextEnergy = s.energy().map(Joules::millijoules).orElse(energy);
        boolean moved = nextEnergy != energy;
        if (shows == showsProcesses && least == idleMemory && !moved) return this;
        return new GpuMemory(
                firstSeen,
                corrected,
                uncorrected,
                retired,
                replays,
                linksUp,
                least,
                shows,
                nextEnergy,
                moved ? s.at().toEpochMilli() : energySince,
                energyMoved || moved && energy >= 0,
                condition);
    }

    /** The person has seen what grew: counting starts here. */
    GpuMemory forgetting(String rule, long now) {
        return new GpuMemory(
                firstSeen,
                rule.equals("ecc-corrected-growing") ? corrected.map(g -> g.forgotten(now)) : corrected,
                rule.equals("ecc-uncorrected") ? uncorrected.map(g -> g.forgotten(now)) : uncorrected,
                rule.equals("retired-pages-growing") ? retired.map(g -> g.forgotten(now)) : retired,
                rule.equals("pcie-replays-growing") ? replays.map(g -> g.forgotten(now)) : replays,
                linksUp,
                idleMemory,
                showsProcesses,
                energy,
                energySince,
                energyMoved,
                condition);
    }
}
