package org.headroom.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.ProcessInfo;
import org.headroom.nvml.raw.struct.ProcessInfoV1;

/** Reads the lists of processes, whose length and even whose entries' size are known only afterwards. */
final class ProcessReader {
    private static final int FIRST_ROOM = 64;
    private static final int MOST = 8192;
    private static final int ATTEMPTS = 4;
    // The first 535 drivers wrote 32 bytes an entry through _v3 instead of 24.
    private static final int WIDE_ENTRY = 32;
    private static final byte UNTOUCHED = (byte) 0xa5;
    private static final long UNTOUCHED_PID = 0xa5a5a5a5L;
    private static final int LIST = 16;

    private final GpuCalls gpu;
    private final Nvml nvml;
    // The count, then the entries.
    private NativeMemory buffer = new NativeMemory(0);
    private int room;

    ProcessReader(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
    }

    List<NvmlProcess> read() throws NvmlException {
        List<NvmlProcess> all = new ArrayList<>();
        read(all, NvmlProcess.Kind.COMPUTE);
        read(all, NvmlProcess.Kind.GRAPHICS);
        return List.copyOf(all);
    }

    private void read(List<NvmlProcess> to, NvmlProcess.Kind kind) throws NvmlException {
        String name = kind == NvmlProcess.Kind.COMPUTE
                ? "nvmlDeviceGetComputeRunningProcesses"
                : "nvmlDeviceGetGraphicsRunningProcesses";
        int version = 3;
        int code = list(kind, version);
        while (version > 1 && outdated(code)) code = list(kind, --version);
        int entry = version == 1 ? ProcessInfoV1.SIZE_BYTES : ProcessInfo.SIZE_BYTES;
        if (gpu.absent(name, code)) return;
        int count = Math.min(Math.max(buffer.getInt(0), 0), room);
        if (entry == ProcessInfo.SIZE_BYTES && count > 0 && wroteBeyond(LIST + count * ProcessInfo.SIZE_BYTES))
            entry = WIDE_ENTRY;
        for (int i = 0; i < count; i++) {
            int at = LIST + i * entry;
            long pid = Integer.toUnsignedLong(buffer.getInt(at + ProcessInfo.PID));
            long used = buffer.getLong(at + ProcessInfo.USED_GPU_MEMORY);
            // A count larger than what was written must not make processes up.
            if (pid == 0 || pid == UNTOUCHED_PID) continue;
            // -1 where the driver does not know.
            OptionalLong bytes = used >= 0 && used <= 1L << 50 ? OptionalLong.of(used) : OptionalLong.empty();
            to.add(new NvmlProcess(pid, bytes, kind));
        }
    }

    private boolean wroteBeyond(int at) {
        for (int i = at; i < at + 8; i++) if (buffer.get(i) != UNTOUCHED) return true;
        return false;
    }

    // Processes come and go between two calls, so a list that was long enough may not be any more.
    private int list(NvmlProcess.Kind kind, int version) {
        int wanted = FIRST_ROOM;
        int code = NvmlReturn.INSUFFICIENT_SIZE.code();
        for (int attempt = 0; attempt < ATTEMPTS && code == NvmlReturn.INSUFFICIENT_SIZE.code(); attempt++) {
            room = wanted;
            int size = LIST + room * WIDE_ENTRY;
            if (buffer.size() < size) buffer = new NativeMemory(size);
            buffer.fill(0, LIST, (byte) 0);
            buffer.fill(LIST, size, UNTOUCHED);
            buffer.putInt(0, room);
            code = call(kind, version, gpu.handle(), buffer.address(), buffer.address() + LIST);
            wanted = Math.min(MOST, Math.max(room * 2, buffer.getInt(0) + FIRST_ROOM));
        }
        return code;
    }

    private static boolean outdated(int code) {
        return code == NvmlReturn.FUNCTION_NOT_FOUND.code() || code == NvmlReturn.ARGUMENT_VERSION_MISMATCH.code();
    }

    private int call(NvmlProcess.Kind kind, int version, long handle, long count, long entries) {
        boolean compute = kind == NvmlProcess.Kind.COMPUTE;
        return switch (version) {
            case 1 ->
                compute
                        ? nvml.nvmlDeviceGetComputeRunningProcesses(handle, count, entries)
                        : nvml.nvmlDeviceGetGraphicsRunningProcesses(handle, count, entries);
            case 2 ->
                compute
                        ? nvml.nvmlDeviceGetComputeRunningProcesses_v2(handle, count, entries)
                        : nvml.nvmlDeviceGetGraphicsRunningProcesses_v2(handle, count, entries);
            default ->
                compute
                        ? nvml.nvmlDeviceGetComputeRunningProcesses_v3(handle, count, entries)
                        : nvml.nvmlDeviceGetGraphicsRunningProcesses_v3(handle, count, entries);
        };
    }
}
