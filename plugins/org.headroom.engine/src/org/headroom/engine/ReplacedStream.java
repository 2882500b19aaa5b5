package org.headroom.engine;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/** Whether the number of a lease's stream belongs to another stream after a reorganisation, and which one pays: pure. */
final class ReplacedStream {
    /** How far the number of a stream is looked for on each side of the old one: a reorganisation moves it by a few. */
    private static final int REACH = 8;

    /**
     * By how much a reorganisation moves the beginning of a stream at most, which is what a running lease may be behind. What begins
     * later was done by its renter, who must not get more time with each number.
     */
    static final Duration MOVED_BY = StreamCheck.BEHIND;

    private ReplacedStream() {}

    /**
     * What of a stream is not as the lease's was when it was verified; empty where it may be the same one. A renter may change
     * the rate of its stream, and then it owes what streamed before. One that runs at another rate, never owed anything and began
     * soon after the lease's was opened anew.
     */
    static Optional<String> otherThan(LeaseState lease, StreamState now) {
        Optional<Funding> funding = lease.paidBy();
        if (funding.isEmpty()) return Optional.empty();
        StreamState verified = funding.get().stream();
        return funding.get()
                .lost()
                .or(() -> LostStreams.otherThan(Optional.of(verified), now))
                .or(() -> isOfOtherRate(lease, funding.get(), now)
                        ? Optional.of("Stream " + verified.ref().id() + " pays "
                                + now.rate().perHour().asPrice() + " USDC/h from its beginning, not "
                                + verified.rate().perHour().asPrice()
                                + ": it is not the one that was verified, and nothing is billed to it.")
                        : Optional.empty());
    }

    private static boolean isOfOtherRate(LeaseState lease, Funding funding, StreamState now) {
        StreamState verified = funding.stream();
        return lease.holdsGpu()
                && funding.withdrawals().isEmpty()
                && now.rate().ud21x18().signum() > 0
                && !now.rate().equals(verified.rate())
                && startsAnew(funding, now)
                // All that was owed may have been withdrawn just when the rate was changed.
                && !now.balance().equals(verified.balance().minusCapped(verified.owed(now.settledAt())));
    }

    /**
     * Whether a number may be another lease's from now on, because the renter of that one says so: the stream that has it is
     * not the lease's, or it began anew, and no known withdrawal explains that it owes nothing of the time before.
     *
     * @param now read of two nodes where two are set up
     */
    static boolean isReplaced(LeaseState lease, StreamState now) {
        if (otherThan(lease, now).isPresent()) return true;
        return lease.paidBy()
                .filter(f -> startsAnew(f, now))
                // What cannot vanish was withdrawn from a stream that cannot vanish.
                .filter(f -> f.withdrawals().stream().noneMatch(f::isFinal))
                .filter(f -> f.withdrawals().stream().map(Withdrawal::at).noneMatch(now.settledAt()::equals))
                .isPresent();
    }

    private static boolean startsAnew(Funding funding, StreamState now) {
        return isFresh(now)
                && !now.settledAt().equals(funding.stream().settledAt())
                && !now.settledAt().isAfter(funding.began().plus(MOVED_BY));
    }

    /** When the stream of a lease may begin at the latest under another number; empty where no unpaid work follows from it. */
    static Optional<Instant> latest(LeaseState lease) {
        return lease.paidBy().filter(f -> lease.holdsGpu()).map(f -> f.began().plus(MOVED_BY));
    }

    /** As a stream is until somebody changes it. */
    private static boolean isFresh(StreamState stream) {
        return !stream.voided()
                && stream.settledDebt().equals(Usdc.ZERO)
                && stream.settledDust().signum() == 0;
    }

    /** Whether a stream of another number is what was opened for a lease: by the same transaction, as far as one can see. */
    static boolean isSuccessor(StreamState verified, StreamState now) {
        return LostStreams.otherThan(Optional.of(verified), now).isEmpty()
                && now.rate().equals(verified.rate())
                && isFresh(now)
                && !StreamCheck.hasNotBegun(now)
                && now.balance().equals(verified.balance().plusCapped(verified.withdrawn()));
    }

    /** The numbers near that of a stream, without its own. */
    static List<StreamRef> near(StreamRef stream) {
        List<StreamRef> near = new ArrayList<>();
        for (int by = -REACH; by <= REACH; by++) {
            BigInteger id = stream.id().add(BigInteger.valueOf(by));
            if (by != 0 && id.signum() > 0)
                near.add(new StreamRef(stream.chainId(), stream.contract(), stream.token(), id));
        }
        return near;
    }
}
