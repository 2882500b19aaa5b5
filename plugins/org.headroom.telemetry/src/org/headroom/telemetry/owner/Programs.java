package org.headroom.telemetry.owner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.availability.OwnerActivity.Home;

/** The programs of this machine. */
interface Programs {
    /** A process's program; empty where it is gone. */
    Optional<String> name(long pid);

    Home home(long pid);

    /** Those of the names that run now. */
    Set<String> running(List<String> names);
}
