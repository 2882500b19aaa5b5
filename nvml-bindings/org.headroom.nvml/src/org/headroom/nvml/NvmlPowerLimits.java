package org.headroom.nvml;

import java.util.OptionalLong;

/**
 * Power limits in milliwatts.
 *
 * @param enforced the lowest of all that hold now, the one the GPU keeps to ({@code nvmlDeviceGetEnforcedPowerLimit})
 * @param set what it is set to ({@code nvmlDeviceGetPowerManagementLimit})
 * @param byDefault what it is set to without a person's doing ({@code nvmlDeviceGetPowerManagementDefaultLimit})
 * @param least the lowest that can be set ({@code nvmlDeviceGetPowerManagementLimitConstraints})
 * @param most the highest that can be set
 */
public record NvmlPowerLimits(
        OptionalLong enforced, OptionalLong set, OptionalLong byDefault, OptionalLong least, OptionalLong most) {}
