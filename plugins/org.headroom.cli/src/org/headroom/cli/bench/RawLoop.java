package org.headroom.cli.bench;

import static org.headroom.nvml.raw.Shapes.IP_SHAPE;
import static org.headroom.nvml.raw.Shapes.PIP_SHAPE;
import static org.headroom.nvml.raw.Shapes.PP_SHAPE;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.headroom.nvml.raw.NvmlLibrary;
import org.headroom.nvml.raw.Shapes;

/** The loop through the raw functions: one Java method for each C function, and memory outside the heap. */
final class RawLoop implements NvmlLoop {
    private static final int SM = 1;
    private static final int MEMORY = 2;
    private static final int MEMORY_V2 = 0x02000028;
    private static final int MEMORY_TEMPERATURE = 82;
    private static final int FIELD_VALUE = 32;

    private final long[] devices;
    private final ByteBuffer out = ByteBuffer.allocateDirect(256).order(ByteOrder.nativeOrder());
    private final long at = Pointer.nativeValue(Native.getDirectBufferPointer(out));
    private final Shapes.PP power;
    private final Shapes.PP energy;
    private final Shapes.PP utilization;
    private final Shapes.PP memory;
    private final Shapes.PIP temperature;
    private final Shapes.PIP clock;
    private final Shapes.PP fan;
    private final Shapes.PP reasons;
    private final Shapes.PP generation;
    private final Shapes.PP width;
    private final Shapes.PIP fields;
    private long sum;
    private int refused;

    /** @param library initialised already */
    RawLoop(NvmlLibrary library, int gpus) {
        power = library.bind(PP_SHAPE, "nvmlDeviceGetPowerUsage");
        energy = library.bind(PP_SHAPE, "nvmlDeviceGetTotalEnergyConsumption");
        utilization = library.bind(PP_SHAPE, "nvmlDeviceGetUtilizationRates");
        memory = library.bind(PP_SHAPE, "nvmlDeviceGetMemoryInfo_v2");
        temperature = library.bind(PIP_SHAPE, "nvmlDeviceGetTemperature");
        clock = library.bind(PIP_SHAPE, "nvmlDeviceGetClockInfo");
        fan = library.bind(PP_SHAPE, "nvmlDeviceGetFanSpeed");
        reasons = library.bind(PP_SHAPE, "nvmlDeviceGetCurrentClocksEventReasons");
        generation = library.bind(PP_SHAPE, "nvmlDeviceGetCurrPcieLinkGeneration");
        width = library.bind(PP_SHAPE, "nvmlDeviceGetCurrPcieLinkWidth");
        fields = library.bind(PIP_SHAPE, "nvmlDeviceGetFieldValues");
        Shapes.IP handle = library.bind(IP_SHAPE, "nvmlDeviceGetHandleByIndex_v2");
        devices = new long[gpus];
        for (int i = 0; i < gpus; i++) {
            if (handle.call(i, at) != 0) throw new IllegalStateException("GPU " + i + " is not there");
            devices[i] = out.getLong(0);
        }
    }

    @Override
    public long run(int sweeps) {
        long began = System.nanoTime();
        for (int i = 0; i < sweeps; i++) sweep();
        long took = System.nanoTime() - began;
        if (refused > 0 || sum == 0) throw new IllegalStateException("the library refused " + refused + " calls");
        return took;
    }

    private void sweep() {
        for (long device : devices) {
            read(power.call(device, at));
            read(energy.call(device, at));
            read(utilization.call(device, at));
            out.putInt(0, MEMORY_V2);
            read(memory.call(device, at));
            read(temperature.call(device, 0, at));
            read(clock.call(device, SM, at));
            read(clock.call(device, MEMORY, at));
            read(fan.call(device, at));
            read(reasons.call(device, at));
            read(generation.call(device, at));
            read(width.call(device, at));
            out.putLong(0, MEMORY_TEMPERATURE);
            int code = fields.call(device, 1, at);
            if (code != 0) refused++;
            sum += out.getLong(FIELD_VALUE);
        }
    }

    private void read(int code) {
        if (code != 0) refused++;
        sum += out.getLong(0);
    }
}
