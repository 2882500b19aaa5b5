package org.headroom.telemetry.health;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether there is a card of NVIDIA's in the machine, driver or not, as Linux tells it. */
final class PciCards {
    private static final String NVIDIA = "0x10de";
    private static final String DISPLAY = "0x03";

    private PciCards() {}

    /** @param devices {@code /sys/bus/pci/devices}; where there is none, nothing is known */
    static Optional<Boolean> present(Path devices) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(devices)) {
            boolean any = false;
            for (Path device : all) {
                any = true;
                if (says(device, "vendor", NVIDIA) && says(device, "class", DISPLAY)) return Optional.of(true);
            }
            return any ? Optional.of(false) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean says(Path device, String file, String start) {
        try {
            return Files.readString(device.resolve(file)).startsWith(start);
        } catch (IOException e) {
            return false;
        }
    }
}
