package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.model.market.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RentalFilesRightsTest {
    @TempDir
    Path folder;

    @Test
    void whatAnOlderRenterLeftOpenIsTightenedAtTheNextStart() throws Exception {
        Path rental = Files.createDirectories(folder.resolve("rentals/order-00000001"));
        Path record = Files.createFile(rental.resolve("rental.json"));
        for (Path each : List.of(folder.resolve("rentals"), rental, record))
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
        RenterLock.take(folder).orElseThrow().close();
        for (Path each : List.of(folder.resolve("rentals"), rental, record))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .as(each.toString())
                    .isEqualTo("rwx------");
    }

    @Test
    void allThatARenterKeepsIsTheOwnersAlone() throws Exception {
        Path home = folder.resolve("renter");
        OrderId order = new OrderId("order-00000001");
        RentalFiles files = new RentalFiles(home);
        try (RenterLock lock = RenterLock.take(home).orElseThrow()) {
            files.keepSecrets(order, new OrderSecrets(Map.of("TOKEN", "x")));
            files.appendOutput(order, 0, "output");
            files.wishStop(order);
            assertThat(lock).isNotNull();
        }
        try (Stream<Path> walk = Files.walk(home)) {
            List<Path> all = walk.toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(7);
            for (Path each : all)
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
        }
    }
}
