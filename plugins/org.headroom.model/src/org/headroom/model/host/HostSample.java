package org.headroom.model.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.model.units.ByteCount;

/**
 * The machine at one moment.
 *
 * @param cpuLoad share of all cores together that was busy since the last sample, 0 to 1; empty in the first
 * @param loadAverage over the last minute; empty where the system has none
 */
public record HostSample(
        Instant at,
        OptionalDouble cpuLoad,
        OptionalDouble loadAverage,
        ByteCount memoryUsed,
        ByteCount memoryTotal,
        ByteCount swapUsed,
        ByteCount swapTotal,
        List<Disk> disks,
        List<Network> networks,
        List<Sensor> sensors,
        Duration uptime) {
    public HostSample {
        disks = List.copyOf(disks);
        networks = List.copyOf(networks);
        sensors = List.copyOf(sensors);
    }

    /** A file system of this machine; rates of the device below it in bytes a second, empty in the first sample. */
    public record Disk(
            String mount,
            String device,
            ByteCount used,
            ByteCount total,
            OptionalDouble readRate,
            OptionalDouble writeRate) {}

    /** A network interface that is up, without the loopback; rates in bytes a second, empty in the first sample. */
    public record Network(String name, Optional<String> address, OptionalDouble receiveRate, OptionalDouble sendRate) {}

    /** A sensor's value: temperature in °C, fan in revolutions a minute, voltage in V. */
    public record Sensor(String name, Kind kind, double value) {
        /** What it measures. */
        public enum Kind {
            CELSIUS,
            RPM,
            VOLT
        }
    }
}
