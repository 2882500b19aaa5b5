package org.headroom.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.headroom.model.gpu.GpuIdentity;

/** Whether the kernel has put a GPU to sleep to save power: asking NVML would wake it. Linux only; elsewhere none sleeps. */
public final class RuntimePower {
    private final Path devices;

    /** @param devices where the kernel shows PCI devices, {@code /sys/bus/pci/devices} */
    public RuntimePower(Path devices) {
        this.devices = devices;
    }

    public boolean asleep(GpuIdentity gpu) {
        // A simulated GPU's address may be a real device's.
        if (gpu.simulated() || gpu.pciBusId().isEmpty()) return false;
        String id = gpu.pciBusId().get().toLowerCase(Locale.ROOT);
        // NVML writes the domain with eight digits, the kernel with four.
        String name = id.length() > 12 ? id.substring(id.length() - 12) : id;
        try {
            return Files.readString(devices.resolve(name).resolve("power").resolve("runtime_status"))
                    .strip()
                    .equals("suspended");
        } catch (IOException e) {
            return false;
        }
    }
}
