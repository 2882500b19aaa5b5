package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MarketGate;
import org.headroom.market.MarketGate.Verdict;
import org.headroom.market.MemoryBlocklist;
import org.headroom.market.RateLimits;
import org.headroom.market.Topics;
import org.headroom.model.market.Equivocation;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Sighting;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeystoreFailure;

/**
 * Signed messages of all kinds, changed, through the gate that a link has, with real signatures. None may throw; one that is
 * admitted must have the digest and the signature of a message that was signed.
 */
public final class MessageFuzz implements Fuzzer {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As long as the documents of one lease are changed. */
    private static final int MUTATIONS = 200;

    private static final int LONGEST_DETAIL = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long MOST_ALLOCATED = 16L << 20;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** What is found out only after the signature: of what was signed here none of it is so. */
    private static final Set<Reason> LATER =
            EnumSet.of(Reason.EXPIRED, Reason.FROM_THE_FUTURE, Reason.RATE_LIMITED, Reason.BLOCKED);

    private final Path folder;
    private final boolean isChecked;
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MarketCodec codec = new MarketCodec(MadeUpMessages.CHAIN);
    private final SignerRecovery recovery = new Eip712Recovery();
    private final AllocatedMemory memory = new AllocatedMemory();
    private final Findings findings = new Findings();
    private FuzzResult.Counts counts = new FuzzResult.Counts();

    /** @param folder for the keys of those who sign */
    public MessageFuzz(Path folder) {
        this(folder, true);
    }

    /** @param isChecked false to find what a gate admits that takes each signature for its author's */
    MessageFuzz(Path folder, boolean isChecked) {
        this.folder = folder;
        this.isChecked = isChecked;
    }

    /** What is in order, and how. */
    private record Original(Signed<MarketMessage> signed, ObjectNode envelope, Hash32 digest) {}

    @Override
    public FuzzResult run(long seed, long inputs, Duration limit) throws IOException, KeystoreFailure {
        findings.clear();
        counts = new FuzzResult.Counts();
        var random = new Random(seed);
        var mutator = new MessageMutator(random);
        Path keys = Files.createTempDirectory(folder, "keys");
        var made = new MadeUpMessages(keys, codec, NOW, random);
        long end = System.nanoTime() + limit.toNanos();
        long sent = 0;
        while (sent < inputs && System.nanoTime() < end && !findings.isFull()) {
            List<Original> first = originals(made.all());
            List<Original> second = originals(made.all());
            Map<Hash32, Signature> signed = new HashMap<>();
            first.forEach(each -> signed.put(each.digest(), each.signed().signature()));
            second.forEach(each -> signed.put(each.digest(), each.signed().signature()));
            for (Original each : first) judge(topic(each), bytes(each.envelope()), each, signed);
            for (int i = 0; i < MUTATIONS && System.nanoTime() < end; i++) {
                int kind = random.nextInt(first.size());
                Original original = first.get(kind);
                Original other = random.nextInt(4) == 0 ? second.get(random.nextInt(second.size())) : second.get(kind);
                byte[] bytes = mutator.mutated(original.envelope(), other.envelope());
                judge(topic(random, original, other), bytes, original, signed);
                sent++;
            }
        }
        return new FuzzResult(sent, counts.all(), findings.all());
    }

    private List<Original> originals(List<Signed<MarketMessage>> signed) throws IOException {
        var out = new ArrayList<Original>();
        for (Signed<MarketMessage> each : signed)
            out.add(new Original(
                    each, (ObjectNode) JSON.readTree(codec.encode(each)), recovery.hash(codec.layout(each.message()))));
        return out;
    }

    private static String topic(Original original) {
        return Topics.of(original.signed().message());
    }

