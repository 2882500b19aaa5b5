package org.headroom.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withdrawals over the socket: a quote is made and kept, and only the very quote that was shown is carried out, once, by
 * its id. Any thread; its methods wait.
 */
final class WithdrawControl {
    private static final Logger LOG = LoggerFactory.getLogger(WithdrawControl.class);
    private static final int MOST_QUOTES = 8;
    /** A person reads it first. Prices of gas are as old by then; what it may cost at the most was shown. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
    /** Until the ledger has what a block has, and until it shows that a transaction waits. */
    private static final Duration BOOKING = Duration.ofSeconds(30);

    private static final Duration FOLLOWED = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** @param since in nanoseconds of {@link System#nanoTime} */
    private record Held(WithdrawQuote quote, long since) {
        boolean good() {
            return System.nanoTime() - since < GOOD_FOR.toNanos();
        }
    }

    private final RigDesk desk;
    private final Map<String, Held> quotes = new LinkedHashMap<>();

    WithdrawControl(RigDesk desk) {
        this.desk = desk;
    }

    /** Answers with the quote, whose id confirms it. */
    void quote(Replies replies) throws IOException, InterruptedException {
        List<PendingWithdrawal> waiting = desk.view().pending();
        if (!waiting.isEmpty()) {
            replies.refuse("pending", WithdrawWords.pending(waiting.getFirst()));
            return;
        }
        replies.progress("Asking the chain for the exact amount and the fee. Nothing is signed before you confirm.");
        CompletableFuture<WithdrawQuote> asked =
                desk.quoteWithdrawal().copy().orTimeout(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        try {
            WithdrawQuote quote = await(asked, replies);
            ObjectNode shown = QuoteJson.of(quote, desk.view());
            keep(shown.path("id").asText(), quote);
            ObjectNode done = Json.done();
            done.set("quote", shown);
            replies.send(done);
        } catch (ExecutionException e) {
            if (!(cause(e) instanceof PaymentFailure failure)) {
                replies.refuse(
                        "failed", "Nothing was withdrawn. The rig has no quote: " + words(e) + WithdrawWords.STAYS);
            } else if (failure.kind() == PaymentFailure.Kind.NOTHING_DUE) {
                replies.refuse("nothing-due", String.valueOf(failure.getMessage()));
            } else {
                replies.refuse("failed", WithdrawWords.nothing(failure));
            }
        }
    }

    private synchronized void keep(String id, WithdrawQuote quote) {
        quotes.values().removeIf(h -> !h.good());
        Iterator<String> oldest = quotes.keySet().iterator();
        while (quotes.size() >= MOST_QUOTES && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        quotes.put(id, new Held(quote, System.nanoTime()));
    }

    private synchronized Optional<WithdrawQuote> take(String id) {
        return Optional.ofNullable(quotes.remove(id)).filter(Held::good).map(Held::quote);
    }

    /** Carries out a quote and tells how it goes until it is booked. What was begun goes on when whoever asked is gone. */
    void withdraw(JsonNode request, Replies replies) throws IOException, InterruptedException {
        Optional<WithdrawQuote> confirmed = take(request.path("quote").asText(""));
        if (confirmed.isEmpty()) {
            replies.refuse(
                    "no-quote",
                    "Nothing was signed: the rig does not know this quote. It is good once, for " + GOOD_FOR.toMinutes()
                            + " minutes, and not after a restart of the rig. Ask for a new one.");
            return;
        }
        WithdrawQuote quote = confirmed.get();
        Set<Hash32> before = transactions(desk.view(), quote);
        LOG.info(
                "A withdrawal of {} from {} streams to {} was confirmed over the rig's socket",
                quote.amount(),
                quote.payouts().size(),
                quote.to());
        CompletableFuture<List<Withdrawal>> done = desk.withdraw(quote);
        replies.progress("Confirmed. The rig signs and sends it, and goes on with it when this command ends.");
        try {
            booked(await(done, replies), quote, replies);
        } catch (ExecutionException e) {
            Throwable cause = cause(e);
            if (cause instanceof PaymentFailure failure && !isOpen(failure))
                replies.refuse("failed", WithdrawWords.nothing(failure));
            else
                follow(
                        quote,
                        before,
                        cause instanceof PaymentFailure f ? String.valueOf(f.getMessage()) : words(e),
                        replies);
        }
    }

    /** Whether a transaction may be under way. */
    private static boolean isOpen(PaymentFailure failure) {
        return switch (failure.kind()) {
            case PENDING, UNREACHABLE, BAD_ANSWER -> true;
            default -> false;
        };
    }

    /** A block has it; the ledger follows. */
    private void booked(List<Withdrawal> done, WithdrawQuote quote, Replies replies)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + BOOKING.toNanos();
        Ticker ticker = new Ticker(replies);
        while (!isBooked(done, desk.view())) {
            if (System.nanoTime() > end) {
                replies.refuse(
                        "not-booked",
                        "A block has the withdrawal, and the rig's ledger does not show it yet. The money is paid out;"
                                + " the ledger follows when it can be written. Look at './headroom status' and at the"
                                + " rig's log.");
                return;
            }
            ticker.pause();
        }
        replies.send(result(done, quote));
    }

    private static boolean isBooked(List<Withdrawal> done, RigView view) {
        return done.stream()
                .allMatch(w -> view.withdrawals().stream()
                                .anyMatch(b -> b.stream().equals(w.stream())
                                        && b.transaction().equals(w.transaction()))
                        || !isOpen(w.stream(), view));
    }

    /** The view lacks older withdrawals of leases that are closed, whose money is final. */
    private static boolean isOpen(StreamRef stream, RigView view) {
        return view.leases().stream()
                .filter(l -> !l.closed())
                .flatMap(l -> l.state().paidBy().stream())
                .anyMatch(f -> f.stream().ref().equals(stream));
    }

    /** Its end is not known: until a block has it, or it is seen not to wait any more. */
    private void follow(WithdrawQuote quote, Set<Hash32> before, String why, Replies replies)
            throws IOException, InterruptedException {
        replies.progress(why);
        long start = System.nanoTime();
        long seen = start;
        String told = "";
        Ticker ticker = new Ticker(replies);
        while (true) {
            RigView view = desk.view();
            List<Withdrawal> found = view.withdrawals().stream()
                    .filter(w -> quote.streams().contains(w.stream()) && !before.contains(w.transaction()))
                    .toList();
            if (!found.isEmpty()) {
                replies.send(result(found, quote));
                return;
            }
            Optional<PendingWithdrawal> waits = view.pending().stream()
                    .filter(p -> quote.streams().stream().map(StreamRef::id).anyMatch(p.streams()::contains))
                    .findFirst();
            if (waits.isPresent()) seen = System.nanoTime();
            String words = waits.map(WithdrawWords::pending).orElse("");
            if (!words.isEmpty() && !words.equals(told)) replies.progress(words);
            told = words.isEmpty() ? told : words;
            long now = System.nanoTime();
            if (now - seen > BOOKING.toNanos() || now - start > FOLLOWED.toNanos()) {
                replies.refuse(waits.isPresent() ? "pending" : "unknown", WithdrawWords.unknown(why));
                return;
            }
            ticker.pause();
        }
    }

    private static Set<Hash32> transactions(RigView view, WithdrawQuote quote) {
        Set<Hash32> known = new HashSet<>();
        for (Withdrawal w : view.withdrawals()) if (quote.streams().contains(w.stream())) known.add(w.transaction());
        return known;
    }

    private ObjectNode result(List<Withdrawal> done, WithdrawQuote quote) {
        RigView view = desk.view();
        ObjectNode out = Json.done().put("state", "booked");
        out.put("to", quote.to().hex()).put("coin", StatusJson.coin(view.chain().chainId()));
        BigInteger fee = done.stream()
                .map(Withdrawal::feePaid)
                .reduce(Wei.ZERO, Wei::plus)
                .amount();
        out.put("feeWei", fee.toString());
        ArrayNode parts = out.putArray("withdrawals");
        for (Withdrawal w : done) {
            ObjectNode part = parts.addObject()
                    .put("stream", w.stream().id().toString())
                    .put("amount", Json.units(w.amount()))
                    .put("returned", Json.units(w.returned()))
                    .put("transaction", w.transaction().hex())
                    .put("block", w.block());
            Json.text(
                    part,
                    "lease",
                    view.leases().stream()
                            .filter(l -> l.state()
                                    .paidBy()
                                    .filter(f -> f.stream().ref().equals(w.stream()))
                                    .isPresent())
                            .findFirst()
                            .map(LeaseView::label));
        }
        return out;
    }

    private static <T> T await(CompletableFuture<T> asked, Replies replies)
            throws IOException, InterruptedException, ExecutionException {
        while (true) {
            try {
                return asked.get(5, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                replies.alive();
            }
        }
    }

    private static Throwable cause(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
        return cause == null ? e : cause;
    }

    private static String words(ExecutionException e) {
        Throwable cause = cause(e);
        if (cause instanceof TimeoutException) return "the chain has not answered in time.";
        return String.valueOf(cause.getMessage());
    }

    /** Looks again in a moment, and says every few seconds that it is still there. */
    static final class Ticker {
        private static final long SAY = Duration.ofSeconds(5).toNanos();

        private final Replies replies;
        private long said = System.nanoTime();

        Ticker(Replies replies) {
            this.replies = replies;
        }

        void pause() throws IOException, InterruptedException {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            if (System.nanoTime() - said < SAY) return;
            said = System.nanoTime();
            replies.alive();
        }
    }
}
