package org.headroom.cli;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.renter.ChainQuery;
import org.headroom.wallet.NodeAddress;

/** Reads of the chain's node whose whole time is bounded, repeats included. */
final class RentNode {
    static final Duration WITHIN = Duration.ofSeconds(15);

    private RentNode() {}

    /** What is read, in one question or several. */
    @FunctionalInterface
    interface Read<T> {
        T from(ChainQuery query) throws PaymentFailure;
    }

    /** @throws PaymentFailure in one sentence, which says nothing of money: the caller knows what is at stake */
    static <T> T read(URI node, Read<T> read) throws PaymentFailure, InterruptedException {
        return read(node, WITHIN, read);
    }

    static <T> T read(URI node, Duration within, Read<T> read) throws PaymentFailure, InterruptedException {
        try (ChainQuery query = new ChainQuery(node)) {
            FutureTask<T> task = new FutureTask<>(() -> read.from(query));
            Thread.ofVirtual().name("rent-node").start(task);
            try {
                return task.get(within.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                task.cancel(true);
                throw new PaymentFailure(
                        Kind.UNREACHABLE,
                        "The chain's node " + NodeAddress.shown(node) + " did not answer within " + within.toSeconds()
                                + " s.",
                        e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof PaymentFailure failure) throw failure;
                throw new IllegalStateException("a read of the chain's node failed", e);
            }
        }
    }
}
