package org.headroom.renter;

import java.nio.file.Path;

/** Puts a rental into a renter's directory, as a command before may have left it. */
public final class StoredRental {
    private StoredRental() {}

    public static void write(Path home, RentalRecord record) {
        new RentalFiles(home).write(record);
    }
}
