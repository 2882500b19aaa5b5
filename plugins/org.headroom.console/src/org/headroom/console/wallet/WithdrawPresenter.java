package org.headroom.console.wallet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.headroom.console.desk.Failures;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.ReceivedAmounts;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.RigView;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.UsdcFormat;

/** What the withdrawal's dialog says at each step. Pure. */
public final class WithdrawPresenter {
    private static final String NOTHING = "Nothing was withdrawn";
    private static final String STATUS_UNKNOWN = "Status unknown";
    private static final String UNKNOWN = "The transaction may have been sent, and is not confirmed.";
    private static final String SAFE =
            "What it means: the withdrawal takes effect once or not at all. What it does not pay out stays in the streams and"
                    + " stays yours.";
    private static final String WAIT =
            "What to do: nothing now, and do not withdraw again. The Wallet view shows the withdrawal until a block has it.";
    private static final String LOOK =
            "What to do: look at the Wallet view. A withdrawal that waits is shown there: then wait. If none is shown and the"
                    + " amount is still due after some minutes, withdraw again.";

    /** How far it is. Nothing is signed before {@link Sending}. */
    public sealed interface Step {}

    public record Quoting() implements Step {}

    public record Quoted(WithdrawQuote quote) implements Step {}

    public record Sending(WithdrawQuote quote) implements Step {}

    /** @param claims what the withdrawals were allowed to take; empty where that is not known */
    public record Done(List<Withdrawal> withdrawals, List<StreamClaim> claims) implements Step {
        public Done {
            withdrawals = List.copyOf(withdrawals);
            claims = List.copyOf(claims);
        }

        public Done(List<Withdrawal> withdrawals) {
            this(withdrawals, List.of());
        }

        static Done of(List<Withdrawal> withdrawals, WithdrawQuote quote) {
            return new Done(
                    withdrawals,
                    quote.payouts().stream().map(StreamPayout::claim).toList());
        }
    }

    /** Nothing was withdrawn. @param message why, in sentences for a person */
    public record Failed(String title, String message) implements Step {}

    /**
     * Whether something was withdrawn is not known; it must not be asked for a second time.
     *
     * @param message what happened, what it means and what to do, a line each
     */
    public record Unknown(String title, String message) implements Step {}

    /** A label and its value. */
    public record Line(String label, String value) {}

    private WithdrawPresenter() {}

    public static String title(Step step) {
        return switch (step) {
            case Quoting q -> "Asking the chain…";
            case Quoted q -> title(q.quote().amount(), q.quote().returned());
            case Sending s -> title(s.quote().amount(), s.quote().returned());
            case Done d -> title(sum(d.withdrawals()), returned(d.withdrawals()));
            case Failed f -> f.title();
            case Unknown u -> u.title();
        };
    }

    private static String title(Usdc own, Usdc returned) {
        return own.equals(Usdc.ZERO) && returned.baseUnits() > 0
                ? UsdcFormat.EXACT.withUnit(returned) + " to renters"
                : UsdcFormat.EXACT.withUnit(own);
    }

    public static String sentence(Step step) {
        return switch (step) {
            case Quoting q -> "What is due and what it costs to withdraw it.";
            case Quoted q ->
                q.quote().affordable()
                        ? "Nothing is signed until you confirm, and then only this." + why(q.quote())
                        : "The wallet holds " + Amounts.coins(q.quote().walletBalance())
                                + " " + coin(q.quote()) + ", less than the fee. Send it at least "
                                + Amounts.fee(q.quote().fee()) + " " + coin(q.quote()) + " and try again.";
            case Sending s -> "Signed and sent. Waiting for a block to take it; closing this window does not stop it.";
            case Done d ->
                returned(d.withdrawals()).baseUnits() > 0
                        ? "Withdrawn, and what was streamed beyond the receipts is back with the renters. It is final when"
                                + " the chain has finalised the block."
                        : "Withdrawn. It is final when the chain has finalised the block.";
            case Failed f -> f.message();
            case Unknown u -> u.message();
        };
    }

