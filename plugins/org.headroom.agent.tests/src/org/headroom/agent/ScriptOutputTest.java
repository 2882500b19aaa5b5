package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.money.Usdc;

class ScriptOutputTest {
    private static ScriptAnswer read(String text) {
        return ScriptOutput.read("/p", text.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void nothingHangsAndNothingIsThrownWhateverTheBytes(@ForAll @Size(max = 4096) byte[] out) {
        ScriptAnswer answer = ScriptOutput.read("/p", out);
        assertThat(answer.price().isPresent()).isEqualTo(answer.words().isEmpty());
        assertThat(answer.words()).hasSizeLessThan(200).doesNotContain("\n");
    }

    @Property
    void noTextIsTooOdd(@ForAll @StringLength(max = 300) String text) {
        ScriptAnswer answer = read(text);
        assertThat(answer.price().isPresent()).isEqualTo(answer.words().isEmpty());
    }

    @Property
    void whatWeWriteWeRead(@ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long units) {
        assertThat(read(new Usdc(units).format(6) + "\n").price()).contains(new Usdc(units));
    }

    @Example
    void aFractionOfABaseUnitIsRoundedUp() {
        assertThat(read("0.1234561").price()).contains(new Usdc(123_457));
        assertThat(read("12.000000000000000001").price()).contains(new Usdc(12_000_001));
    }

    @Example
    void numbersThatAreNoPricesAreNoBid() {
        for (String text : new String[] {
            "-1",
            "+1",
            "1e3",
            "1e999999999",
            "NaN",
            "0x10",
            "1,5",
            ".5",
            "1.",
            "1 2",
            "0",
            "0.000",
            "٣",
            "1000001",
            "99999999999999999999999999"
        }) assertThat(read(text).price()).as(text).isEmpty();
        assertThat(read("0").words()).isEqualTo("it printed 0, which is not a bid");
    }
}
