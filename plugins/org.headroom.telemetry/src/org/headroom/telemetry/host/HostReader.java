package org.headroom.telemetry.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.headroom.model.host.HostIdentity;
import org.headroom.model.host.HostSample;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HWPartition;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.hardware.Sensors;
import oshi.hardware.VirtualMemory;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/**
 * Reads the machine, one thread. What fails costs only itself. The lists of file systems, disks and networks are made anew once
 * a minute, and the sensors, which some systems give slowly, are read twice a minute.
 */
final class HostReader {
    private static final Logger LOG = LoggerFactory.getLogger(HostReader.class);
    private static final Duration LISTS_EVERY = Duration.ofMinutes(1);
    private static final Duration DISKS_EVERY = Duration.ofSeconds(10);
    private static final Duration SENSORS_EVERY = Duration.ofSeconds(30);
    private static final ByteCount NOTHING = new ByteCount(0);

    private final HardwareAbstractionLayer hardware;
    private final OperatingSystem system;
    private final Set<String> failed = new HashSet<>();

    private long[] ticksBefore = {};
    private List<OSFileStore> stores = List.of();
    private List<CountedDisk> disks = List.of();
    private List<CountedNetwork> networks = List.of();
    private List<HostSample.Sensor> sensors = List.of();
    private List<HostSample.Disk> diskSamples = List.of();
    private long listsAt = Long.MIN_VALUE;
    private long disksAt = Long.MIN_VALUE;
    private long sensorsAt = Long.MIN_VALUE;

    private record CountedDisk(HWDiskStore disk, Rate read, Rate written) {}

    private record CountedNetwork(NetworkIF network, Rate received, Rate sent) {}

    HostReader(HardwareAbstractionLayer hardware, OperatingSystem system) {
        this.hardware = hardware;
        this.system = system;
    }

    HostIdentity identity() {
        HostIdentity plain = plain();
        return new HostIdentity(
                guarded(
                        "system",
                        plain.operatingSystem(),
                        () -> system.getFamily() + " " + system.getVersionInfo().getVersion()),
                guarded(
                        "processor",
                        plain.processor(),
                        () -> hardware.getProcessor()
                                .getProcessorIdentifier()
                                .getName()
                                .strip()),
                guarded(
                        "processor",
                        plain.cores(),
                        () -> hardware.getProcessor().getPhysicalProcessorCount()),
                guarded(
                        "processor",
                        plain.threads(),
                        () -> hardware.getProcessor().getLogicalProcessorCount()));
    }

