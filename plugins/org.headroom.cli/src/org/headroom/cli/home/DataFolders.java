package org.headroom.cli.home;

import java.nio.file.Path;

/** Where this user's data is kept, by the XDG base directories. */
public final class DataFolders {
    private DataFolders() {}

    /** Where what has this name keeps its files unless told otherwise: a rig, a renter, a demo. */
    public static Path standard(String name) {
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data != null && !data.isBlank()
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("headroom").resolve(name);
    }
}
