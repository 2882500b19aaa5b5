package org.headroom.nvml;

import java.util.Optional;

/**
 * What the driver says of itself.
 *
 * @param cuda the newest CUDA that the driver serves, such as {@code 12.8}
 */
public record NvmlVersions(Optional<String> driver, Optional<String> nvml, Optional<String> cuda) {}
