package org.headroom.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.headroom.cli.home.ClearedFolder;
import org.headroom.localchain.ChainLike;
import org.headroom.model.files.PrivateFiles;

/**
 * The demo's own directory. A demo that was cut off leaves its mark, so that the next one takes its lease up instead of
 * starting afresh.
 */
public final class DemoHome implements AutoCloseable {
    private static final String MARK = "running";

    /** All that a demo puts into its folder: only this is ever removed. */
    private static final List<String> OURS =
            List.of("broker", "chain", "rig", "renter", "guest", "workspace", "gpu", "window.jsa", "window.log", MARK);

    private final ClearedFolder folder;
    private final Path directory;

    private DemoHome(ClearedFolder folder) {
        this.folder = folder;
        this.directory = folder.path();
    }

    /** @throws IOException if another demo has it, it holds somebody's files, or it cannot be written */
    public static DemoHome take(Path directory) throws IOException {
        return new DemoHome(ClearedFolder.take(directory, "demo"));
    }

    /** Whether the demo before this one was cut off in the middle. */
    boolean interrupted() {
        return Files.exists(directory.resolve(MARK));
    }

    /**
     * Makes the directory ready: what an interrupted demo left is kept, all else is removed.
     *
     * @param chainLike the chain that is imitated; block numbers on record hold on no other
     * @throws IOException also if the interrupted demo imitated another
     */
    void begin(Optional<ChainLike> chainLike) throws IOException {
        String name = chainLike.map(ChainLike::label).orElse("");
        if (interrupted()) requireSame(name);
        else folder.clear(OURS);
        PrivateFiles.writeString(directory.resolve(MARK), name);
    }

    private void requireSame(String name) throws IOException {
        String before = Files.readString(directory.resolve(MARK)).strip();
        if (!before.equals(name))
            throw new IOException("The demo in " + directory + " was cut off and goes on only as it began: start it "
                    + (before.isEmpty() ? "without --chain-like" : "with --chain-like " + before)
                    + ", or name another --home.");
    }

    /** There is nothing to take up again. */
    public void finish() throws IOException {
        Files.deleteIfExists(directory.resolve(MARK));
    }

    Path broker() {
        return directory.resolve("broker");
    }

    Path chain() {
        return directory.resolve("chain");
    }

    /** The rig's own home. */
    public Path rig() {
        return directory.resolve("rig");
    }

    Path leases() {
        return rig().resolve("leases");
    }

    Path renter() {
        return directory.resolve("renter");
    }

    /** A second renter's directory, for a person to rent with. */
    Path guest() {
        return directory.resolve("guest");
    }

    Path workspace() {
        return directory.resolve("workspace");
    }

    Path gpu() {
        return directory.resolve("gpu");
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
