package org.headroom.nvml;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The stand-in driver with a scenario of the test's own. */
final class StandIn {
    private StandIn() {}

    /** Opens it; the scenario is read when NVML is initialised. */
    static NvmlOpening open(Path folder, String scenario) throws IOException, InterruptedException {
        Path library = Checkout.standIn();
        // A copy of its own for each test: the simulated time starts when a library is initialised for the first time.
        Path own = Files.copy(library, folder.resolve("libnvidia-ml.so.1"));
        write(folder, scenario);
        setEnvironment("HEADROOM_STANDIN_SCENARIO", folder.resolve("scenario").toString());
        return NvmlSession.open(Optional.of(own.toString()));
    }

    static NvmlSession session(Path folder, String scenario) throws IOException, InterruptedException {
        NvmlOpening opening = open(folder, scenario);
        if (opening instanceof NvmlOpening.Opened opened) return opened.session();
        throw new AssertionError("the stand-in did not open: " + opening);
    }

    /** Takes the scenario's place in one move, so that no half of it is ever read. */
    static void write(Path folder, String scenario) throws IOException {
        Path next = Files.writeString(folder.resolve("scenario.new"), scenario);
        Files.move(next, folder.resolve("scenario"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    // Java cannot change its own environment, but C's getenv is what the library asks.
    private static void setEnvironment(String name, String value) {
        Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
        if (setenv.invokeInt(new Object[] {name, value, 1}) != 0) throw new AssertionError("setenv failed");
    }
}
