package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.ReceiptMessage;
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

    @Example
    void twoContentsUnderOneIdAreToldFromARenewalForEachKind() {
        for (MarketMessage first : say.all()) {
            MarketGate fresh = new MarketGate(codec, Guards.forNow(new TestKeys(), clock), clock);
            assertThat(judge(fresh, first)).isInstanceOf(MarketGate.Verdict.Admitted.class);
            assertThat(judge(fresh, Variants.renewed(first, say.validity())))
                    .as("%s once more", Kind.of(first))
                    .isInstanceOf(MarketGate.Verdict.Admitted.class);
            Variants.other(first, say.validity())
                    .ifPresent(other -> assertRefused(
                            judge(fresh, other),
                            Reason.EQUIVOCATION,
                            first.author().hex(),
                            new TestKeys().hash(codec.layout(other)).hex()));
        }
    }

    @Example
    void aReceiptsNumberAndItsLeaseEachStandForOneReceipt() {
        Bid bid = say.bid(new OrderId(Samples.id()));
        ReceiptMessage first = say.receipt(bid);
        judge(gate, first);
        assertRefused(judge(gate, say.receipt(say.bid(new OrderId(Samples.id())))), Reason.EQUIVOCATION, "receipt/1:");
        assertRefused(
                judge(gate, Variants.numbered(first, 2, say.validity())),
                Reason.EQUIVOCATION,
                "receipt-of/" + first.receipt().lease());
    }

    @Example
    void aBlockedPartyBeginsNothingAndItsRunningLeaseGoesOn() {
        var blocklist = new MemoryBlocklist(clock);
        var guards = new Guards(new TestKeys(), new MemoryMessages(clock), blocklist, RateLimits.STANDARD);
        MarketGate strict = new MarketGate(codec, guards, clock);
        blocklist.block(say.renter(), "never paid");
        Order order = say.order();
        Bid bid = say.bid(order.id());
        assertRefused(judge(strict, order), Reason.BLOCKED, "you have blocked " + say.renter() + ": \"never paid\"");
        assertRefused(judge(strict, say.acceptance(bid)), Reason.BLOCKED);
        assertRefused(strict.judge(Topics.of(order), new byte[1 << 20]), Reason.BLOCKED);
        assertThat(judge(strict, say.stop(LeaseId.of(bid.id())))).isInstanceOf(MarketGate.Verdict.Admitted.class);
        blocklist.unblock(say.renter());
        assertThat(judge(strict, order)).isInstanceOf(MarketGate.Verdict.Admitted.class);
    }

    @Example
    void whoSaysTooMuchIsCutOffAndAForgerInItsNameCannotBringThatAbout() {
        var limits = RateLimits.all(new RateLimits.Allowance(3, 1));
        var guards = new Guards(new TestKeys(), new MemoryMessages(clock), new MemoryBlocklist(clock), limits);
        MarketGate strict = new MarketGate(codec, guards, clock);
        for (int i = 0; i < 20; i++) {
            Order forged = say.order();
            var stranger = TestKeys.signer(TestKeys.address(4711)).sign(codec.layout(forged));
            assertRefused(
                    strict.judge(Topics.of(forged), codec.encode(new Signed<>(forged, stranger))), Reason.WRONG_SIGNER);
        }
        for (int i = 0; i < 3; i++)
            assertThat(judge(strict, say.order())).isInstanceOf(MarketGate.Verdict.Admitted.class);
        assertRefused(
                judge(strict, say.order()),
                Reason.RATE_LIMITED,
                "more than 3 messages of the kind order at once, and 1 a second after");
        assertThat(judge(strict, say.stop(new LeaseId("lease-one"))))
                .as("each kind has an allowance of its own")
                .isInstanceOf(MarketGate.Verdict.Admitted.class);
    }

    private MarketGate.Verdict judge(MarketGate at, MarketMessage message) {
        return at.judge(Topics.of(message), codec.encode(say.signed(message)));
    }

    private static void assertRefused(MarketGate.Verdict verdict, Reason reason, String... words) {
        assertThat(verdict).isInstanceOfSatisfying(MarketGate.Verdict.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(reason);
            assertThat(refused.refusal().detail()).isNotBlank();
            for (String each : words) assertThat(refused.refusal().detail()).contains(each);
        });
    }
}
