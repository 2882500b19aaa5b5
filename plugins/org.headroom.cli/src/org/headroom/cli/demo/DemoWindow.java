package org.headroom.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.model.files.PrivateFiles;

/** How the console's window is opened: a program of its own, as a person would start it. */
record DemoWindow(Path java, Path product, Optional<String> theme, Optional<Path> screenshots) {

    /** Starts the console on the demo's rig. */
    Process open(DemoHome home, Optional<SimulatedGpu> gpu) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + home.workspace().resolveSibling("window.jsa"),
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-Dheadroom.home=" + home.rig()));
        theme.ifPresent(t -> command.add("-Dheadroom.theme=" + t));
        screenshots.ifPresent(s -> {
            command.add("-Dheadroom.screenshots=" + s.toAbsolutePath());
            // By then a first lease has run, and there is something to see in every view.
            command.add("-Dheadroom.screenshots.delay=40000");
        });
        command.addAll(
                List.of("-jar", launcher().toString(), "-data", home.workspace().toString()));
        Path log = home.workspace().resolveSibling("window.log");
        // A redirection would make it with the rights that the umask gives.
        PrivateFiles.createFile(log);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(log.toFile()).redirectErrorStream(true);
        gpu.ifPresent(g -> g.addTo(builder.environment()));
        return builder.start();
    }

    private Path launcher() throws IOException {
        try (Stream<Path> plugins = Files.list(product.resolve("plugins"))) {
            return plugins.filter(p -> p.getFileName().toString().startsWith("org.eclipse.equinox.launcher_"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no console in " + product + ": build it anew."));
        }
    }
}
