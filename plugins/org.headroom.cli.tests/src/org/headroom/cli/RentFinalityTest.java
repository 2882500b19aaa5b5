package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.wallet.FinalityRule;
import org.headroom.wallet.FinalityRule.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which block of the chain the renter takes for final. */
class RentFinalityTest {
    private static final long LOCAL = 31_337;
    private static final long BASE = 8_453;

    @TempDir
    Path home;

    private FinalityRule rule(long chain, String fields) throws Exception {
        Files.writeString(home.resolve("settings.json"), """
                {"contract": "0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b",
                "token": "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913"%s}""".formatted(fields));
        RentAccess options = new RentAccess();
        options.home = Optional.of(home);
        return options.chain(URI.create("http://127.0.0.1:1"), chain, 0).finality();
    }

    @Test
    void settingsNameItAsThoseOfARigDo() throws Exception {
        assertThat(rule(LOCAL, ", \"finality\": \"finalized\"")).isEqualTo(new FinalityRule(Tag.FINALIZED, 1));
        assertThat(rule(BASE, ", \"finality\": \"safe\", \"finalityDepth\": 12"))
                .isEqualTo(new FinalityRule(Tag.SAFE, 12));
        assertThat(rule(BASE, ", \"finality\": \"depth\"")).isEqualTo(new FinalityRule(Tag.NONE, 64));
    }

    @Test
    void chainsStandardHoldsWhereTheSettingsDoNotNameIt() throws Exception {
        assertThat(rule(LOCAL, "")).isEqualTo(FinalityRule.LOCAL);
        assertThat(rule(BASE, "")).isEqualTo(FinalityRule.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "finality": "soon"      | "finality" must be finalized, safe or depth.
            "finalityDepth": 0      | "finalityDepth" must be from 1 to 100000, not 0.
            "finalityDepth": "deep" | "finalityDepth" must be a whole number.
            """)
    void settingThatCannotBeUsedIsRefused(String field, String words) {
        assertThatThrownBy(() -> rule(LOCAL, ", " + field))
                .isInstanceOf(RentOptions.Trouble.class)
                .hasMessageContaining(words)
                .hasMessageContaining("settings.json");
    }
}
