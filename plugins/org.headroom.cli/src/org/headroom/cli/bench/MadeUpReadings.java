package org.headroom.cli.bench;

import java.time.Instant;
import java.util.SplittableRandom;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;

/** All twelve readings of cards at work: they come and go with jobs of minutes, and tremble as real ones do. */
final class MadeUpReadings {
    private final SplittableRandom random = new SplittableRandom(7);
    private final int[] load;
    private final long[] energy;
    private final double[] heat;
    private final int[] jobEnds;
    private int second;

    MadeUpReadings(int gpus) {
        load = new int[gpus];
        energy = new long[gpus];
        heat = new double[gpus];
        jobEnds = new int[gpus];
    }

    GpuSample next(GpuId id, int gpu, Instant at) {
        if (gpu == 0) second++;
        if (second >= jobEnds[gpu]) {
            load[gpu] = random.nextInt(3) == 0 ? 0 : 60 + random.nextInt(40);
            jobEnds[gpu] = second + 60 + random.nextInt(1800);
        }
        int busy = load[gpu] == 0 ? 0 : Math.min(100, load[gpu] + random.nextInt(5));
        long milliwatts = 25_000 + busy * 3_400L + random.nextInt(4_000);
        energy[gpu] += milliwatts;
        heat[gpu] += (busy * 0.5 - heat[gpu]) / 60;
        int core = 32 + (int) heat[gpu];
        return GpuSample.of(id, at)
                .power(milliwatts)
                .energy(energy[gpu])
                .core(core)
                .memory(core + 8 + random.nextInt(2))
                .hotspot(core + 11 + random.nextInt(3))
                .load(busy)
                .memoryLoad(busy / 2)
                .encoder(0)
                .decoder(0)
                .memoryUsed((busy == 0 ? 600L : 18_000L + random.nextInt(8)) << 20)
                .smClock(busy == 0 ? 210 : 2_500 + random.nextInt(12) * 15)
                .memoryClock(busy == 0 ? 405 : 10_501)
                .fan(core < 45 ? 0 : core - 10)
                .done();
    }
}
