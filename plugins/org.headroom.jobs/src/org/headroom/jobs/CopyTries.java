package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often a disk could not be settled, and why that is tried no more. Thread-safe. */
final class CopyTries {
    static final int MOST = 3;
    /** Of disks that fail at the same time; beyond it the first failure of one is its last. */
    private static final int MOST_DISKS = 1_000;

    /** @param givenUp why; empty while it is tried */
    private record Tries(int failed, Optional<String> givenUp) {}

    private final Map<Path, Tries> disks = new LinkedHashMap<>();

    synchronized Optional<String> givenUp(Path artefacts) {
        return Optional.ofNullable(disks.get(artefacts)).flatMap(Tries::givenUp);
    }

    /** @return why it is given up; empty where it is to be tried again */
    synchronized Optional<String> failed(Path artefacts, IOException failure) {
        Optional<Tries> before = Optional.ofNullable(disks.get(artefacts));
        int failed = before.map(Tries::failed).orElse(0) + 1;
        boolean known = before.isPresent() || disks.size() < MOST_DISKS;
        boolean last = !known || failed >= MOST || failure instanceof DiskCopy.Impossible;
        Optional<String> why = last ? Optional.of(EngineClient.reason(failure)) : Optional.empty();
        if (known) disks.put(artefacts, new Tries(failed, why));
        return why;
    }

    synchronized void forget(Path artefacts) {
        disks.remove(artefacts);
    }
}