    private static String topic(Random random, Original original, Original other) {
        String topic = topic(original);
        return switch (random.nextInt(16)) {
            case 0, 1 -> topic(other);
            case 2 -> topic.toUpperCase(Locale.ROOT);
            case 3 -> topic + (random.nextBoolean() ? "/" : "\u0000");
            case 4 -> topic.replace("0x", random.nextBoolean() ? "0X" : "");
            case 5 -> "headroom/1/" + random.nextLong();
            default -> topic;
        };
    }

    private void judge(String topic, byte[] bytes, Original original, Map<Hash32, Signature> signed) {
        var gate = new MarketGate(
                codec,
                new Guards(
                        recovery(original.signed().message().author()),
                        new NoMemory(),
                        new MemoryBlocklist(clock),
                        RateLimits.NONE),
                clock);
        long before = memory.ofThisThread();
        long began = System.nanoTime();
        try {
            Verdict verdict = gate.judge(topic, bytes);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            long allocated = memory.ofThisThread() - before;
            if (took.compareTo(LONGEST) > 0) add("slow", "took " + took.toMillis() + " ms", topic, bytes);
            if (allocated > MOST_ALLOCATED) add("memory", "allocated " + allocated + " bytes", topic, bytes);
            switch (verdict) {
                case Verdict.Admitted admitted -> admitted(admitted, topic, bytes, signed);
                case Verdict.Refused refused -> refused(refused.refusal(), topic, bytes);
            }
        } catch (RuntimeException | Error e) {
            counts.add("thrown");
            add(e.getClass().getSimpleName(), e.toString(), topic, bytes);
        }
    }

    private void admitted(Verdict.Admitted admitted, String topic, byte[] bytes, Map<Hash32, Signature> signed) {
        counts.add("admitted");
        Hash32 digest = recovery.hash(codec.layout(admitted.signed().message()));
        Signature own = signed.get(digest);
        if (own == null) add("digest", "admitted, and nobody signed it: digest " + digest, topic, bytes);
        else if (!own.equals(admitted.signed().signature()))
            add("signature", "admitted with another signature than its author's", topic, bytes);
        if (!digest.equals(admitted.hash())) add("hash", "known by another hash than its digest", topic, bytes);
        String place = Topics.of(admitted.signed().message());
        if (!place.equals(topic)) add("topic", "admitted on " + topic + " instead of " + place, topic, bytes);
    }

    private void refused(Refusal refusal, String topic, byte[] bytes) {
        counts.add(refusal.reason().name().toLowerCase(Locale.ROOT));
        String detail = refusal.detail();
        if (detail.isBlank()
                || detail.length() > LONGEST_DETAIL
                || detail.chars().anyMatch(Character::isISOControl))
            add("detail", "refused with the words " + detail, topic, bytes);
        if (LATER.contains(refusal.reason()))
            add("reason " + refusal.reason(), "refused as " + refusal.reason() + ": " + detail, topic, bytes);
    }

    private void add(String kind, String what, String topic, byte[] bytes) {
        findings.add(kind, what, () -> {
            byte[] head = (topic + "\n").getBytes(StandardCharsets.UTF_8);
            byte[] all = Arrays.copyOf(head, head.length + bytes.length);
            System.arraycopy(bytes, 0, all, head.length, bytes.length);
            return all;
        });
    }

    private static byte[] bytes(ObjectNode envelope) {
        return envelope.toString().getBytes(StandardCharsets.UTF_8);
    }

    private SignerRecovery recovery(EthAddress author) {
        if (isChecked) return recovery;
        return new SignerRecovery() {
            @Override
            public Optional<EthAddress> recover(Hash32 hash, Signature signature) {
                return Optional.of(author);
            }

            @Override
            public Hash32 hash(TypedData data) {
                return recovery.hash(data);
            }
        };
    }

    /** Nothing was heard before: what is admitted depends on the message alone. */
    private static final class NoMemory implements MessageMemory {
        @Override
        public List<MessageMemory.Finding> remember(List<Sighting> heard) {
            return heard.stream().map(each -> IN_ORDER).toList();
        }

        @Override
        public List<Equivocation> equivocations() {
            return List.of();
        }
    }
}
