package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.VerifiedStream;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the chain and reports what it says. Looks at streams run on {@code chain-reader}, searches of logs and questions of
 * finality on {@code chain-searcher}, quotes on {@code chain-quotes}, transactions on {@code wallet-io}, verifications and
 * second readings on a virtual thread each, a limited number of each kind at a time. So a transaction that hangs delays no
 * read, a quote no look, and a verification no second reading. Any thread may call; no method waits.
 */
final class PaymentMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentMonitor.class);
    /** How long a stream may be missing: a node may show a block some seconds after another node has it. */
    private static final Duration NOT_SHOWN_YET = Duration.ofSeconds(14);

    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 4_000;
    /** More than a rig has GPUs in most cases; the others wait for their turn. */
    private static final int VERIFIED_AT_ONCE = 8;
    /** Second readings decide over running jobs: they never wait for verifications, each of which holds its turn for its retries. */
    private static final int READ_AGAIN_AT_ONCE = 16;
    /** Quotes that wait for the one that is being made. */
    private static final int MOST_QUOTES = 8;

    /** Receives reports; called on this object's threads. */
    interface Events {
        void verified(LeaseId lease, CheckedStream stream);

        void notVerified(LeaseId lease, String reason);

        /** A verification is tried again. @param disagreement what two nodes answer differently, where that is why */
        void notVerifiedYet(LeaseId lease, Optional<String> disagreement);

        /** @param asked whose streams were asked for */
        void looked(Map<LeaseId, StreamRef> asked, ChainLook look);

        void withdrawn(List<Withdrawal> withdrawals);

        void finality(Map<Hash32, Finality> known);

        /** @param asked the stream whose withdrawals were searched for */
        void searched(LeaseId lease, StreamRef asked, WithdrawalScan scan);

        /** @param asked the stream that was read @param now the stream that has the number; empty where the chain has none */
        void confirmed(LeaseId lease, StreamRef asked, Optional<StreamState> now);

        /** @param kind {@code DISAGREEMENT} where the nodes do not agree; otherwise they do not answer */
        void notConfirmed(LeaseId lease, PaymentFailure.Kind kind, String why);

        /** A stream was looked for under other numbers. */
        default void sought(LeaseId lease, StreamSearch.Result result) {}
    }

    private final PaymentRail rail;
    private final Events events;
    private final InstantSource clock;
    private final OpenAnswers open;
    private final AtomicBoolean lookWaiting = new AtomicBoolean();
    private final AtomicBoolean resumeWaiting = new AtomicBoolean();
    private final AtomicBoolean finalityWaiting = new AtomicBoolean();
    private final Set<LeaseId> verifying = ConcurrentHashMap.newKeySet();
    private final Set<LeaseId> confirming = ConcurrentHashMap.newKeySet();
    private final Set<LeaseId> seeking = ConcurrentHashMap.newKeySet();
    private final Set<LeaseId> searching = ConcurrentHashMap.newKeySet();
    private final Semaphore verifications = new Semaphore(VERIFIED_AT_ONCE, true);
    private final Semaphore secondReadings = new Semaphore(READ_AGAIN_AT_ONCE, true);
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("chain-reader").unstarted(r));
    private final ScheduledExecutorService searcher = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("chain-searcher").unstarted(r));
    private final ScheduledExecutorService transactions = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("wallet-io").unstarted(r));
    private final ExecutorService quotes = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_QUOTES),
            r -> Thread.ofPlatform().daemon().name("chain-quotes").unstarted(r));
    private final CountDownLatch end = new CountDownLatch(1);
    /** Of {@code wallet-io} alone. */
    private String resumeFailure = "";

    /** @param open closed with this object */
    PaymentMonitor(PaymentRail rail, Events events, InstantSource clock, OpenAnswers open) {
        this.rail = rail;
        this.events = events;
        this.clock = clock;
        this.open = open;
    }

    /**
     * Reads the stream that is to pay for a lease until it is known or the deadline has passed. A second call for the same
     * lease does nothing while the first is under way.
     *
     * @param since the newest block when the bid was made, if known
     * @param holder the stream that was verified under the same number for another lease
     */
    void verify(
            LeaseId lease,
            Acceptance acceptance,
            Optional<Long> since,
            Instant deadline,
            Optional<StreamState> holder) {
        if (!verifying.add(lease)) return;
        inTurn(
                verifications,
                verifying,
                lease,
                "stream-check-",
                () -> report(lease, acceptance, since, deadline, holder),
                e -> {
                    LOG.warn("The check of the stream of {} failed unexpectedly", lease, e);
                    events.notVerified(
                            lease,
                            "the stream could not be checked because of a fault of the rig; end it and take your money back");
                });
    }

    /** A question that asks all nodes. */
    @FunctionalInterface
    private interface Question {
        void ask() throws InterruptedException;
    }

    /** On a virtual thread of its own, as many at a time as there are turns. @param busy holds the lease until the question has ended */
    private void inTurn(
            Semaphore turns,
            Set<LeaseId> busy,
            LeaseId lease,
            String thread,
            Question question,
            Consumer<Throwable> failed) {
        Thread.ofVirtual().name(thread + lease).start(() -> {
            boolean turn = false;
            try {
                turns.acquire();
                turn = true;
                question.ask();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            } finally {
                if (turn) turns.release();
                busy.remove(lease);
            }
        });
    }

    private void report(
            LeaseId lease, Acceptance acceptance, Optional<Long> since, Instant deadline, Optional<StreamState> holder)
            throws InterruptedException {
        Instant missingUntil = clock.instant().plus(NOT_SHOWN_YET);
        long pause = FIRST_PAUSE_MS;
        String told = "";
        while (end.getCount() > 0) {
            try {
                VerifiedStream verified = rail.verifyOpened(acceptance.stream(), since);
                boolean isReplaced = holder.isPresent() && rail.standing(holder.get()) == BlockStanding.REPLACED;
                events.verified(lease, new CheckedStream(verified, holder.filter(h -> isReplaced)));
                return;
            } catch (PaymentFailure e) {
                Instant now = clock.instant();
                boolean missing = e.kind() == PaymentFailure.Kind.NO_SUCH_STREAM && now.isBefore(missingUntil);
                if (!missing && !e.kind().worthRetrying() || !now.isBefore(deadline)) {
                    events.notVerified(lease, String.valueOf(e.getMessage()));
                    return;
                }
                String why = e.kind().name();
                if (!why.equals(told)) LOG.warn("The stream of {} is not verified yet: {}", lease, e.getMessage());
                told = why;
                events.notVerifiedYet(
                        lease,
                        e.kind() == PaymentFailure.Kind.DISAGREEMENT
                                ? Optional.of(String.valueOf(e.getMessage()))
                                : Optional.empty());
            }
            if (end.await(pause, TimeUnit.MILLISECONDS)) return;
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
    }

    /**
     * Polls the chain, the account and these streams once. Does nothing while an earlier poll has not ended: behind a node
     * that hangs they would pile up.
     *
     * @param due asked at once, and only where the poll takes place: a stream whose turn it was is not left out. Empty where no
     *     poll is due
     */
    void look(Supplier<Optional<Map<LeaseId, StreamRef>>> due) {
        if (!lookWaiting.compareAndSet(false, true)) return;
        Map<LeaseId, StreamRef> streams;
        try {
            Optional<Map<LeaseId, StreamRef>> wanted = due.get();
            if (wanted.isEmpty()) {
                lookWaiting.set(false);
                return;
            }
            streams = wanted.get();
        } catch (RuntimeException | Error e) {
            lookWaiting.set(false);
            throw e;
        }
        on(reader, () -> {
            try {
                events.looked(streams, rail.look(streams.values()));
            } finally {
                lookWaiting.set(false);
            }
        });
    }

    /** Continues transactions of an earlier run, and reports withdrawals that are in a block by now. */
    void resume() {
        if (!resumeWaiting.compareAndSet(false, true)) return;
        on(transactions, () -> {
            try {
                List<Withdrawal> done = rail.resume();
                resumeFailure = "";
                if (!done.isEmpty()) events.withdrawn(done);
            } catch (PaymentFailure e) {
                String why = String.valueOf(e.getMessage());
                // Asked every few seconds: the same reason is told once.
                if (why.equals(resumeFailure)) LOG.debug("Earlier transactions could not be continued yet: {}", why);
                else LOG.warn("Earlier transactions could not be continued yet: {}", why);
                resumeFailure = why;
            } finally {
                resumeWaiting.set(false);
            }
        });
    }

    /** Asks whether these can still vanish. */
    void finality(Collection<Withdrawal> withdrawals) {
        if (withdrawals.isEmpty() || !finalityWaiting.compareAndSet(false, true)) return;
        on(searcher, () -> {
            try {
                events.finality(rail.finality(withdrawals));
            } finally {
                finalityWaiting.set(false);
            }
        });
    }

    /** Searches the next blocks for withdrawals that this rig does not know of. */
    void search(LeaseId lease, StreamRef stream, long from) {
        if (!searching.add(lease)) return;
        on(searcher, () -> {
            try {
                events.searched(lease, stream, rail.withdrawals(stream, from));
            } finally {
                searching.remove(lease);
            }
        });
    }

    /** Reads a stream again that is said to be lost, or to pay less or more: of two nodes where two are set up. */
    void confirm(LeaseId lease, StreamRef stream) {
        if (!confirming.add(lease)) return;
        inTurn(
                secondReadings,
                confirming,
                lease,
                "stream-again-",
                () -> readAgain(lease, stream),
                e -> LOG.warn("A question to the chain failed unexpectedly", e));
    }

    /** Looks for the stream of a lease under other numbers. */
    void seek(LeaseId lease, StreamSearch search) {
        if (!seeking.add(lease)) return;
        inTurn(
                secondReadings,
                seeking,
                lease,
                "stream-elsewhere-",
                () -> events.sought(lease, search.ask(rail)),
                e -> LOG.warn("A question to the chain failed unexpectedly", e));
    }

    private void readAgain(LeaseId lease, StreamRef stream) {
        try {
            events.confirmed(lease, stream, Optional.of(rail.verify(stream, Optional.empty())));
        } catch (PaymentFailure e) {
            if (e.kind() == PaymentFailure.Kind.NO_SUCH_STREAM) events.confirmed(lease, stream, Optional.empty());
            else events.notConfirmed(lease, e.kind(), String.valueOf(e.getMessage()));
        }
    }

    /** What a withdrawal would bring and cost: read alone, and not behind a withdrawal that hangs. */
    CompletableFuture<WithdrawQuote> quote(WithdrawalClaims claims) {
        try {
            return ask(quotes, () -> {
                if (claims.claims().isEmpty())
                    throw new PaymentFailure(
                            PaymentFailure.Kind.NOTHING_DUE,
                            "There is nothing to withdraw yet: no stream has money due.");
                return rail.quoteClaims(claims.claims());
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new PaymentFailure(
                    PaymentFailure.Kind.UNREACHABLE,
                    "The quote was not made: " + MOST_QUOTES
                            + " others are waiting for the chain; try again in a minute.",
                    e));
        }
    }

    /** @param now what the quote must still agree with */
    CompletableFuture<List<Withdrawal>> withdraw(WithdrawQuote quote, CompletableFuture<WithdrawalClaims> now) {
        return now.thenCompose(claims -> ask(transactions, () -> {
            claims.require(quote);
            List<Withdrawal> done = rail.withdraw(quote);
            events.withdrawn(done);
            return done;
        }));
    }

    private <T> CompletableFuture<T> ask(ExecutorService thread, Callable<T> question) {
        return open.add(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                thread));
    }

    /** A task that throws is reported; the thread goes on. */
    private void on(ScheduledExecutorService thread, Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    LOG.warn("A question to the chain failed unexpectedly", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The rig is closing; a question to the chain is dropped");
        }
    }

    @Override
    public void close() {
        end.countDown();
        reader.shutdownNow();
        searcher.shutdownNow();
        quotes.shutdownNow();
        transactions.shutdownNow();
        // What waited for these threads runs no more.
        open.close();
    }
}
