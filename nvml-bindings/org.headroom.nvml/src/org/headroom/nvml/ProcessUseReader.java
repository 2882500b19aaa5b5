package org.headroom.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.AccountingStats;
import org.headroom.nvml.raw.struct.ProcessUtilizationInfoV1;
import org.headroom.nvml.raw.struct.ProcessUtilizationSample;
import org.headroom.nvml.raw.struct.ProcessesUtilizationInfoV1;

/** How much of a GPU each process used. */
final class ProcessUseReader {
    private static final int FIRST_ROOM = 64;
    private static final int MOST = 8192;
    private static final int ATTEMPTS = 4;
    // What stands before the list: the newer function's struct, or the older one's count.
    private static final int LIST = 32;

    private final GpuCalls gpu;
    private final Nvml nvml;
    private NativeMemory buffer = new NativeMemory(0);

    ProcessUseReader(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
    }

    List<NvmlProcessUse> since(long micros) throws NvmlException {
        int code = askNewer(micros);
        if (code == 0) return newer();
        if (!GpuCalls.missing("nvmlDeviceGetProcessesUtilizationInfo", code)) return List.of();
        // "Not found" is the answer when no process used the GPU.
        if (code == Constants.NVML_ERROR_NOT_FOUND) return List.of();
        code = askOlder(micros);
        return GpuCalls.missing("nvmlDeviceGetProcessUtilization", code) ? List.of() : older();
    }

    private void makeRoom(int entries, int size) {
        int bytes = LIST + entries * size;
        if (buffer.size() < bytes) buffer = new NativeMemory(bytes);
        buffer.clear(bytes);
    }

    private int askNewer(long micros) {
        int room = FIRST_ROOM;
        int code = Constants.NVML_ERROR_INSUFFICIENT_SIZE;
        for (int attempt = 0; attempt < ATTEMPTS && code == Constants.NVML_ERROR_INSUFFICIENT_SIZE; attempt++) {
            makeRoom(room, ProcessUtilizationInfoV1.SIZE_BYTES);
            buffer.putInt(ProcessesUtilizationInfoV1.VERSION, ProcessesUtilizationInfoV1.VERSION_WORD);
            buffer.putInt(ProcessesUtilizationInfoV1.PROCESS_SAMPLES_COUNT, room);
            buffer.putLong(ProcessesUtilizationInfoV1.LAST_SEEN_TIME_STAMP, micros);
            buffer.putLong(ProcessesUtilizationInfoV1.PROC_UTIL_ARRAY, buffer.address() + LIST);
            code = nvml.nvmlDeviceGetProcessesUtilizationInfo(gpu.handle(), buffer.address());
            int wanted = buffer.getInt(ProcessesUtilizationInfoV1.PROCESS_SAMPLES_COUNT);
            room = Math.min(MOST, Math.max(room * 2, wanted));
        }
        return code;
    }

    private List<NvmlProcessUse> newer() {
        int count = count(
                buffer.getInt(ProcessesUtilizationInfoV1.PROCESS_SAMPLES_COUNT), ProcessUtilizationInfoV1.SIZE_BYTES);
        List<NvmlProcessUse> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = LIST + i * ProcessUtilizationInfoV1.SIZE_BYTES;
            add(
                    all,
                    buffer.getInt(at + ProcessUtilizationInfoV1.PID),
                    buffer.getLong(at + ProcessUtilizationInfoV1.TIME_STAMP),
                    at + ProcessUtilizationInfoV1.SM_UTIL);
        }
        return List.copyOf(all);
    }

    private int askOlder(long micros) {
        int room = FIRST_ROOM;
        int code = Constants.NVML_ERROR_INSUFFICIENT_SIZE;
        for (int attempt = 0; attempt < ATTEMPTS && code == Constants.NVML_ERROR_INSUFFICIENT_SIZE; attempt++) {
            makeRoom(room, ProcessUtilizationSample.SIZE_BYTES);
            buffer.putInt(0, room);
            long at = buffer.address();
            code = nvml.nvmlDeviceGetProcessUtilization(gpu.handle(), at + LIST, at, micros);
            room = Math.min(MOST, Math.max(room * 2, buffer.getInt(0)));
        }
        return code;
    }

    private List<NvmlProcessUse> older() {
        int count = count(buffer.getInt(0), ProcessUtilizationSample.SIZE_BYTES);
        List<NvmlProcessUse> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = LIST + i * ProcessUtilizationSample.SIZE_BYTES;
            add(
                    all,
                    buffer.getInt(at + ProcessUtilizationSample.PID),
                    buffer.getLong(at + ProcessUtilizationSample.TIME_STAMP),
                    at + ProcessUtilizationSample.SM_UTIL);
        }
        return List.copyOf(all);
    }

    private int count(int said, int entry) {
        return Math.clamp(said, 0, (buffer.size() - LIST) / entry);
    }

    // In both structs the four percentages stand side by side: SM, memory, encoder, decoder.
    private void add(List<NvmlProcessUse> to, int pid, long timestamp, int at) {
        if (pid == 0) return;
        to.add(new NvmlProcessUse(
                Integer.toUnsignedLong(pid),
                timestamp,
                percent(buffer.getInt(at)),
                percent(buffer.getInt(at + 4)),
                percent(buffer.getInt(at + 8)),
                percent(buffer.getInt(at + 12))));
    }

    private static int percent(int value) {
        return value >= 0 && value <= 100 ? value : 0;
    }

    Optional<Boolean> accountingMode() throws NvmlException {
        return gpu.truth("nvmlDeviceGetAccountingMode", nvml.nvmlDeviceGetAccountingMode(gpu.handle(), gpu.blank()));
    }

    List<Long> accountedPids() throws NvmlException {
        makeRoom(MOST, Integer.BYTES);
        buffer.putInt(0, MOST);
        int code = nvml.nvmlDeviceGetAccountingPids(gpu.handle(), buffer.address(), buffer.address() + LIST);
        if (gpu.absent("nvmlDeviceGetAccountingPids", code)) return List.of();
        int count = count(buffer.getInt(0), Integer.BYTES);
        List<Long> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) all.add(Integer.toUnsignedLong(buffer.getInt(LIST + i * Integer.BYTES)));
        return List.copyOf(all);
    }

    Optional<NvmlAccounting> accounting(long pid) throws NvmlException {
        long at = gpu.zeroed(AccountingStats.SIZE_BYTES);
        int code = nvml.nvmlDeviceGetAccountingStats(gpu.handle(), (int) pid, at);
        if (GpuCalls.missing("nvmlDeviceGetAccountingStats", code)) return Optional.empty();
        NativeMemory out = gpu.out;
        boolean running = out.getInt(AccountingStats.IS_RUNNING) == 1;
        OptionalLong active = running ? OptionalLong.empty() : known(out.getLong(AccountingStats.TIME));
        return Optional.of(new NvmlAccounting(
                GpuCalls.within(out.getInt(AccountingStats.GPU_UTILIZATION), 0, 100),
                GpuCalls.within(out.getInt(AccountingStats.MEMORY_UTILIZATION), 0, 100),
                known(out.getLong(AccountingStats.MAX_MEMORY_USAGE)),
                active,
                known(out.getLong(AccountingStats.START_TIME)),
                running));
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
