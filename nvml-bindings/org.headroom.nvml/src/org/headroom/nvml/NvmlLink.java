package org.headroom.nvml;

import java.util.OptionalLong;

/**
 * One NVLink of a GPU, with its error counters since the driver was loaded ({@code nvmlDeviceGetNvLinkErrorCounter}).
 *
 * @param index from 0
 * @param active whether it is up ({@code nvmlDeviceGetNvLinkState})
 * @param replay packets sent again
 * @param recovery times that the link was trained anew
 * @param crcFlit checksum errors in control packets
 * @param crcData checksum errors in data
 * @param eccData ECC errors in data
 */
public record NvmlLink(
        int index,
        boolean active,
        OptionalLong replay,
        OptionalLong recovery,
        OptionalLong crcFlit,
        OptionalLong crcData,
        OptionalLong eccData) {
    /** The sum of the counters that are told; empty where none is. */
    public OptionalLong errors() {
        long sum = 0;
        boolean told = false;
        for (OptionalLong counter : new OptionalLong[] {replay, recovery, crcFlit, crcData, eccData}) {
            if (counter.isEmpty()) continue;
            told = true;
            sum += counter.getAsLong();
        }
        return told ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}
