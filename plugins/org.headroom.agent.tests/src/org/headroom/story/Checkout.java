package org.headroom.story;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the stories need from this checkout and this machine; a story whose part is missing is skipped, and says why. */
final class Checkout {
    private static Optional<Path> standIn = Optional.empty();

    private Checkout() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) folder = folder.getParent();
        if (folder == null) throw new IllegalStateException("not inside the repository");
        return folder;
    }

    /** anvil and the contracts, as the demo gets them. */
    static Path chainParts() throws IOException, InterruptedException {
        String given = System.getenv("HEADROOM_CHAIN_PARTS");
        if (given != null && !given.isBlank()) return Path.of(given);
        Optional<String> folder = lastLine(root().resolve("releng/fetch-chain").toString());
        assumeTrue(
                folder.isPresent(),
                "the local chain's parts cannot be fetched: no npm, no network or no Linux on x86-64");
        return Path.of(folder.orElseThrow());
    }

    /** The stand-in driver, built anew once for all stories. */
    static synchronized Path standIn() throws IOException, InterruptedException {
        if (standIn.isPresent()) return standIn.get();
        assumeTrue(program("gcc").isPresent(), "the stand-in driver needs gcc (apt-get install gcc libc6-dev)");
        Path into = Path.of("target", "stand-in").toAbsolutePath();
        Optional<Path> library = lastLine(
                        root().resolve("nvml-bindings/stand-in/build.sh").toString(), into.toString())
                .map(Path::of);
        assumeTrue(library.isPresent(), "the stand-in driver cannot be built: is libc6-dev installed?");
        standIn = library;
        return library.orElseThrow();
    }

    static Optional<Path> program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<String> lastLine(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean done = process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
        return done ? printed.lines().reduce((a, b) -> b) : Optional.empty();
    }
}
