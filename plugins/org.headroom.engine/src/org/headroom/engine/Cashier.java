package org.headroom.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that asks the chain, on the one {@code wallet-io} thread. */
final class Cashier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);
    private static final int ATTEMPTS = 8;

    /** Where the cashier reports to; called on {@code wallet-io}. */
    interface Reports {
        void streamRead(LeaseId lease, StreamState stream);

        void streamUnreadable(LeaseId lease, String reason);

        void chain(ChainStatus status, Optional<WalletBalance> balance, Map<LeaseId, StreamState> streams);

        void withdrawn(List<Withdrawal> withdrawals);
    }

    private final PaymentRail rail;
    private final Reports reports;
    private final AtomicBoolean lookWaiting = new AtomicBoolean();
    private final ScheduledExecutorService io = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("wallet-io").unstarted(r));

    Cashier(PaymentRail rail, Reports reports) {
        this.rail = rail;
        this.reports = reports;
    }

    /** Reads the stream that is to pay for a lease; a node that has not seen it yet is asked again for a while. */
    void verify(LeaseTerms terms, Acceptance acceptance) {
        run(() -> attempt(terms, acceptance, 1));
    }

    private void attempt(LeaseTerms terms, Acceptance acceptance, int attempt) {
        try {
            reports.streamRead(terms.lease(), rail.verify(acceptance.stream(), Optional.empty()));
        } catch (PaymentFailure e) {
            boolean again = e.kind().worthRetrying() || e.kind() == PaymentFailure.Kind.NO_SUCH_STREAM;
            if (again && attempt < ATTEMPTS)
                io.schedule(() -> attempt(terms, acceptance, attempt + 1), 500L * attempt, TimeUnit.MILLISECONDS);
            else reports.streamUnreadable(terms.lease(), e.getMessage());
        }
    }

    /**
     * Looks at the chain, the account and these streams once. Does nothing while an earlier look is still waiting: behind a
     * node that hangs they would pile up, and a person's click would wait for all of them.
     */
    void look(Map<LeaseId, StreamRef> streams) {
        if (!lookWaiting.compareAndSet(false, true)) return;
        run(() -> {
            lookWaiting.set(false);
            ChainLook look = rail.look(streams.values());
            Map<LeaseId, StreamState> read = new HashMap<>();
            streams.forEach((lease, stream) -> {
                if (look.streams().get(stream) instanceof StreamReading.Read r) read.put(lease, r.state());
            });
            reports.chain(look.status(), look.balance(), read);
        });
    }

    /** Finds withdrawals that a crash forgot. */
    void recover(List<StreamRef> streams) {
        if (streams.isEmpty()) return;
        run(() -> {
            try {
                for (StreamRef stream : streams)
                    reports.withdrawn(rail.withdrawals(stream, 0).found());
            } catch (RuntimeException e) {
                LOG.warn("Earlier withdrawals could not be looked up: {}", e.getMessage());
                io.schedule(() -> recover(streams), 10, TimeUnit.SECONDS);
            }
        });
    }

    CompletableFuture<WithdrawQuote> quote(List<StreamRef> streams) {
        List<StreamRef> asked = new ArrayList<>(streams);
        return ask(() -> {
            if (asked.isEmpty())
                throw new PaymentFailure(
                        PaymentFailure.Kind.NOTHING_DUE, "There is nothing to withdraw yet: no stream has money due.");
            return rail.quote(asked);
        });
    }

    CompletableFuture<List<Withdrawal>> withdraw(WithdrawQuote quote) {
        return ask(() -> {
            List<Withdrawal> done = rail.withdraw(quote);
            reports.withdrawn(done);
            return done;
        });
    }

    private <T> CompletableFuture<T> ask(Callable<T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                io);
    }

    private void run(Runnable task) {
        io.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("A question to the chain failed unexpectedly", e);
            }
        });
    }

    @Override
    public void close() {
        io.shutdownNow();
    }
}
