package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.headroom.model.lease.LeaseState.Ended;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;

/** Draws receipts up: pure. */
public final class Receipts {
    private Receipts() {}

    /** The receipt of an ended lease under a given number. */
    public static Receipt draw(Ended lease, long number) {
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
                result.artefactsDigest(),
                seconds(result.startedAt()),
                seconds(result.endedAt()),
                result.exitCode(),
                result.outcome(),
                result.energy(),
                lease.funding().stream().ref(),
                lease.funding().stream().rate(),
                amountDue(lease));
    }

    /** From the stream's start to the job's end, and never more than the renter put in. */
    private static Usdc amountDue(Ended lease) {
        StreamState stream = lease.funding().stream();
        Duration paidTime =
                Duration.between(stream.settledAt(), seconds(lease.result().endedAt()));
        Usdc streamed = stream.settledDebt().plus(stream.rate().streamed(paidTime));
        Usdc putIn = stream.balance().plus(stream.withdrawn());
        return streamed.compareTo(putIn) <= 0 ? streamed : putIn;
    }

    /** What is signed knows whole seconds only. */
    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
