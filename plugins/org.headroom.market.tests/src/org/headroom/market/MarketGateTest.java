package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Signed;

class MarketGateTest {
    private final Samples say = Samples.fresh();
    private final Clock clock = Clock.fixed(say.now(), ZoneOffset.UTC);
    private final MarketCodec codec = new MarketCodec(Samples.CHAIN);
    private final MarketGate gate = new MarketGate(codec, Guards.forNow(new TestKeys(), clock), clock);

    @Example
    void aGoodMessageOfEachKindIsLetIn() {
        for (MarketMessage each : say.all())
            assertThat(gate.judge(Topics.of(each), codec.encode(say.signed(each))))
                    .isInstanceOf(MarketGate.Verdict.Admitted.class);
    }

    @Property(tries = 3_000, seed = "20261123")
    void noChangeOfAnyByteLetsAnotherMessageIn(@ForAll long seed) {
        var random = new Random(seed);
        var kinds = say.all();
        MarketMessage original = kinds.get(random.nextInt(kinds.size()));
        byte[] bytes = codec.encode(say.signed(original));
        for (int i = random.nextInt(1, 4); i > 0; i--)
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
        switch (gate.judge(Topics.of(original), bytes)) {
            case MarketGate.Verdict.Refused refused ->
                assertThat(refused.refusal().detail()).isNotBlank();
            // A hexadecimal digit in the other case, say: other bytes, the same words.
            case MarketGate.Verdict.Admitted admitted ->
                assertThat(admitted.signed().message()).isEqualTo(original);
        }
    }

    @Example
    void aSignatureForAnotherChainIsNotGoodHere() {
        MarketMessage order = say.order();
        var foreign = TestKeys.signer(say.renter()).sign(TypedDataLayout.of(order, 1));
        var verdict = gate.judge(Topics.of(order), codec.encode(new Signed<>(order, foreign)));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        MarketGate.Verdict.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.WRONG_SIGNER));
    }

    @Example
    void aNonceIsGoodForOneMessageAndThatOneAnyNumberOfTimes() {
        var first = say.order();
        var second = say.order(first.validity());
        byte[] bytes = codec.encode(say.signed(first));
        assertThat(gate.judge(Topics.of(first), bytes))
                .isEqualTo(gate.judge(Topics.of(first), bytes))
                .isInstanceOf(MarketGate.Verdict.Admitted.class);
        assertThat(gate.judge(Topics.of(second), codec.encode(say.signed(second))))
                .isInstanceOfSatisfying(
                        MarketGate.Verdict.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.REPLAYED));
    }
}
