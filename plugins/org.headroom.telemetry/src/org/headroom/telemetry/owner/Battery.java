package org.headroom.telemetry.owner;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.PowerSource;

/** Whether the machine runs on its battery. */
@FunctionalInterface
interface Battery {
    /** Empty where there is none, or the system does not tell. */
    Optional<Boolean> discharging();

    static Battery ofThisMachine() {
        return Platform.isLinux() ? () -> linux(Path.of("/sys/class/power_supply")) : Battery::told;
    }

    /** The batteries of mice and headsets stand in the same folder, with a scope of their own. */
    static Optional<Boolean> linux(Path supplies) {
        boolean battery = false;
        boolean drawn = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(supplies)) {
            for (Path supply : all) {
                if (!word(supply, "type").equals("Battery")
                        || word(supply, "scope").equals("Device")) continue;
                battery = true;
                drawn |= word(supply, "status").equals("Discharging");
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        return battery ? Optional.of(drawn) : Optional.empty();
    }

    private static String word(Path supply, String what) {
        try {
            return Files.readString(supply.resolve(what)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<Boolean> told() {
        List<PowerSource> sources = new SystemInfo().getHardware().getPowerSources();
        return sources.isEmpty()
                ? Optional.empty()
                : Optional.of(sources.stream().anyMatch(s -> s.isDischarging() && !s.isPowerOnLine()));
    }
}
