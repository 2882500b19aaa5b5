package org.headroom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a rig's folder lacks, and what to do about it: sentences for a person. */
final class RigFolder {
    private RigFolder() {}

    /** Why no rig is started there; empty where one can be. */
    static Optional<String> refusal(Path home) {
        if (Files.isDirectory(home)) return Optional.empty();
        if (!Files.notExists(home) && !Files.exists(home))
            return Optional.of(
                    "You may not enter " + home + " or a folder above it: nothing was started. Run this as the"
                            + " user that the folder belongs to, or as root.");
        return Optional.of(
                "There is no folder " + home + ": nothing was started. If the name is right, make the folder with"
                        + " 'mkdir -p " + home + "' and write a rig.json in it, as docs/setup.md says step by step.");
    }

    /** What it means that there are no settings; empty where there are. */
    static Optional<String> withoutSettings(Path home) {
        Path settings = home.resolve("rig.json");
        if (Files.exists(settings)) return Optional.empty();
        String open = Files.exists(home.resolve("ledger.db"))
                ? " The leases of the ledger in this folder are not looked after meanwhile."
                : "";
        return Optional.of(
                "There is no " + settings + ": this rig only watches its GPUs, takes no work and earns nothing."
                        + open
                        + " To take work, write that file with a broker, a chain and a key, as docs/setup.md says step by"
                        + " step, and start the rig again.");
    }
}
