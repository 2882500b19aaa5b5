package org.headroom.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.MessageMemory.Finding;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Sighting;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.SignerRecovery;

/**
 * Lets in what the broker hands over, or says why not: blocklist, form, topic, signature, time, rate, what was said before,
 * in this order, the cheap ones first. The broker is not trusted with anything. Any thread.
 */
public final class MarketGate {
    /** Two honest clocks may be this far apart. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** What begins business with somebody; all else belongs to a lease that runs. */
    private static final Set<Kind> BEGINNINGS = EnumSet.of(Kind.OFFER, Kind.ORDER, Kind.BID, Kind.ACCEPTANCE);

    private static final int MOST_BUCKETS = 16_384;

    private record Talk(EthAddress author, Kind kind) {}

    private final MarketCodec codec;
    private final SignerRecovery recovery;
    private final MessageMemory memory;
    private final Blocklist blocklist;
    private final RateLimits limits;
    private final Clock clock;
    private final Buckets<Talk> said = new Buckets<>(MOST_BUCKETS);

    public MarketGate(MarketCodec codec, Guards guards, Clock clock) {
        this.codec = codec;
        this.recovery = guards.recovery();
        this.memory = guards.memory();
        this.blocklist = guards.blocklist();
        this.limits = guards.limits();
        this.clock = clock;
    }

    /** Some bytes and where they stood. */
    public record Letter(String topic, byte[] bytes) {}

    /** What became of some bytes. */
    public sealed interface Verdict {
        /** @param hash the EIP-712 hash: the same for each delivery of the message */
        record Admitted(Signed<?> signed, Hash32 hash) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }

    /** What a letter says for itself, before anybody is asked what was said earlier. */
    sealed interface Opened {
        /** In form, signed by its author, and in time. */
        record Sound(Letter letter, Signed<?> signed, Sighting sighting) implements Opened {}

        record Refused(Refusal refusal) implements Opened {}
    }

    /** One alone, at the price of a commit of the memory. */
    public Verdict judge(String topic, byte[] bytes) {
        return judge(List.of(new Letter(topic, bytes))).getFirst();
    }

    /** Many at the price of one commit, in their order. @return one for each */
    public List<Verdict> judge(List<Letter> letters) {
        var sound = new ArrayList<Opened.Sound>();
        var opened = new ArrayList<Opened>();
        for (Letter letter : letters) {
            Opened each = open(letter);
            opened.add(each);
            if (each instanceof Opened.Sound s) sound.add(s);
        }
        Iterator<Verdict> admitted = admit(sound).iterator();
        return opened.stream()
                .map(each -> each instanceof Opened.Refused r ? new Verdict.Refused(r.refusal()) : admitted.next())
                .toList();
    }

    /** Looks at the letter alone; remembers nothing. */
    Opened open(Letter letter) {
        Instant now = clock.instant();
        String topic = letter.topic();
        Optional<Refusal> blocked = blocked(topic, now);
        if (blocked.isPresent()) return new Opened.Refused(blocked.get());
        return switch (codec.decode(topic, letter.bytes(), now)) {
            case Decoded.Refused refused -> new Opened.Refused(refused.refusal());
            case Decoded.Read read -> open(letter, read, now);
        };
    }

    /** By the topic alone: what stands on it in another's name is refused for that later. */
    private Optional<Refusal> blocked(String topic, Instant now) {
        if (Topics.kind(topic).filter(BEGINNINGS::contains).isEmpty()) return Optional.empty();
        return Topics.author(topic)
                .flatMap(blocklist::of)
                .map(block -> new Refusal(
                        now,
                        topic,
                        Reason.BLOCKED,
                        "you have blocked " + block.who()
                                + (block.why().isEmpty() ? "" : ": " + Texts.quoted(block.why()))));
    }