    public static List<Line> lines(Step step) {
        return switch (step) {
            case Quoting q -> List.of();
            case Quoted q -> quote(q.quote());
            case Sending s -> quote(s.quote());
            case Done d -> done(d);
            case Failed f -> List.of();
            case Unknown u -> List.of();
        };
    }

    /** Why money goes back; empty where none does. */
    private static String why(WithdrawQuote quote) {
        return quote.returning() == 0
                ? ""
                : " Streams paid more than their receipts ask for, because they went on after the jobs had ended: that money"
                        + " goes back to the renters.";
    }

    private static List<Line> quote(WithdrawQuote quote) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("To you", UsdcFormat.EXACT.withUnit(quote.amount())));
        lines.addAll(parts(
                quote.payouts().stream()
                        .map(p -> new Part(p.amount(), p.claim().limit().map(StreamClaim.Limit::most)))
                        .toList(),
                quote.returned()));
        lines.add(new Line("Payout address", quote.to().hex()));
        lines.add(new Line("From", Amounts.count(quote.payouts().size(), "payment stream", "payment streams")));
        if (quote.returning() > 0) lines.add(new Line("Back to renters", back(quote)));
        if (quote.ending() > 0) lines.add(new Line("Streams ended", quote.ending() + ", whose leases are over"));
        lines.addAll(fees(quote));
        lines.addAll(FeeHint.lines(quote, coin(quote)));
        return lines;
    }

    /** {@code 0.015516 USDC, 1 lease}; what still flows goes back, too. */
    private static String back(WithdrawQuote quote) {
        return (quote.ending() > 0 ? "at least " : "") + UsdcFormat.EXACT.withUnit(quote.returned()) + ", "
                + Amounts.count(quote.returning(), "lease", "leases");
    }

    private static List<Line> fees(WithdrawQuote quote) {
        return List.of(
                new Line(
                        "Fee, at the most",
                        Amounts.feeSum(quote.networkFee(), quote.protocolFee()) + " " + coin(quote)),
                new Line(
                        "   for the network",
                        Amounts.fee(quote.networkFee()) + " " + coin(quote) + ", up to " + Amounts.grouped(quote.gas())
                                + " gas"),
                new Line("   for the contract", Amounts.fee(quote.protocolFee()) + " " + coin(quote)),
                new Line("Wallet holds", Amounts.coins(quote.walletBalance()) + " " + coin(quote)));
    }

    private static List<Line> done(Done step) {
        List<Line> lines = new ArrayList<>(parts(
                step.withdrawals().stream()
                        .map(w -> new Part(w.amount(), most(step.claims(), w.stream())))
                        .toList(),
                Usdc.ZERO));
        step.withdrawals().stream()
                .flatMap(w -> java.util.stream.Stream.of(
                        new Line("Transaction", w.transaction().hex()),
                        new Line(
                                "Block " + w.block(),
                                UsdcFormat.EXACT.withUnit(w.amount()) + back(w) + ", fee "
                                        + Amounts.fee(w.feePaid()) + " "
                                        + Amounts.coin(w.stream().chainId()))))
                .limit(8)
                .forEach(lines::add);
        return lines;
    }

    private static Optional<Usdc> most(List<StreamClaim> claims, StreamRef stream) {
        return claims.stream()
                .filter(c -> c.stream().equals(stream))
                .findFirst()
                .flatMap(StreamClaim::limit)
                .map(StreamClaim.Limit::most);
    }

    /**
     * What goes to the provider from one stream.
     *
     * @param most what its receipt still asks for; empty where its lease has no receipt
     */
    private record Part(Usdc amount, Optional<Usdc> most) {
        ReceivedAmounts received() {
            return new ReceivedAmounts(amount, most.map(m -> m.compareTo(amount) < 0 ? m : amount), Usdc.ZERO);
        }
    }

    /** What is in the amount to the provider; empty where the receipts ask for all that the streams hold. */
    private static List<Line> parts(List<Part> parts, Usdc returned) {
        Usdc kept = sum(parts, p -> p.received().kept());
        if (kept.plus(returned).baseUnits() == 0) return List.of();
        Usdc asked = sum(parts, p -> p.received().onReceipt().orElse(Usdc.ZERO));
        Usdc open = sum(parts, p -> p.most().isEmpty() ? p.amount() : Usdc.ZERO);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("   receipts ask for", UsdcFormat.EXACT.withUnit(asked)));
        if (open.baseUnits() > 0) lines.add(new Line("   no receipt yet", UsdcFormat.EXACT.withUnit(open)));
        if (kept.baseUnits() > 0)
            lines.add(new Line(
                    "   beyond receipts", UsdcFormat.EXACT.withUnit(kept) + ", kept: " + ReceivedAmounts.WHY_KEPT));
        return lines;
    }

    private static <T> Usdc sum(List<T> of, Function<T, Usdc> amount) {
        return of.stream().map(amount).reduce(Usdc.ZERO, Usdc::plus);
    }

    private static String coin(WithdrawQuote quote) {
        return Amounts.coin(
                quote.payouts().isEmpty() ? 0 : quote.streams().get(0).chainId());
    }

    private static String back(Withdrawal w) {
        return w.returned().baseUnits() > 0 ? ", " + UsdcFormat.EXACT.format(w.returned()) + " back" : "";
    }

    private static Usdc returned(List<Withdrawal> withdrawals) {
        return sum(withdrawals, Withdrawal::returned);
    }

    private static Usdc sum(List<Withdrawal> withdrawals) {
        return sum(withdrawals, Withdrawal::amount);
    }

    public static boolean mayConfirm(Step step) {
        return step instanceof Quoted q && q.quote().affordable();
    }

    /**
     * What a failure means for the money.
     *
     * @param confirmed whether the person had confirmed the withdrawal by then
     */
    public static Step failed(Throwable failure, boolean confirmed) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof PaymentFailure p)) {
            String message = "It did not work: " + Failures.words(cause) + ".";
            return confirmed ? unknown(UNKNOWN + " " + message, LOOK) : new Failed(NOTHING, message);
        }
        String again = p.kind().worthRetrying() ? " Trying again may help." : "";
        return switch (p.kind()) {
            case PENDING -> unknown(afterTitle(String.valueOf(p.getMessage())), WAIT);
            case DISAGREEMENT -> new Failed("Two nodes disagree", p.getMessage() + " Nothing was withdrawn." + again);
            case UNREACHABLE, BAD_ANSWER ->
                confirmed ? unknown(UNKNOWN + " " + p.getMessage(), LOOK) : new Failed(NOTHING, p.getMessage() + again);
            default -> new Failed(NOTHING, p.getMessage() + again);
        };
    }

    /** What is known of withdrawals that wait; while there is one, nothing more can be withdrawn from its streams. */
    static Step waiting(RigView rig, Instant now, ZoneId zone) {
        List<String> paragraphs = new ArrayList<>();
        for (PendingText pending : PendingText.of(rig, now, zone)) {
            paragraphs.add(pending.title() + ". " + pending.facts() + ".");
            paragraphs.add(pending.advice());
        }
        return new Unknown("Not confirmed yet", String.join("\n", paragraphs));
    }

    private static Unknown unknown(String happened, String todo) {
        return new Unknown(STATUS_UNKNOWN, happened + "\n" + SAFE + "\n" + todo);
    }

    /** The title says it already. */
    private static String afterTitle(String message) {
        String start = STATUS_UNKNOWN + ": ";
        return message.startsWith(start)
                ? Character.toUpperCase(message.charAt(start.length())) + message.substring(start.length() + 1)
                : message;
    }
}
