package org.headroom.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers wrote, on the owner's terminal. */
class ShownTextTest {
    @ParameterizedTest
    @ValueSource(ints = {0x1b, 0x07, 0x08, 0x0d, 0x7f, 0x9b, 0x202e, 0x2066, 0x200f, 0x2028, 0xfeff, 0xd800})
    void whatSteersTheTerminalIsWrittenOut(int character) {
        String text = "a" + (char) character + "b";
        assertThat(ShownText.line(text)).isEqualTo(String.format("a\\u%04xb", character));
        assertThat(ShownText.lines(text)).isEqualTo(ShownText.line(text));
    }

    @Test
    void lettersOfAllLanguagesStay() {
        assertThat(ShownText.line("Größe 価格 סכום 🙂")).isEqualTo("Größe 価格 סכום 🙂");
    }

    @Test
    void lineEndStaysOnlyWhereThereAreLines() {
        assertThat(ShownText.lines("a\n\tb")).isEqualTo("a\n\tb");
        assertThat(ShownText.line("a\nb")).isEqualTo("a\\u000ab");
    }
}
