package org.headroom.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.headroom.model.gpu.GpuIdentity;

/**
 * Whether the kernel has put a GPU to sleep to save power: asking NVML would wake it. Linux only; elsewhere none sleeps. Reading
 * the kernel's files does not wake it.
 */
public final class RuntimePower {
    // Where the kernel may not put a device to sleep, its state is not looked at each time.
    private static final Duration ALWAYS_ON_FOR = Duration.ofMinutes(1);

    private final Path devices;
    private final LongSupplier nanos;
    private final Map<String, Long> awakeUntil = new ConcurrentHashMap<>();

    /** @param devices where the kernel shows PCI devices, {@code /sys/bus/pci/devices} */
    public RuntimePower(Path devices) {
        this(devices, System::nanoTime);
    }

    RuntimePower(Path devices, LongSupplier nanos) {
        this.devices = devices;
        this.nanos = nanos;
    }

    public boolean asleep(GpuIdentity gpu) {
        // A simulated GPU's address may be a real device's.
        if (gpu.simulated() || gpu.pciBusId().isEmpty()) return false;
        String bus = gpu.pciBusId().get();
        Long awake = awakeUntil.get(bus);
        if (awake != null && nanos.getAsLong() - awake < 0) return false;
        String id = bus.toLowerCase(Locale.ROOT);
        // NVML writes the domain with eight digits, the kernel with four.
        Path power = devices.resolve(id.length() > 12 ? id.substring(id.length() - 12) : id)
                .resolve("power");
        Optional<String> status = read(power.resolve("runtime_status"));
        if (status.isPresent() && status.get().equals("suspended")) return true;
        // A kernel that shows no state, and one that leaves the device on, never puts it to sleep.
        if (status.isEmpty()
                || read(power.resolve("control")).filter("on"::equals).isPresent())
            awakeUntil.put(bus, nanos.getAsLong() + ALWAYS_ON_FOR.toNanos());
        return false;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
