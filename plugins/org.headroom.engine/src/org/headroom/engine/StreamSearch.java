package org.headroom.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;

/**
 * One search for the stream of a lease under the numbers near its own. What decides is read of two nodes where two are set up,
 * and the numbers between in one request of one of them.
 *
 * @param verified the stream as it was verified
 * @param isTaken whether what a number has pays for another lease; any thread
 * @param held what was verified for the leases that have these numbers
 * @param latest when the stream begins at the latest; empty where that does not matter
 * @param lost whether the lease has no number: it may get back its own
 */
record StreamSearch(
        StreamState verified,
        Predicate<StreamState> isTaken,
        Map<StreamRef, StreamState> held,
        Optional<Instant> latest,
        boolean lost) {
    /**
     * @param own what has the lease's number now; empty where nothing has
     * @param successor the one stream that is what was verified, under another number; where the lease has none, under its old
     *     one, too
     * @param none all numbers were read, and no such stream is there
     * @param finalBlock the newest block that cannot be replaced; empty where that is unknown
     */
    record Result(Optional<StreamState> own, Optional<StreamState> successor, boolean none, Optional<Long> finalBlock) {
        static final Result UNKNOWN = new Result(Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** Blocks; any thread. */
    Result ask(PaymentRail rail) {
        try {
            return search(rail);
        } catch (PaymentFailure e) {
            return Result.UNKNOWN;
        }
    }

    private Result search(PaymentRail rail) throws PaymentFailure {
        // While its block stands, the number is the lease's, whatever its renter did to the stream.
        if (rail.standing(verified) != BlockStanding.REPLACED) return Result.UNKNOWN;
        Optional<StreamState> own = read(rail, verified.ref());
        ChainLook look = rail.look(ReplacedStream.near(verified.ref()));
        List<StreamState> fit = new ArrayList<>();
        if (lost) own.filter(this::fits).ifPresent(fit::add);
        boolean all = look.status().up();
        for (StreamReading reading : look.streams().values()) {
            switch (reading) {
                case StreamReading.Read r -> {
                    StreamState state = r.state();
                    if (fits(state)) fit.add(state);
                }
                case StreamReading.Unreadable u -> all &= isNone(u.kind());
            }
        }
        Optional<Long> finalBlock = look.status().finalBlock();
        // Which of several it is, nobody can say.
        if (fit.size() != 1) return new Result(own, Optional.empty(), all && fit.isEmpty(), finalBlock);
        StreamRef found = fit.getFirst().ref();
        // Neither is another lease's number free while that one's block stands.
        if (held.containsKey(found) && rail.standing(held.get(found)) != BlockStanding.REPLACED) return Result.UNKNOWN;
        Optional<StreamState> successor = read(rail, found).filter(this::fits);
        return new Result(own, successor, false, finalBlock);
    }

    private boolean fits(StreamState state) {
        return ReplacedStream.isSuccessor(verified, state)
                && !isTaken.test(state)
                && latest.filter(state.settledAt()::isAfter).isEmpty();
    }

    private static Optional<StreamState> read(PaymentRail rail, StreamRef ref) throws PaymentFailure {
        try {
            return Optional.of(rail.verify(ref, Optional.empty()));
        } catch (PaymentFailure e) {
            if (isNone(e.kind())) return Optional.empty();
            throw e;
        }
    }

    private static boolean isNone(PaymentFailure.Kind kind) {
        return kind == PaymentFailure.Kind.NO_SUCH_STREAM;
    }
}
