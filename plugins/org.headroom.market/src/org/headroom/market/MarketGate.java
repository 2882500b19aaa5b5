package org.headroom.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.NonceMemory;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.SignerRecovery;

/**
 * Lets in what the broker hands over, or says why not: form, topic, signature, time, nonce, in this order, the cheap
 * ones first. The broker is not trusted with anything. Any thread; a millisecond or less.
 */
public final class MarketGate {
    /** Two honest clocks may be this far apart. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final MarketCodec codec;
    private final SignerRecovery recovery;
    private final NonceMemory nonces;
    private final Clock clock;

    public MarketGate(MarketCodec codec, SignerRecovery recovery, NonceMemory nonces, Clock clock) {
        this.codec = codec;
        this.recovery = recovery;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** What became of some bytes. */
    public sealed interface Verdict {
        /** @param hash the EIP-712 hash: the same for each delivery of the message */
        record Admitted(Signed<?> signed, Hash32 hash) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }

    public Verdict judge(String topic, byte[] bytes) {
        Instant now = clock.instant();
        return switch (codec.decode(topic, bytes, now)) {
            case Decoded.Refused refused -> new Verdict.Refused(refused.refusal());
            case Decoded.Read read -> judge(topic, read, now);
        };
    }

    private Verdict judge(String topic, Decoded.Read read, Instant now) {
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
        if (!validity.expiresAt().plus(CLOCK_SKEW).isAfter(now))
            return refuse(now, topic, Reason.EXPIRED, "was good until " + validity.expiresAt());
        if (validity.issuedAt().minus(CLOCK_SKEW).isAfter(now))
            return refuse(
                    now,
                    topic,
                    Reason.FROM_THE_FUTURE,
                    "issued at " + validity.issuedAt() + ", and here it is " + now + "; is one of the clocks wrong?");
        if (!nonces.firstSeen(
                message.author(), validity.nonce(), hash, validity.expiresAt().plus(CLOCK_SKEW)))
            return refuse(now, topic, Reason.REPLAYED, "its nonce was used for another message of " + message.author());
        return new Verdict.Admitted(new Signed<>(message, signature), hash);
    }

    private static Verdict refuse(Instant now, String topic, Reason reason, String detail) {
        return new Verdict.Refused(new Refusal(now, topic, reason, detail));
    }
}
