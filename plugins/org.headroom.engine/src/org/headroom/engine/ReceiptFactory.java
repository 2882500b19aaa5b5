package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.headroom.model.lease.LeaseState.Ended;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;

/** Creates receipts: pure. The rules for time and money are in docs/ledger.md. */
public final class ReceiptFactory {
    private ReceiptFactory() {}

    /**
     * The receipt of an ended lease under a given number.
     *
     * @param believed the stream as the chain was last believed to have it, with what has been withdrawn, also where that
     *     withdrawal was not found; empty where it was not read since the lease was verified
     */
    public static Receipt createReceipt(Ended lease, long number, Optional<StreamState> believed) {
        var bid = lease.terms().bid();
        var result = lease.result();
        return new Receipt(
                number,
                lease.id(),
                lease.terms().order().id(),
                bid.id(),
                bid.provider(),
                lease.terms().order().renter(),
                bid.gpuIds(),
                bid.simulated(),
                lease.container().imageDigest(),
                // This version of the protocol has no other word for what is unknown.
                result.artefacts().known().orElse(Hash32.ZERO),
                seconds(result.startedAt()),
                seconds(result.endedAt()),
                result.exitCode(),
                result.outcome(),
                result.energy(),
                lease.funding().stream().ref(),
                lease.funding().stream().rate(),
                amountDue(lease, believed));
    }

    /**
     * What the lease costs: the agreed rate from the stream's start to the billed end, but no more than the contract has paid
     * and owes by then, as far as the chain was read.
     */
    private static Usdc amountDue(Ended lease, Optional<StreamState> believed) {
        Instant end = LeaseTimes.billedTo(
                lease.terms(), lease.result().startedAt(), lease.result().endedAt());
        StreamState verified = PaidAmounts.verified(lease).orElseThrow();
        Usdc rateAlone = verified.withdrawn()
                .plusCapped(verified.settledDebt())
                .plusCapped(
                        verified.rate().streamed(Duration.between(LeaseTimes.paidFrom(lease.terms(), verified), end)));
        // A top-up raises what the stream holds; the agreed rate still limits what is claimed.
        if (believed.isEmpty()) return rateAlone.min(verified.withdrawn().plusCapped(verified.balance()));
        StreamState now = believed.get();
        return rateAlone.min(now.withdrawn().plusCapped(now.due(later(end, now.settledAt()))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What is signed knows whole seconds only. */
    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
