package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RetainedBytesTest {
    private final RetainedBytes retained = new RetainedBytes(100);

    @Test
    void largestGoesWhenSmallerOneNeedsRoom() {
        assertThat(retained.add("large", 60, 1)).isEmpty();
        assertThat(retained.add("small", 40, 2)).isEmpty();
        assertThat(retained.add("new", 10, 3)).containsExactly("large");
        assertThat(retained.total()).isEqualTo(50);
    }

    @Test
    void oldestOfEqualOnesGoes() {
        assertThat(retained.add("first", 50, 1)).isEmpty();
        assertThat(retained.add("second", 50, 2)).isEmpty();
        assertThat(retained.add("new", 20, 3)).containsExactly("first");
    }

    @Test
    void messageIsRefusedThatIsAsLargeAsThoseRetained() {
        assertThat(retained.add("a", 50, 1)).isEmpty();
        assertThat(retained.add("b", 50, 2)).isEmpty();
        assertThat(retained.add("c", 50, 3)).isNull();
        assertThat(retained.add("huge", 101, 4)).isNull();
        assertThat(retained.total()).isEqualTo(100);
    }

    @Test
    void newMessageOfTopicTakesThePlaceOfItsEarlierOne() {
        assertThat(retained.add("a", 60, 1)).isEmpty();
        assertThat(retained.add("a", 90, 2)).isEmpty();
        assertThat(retained.total()).isEqualTo(90);
        retained.remove("a");
        assertThat(retained.total()).isZero();
    }

    @Test
    void figuresAreCorrectedButForMessagesOnTheirWay() {
        assertThat(retained.add("expired", 30, 1)).isEmpty();
        assertThat(retained.add("coming", 30, 9)).isEmpty();
        retained.correct(Map.of("restored", 20L), 5);
        assertThat(retained.total()).isEqualTo(50);
    }
}
