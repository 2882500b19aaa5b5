package org.headroom.engine;

import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.units.ByteCount;

/**
 * What jobs may have of the machine, all together.
 *
 * @param limited whether each of the three is known at all; what is not known limits nobody
 */
record JobRoom(long cpuMillis, ByteCount memory, ByteCount disk, Limited limited) {
    /** Kept for the machine itself: a tenth of its memory, from one to eight GiB. */
    private static final long LEAST_RESERVE = 1L << 30;

    private static final long MOST_RESERVE = 8L << 30;

    /** Which of the amounts hold. */
    record Limited(boolean cpu, boolean memory, boolean disk) {}

    static JobRoom of(BidRules rules, Machine machine) {
        long cpu = least(rules.cpuMillis(), machine.cpuMillis());
        long all = machine.memory().bytes();
        long reserve = Math.min(MOST_RESERVE, Math.max(LEAST_RESERVE, all / 10));
        long usable = all == 0 ? 0 : Math.max(1, all - reserve);
        long memory = least(rules.memory().bytes(), rules.memory().bytes() > 0 ? all : usable);
        long free = machine.disk().bytes();
        long disk = free == 0 ? 0 : Math.max(0, free - rules.disk().bytes());
        return new JobRoom(cpu, new ByteCount(memory), new ByteCount(disk), new Limited(cpu > 0, memory > 0, free > 0));
    }

    /** The lesser of two limits of which zero is none. */
    private static long least(long one, long other) {
        if (one == 0) return other;
        return other == 0 ? one : Math.min(one, other);
    }

    /** Sums of what strangers ask for do not overflow into nothing. */
    static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    boolean lacksCpu(long millis) {
        return limited.cpu && millis > cpuMillis;
    }

    boolean lacksMemory(long bytes) {
        return limited.memory && bytes > memory.bytes();
    }

    /** @param bytes with {@link org.headroom.model.job.JobDisk#STANDARD} for each job whose order names none */
    boolean lacksDisk(long bytes) {
        return limited.disk && bytes > disk.bytes();
    }
}
