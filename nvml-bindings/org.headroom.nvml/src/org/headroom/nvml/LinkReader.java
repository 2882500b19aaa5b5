package org.headroom.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;

/** NVLinks, one by one. */
final class LinkReader {
    private final GpuCalls gpu;
    private final Nvml nvml;

    LinkReader(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
    }

    List<NvmlLink> read() throws NvmlException {
        OptionalLong told = gpu.field(Constants.NVML_FI_DEV_NVLINK_LINK_COUNT, 0);
        // Where the count is told, a link that does not answer is left out; else it is the one behind the last.
        int most = (int) Math.min(told.orElse(Constants.NVML_NVLINK_MAX_LINKS), Constants.NVML_NVLINK_MAX_LINKS);
        List<NvmlLink> all = new ArrayList<>();
        for (int link = 0; link < most; link++) {
            int code = nvml.nvmlDeviceGetNvLinkState(gpu.handle(), link, gpu.blank());
            if (GpuCalls.missing("nvmlDeviceGetNvLinkState", code)) {
                if (told.isEmpty()) break;
                continue;
            }
            all.add(link(link, gpu.out.getInt(0) == Constants.NVML_FEATURE_ENABLED));
        }
        return List.copyOf(all);
    }

    private NvmlLink link(int link, boolean active) throws NvmlException {
        OptionalLong replay = errors(link, Constants.NVML_NVLINK_ERROR_DL_REPLAY);
        OptionalLong recovery = errors(link, Constants.NVML_NVLINK_ERROR_DL_RECOVERY);
        OptionalLong flit = errors(link, Constants.NVML_NVLINK_ERROR_DL_CRC_FLIT);
        if (replay.isEmpty() && recovery.isEmpty() && flit.isEmpty()) {
            // Since Hopper these are told as fields instead.
            replay = field(Constants.NVML_FI_DEV_NVLINK_ERROR_DL_REPLAY, link);
            recovery = field(Constants.NVML_FI_DEV_NVLINK_ERROR_DL_RECOVERY, link);
            flit = field(Constants.NVML_FI_DEV_NVLINK_ERROR_DL_CRC, link);
        }
        return new NvmlLink(
                link,
                active,
                replay,
                recovery,
                flit,
                errors(link, Constants.NVML_NVLINK_ERROR_DL_CRC_DATA),
                errors(link, Constants.NVML_NVLINK_ERROR_DL_ECC_DATA));
    }

    private OptionalLong errors(int link, int counter) throws NvmlException {
        int code = nvml.nvmlDeviceGetNvLinkErrorCounter(gpu.handle(), link, counter, gpu.blank());
        if (GpuCalls.missing("nvmlDeviceGetNvLinkErrorCounter", code)) return OptionalLong.empty();
        long count = gpu.out.getLong(0);
        return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private OptionalLong field(int id, int link) throws NvmlException {
        OptionalLong value = gpu.field(id, link);
        return value.isPresent() && value.getAsLong() < 0 ? OptionalLong.empty() : value;
    }
}