    private Opened open(Letter letter, Decoded.Read read, Instant now) {
        String topic = letter.topic();
        MarketMessage message = read.message();
        String place = Topics.of(message);
        if (!place.equals(topic)) return refuse(now, topic, Reason.WRONG_TOPIC, "belongs on " + place);
        if (read.signature().isEmpty())
            return refuse(now, topic, Reason.UNSIGNED, "no signature of 65 bytes; only its author can sign it");
        var signature = read.signature().get();
        Hash32 hash = recovery.hash(read.data());
        Optional<EthAddress> signer = recovery.recover(hash, signature);
        if (signer.isEmpty())
            return refuse(
                    now, topic, Reason.WRONG_SIGNER, "the signature fits no key; it should be " + message.author());
        if (!signer.get().equals(message.author()))
            return refuse(
                    now,
                    topic,
                    Reason.WRONG_SIGNER,
                    "signed by " + signer.get() + " in the name of " + message.author());
        Validity validity = message.validity();
        Instant over = validity.expiresAt().plus(CLOCK_SKEW);
        if (!over.isAfter(now)) return refuse(now, topic, Reason.EXPIRED, "was good until " + validity.expiresAt());
        if (validity.issuedAt().minus(CLOCK_SKEW).isAfter(now))
            return refuse(
                    now,
                    topic,
                    Reason.FROM_THE_FUTURE,
                    "issued at " + validity.issuedAt() + ", and here it is " + now + "; is one of the clocks wrong?");
        var sighting = new Sighting(
                message.author(),
                Subjects.of(message),
                validity.nonce(),
                hash,
                Subjects.content(read.data().primaryType(), read.data().message()),
                over,
                topic,
                letter.bytes());
        return new Opened.Sound(letter, new Signed<>(message, signature), sighting);
    }

    /**
     * Counts and remembers. Only what was signed counts, or a forger could use up an honest party's allowance; the same
     * message again should be left out before for the same reason.
     *
     * @return one for each, in their order
     * @throws RuntimeException if the memory cannot be written: then nothing was let in
     */
    List<Verdict> admit(List<Opened.Sound> sound) {
        Instant now = clock.instant();
        var within = new ArrayList<Sighting>();
        var counted = new ArrayList<Boolean>();
        for (Opened.Sound each : sound) {
            Kind kind = Kind.of(each.signed().message());
            boolean room = said.take(new Talk(each.sighting().author(), kind), limits.of(kind), now);
            counted.add(room);
            if (room) within.add(each.sighting());
        }
        Iterator<Finding> findings = memory.remember(within).iterator();
        var out = new ArrayList<Verdict>();
        for (int i = 0; i < sound.size(); i++)
            out.add(counted.get(i) ? verdict(sound.get(i), findings.next(), now) : tooMuch(sound.get(i), now));
        return out;
    }

    private Verdict tooMuch(Opened.Sound sound, Instant now) {
        Kind kind = Kind.of(sound.signed().message());
        RateLimits.Allowance allowance = limits.of(kind);
        return new Verdict.Refused(new Refusal(
                now,
                sound.letter().topic(),
                Reason.RATE_LIMITED,
                sound.sighting().author() + " says too much: more than " + allowance.burst() + " messages of the kind "
                        + kind.word() + " at once, and " + allowance.perSecond() + " a second after"));
    }

    private static Verdict verdict(Opened.Sound sound, Finding finding, Instant now) {
        Sighting sighting = sound.sighting();
        return switch (finding) {
            case Finding.InOrder f -> new Verdict.Admitted(sound.signed(), sighting.hash());
            case Finding.Replayed f ->
                new Verdict.Refused(new Refusal(
                        now,
                        sighting.topic(),
                        Reason.REPLAYED,
                        "its nonce was used for another message of " + sighting.author()));
            case Finding.Equivocal f ->
                new Verdict.Refused(new Refusal(
                        now,
                        sighting.topic(),
                        Reason.EQUIVOCATION,
                        sighting.author() + " has signed two contents for " + f.subject() + ": " + f.first()
                                + " and now " + sighting.hash()));
        };
    }

    private static Opened refuse(Instant now, String topic, Reason reason, String detail) {
        return new Opened.Refused(new Refusal(now, topic, reason, detail));
    }
}
