package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RentImageTest {
    @Test
    void digestNeedsNoNote() {
        assertThat(RentImage.note("registry.example/app@sha256:" + "a".repeat(64)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost/headroom-demo:1", "nginx", "15"})
    void tagIsOrderedWithANoteThatSaysWhoBidsAndThatNothingIsPaidWithoutABid(String image) {
        assertThat(RentImage.note(image).orElseThrow())
                .startsWith("the image " + image)
                .contains("only a rig whose owner offers exactly this name", "@sha256:")
                .endsWith("Without a bid nothing is paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:15", "NAME", "app@sha256:15", "a b"})
    void whatNamesNoImageIsNotOrdered(String image) {
        assertThatThrownBy(() -> RentImage.note(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no image");
    }
}
