package org.headroom.console.desk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.headroom.model.Subscription;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest quote of a withdrawal, for all who show one: header and dialog ask here, so that both show the same fee. One
 * question at a time; who asks meanwhile gets its answer. Any thread.
 */
public final class WithdrawQuotes {
    /** Asking costs the chain some calls, and prices move slowly. */
    static final Duration FRESH = Duration.ofSeconds(60);
    /** After a question that failed. */
    static final Duration RETRY = Duration.ofSeconds(5);

    /** A rig that never answers holds nobody up for longer. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawQuotes.class);

    private final Runnable changed;
    private final LongSupplier nanoTime;
    private Optional<Held> held = Optional.empty();
    private Optional<CompletableFuture<WithdrawQuote>> asked = Optional.empty();
    /** When {@link #refresh} may ask again; meaningless before the first question. */
    private long again;

    private boolean answered;
    private int holders;

    /** @param age time since the answer, by a clock that nobody sets */
    public record Latest(WithdrawQuote quote, Duration age) {}

    /** @param since when it came, in nanoseconds of {@link System#nanoTime} */
    private record Held(WithdrawQuote quote, long since) {}

    /** @param changed called on any thread when there is another quote, or none any more */
    public WithdrawQuotes(Runnable changed) {
        this(changed, System::nanoTime);
    }

    WithdrawQuotes(Runnable changed, LongSupplier nanoTime) {
        this.changed = changed;
        this.nanoTime = nanoTime;
    }

    /** The last answer, however old. Empty before the first and after {@link #forget}. */
    public synchronized Optional<Latest> latest() {
        return held.map(h -> new Latest(h.quote(), Duration.ofNanos(nanoTime.getAsLong() - h.since())));
    }

    /** Asks the rig; the answer is the latest quote from then on. Fails with a {@code PaymentFailure}. */
    public CompletableFuture<WithdrawQuote> ask(RigDesk desk) {
        CompletableFuture<WithdrawQuote> question = new CompletableFuture<>();
        synchronized (this) {
            if (asked.isPresent()) return asked.get().copy();
            asked = Optional.of(question);
        }
        answer(desk).whenComplete((quote, failure) -> {
            take(question, failure == null ? Optional.of(quote) : Optional.empty());
            if (failure == null) question.complete(quote);
            else question.completeExceptionally(failure);
        });
        return question.copy();
    }

    private static CompletableFuture<WithdrawQuote> answer(RigDesk desk) {
        try {
            return desk.quoteWithdrawal().copy().orTimeout(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Asks where the latest quote is old or missing and nobody holds it. */
    public void refresh(RigDesk desk) {
        synchronized (this) {
            if (holders > 0 || asked.isPresent() || answered && nanoTime.getAsLong() - again < 0) return;
        }
        ask(desk).whenComplete((quote, failure) -> {
            if (failure != null) LOG.debug("The fee of a withdrawal is not known yet: {}", failure.getMessage());
        });
    }

    /** While somebody holds the latest quote, only {@link #ask} replaces it. */
    public synchronized Subscription hold() {
        holders++;
        return new Subscription() {
            private boolean closed;

            @Override
            public void close() {
                synchronized (WithdrawQuotes.this) {
                    if (!closed) holders--;
                    closed = true;
                }
            }
        };
    }

    /** Drops the latest quote, as after a withdrawal or when the rig is another; the answer to an open question is not kept. */
    public void forget() {
        synchronized (this) {
            held = Optional.empty();
            asked = Optional.empty();
            answered = false;
        }
        changed.run();
    }

    private void take(CompletableFuture<WithdrawQuote> question, Optional<WithdrawQuote> quote) {
        synchronized (this) {
            if (asked.filter(a -> a == question).isEmpty()) return;
            asked = Optional.empty();
            answered = true;
            again = nanoTime.getAsLong() + (quote.isPresent() ? FRESH : RETRY).toNanos();
            if (quote.isEmpty()) return;
            held = quote.map(q -> new Held(q, nanoTime.getAsLong()));
        }
        changed.run();
    }
}
