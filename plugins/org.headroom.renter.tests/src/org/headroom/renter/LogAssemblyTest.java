package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LogAssemblyTest {
    private record Piece(int offset, String text) {}

    @Property(tries = 300)
    void piecesInAnyOrderTwiceAndOverlappingGiveTheText(
            @ForAll @StringLength(max = 400) String text,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Piece> pieces = new ArrayList<>();
        for (int cut = 0; cut < 2; cut++)
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(size));
                pieces.add(new Piece(from, text.substring(from, to)));
                from = to;
            }
        Collections.shuffle(pieces, random);
        LogAssembly assembly = new LogAssembly();
        StringBuilder told = new StringBuilder();
        for (Piece piece : pieces)
            told.append(assembly.add(piece.offset(), piece.text()).text());
        assertThat(assembly.text()).isEqualTo(text);
        assertThat(told.toString()).isEqualTo(text);
        assertThat(assembly.whole()).isTrue();
    }

    @Test
    void saysHowMuchDidNotArrive() {
        LogAssembly assembly = new LogAssembly();
        assembly.add(0, "one\n");
        assembly.add(14, "three\n");
        assertThat(assembly.text()).isEqualTo("one\n\n[10 characters did not arrive]\nthree\n");
        assertThat(assembly.whole()).isFalse();
    }

    @Test
    void whatWasReadIsNotChangedAfterwards() {
        LogAssembly assembly = new LogAssembly();
        assembly.add(0, "paid 1");
        assertThat(assembly.add(0, "paid 9").fresh()).isFalse();
        assertThat(assembly.text()).isEqualTo("paid 1");
    }

    @Test
    void saysThatTheOutputGoesOnBeyondWhatIsKept() {
        LogAssembly assembly = new LogAssembly();
        String kept = "x".repeat(LogAssembly.MOST - 3);
        assembly.add(0, kept);
        assertThat(assembly.add(LogAssembly.MOST - 3, "abcdef")).isEqualTo(new LogAssembly.Added(true, "abc"));
        assertThat(assembly.add(LogAssembly.MOST + 3, "more").fresh())
                .as("recorded once")
                .isFalse();
        assertThat(assembly.text())
                .isEqualTo(kept + "abc\n[the output goes on; no more than 16777216 characters are kept]\n");
        assertThat(assembly.whole()).isFalse();
    }

    @Test
    void restIsWhatCameBehindTheFirstGap() {
        LogAssembly assembly = new LogAssembly();
        assembly.add(0, "one\n");
        assertThat(assembly.rest()).isEmpty();
        assembly.add(14, "three\n");
        assertThat(assembly.rest()).isEqualTo("\n[10 characters did not arrive]\nthree\n");
    }

    @Test
    void aProviderCannotFillTheMemory() {
        LogAssembly assembly = new LogAssembly();
        assembly.add(Long.MAX_VALUE - 5, "x".repeat(20));
        assembly.add(Long.MAX_VALUE - 50, "x".repeat(20));
        assembly.add(LogAssembly.MOST, "x");
        assertThat(assembly.text()).hasSizeLessThan(100).contains("the output goes on");
    }
}
