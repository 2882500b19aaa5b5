package org.headroom.nvml;

import static org.headroom.nvml.raw.Constants.NVML_AGGREGATE_ECC;
import static org.headroom.nvml.raw.Constants.NVML_MEMORY_ERROR_TYPE_CORRECTED;
import static org.headroom.nvml.raw.Constants.NVML_MEMORY_ERROR_TYPE_UNCORRECTED;
import static org.headroom.nvml.raw.Constants.NVML_VOLATILE_ECC;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.RemappedRowsInfoV2;
import org.headroom.nvml.raw.struct.ViolationTime;

/** Wear and errors of a GPU's memory, and the time that its limits cost. */
final class HealthReader {
    // More rows or pages than any card has spare ones.
    private static final int MOST = 1_000_000;

    private final GpuCalls gpu;
    private final Nvml nvml;

    HealthReader(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
    }

    Optional<NvmlEcc> ecc() throws NvmlException {
        long at = gpu.blank();
        int code = nvml.nvmlDeviceGetEccMode(gpu.handle(), at, at + 4);
        if (gpu.absent("nvmlDeviceGetEccMode", code)) return Optional.empty();
        int current = gpu.out.getInt(0);
        int pending = gpu.out.getInt(4);
        if (current < 0 || current > 1) return Optional.empty();
        return Optional.of(new NvmlEcc(
                current == 1,
                pending == -1 ? current == 1 : pending == 1,
                total(NVML_MEMORY_ERROR_TYPE_CORRECTED, NVML_VOLATILE_ECC),
                total(NVML_MEMORY_ERROR_TYPE_CORRECTED, NVML_AGGREGATE_ECC),
                total(NVML_MEMORY_ERROR_TYPE_UNCORRECTED, NVML_VOLATILE_ECC),
                total(NVML_MEMORY_ERROR_TYPE_UNCORRECTED, NVML_AGGREGATE_ECC)));
    }

    private OptionalLong total(int type, int counter) throws NvmlException {
        int code = nvml.nvmlDeviceGetTotalEccErrors(gpu.handle(), type, counter, gpu.blank());
        return gpu.counter("nvmlDeviceGetTotalEccErrors", code);
    }

    NvmlMemoryErrors errors(NvmlMemoryErrors.Place place) throws NvmlException {
        return new NvmlMemoryErrors(
                counted(NVML_MEMORY_ERROR_TYPE_CORRECTED, NVML_VOLATILE_ECC, place.number()),
                counted(NVML_MEMORY_ERROR_TYPE_CORRECTED, NVML_AGGREGATE_ECC, place.number()),
                counted(NVML_MEMORY_ERROR_TYPE_UNCORRECTED, NVML_VOLATILE_ECC, place.number()),
                counted(NVML_MEMORY_ERROR_TYPE_UNCORRECTED, NVML_AGGREGATE_ECC, place.number()));
    }

    private OptionalLong counted(int type, int counter, int place) throws NvmlException {
        int code = nvml.nvmlDeviceGetMemoryErrorCounter(gpu.handle(), type, counter, place, gpu.blank());
        return gpu.counter("nvmlDeviceGetMemoryErrorCounter", code);
    }

    Optional<NvmlRemappedRows> remappedRows() throws NvmlException {
        int code = nvml.nvmlDeviceGetRemappedRows_v2(gpu.handle(), gpu.blank());
        if (!gpu.absent("nvmlDeviceGetRemappedRows_v2", code)) {
            Optional<NvmlRemappedRows> rows = rows(
                    gpu.out.getInt(RemappedRowsInfoV2.CORR_ACTIVE_REMAPS),
                    gpu.out.getInt(RemappedRowsInfoV2.UNC_ACTIVE_REMAPS),
                    gpu.out.getInt(RemappedRowsInfoV2.B_PENDING),
                    gpu.out.getInt(RemappedRowsInfoV2.B_FAILURE_OCCURRED));
            if (rows.isPresent()) return rows;
        }
        long at = gpu.blank();
        code = nvml.nvmlDeviceGetRemappedRows(gpu.handle(), at, at + 4, at + 8, at + 12);
        if (gpu.absent("nvmlDeviceGetRemappedRows", code)) return Optional.empty();
        return rows(gpu.out.getInt(0), gpu.out.getInt(4), gpu.out.getInt(8), gpu.out.getInt(12));
    }

    private static Optional<NvmlRemappedRows> rows(int corrected, int uncorrected, int pending, int failed) {
        boolean sound = corrected >= 0 && corrected <= MOST && uncorrected >= 0 && uncorrected <= MOST && pending != -1;
        return sound
                ? Optional.of(new NvmlRemappedRows(corrected, uncorrected, pending != 0, failed != 0 && failed != -1))
                : Optional.empty();
    }

    Optional<NvmlRetiredPages> retiredPages() throws NvmlException {
        OptionalInt single = pages(Constants.NVML_PAGE_RETIREMENT_CAUSE_MULTIPLE_SINGLE_BIT_ECC_ERRORS);
        OptionalInt twofold = pages(Constants.NVML_PAGE_RETIREMENT_CAUSE_DOUBLE_BIT_ECC_ERROR);
        int code = nvml.nvmlDeviceGetRetiredPagesPendingStatus(gpu.handle(), gpu.blank());
        Optional<Boolean> pending = gpu.truth("nvmlDeviceGetRetiredPagesPendingStatus", code);
        if (single.isEmpty() && twofold.isEmpty() && pending.isEmpty()) return Optional.empty();
        return Optional.of(new NvmlRetiredPages(single, twofold, pending.orElse(false)));
    }

    // Only the count is asked for: room for none is offered, so "too small" is a good answer too. The address is a good
    // one
    // all the same, for libraries that do not look at the room.
    private OptionalInt pages(int cause) throws NvmlException {
        gpu.out.putLong(0, 0);
        int code = nvml.nvmlDeviceGetRetiredPages(gpu.handle(), cause, gpu.out.address(), gpu.out.address() + 16);
        if (code == Constants.NVML_ERROR_INSUFFICIENT_SIZE) code = 0;
        return gpu.number("nvmlDeviceGetRetiredPages", code, 0, MOST);
    }

    NvmlThrottleTimes throttleTimes() throws NvmlException {
        return new NvmlThrottleTimes(
                violation(Constants.NVML_PERF_POLICY_POWER),
                violation(Constants.NVML_PERF_POLICY_THERMAL),
                violation(Constants.NVML_PERF_POLICY_SYNC_BOOST),
                violation(Constants.NVML_PERF_POLICY_BOARD_LIMIT),
                violation(Constants.NVML_PERF_POLICY_LOW_UTILIZATION),
                violation(Constants.NVML_PERF_POLICY_RELIABILITY));
    }

    private OptionalLong violation(int policy) throws NvmlException {
        int code = nvml.nvmlDeviceGetViolationStatus(gpu.handle(), policy, gpu.blank());
        if (gpu.absent("nvmlDeviceGetViolationStatus", code)) return OptionalLong.empty();
        long nanos = gpu.out.getLong(ViolationTime.VIOLATION_TIME);
        return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
