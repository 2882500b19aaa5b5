package org.headroom.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
    @ParameterizedTest
    @CsvSource({
        "001B", "000D", "0000", "0007", "0008", "007F", "0085", "009B", "00AD", "061C", "180E", "200B", "200D", "200E",
                "200F",
        "2028", "2029", "202A", "202B", "202C", "202D", "202E", "2060", "2066", "2067", "2068", "2069", "FEFF", "FFF9",
                "E000",
        "E0001", "FFFFE", "034F", "3164", "D800"
    })
    void hiddenCharacterBecomesAnEscape(String hex) {
        String hidden = Character.toString(Integer.parseInt(hex, 16));
        assertThat(VisibleText.line("a" + hidden + "b")).isEqualTo("a\\u{" + hex + "}b");
        assertThat(VisibleText.block("a" + hidden + "b")).isEqualTo("a\\u{" + hex + "}b");
    }

    @Test
    void whatCanBeSeenStaysAsItIs() {
        String seen = "NVIDIA GeForce RTX 4090 – 日本語, עברית, العربية, é, e\u0301, 😀, \\u{202E}, ½\u00a0%";
        assertThat(VisibleText.line(seen)).isSameAs(seen);
        assertThat(VisibleText.block(seen)).isSameAs(seen);
        assertThat(VisibleText.json(seen)).isSameAs(seen);
    }

    @Test
    void lineBreaksStayInABlockAlone() {
        assertThat(VisibleText.block("one\n\ttwo\r\nthree\rfour")).isEqualTo("one\n\ttwo\nthree\\u{000D}four");
        assertThat(VisibleText.line("one\n\ttwo")).isEqualTo("one\\u{000A}\\u{0009}two");
    }

    @Test
    void jsonGetsItsOwnEscapes() {
        assertThat(VisibleText.json("{\n  \"a\" : \"x\u202e\u007f\udb40\udc01\"\r\n}"))
                .isEqualTo("{\n  \"a\" : \"x\\u202e\\u007f\\udb40\\udc01\"\r\n}");
    }
}
