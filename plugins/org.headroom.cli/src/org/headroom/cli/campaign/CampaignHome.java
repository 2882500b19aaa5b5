package org.headroom.cli.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.headroom.cli.home.ClearedFolder;
import org.headroom.jobs.DiskPolicy;
import org.headroom.jobs.LeaseDisks;

/** The campaign's own folder: cleared at the start, and at the end unless something in it is to be looked at. */
final class CampaignHome implements AutoCloseable {
    /** All that a campaign puts into its folder: only this is ever removed. */
    private static final List<String> OURS =
            List.of("broker", "chain", "e", "logs", "rig", "renter-1", "renter-2", "scenario.txt");

    private final ClearedFolder folder;

    private CampaignHome(ClearedFolder folder) {
        this.folder = folder;
    }

    /** @throws IOException if another campaign has it, or it holds other files */
    static CampaignHome take(Path folder) throws IOException {
        return new CampaignHome(ClearedFolder.take(folder, "campaign"));
    }

    Path path() {
        return folder.path();
    }

    /** Nothing is deleted while a container still uses a disk in it. */
    void clear() throws IOException {
        new LeaseDisks(path().resolve("rig/leases"), DiskPolicy.STANDARD).discardAll();
        folder.clear(OURS);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
