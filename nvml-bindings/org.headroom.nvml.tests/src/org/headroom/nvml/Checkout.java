package org.headroom.nvml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Where things are in the repository, and C libraries built from it with gcc. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(".mvn"))) at = at.getParent();
        if (at == null)
            throw new IllegalStateException(
                    "no folder with .mvn above " + Path.of("").toAbsolutePath());
        return at;
    }

    /** The stand-in driver; skips the test where there is no gcc. */
    static Path standIn() throws IOException, InterruptedException {
        Path built = Path.of("target", "stand-in").toAbsolutePath();
        run(List.of(root().resolve("nvml-bindings/stand-in/build.sh").toString(), built.toString()));
        return built.resolve("libnvidia-ml.so.1");
    }

    /** A library of a few lines of C; skips the test where there is no gcc. */
    static Path library(Path folder, String name, String source) throws IOException, InterruptedException {
        Path c = Files.writeString(folder.resolve(name + ".c"), source);
        Path library = folder.resolve("lib" + name + ".so");
        run(List.of("gcc", "-shared", "-fPIC", "-o", library.toString(), c.toString()));
        return library;
    }

    /** A C source of the tests. */
    static String resource(String name) throws IOException {
        try (InputStream in = Checkout.class.getResourceAsStream("/c/" + name)) {
            if (in == null) throw new IOException("there is no resource " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static NvmlSession open(Path library) {
        NvmlOpening opening = NvmlSession.open(Optional.of(library.toString()));
        if (opening instanceof NvmlOpening.Opened opened) return opened.session();
        throw new AssertionError("it did not open: " + opening);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasGcc(), "gcc is not installed: the stand-in driver cannot be built");
        Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!p.waitFor(60, TimeUnit.SECONDS) || p.exitValue() != 0)
            throw new IllegalStateException(command + " failed: " + said);
    }

    private static boolean hasGcc() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":"))
            if (Files.isExecutable(Path.of(folder, "gcc"))) return true;
        return false;
    }
}
