package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.MemoryV2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call leaves for the garbage collector, counted by the JVM: nothing but the reading itself. */
class GarbageTest {
    private static final int CALLS = 10_000;
    // An OptionalInt or OptionalLong on a 64-bit JVM, and an Optional.
    private static final long NUMBER = 24;
    private static final long RECORD = 24;

    private interface Call {
        void make() throws NvmlException;
    }

    @TempDir
    Path folder;

    private NvmlSession session;
    private NvmlDevice gpu;
    private ThreadMXBean threads;

    @BeforeEach
    void open() throws Exception {
        Assumptions.assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
                "this JVM does not count what a thread allocates");
        threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        session = Checkout.open(Checkout.library(folder, "complete", Checkout.resource("complete.c")));
        gpu = session.device(0);
    }

    @AfterEach
    void close() {
        if (session != null) session.close();
    }

    /** Bytes a call, from many; the JVM's own bookkeeping is a few hundred bytes in all. */
    private long bytes(Call call) throws NvmlException {
        for (int i = 0; i < 100; i++) call.make();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) call.make();
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    @Test
    void aRawCallMakesNone() throws NvmlException {
        Nvml nvml = session.raw();
        long handle = gpu.handle();
        NativeMemory out = new NativeMemory(8);
        MemoryV2 memory = new MemoryV2();
        assertThat(bytes(() -> nvml.nvmlDeviceGetPowerUsage(handle, out.address())))
                .isZero();
        assertThat(bytes(() -> nvml.nvmlDeviceGetTemperature(handle, 0, out.address())))
                .isZero();
        assertThat(bytes(() -> {
                    memory.reset();
                    nvml.nvmlDeviceGetMemoryInfo_v2(handle, memory.pointer());
                    out.putLong(0, memory.used());
                }))
                .isZero();
    }

    @Test
    void aReadingMakesOnlyItself() throws NvmlException {
        assertThat(bytes(() -> gpu.powerMilliwatts())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.energyMillijoules())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.temperature())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.memoryTemperature())).isLessThanOrEqualTo(2 * NUMBER);
        assertThat(bytes(() -> gpu.hotspotTemperature())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.smClockMegahertz())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.fanPercent())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.encoderPercent())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.decoderPercent())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.performanceState())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.pcieReplays())).isLessThanOrEqualTo(NUMBER);
        assertThat(bytes(() -> gpu.utilization())).isLessThanOrEqualTo(2 * NUMBER + RECORD);
        assertThat(bytes(() -> gpu.memory())).isLessThanOrEqualTo(NUMBER + 2 * RECORD);
        assertThat(bytes(() -> gpu.powerLimits())).isLessThanOrEqualTo(5 * NUMBER + 2 * RECORD);
    }

    @Test
    void limitsThatStayTheSameMakeNone() throws NvmlException {
        assertThat(bytes(() -> gpu.clockLimits())).isZero();
    }

    @Test
    void aReadingThatTheCardDoesNotHaveMakesNone() throws NvmlException {
        assertThat(bytes(() -> gpu.pcieWidth())).isZero();
        assertThat(bytes(() -> gpu.pcieGeneration())).isZero();
        assertThat(bytes(() -> gpu.field(1))).isZero();
    }
}
