package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Longer by hand: {@code ./headroom fuzz messages --minutes 60}. */
class MessageFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @Test
    void changedMessageIsRefusedOrHasTheDigestAndTheSignatureOfASignedOne() throws Exception {
        for (long seed : Seeds.fixedAndRandom("messages")) {
            FuzzResult result = new MessageFuzz(folder).run(seed, Long.MAX_VALUE, LIMIT);
            Seeds.assertNothingFound(seed, result);
            assertThat(result.inputs()).isGreaterThan(500);
            // Enough of them must get as far as the signature, and past it.
            assertThat(result.count("admitted")).isGreaterThan(result.inputs() / 20);
            assertThat(result.count("wrong_signer")).isGreaterThan(result.inputs() / 20);
        }
    }

    @Test
    void gateWithoutACheckOfSignaturesIsFoundWithinSeconds() throws Exception {
        FuzzResult result = new MessageFuzz(folder, false).run(1, Long.MAX_VALUE, Duration.ofSeconds(5));
        assertThat(result.findings())
                .extracting(FuzzResult.Finding::what)
                .anyMatch(what -> what.contains("nobody signed it"))
                .anyMatch(what -> what.contains("another signature"));
    }
}
