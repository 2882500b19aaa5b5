package org.headroom.cli.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.headroom.jobs.DiskPolicy;
import org.headroom.jobs.LeaseDisks;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;

/**
 * What an earlier rig of a folder left running is ended before the folder is cleared: without its ledger nobody would end it. Its
 * containers are known by the rig's label, which holds the folder's path.
 */
final class EarlierJobs {
    private static final Duration STOP_GRACE = Duration.ofSeconds(1);

    private EarlierJobs() {}

    /**
     * @param rig the rig's folder
     * @param engine opened only where the folder was used before
     * @throws IOException where containers may be left; nothing may be deleted then
     */
    static void end(Path rig, Supplier<ContainerEngine> engine) throws IOException {
        if (!Files.isDirectory(rig)) return;
        try (ContainerEngine opened = engine.get()) {
            EngineStatus status = opened.status();
            if (status.up()) endAll(opened);
            else if (hadLeases(rig))
                throw new IOException("The containers of earlier jobs in " + rig + " cannot be looked for: "
                        + status.message() + " A job may still run, so nothing was deleted. Start the container engine"
                        + " that ran them and try again, or name another --home.");
        } catch (JobFailure e) {
            throw new IOException(
                    "An earlier job in " + rig + " could not be ended: " + e.getMessage()
                            + " Nothing was deleted. Try again, or name another --home.",
                    e);
        }
        discardDisks(rig.resolve("leases"));
    }

    /** Each lease has a folder before its container comes into being, and the guard a file. */
    private static boolean hadLeases(Path rig) throws IOException {
        for (String part : new String[] {"leases", "guard"}) {
            Path folder = rig.resolve(part);
            if (!Files.isDirectory(folder)) continue;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    folder,
                    f -> part.equals("leases")
                            ? Files.isDirectory(f)
                            : f.toString().endsWith(".lease"))) {
                if (files.iterator().hasNext()) return true;
            }
        }
        return false;
    }

    private static void endAll(ContainerEngine engine) throws JobFailure {
        for (LeaseId lease : engine.leases()) {
            Optional<ContainerState> state = engine.find(lease);
            if (state.isEmpty()) continue;
            engine.stop(state.get().container(), STOP_GRACE);
            engine.remove(state.get().container());
        }
    }

    private static void discardDisks(Path leases) throws IOException {
        if (!Files.isDirectory(leases)) return;
        try {
            new LeaseDisks(leases, DiskPolicy.STANDARD).discardAll();
        } catch (IOException e) {
            throw new IOException(
                    "The disk of an earlier demo's job in " + leases + " cannot be removed (" + e.getMessage()
                            + "). Nothing else was deleted. End its container and start the demo again, or name another"
                            + " --home.",
                    e);
        }
    }
}
