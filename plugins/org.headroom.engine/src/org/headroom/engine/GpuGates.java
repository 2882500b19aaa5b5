package org.headroom.engine;

import static org.headroom.engine.Gates.failed;
import static org.headroom.engine.Gates.gpus;
import static org.headroom.engine.Gates.passed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.model.bidding.Closing;
import org.headroom.model.bidding.RigStanding.Held;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.JobDisk;
import org.headroom.model.rig.Decision.Gate;
import org.headroom.model.units.ByteCount;

/** Whether enough of the GPUs that fit can be had: for their owner's sake, for their health's, and beside other leases. */
final class GpuGates {
    static final String SCHEDULE = "schedule";
    static final String OWNER = "owner";

    private GpuGates() {}

    /** Whether enough GPUs are open as far as one kind of reason goes. */
    static Gate open(BidCase it, String gate) {
        List<String> reasons = new ArrayList<>();
        int left = 0;
        for (GpuReading gpu : it.fitting()) {
            List<String> why = closed(it, gpu, gate);
            reasons.addAll(why);
            if (why.isEmpty()) left++;
        }
        if (reasons.isEmpty() || left >= it.count() || it.fitting().size() < it.count())
            return passed(gate, gate.equals(SCHEDULE) ? "the schedule leaves it open" : "you leave it to the rig");
        return failed(gate, String.join("; ", reasons));
    }

    private static List<String> closed(BidCase it, GpuReading gpu, String gate) {
        List<String> why = new ArrayList<>();
        // What keeps a GPU back for another reason than the schedule is the owner's.
        for (Closing c : it.capacity().closings(gpu))
            if (c.gate().equals(SCHEDULE) == gate.equals(SCHEDULE)
                    && c.keepsOut(it.now(), it.order().duration())) why.add(c.why());
        if (gate.equals(OWNER) && !it.rules().of(BidCase.id(gpu)).offered())
            why.add("you keep GPU " + gpu.identity().index() + " off the market");
        return why;
    }

    static Gate health(BidCase it) {
        List<String> leftOut = it.fitting().stream()
                .flatMap(g -> it.capacity().leftOut(g).stream())
                .toList();
        int well = it.fitting().size() - leftOut.size();
        if (it.fitting().size() < it.count() || leftOut.isEmpty())
            return passed("health", "no GPU that fits is left out for its health");
        return well >= it.count()
                ? passed("health", gpus(well) + " that " + (well == 1 ? "fits is" : "fit are") + " well")
                : failed("health", String.join("; ", leftOut));
    }

    static Gate capacity(BidCase it) {
        if (it.chosen().isEmpty()) return failed("capacity", none(it));
        List<String> short_ = shortages(it);
        if (!short_.isEmpty()) return failed("capacity", String.join("; ", short_));
        String indices = it.chosen().stream()
                .map(g -> Integer.toString(g.identity().index()))
                .collect(Collectors.joining(", "));
        return passed("capacity", it.count() == 1 ? "GPU " + indices + " is free" : "GPUs " + indices + " are free");
    }

    private static String none(BidCase it) {
        if (it.fitting().isEmpty()) return "there is no GPU to be free";
        boolean left = it.fitting().stream()
                .anyMatch(g -> it.capacity().leftOut(g).isPresent()
                        || !closed(it, g, SCHEDULE).isEmpty()
                        || !closed(it, g, OWNER).isEmpty());
        String state = left ? "taken, left out or does not answer" : "taken or does not answer";
        if (it.wanted().wholeRig()) return "wants the whole rig to itself; a GPU of it is " + state;
        if (it.context().takes().isPresent())
            return "the GPU that is offered, or another that the order wants beside it, is " + state;
        if (it.count() == 1) return "every GPU that fits is " + state;
        return "wants " + it.count() + " GPUs at once; too many of those that fit are taken"
                + (left ? " or left out, or do not answer" : " or do not answer");
    }

    /** What leases together may have of the machine, less what they have. */
    private static List<String> shortages(BidCase it) {
        JobRoom room = JobRoom.of(it.rules(), it.capacity().machine());
        long cpu = 0;
        long memory = 0;
        long disk = 0;
        for (Held held : it.capacity().held()) {
            cpu += held.cpuMillis();
            memory = JobRoom.plus(memory, held.memory().bytes());
            disk = JobRoom.plus(disk, JobDisk.of(held.disk()).bytes());
        }
        List<String> said = new ArrayList<>();
        long wantedCpu = it.order().manifest().limits().cpuMillis();
        ByteCount wantedMemory = it.order().manifest().limits().memory();
        if (room.lacksCpu(JobRoom.plus(cpu, wantedCpu)))
            said.add("leases may have " + Gates.cores(room.cpuMillis()) + " together; with this one it would be "
                    + Gates.cores(cpu + wantedCpu));
        if (room.lacksMemory(JobRoom.plus(memory, wantedMemory.bytes())))
            said.add("leases may have " + Gates.gib(room.memory()) + " of memory together; "
                    + Gates.gib(new ByteCount(memory)) + " are taken and it wants " + Gates.gib(wantedMemory));
        ByteCount wantedDisk = JobDisk.of(it.wanted().disk());
        if (room.lacksDisk(JobRoom.plus(disk, wantedDisk.bytes())))
            said.add("leases may have " + Gates.gib(room.disk()) + " of disk together; "
                    + Gates.gib(new ByteCount(disk)) + " are promised and it "
                    + (it.wanted().disk().bytes() == 0 ? "names none and gets " : "wants ")
                    + Gates.gib(wantedDisk));
        return said;
    }
}