    /** What Java itself knows. */
    static HostIdentity plain() {
        int threads = Runtime.getRuntime().availableProcessors();
        return new HostIdentity(
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""),
                threads,
                threads);
    }

    /** @param nanos a clock that only goes forward */
    HostSample read(Instant at, long nanos) {
        if (due(listsAt, nanos)) {
            listsAt = nanos + LISTS_EVERY.toNanos();
            lists();
        }
        if (due(sensorsAt, nanos)) {
            sensorsAt = nanos + SENSORS_EVERY.toNanos();
            sensors = guarded("sensors", List.of(), this::sensors);
        }
        if (due(disksAt, nanos)) {
            disksAt = nanos + DISKS_EVERY.toNanos();
            diskSamples = guarded("disks", List.of(), () -> disks(nanos));
        }
        ByteCount[] memory = guarded("memory", new ByteCount[] {NOTHING, NOTHING}, this::memory);
        ByteCount[] swap = guarded("swap", new ByteCount[] {NOTHING, NOTHING}, this::swap);
        return new HostSample(
                at,
                guarded("processor", OptionalDouble.empty(), this::cpuLoad),
                guarded("load", OptionalDouble.empty(), this::loadAverage),
                memory[0],
                memory[1],
                swap[0],
                swap[1],
                diskSamples,
                guarded("networks", List.of(), () -> networks(nanos)),
                sensors,
                guarded("uptime", Duration.ZERO, () -> Duration.ofSeconds(system.getSystemUptime())));
    }

    private static boolean due(long at, long nanos) {
        return at == Long.MIN_VALUE || nanos - at >= 0;
    }

    private void lists() {
        stores = guarded("file systems", List.of(), this::localStores);
        List<HWDiskStore> found = guarded("disks", List.of(), hardware::getDiskStores);
        disks = found.stream()
                .map(d -> disks.stream()
                        .filter(c -> c.disk.getName().equals(d.getName()))
                        .findFirst()
                        .map(c -> new CountedDisk(d, c.read, c.written))
                        .orElseGet(() -> new CountedDisk(d, new Rate(), new Rate())))
                .toList();
        List<NetworkIF> up = guarded("networks", List.of(), hardware::getNetworkIFs);
        networks = up.stream()
                .filter(n -> n.getIfOperStatus() == NetworkIF.IfOperStatus.UP
                        || n.getIfOperStatus() == NetworkIF.IfOperStatus.UNKNOWN)
                .map(n -> networks.stream()
                        .filter(c -> c.network.getName().equals(n.getName()))
                        .findFirst()
                        .map(c -> new CountedNetwork(n, c.received, c.sent))
                        .orElseGet(() -> new CountedNetwork(n, new Rate(), new Rate())))
                .toList();
    }

    // A file system that is mounted at several places, as container engines do, is listed once, at the shortest of
    // them.
    private List<OSFileStore> localStores() {
        Set<String> seen = new HashSet<>();
        return system.getFileSystem().getFileStores(true).stream()
                .filter(f -> f.getTotalSpace() > 0 && real(f.getType()))
                .sorted((a, b) ->
                        Integer.compare(a.getMount().length(), b.getMount().length()))
                .filter(f -> seen.add(f.getVolume()))
                .toList();
    }

    private static boolean real(String type) {
        return switch (type) {
            case "tmpfs", "devtmpfs", "overlay", "squashfs", "ramfs", "iso9660", "efivarfs" -> false;
            default -> true;
        };
    }

    private OptionalDouble cpuLoad() {
        CentralProcessor processor = hardware.getProcessor();
        long[] now = processor.getSystemCpuLoadTicks();
        long[] before = ticksBefore;
        ticksBefore = now;
        if (before.length != now.length) return OptionalDouble.empty();
        double load = processor.getSystemCpuLoadBetweenTicks(before, now);
        return Double.isFinite(load) ? OptionalDouble.of(Math.clamp(load, 0, 1)) : OptionalDouble.empty();
    }

    private OptionalDouble loadAverage() {
        double[] load = hardware.getProcessor().getSystemLoadAverage(1);
        return load.length == 0 || load[0] < 0 ? OptionalDouble.empty() : OptionalDouble.of(load[0]);
    }

    private ByteCount[] memory() {
        GlobalMemory memory = hardware.getMemory();
        long total = memory.getTotal();
        return new ByteCount[] {new ByteCount(Math.max(0, total - memory.getAvailable())), new ByteCount(total)};
    }

    private ByteCount[] swap() {
        VirtualMemory memory = hardware.getMemory().getVirtualMemory();
        return new ByteCount[] {new ByteCount(memory.getSwapUsed()), new ByteCount(memory.getSwapTotal())};
    }

    private List<HostSample.Disk> disks(long nanos) {
        List<HostSample.Disk> all = new ArrayList<>();
        for (CountedDisk d : disks) {
            d.disk.updateAttributes();
            d.read.count(d.disk.getReadBytes(), nanos);
            d.written.count(d.disk.getWriteBytes(), nanos);
        }
        for (OSFileStore store : stores) {
            store.updateAttributes();
            Optional<CountedDisk> below =
                    disks.stream().filter(d -> carries(d.disk, store)).findFirst();
            all.add(new HostSample.Disk(
                    store.getMount(),
                    store.getVolume(),
                    new ByteCount(Math.max(0, store.getTotalSpace() - store.getFreeSpace())),
                    new ByteCount(store.getTotalSpace()),
                    below.map(d -> d.read.perSecond()).orElse(OptionalDouble.empty()),
                    below.map(d -> d.written.perSecond()).orElse(OptionalDouble.empty())));
        }
        return all;
    }

    private static boolean carries(HWDiskStore disk, OSFileStore store) {
        if (disk.getName().equals(store.getVolume())) return true;
        for (HWPartition p : disk.getPartitions()) {
            if (p.getMountPoint().equals(store.getMount())) return true;
            if (!p.getIdentification().isEmpty()
                    && (p.getIdentification().equals(store.getVolume())
                            || p.getIdentification().equals(store.getLogicalVolume()))) return true;
        }
        return false;
    }

    private List<HostSample.Network> networks(long nanos) {
        List<HostSample.Network> all = new ArrayList<>();
        for (CountedNetwork n : networks) {
            n.network.updateAttributes();
            n.received.count(n.network.getBytesRecv(), nanos);
            n.sent.count(n.network.getBytesSent(), nanos);
            Optional<String> address = Arrays.stream(n.network.getIPv4addr())
                    .findFirst()
                    .or(() -> Arrays.stream(n.network.getIPv6addr()).findFirst());
            all.add(new HostSample.Network(n.network.getName(), address, n.received.perSecond(), n.sent.perSecond()));
        }
        return all;
    }

    private List<HostSample.Sensor> sensors() {
        Sensors told = hardware.getSensors();
        List<HostSample.Sensor> all = new ArrayList<>();
        double heat = told.getCpuTemperature();
        // OSHI gives 0 where there is no sensor.
        if (Double.isFinite(heat) && heat > 0 && heat < 200)
            all.add(new HostSample.Sensor("CPU", HostSample.Sensor.Kind.CELSIUS, heat));
        int fan = 1;
        for (int rpm : told.getFanSpeeds()) {
            if (rpm > 0) all.add(new HostSample.Sensor("Fan " + fan, HostSample.Sensor.Kind.RPM, rpm));
            fan++;
        }
        double volts = told.getCpuVoltage();
        if (Double.isFinite(volts) && volts > 0 && volts < 100)
            all.add(new HostSample.Sensor("CPU", HostSample.Sensor.Kind.VOLT, volts));
        return all;
    }

    private <T> T guarded(String what, T otherwise, Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException | LinkageError e) {
            if (failed.add(what)) LOG.warn("The machine's {} cannot be read: {}", what, String.valueOf(e));
            return otherwise;
        }
    }
}
