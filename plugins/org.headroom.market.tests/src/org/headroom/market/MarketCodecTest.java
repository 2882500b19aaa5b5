package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Signed;
import org.headroom.model.signing.TypedData;

class MarketCodecTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final MarketCodec codec = new MarketCodec(Samples.CHAIN);
    private final Samples say = Samples.fresh();

    @Provide
    Arbitrary<MarketMessage> messages() {
        return MarketMessages.any();
    }

    @Property(tries = 1_000, seed = "20261123")
    void whatIsWrittenIsReadBackTheSame(@ForAll("messages") MarketMessage message) {
        Signed<MarketMessage> signed = say.signed(message);
        Decoded read = codec.decode(Topics.of(message), codec.encode(signed), NOW);
        assertThat(read)
                .isEqualTo(new Decoded.Read(message, codec.layout(message), java.util.Optional.of(signed.signature())));
    }

    @Property(tries = 500, seed = "20261123")
    void theTypedDataHasExactlyTheFieldsOfItsStructsInTheirOrder(@ForAll("messages") MarketMessage message) {
        TypedData data = codec.layout(message);
        checkFields(data, data.primaryType(), data.message(), new HashSet<>());
        assertThat(data.domain()).isEqualTo(new TypedData.Domain("Headroom", "1", Samples.CHAIN));
    }

    private static void checkFields(TypedData data, String struct, Map<?, ?> values, HashSet<String> seen) {
        seen.add(struct);
        List<TypedData.Field> fields = data.types().get(struct);
        assertThat(fields).as(struct).isNotNull();
        assertThat(List.copyOf(values.keySet()))
                .isEqualTo(fields.stream().map(TypedData.Field::name).toList());
        for (TypedData.Field field : fields) {
            Object value = values.get(field.name());
            if (value instanceof Map<?, ?> nested) checkFields(data, field.type(), nested, seen);
            if (value instanceof List<?> list && !field.type().equals("string[]"))
                list.forEach(each -> checkFields(data, field.type().replace("[]", ""), (Map<?, ?>) each, seen));
        }
    }

    @Property(tries = 500, seed = "20261123")
    void aTopicHasNoWildcardAndTheAuthorAtItsPlace(@ForAll("messages") MarketMessage message) {
        String topic = Topics.of(message);
        assertThat(topic)
                .doesNotContain("+", "#", "$", " ")
                .startsWith("headroom/1/")
                .hasSizeLessThan(1_200);
        assertThat(topic.split("/")[3]).isEqualTo(message.author().hex());
        assertThat(topic.split("/", -1)).doesNotContain("");
    }

    @Property(tries = 2_000, seed = "20261123")
    void randomBytesAreRefusedAndThrowNothing(@ForAll byte[] noise) {
        assertThat(codec.decode("headroom/1/order/x/y", noise, NOW)).isInstanceOf(Decoded.Refused.class);
    }

    @Property(tries = 3_000, seed = "20261123")
    void aMessageWithSomeBytesChangedIsReadAsItStandsOrRefused(
            @ForAll("messages") MarketMessage message, @ForAll("seeds") long seed) {
        byte[] bytes = codec.encode(say.signed(message));
        var random = new Random(seed);
        String marks = "{}[]\",:0123456789eE+-.\\u/ntf \u0000\u007f";
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            byte mark = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) marks.charAt(random.nextInt(marks.length()));
            bytes[random.nextInt(bytes.length)] = mark;
        }
        switch (codec.decode(Topics.of(message), bytes, NOW)) {
            case Decoded.Refused refused ->
                assertThat(refused.refusal().detail()).isNotBlank().hasSizeLessThan(300);
            case Decoded.Read read -> assertThat(codec.layout(read.message())).isEqualTo(read.data());
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Example
    void everyCutOfAGoodMessageIsMalformed() {
        byte[] bytes = codec.encode(say.signed(say.order()));
        for (int length = 0; length < bytes.length; length++)
            assertThat(reason(java.util.Arrays.copyOf(bytes, length)))
                    .as("cut at " + length)
                    .isEqualTo(Reason.MALFORMED);
    }

    @Example
    void hostileJsonIsRefusedInLittleMemory() {
        assertThat(reason("[".repeat(30_000))).isEqualTo(Reason.MALFORMED);
        assertThat(reason("{\"a\":".repeat(6_000))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":1" + "0".repeat(20_000))))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":1e999999999"))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":1.0"))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":-1"))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":99999999999999999999")))
                .isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":\"1\""))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":NaN"))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(good().replace("RTX 4090", "RTX \\ud800 4090"))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("RTX 4090", "RTX \\u202e 4090"))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"gpus\":1", "\"gpus\":1,\"gpus\":1")))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(good() + " {}")).isEqualTo(Reason.MALFORMED);
        assertThat(reason("/* hello */" + good())).isEqualTo(Reason.MALFORMED);
        assertThat(reason(good().getBytes(StandardCharsets.UTF_16))).isEqualTo(Reason.MALFORMED);
        assertThat(reason("null")).isEqualTo(Reason.MALFORMED);
        assertThat(reason("")).isEqualTo(Reason.MALFORMED);
        assertThat(reason(new byte[40_000])).isEqualTo(Reason.TOO_LARGE);
    }

    @Example
    void theEnvelopeMustSayWhatItIs() {
        assertThat(reason(good().replace("\"order\"", "\"ordre\""))).isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(reason(good().replace("\"headroom\":1", "\"headroom\":2"))).isEqualTo(Reason.UNKNOWN_VERSION);
        assertThat(reason(good().replace("\"headroom\":1", "\"headroom\":\"1\"")))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(good().replace("\"chainId\":31337", "\"chainId\":1"))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"type\"", "\"extra\":1,\"type\""))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"durationSeconds\"", "\"discount\":1,\"durationSeconds\"")))
                .isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace("\"nonce\"", "\"once\""))).isEqualTo(Reason.INVALID);
    }

    @Example
    void theEnvironmentHasOneOrderOnly() {
        String lang = "{\"name\":\"LANG\",\"value\":\"C.UTF-8\"}";
        String seed = "{\"name\":\"SEED\",\"value\":\"7\"}";
        assertThat(good()).contains(lang + "," + seed);
        assertThat(reason(good().replace(lang + "," + seed, seed + "," + lang))).isEqualTo(Reason.INVALID);
        assertThat(reason(good().replace(lang + "," + seed, lang + "," + lang))).isEqualTo(Reason.INVALID);
    }

    @Example
    void addressesMayBeWrittenWithCheckSums() {
        String other = good().replace(
                        say.renter().hex(),
                        "0x" + say.renter().hex().substring(2).toUpperCase());
        assertThat(codec.decode("headroom/1/order/x/y", other.getBytes(StandardCharsets.UTF_8), NOW))
                .isInstanceOf(Decoded.Read.class);
    }

    @Example
    void whatOthersWouldRefuseIsNotWritten() {
        LogChunk half = say.log(new org.headroom.model.market.LeaseId("lease-0001"), 0, "half a \ud83d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(say.signed(half)))
                .withMessageContaining("lone surrogate");
    }

    @Example
    void theLongestLogOfTheWorstCharactersFits() {
        LogChunk worst = say.log(new org.headroom.model.market.LeaseId("lease-0001"), 0, "\u0001".repeat(16_384));
        assertThat(codec.encode(say.signed(worst))).hasSizeBetween(96 << 10, 128 << 10);
    }

    private String good() {
        return new String(codec.encode(say.signed(say.order())), StandardCharsets.UTF_8);
    }

    private Reason reason(String text) {
        return reason(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reason reason(byte[] bytes) {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Reason reason = judged(bytes);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes of heap")
                .isLessThan(64L << 20);
        return reason;
    }

    private Reason judged(byte[] bytes) {
        return switch (codec.decode("headroom/1/order/x/y", bytes, NOW)) {
            case Decoded.Refused refused -> refused.refusal().reason();
            case Decoded.Read read -> throw new AssertionError("was read: " + read.message());
        };
    }
}
