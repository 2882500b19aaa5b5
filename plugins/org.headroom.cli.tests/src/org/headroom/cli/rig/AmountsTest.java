package org.headroom.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,0",
        "1,0.000000000000000001,0.000000000000000001",
        "239941989779640,0.000239,0.00024",
        "9999905848749665080,9.999,10",
        "1234567890000000000,1.234,1.235"
    })
    void whatIsHeldIsCutAndWhatIsPaidIsRoundedUp(String wei, String held, String paid) {
        assertThat(Amounts.held(JsonNodeFactory.instance.textNode(wei))).isEqualTo(held);
        assertThat(Amounts.paid(JsonNodeFactory.instance.textNode(wei))).isEqualTo(paid);
    }

    @Test
    void unknownAmountIsAQuestionMarkAndNotZero() {
        var unknown = JsonNodeFactory.instance.nullNode();
        assertThat(Amounts.held(unknown)).isEqualTo("?");
        assertThat(Amounts.paid(unknown)).isEqualTo("?");
        assertThat(Amounts.withUnit(unknown)).isEqualTo("? USDC");
        assertThat(Amounts.isZero(unknown)).isFalse();
    }
}
