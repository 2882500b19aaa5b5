package org.headroom.cli.demo;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.headroom.model.files.PrivateFiles;

/** Steers the stand-in driver: one GPU whose load follows what the demo's lease does. */
public final class SimulatedGpu {
    private static final String VARIABLE = "HEADROOM_STANDIN_SCENARIO";

    private final Path scenario;
    private final Path load;

    SimulatedGpu(Path directory) throws IOException {
        PrivateFiles.createFolders(directory);
        scenario = directory.resolve("scenario.txt");
        load = directory.resolve("load.txt");
        load(2);
        PrivateFiles.writeString(scenario, """
                gpu NVIDIA GeForce RTX 4090
                memory-mib 24564
                load file load.txt
                """);
    }

    /** The variable that a child process needs so that the library finds its scenario. */
    void addTo(java.util.Map<String, String> environment) {
        environment.put(VARIABLE, scenario.toString());
    }

    /** The same for this process: the library asks C for the variable, and Java cannot set it. */
    public void addToThisProcess() {
        Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, scenario.toString(), 1});
    }

    /** @param percent 0 to 100 */
    void load(int percent) throws IOException {
        Path draft = load.resolveSibling("load.new");
        PrivateFiles.writeString(draft, percent + "\n");
        Files.move(draft, load, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
