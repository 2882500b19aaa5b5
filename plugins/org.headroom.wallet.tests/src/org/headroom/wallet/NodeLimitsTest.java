package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learned from a node's refusals, and how its pauses are counted. */
class NodeLimitsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String WORD = "0".repeat(62);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | 0
            7                             | 7
            ' 120 '                       | 120
            86400                         | 300
            999999999                     | 300
            Sun, 01 Mar 2026 12:00:30 GMT | 30
            Sun, 01 Mar 2026 11:00:00 GMT | 0
            Mon, 02 Mar 2026 12:00:00 GMT | 300
            """)
    void retryAfterIsSecondsOrADateAndAtMostFiveMinutes(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999", "Sun, 99 Foo", "\u0000"})
    void retryAfterThatIsNeitherIsIgnored(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exceed maximum block range: 500                       | 2000 | 500
            eth_getLogs is limited to a 1,000 range               | 2000 | 1000
            up to a 2K block range                                | 5000 | 2000
            query returned more than 10000 results                | 2000 | 0
            block 0x2625a00 to 0x2626000 is too much              | 2000 | 0
            batch limit of 20 exceeded                            | 100  | 20
            batch size 100 is too large: 50 are allowed           | 100  | 50
            only 1 address is allowed                             | 2000 | 0
            no number                                             | 2000 | 0
            """)
    void aLimitIsFoundInTheMessage(String message, int asked, int limit) {
        assertThat(LimitHint.below(asked, message)).isEqualTo(limit);
    }

    @Test
    void aRefusedSizeIsHalvedDownToOneAndNotTriedAgainSoon() {
        AdaptiveLimit limit = new AdaptiveLimit(2_000, 10_000);
        limit.refused(2_000, 0);
        assertThat(limit.current()).isEqualTo(1_000);
        limit.refused(1_000, 700);
        assertThat(limit.current()).isEqualTo(700);
        for (int i = 0; i < 100; i++) limit.succeeded(limit.current());
        assertThat(limit.current()).isEqualTo(999);
        for (int i = 0; i < 20; i++) limit.refused(limit.current(), 0);
        assertThat(limit.current()).isEqualTo(1);
    }

    @Test
    void aSizeGrowsSlowlyWhileFullRequestsSucceedAndNotBeyondItsBound() {
        AdaptiveLimit limit = new AdaptiveLimit(2_000, 4_000);
        for (int i = 0; i < 7; i++) limit.succeeded(2_000);
        assertThat(limit.current()).isEqualTo(2_000);
        limit.succeeded(2_000);
        assertThat(limit.current()).isEqualTo(2_500);
        for (int i = 0; i < 100; i++) limit.succeeded(10);
        assertThat(limit.current()).as("small requests say nothing").isEqualTo(2_500);
        for (int i = 0; i < 100; i++) limit.succeeded(limit.current());
        assertThat(limit.current()).isEqualTo(4_000);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(RetryPolicy.READS.pause(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(RetryPolicy.READS.pause(2)).isEqualTo(Duration.ofMillis(500));
        assertThat(RetryPolicy.READS.pause(3)).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryPolicy.READS.pause(64)).isEqualTo(RetryPolicy.READS.longestPause());
    }

    @Test
    void aGroupOfCallsIsEncodedAsMulticall3WantsIt() {
        EthAddress to = new EthAddress("0x" + "ab".repeat(20));
        String data = CallAggregate.MULTICALL3.encode(List.of(new ContractCall(to, "0x01020304")));
        assertThat(data)
                .isEqualTo("0x82ad56cb" + WORD + "20" + WORD + "01" + WORD + "20" + "0".repeat(24) + "ab".repeat(20)
                        + WORD + "01" + WORD + "60" + WORD + "04" + "01020304" + "0".repeat(56));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "hello",
                "0x0",
                "0x00000000000000000000000000000000000000000000000000000000000000-1",
                "0xzz",
                "0x0000000000000000000000000000000000000000000000000000000000000020",
                "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0x00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000"
                        + "0000000000000000000000010000000000000000000000000000000000000000000000000000000007ffffff",
                "0x00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000"
                        + "0000000000000000000000020000000000000000000000000000000000000000000000000000000000000000"
            })
    void aGroupOfCallsThatIsAnsweredWithNonsenseIsABadAnswer(String answer) {
        for (CallAggregate how : CallAggregate.values()) {
            PaymentFailure e = catchThrowableOfType(PaymentFailure.class, () -> how.decode(1, answer));
            assertThat(e).as(how + " " + answer).isNotNull();
            assertThat(e.kind()).isEqualTo(Kind.BAD_ANSWER);
        }
    }
}
