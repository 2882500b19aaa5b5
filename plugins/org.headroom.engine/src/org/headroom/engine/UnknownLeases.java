package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said to a renter that accepts a bid of which the ledger knows nothing: REFUSED and nothing else, so that it ends its
 * stream. After a ledger was lost its renters would pay on for their whole time. Anyone may send such an acceptance, so
 * each lease is signed for once, and all together are answered at a bounded pace. {@code lease-loop} only.
 */
final class UnknownLeases {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownLeases.class);
    static final String DETAIL =
            "this rig knows nothing of this lease, its records of it may be lost: nothing runs for it and no"
                    + " receipt follows; end the stream and take your money back";
    /** Leases that are remembered; past that the oldest are not. */
    static final int MOST = 256;
    /** Signatures at once; one more comes with each second. */
    static final int AT_ONCE = 32;
    /** Between two answers for one lease: the market may have lost the first. */
    static final Duration AGAIN = Duration.ofSeconds(30);
    /** How long an answer is valid. */
    static final Duration LASTS = Duration.ofHours(1);

    private record Key(LeaseId lease, EthAddress renter) {}

    private record Told(Signed<LeaseUpdate> update, Instant at) {
        Told again(Instant now) {
            return new Told(update, now);
        }
    }

    private final Function<LeaseUpdate, Signed<LeaseUpdate>> signer;
    private final RepeatedLog log = new RepeatedLog(LOG::warn);
    private final Map<Key, Told> told = new LinkedHashMap<>();
    private double left = AT_ONCE;
    private Instant countedAt = Instant.MIN;

    UnknownLeases(Function<LeaseUpdate, Signed<LeaseUpdate>> signer) {
        this.signer = signer;
    }

    /**
     * What is to be sent; empty where it was said a moment ago, or too many have asked.
     *
     * @param acceptance of a bid for whose lease the ledger has no event
     * @param validity of what is signed now
     */
    Optional<Signed<LeaseUpdate>> answer(Acceptance acceptance, Validity validity, Instant now) {
        Key key = new Key(acceptance.lease(), acceptance.renter());
        Told before = told.get(key);
        if (before != null && before.update().message().validity().expiresAt().isAfter(now)) {
            boolean soon =
                    !now.isBefore(before.at()) && now.isBefore(before.at().plus(AGAIN));
            if (soon) return Optional.empty();
            told.put(key, before.again(now));
            return Optional.of(before.update());
        }
        if (!mayAnswer(now)) return Optional.empty();
        Signed<LeaseUpdate> signed = signer.apply(new LeaseUpdate(
                acceptance.lease(),
                acceptance.provider(),
                acceptance.renter(),
                LeaseEffect.TellRenter.number(Phase.REFUSED, 0),
                Phase.REFUSED,
                DETAIL,
                validity));
        told.remove(key);
        if (told.size() >= MOST) told.remove(told.keySet().iterator().next());
        told.put(key, new Told(signed, now));
        log.failed(acceptance.renter().brief() + " pays for the lease " + acceptance.lease()
                + ", and this rig knows nothing of that lease: if its ledger was lost, that is why. The renter is told"
                + " to end the stream; what the stream holds for you is withdrawn by hand.");
        return Optional.of(signed);
    }

    private boolean mayAnswer(Instant now) {
        if (countedAt.equals(Instant.MIN) || now.isBefore(countedAt)) countedAt = now;
        left = Math.min(AT_ONCE, left + Duration.between(countedAt, now).toMillis() / 1_000.0);
        countedAt = now;
        if (left < 1) return false;
        left -= 1;
        return true;
    }
}
