package org.headroom.wallet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Finds anvil and the contracts as the demo does: through releng/fetch-chain. */
final class ChainParts {
    private ChainParts() {}

    static Path fetch() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(
                        repositoryRoot().resolve("releng/fetch-chain").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean fetched = script.waitFor(3, TimeUnit.MINUTES) && script.exitValue() == 0;
        assumeTrue(fetched, "the local chain's parts cannot be fetched here: no npm, no network or no Linux on x86-64");
        return Path.of(printed);
    }

    static Path repositoryRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) folder = folder.getParent();
        if (folder == null) throw new IllegalStateException("not inside the repository");
        return folder;
    }
}
