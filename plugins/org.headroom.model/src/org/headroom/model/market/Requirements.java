package org.headroom.model.market;

import java.util.Optional;
import org.headroom.model.units.ByteCount;

/**
 * What a GPU must be to be bid with.
 *
 * @param model a part of the GPU's name, upper and lower case alike, such as {@code RTX 4090}; empty for any
 */
public record Requirements(int gpus, Optional<String> model, ByteCount memory) {
    public Requirements {
        if (gpus < 1 || gpus > 64) throw new IllegalArgumentException("gpus: 1 to 64");
        if (memory.bytes() < 0) throw new IllegalArgumentException("memory: not below zero");
    }
}
