package org.headroom.console.wallet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.console.desk.WithdrawQuotes;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ReceivedAmounts;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** What the withdrawal's dialog says at each step. Pure. */
public final class WithdrawPresenter {
    /** Lines for the streams of one transaction. */
    private static final int MOST_STREAMS = 4;

    private static final int MOST_TRANSACTIONS = 2;
    /** Lines for streams that are due and not in the quote. */
    private static final int MOST_OUTSIDE = 2;
    /** Before what grows until a block has the transaction: streams that still flow pay for some seconds more. */
    private static final String LEAST = "at least ";

    /** How far it is. Nothing is signed before {@link Sending}. */
    public sealed interface Step {}

    /**
     * The rig has been asked.
     *
     * @param due what is due and goes back to renters so far
     * @param last the quote before this question
     */
    public record Quoting(Optional<RigMoney> due, Optional<WithdrawQuotes.Latest> last) implements Step {
        static final Quoting FIRST = new Quoting(Optional.empty(), Optional.empty());

        static Quoting of(RigView rig, Optional<WithdrawQuotes.Latest> last) {
            return new Quoting(Optional.of(RigMoney.of(rig, rig.at())), last);
        }
    }

    public record Quoted(WithdrawQuote quote) implements Step {}

    public record Sending(WithdrawQuote quote) implements Step {}

    /**
     * A block had it.
     *
     * @param claims what the withdrawals were allowed to take; empty where that is not known
     * @param state whether a block still has it
     */
    public record Done(List<Withdrawal> withdrawals, List<StreamClaim> claims, BookedWithdrawals.State state)
            implements Step {
        public Done {
            withdrawals = List.copyOf(withdrawals);
            claims = List.copyOf(claims);
        }

        public Done(List<Withdrawal> withdrawals, List<StreamClaim> claims) {
            this(withdrawals, claims, BookedWithdrawals.State.NEW);
        }

        public Done(List<Withdrawal> withdrawals) {
            this(withdrawals, List.of());
        }

        boolean isGone() {
            return state == BookedWithdrawals.State.GONE;
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

    /**
     * A label and its value.
     *
     * @param total whether it sums up the lines above it
     * @param older whether the value is as of an older block
     */
    public record Line(String label, String value, boolean total, boolean older) {
        public Line(String label, String value, boolean total) {
            this(label, value, total, false);
        }

        public Line(String label, String value) {
            this(label, value, false);
        }
    }

    private WithdrawPresenter() {}

    public static String title(Step step) {
        return switch (step) {
            case Quoting q -> "Asking the chain…";
            case Quoted q -> title(q.quote().amount(), q.quote().returned());
            case Sending s -> title(s.quote().amount(), s.quote().returned());
            case Done d ->
                d.isGone() ? BookedWithdrawals.GONE_TITLE : title(sum(d.withdrawals()), returned(d.withdrawals()));
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
            case Quoting q -> "Asking for the exact amount and the fee. Nothing is signed before you confirm.";
            case Quoted q ->
                q.quote().affordable()
                        ? "Nothing is signed until you confirm, and then only this." + why(q.quote())
                        : "The wallet holds " + Amounts.coins(q.quote().walletBalance())
                                + " " + coin(q.quote()) + ", less than the fee. Send it at least "
                                + Amounts.fee(q.quote().fee()) + " " + coin(q.quote()) + " and try again.";
            case Sending s -> "Signed and sent. Waiting for a block to take it; closing this window does not stop it.";
            case Done d ->
                d.isGone()
                        ? BookedWithdrawals.GONE
                        : returned(d.withdrawals()).baseUnits() > 0
                                ? "Withdrawn, and what was streamed beyond the receipts is back with the renters. It is final when"
                                        + " the chain has finalised the block."
                                : "Withdrawn. It is final when the chain has finalised the block.";
            case Failed f -> f.message();
            case Unknown u -> u.message();
        };
    }

    public static List<Line> lines(Step step) {
        return lines(step, KnownStreams.NONE);
    }

    /** @param known what the rig knows of the streams */
    public static List<Line> lines(Step step, KnownStreams known) {
        return switch (step) {
            case Quoting q -> quoting(q, known);
            case Quoted q -> quote(q.quote(), known);
            case Sending s -> quote(s.quote(), known);
            case Done d -> d.isGone() ? known.lines("Due", "") : done(d, known);
            case Failed f -> List.of();
            case Unknown u -> List.of();
        };
    }

    /** The fee in header and dialog: the sum of its two parts as they are shown. */
    public static String fee(WithdrawQuote quote) {
        return Amounts.feeSum(quote.networkFee(), quote.protocolFee()) + " " + coin(quote);
    }

    private static List<Line> quoting(Quoting step, KnownStreams known) {
        List<Line> lines = new ArrayList<>();
        lines.addAll(known.lines("Due", ""));
        if (lines.isEmpty()) step.due().ifPresent(m -> lines.add(new Line("Due", UsdcFormat.EXACT.withUnit(m.due()))));
        step.due()
                .filter(m -> m.toReturn().baseUnits() > 0)
                .ifPresent(m -> lines.add(new Line("Back to renters", UsdcFormat.EXACT.withUnit(m.toReturn()))));
        step.last()
                .ifPresent(l -> lines.add(new Line("Last fee", fee(l.quote()) + ", " + Durations.roughAge(l.age()))));
        return lines;
    }

    /** Why money goes back; empty where none does. */
    private static String why(WithdrawQuote quote) {
        return quote.returning() == 0
                ? ""
                : " Streams paid more than their receipts ask for, because they went on after the jobs had ended: that money"
                        + " goes back to the renters.";
    }

    private static List<Line> quote(WithdrawQuote quote, KnownStreams known) {
        List<Line> lines = new ArrayList<>(due(quote, known));
        lines.add(new Line("To you", least(quote, known) + UsdcFormat.EXACT.withUnit(quote.amount())));
        lines.addAll(parts(
                quote.payouts().stream()
                        .map(p -> new Part(p.amount(), p.claim().limit().map(StreamClaim.Limit::most), known.grows(p)))
                        .toList(),
                quote.returned()));
        lines.add(new Line("Payout address", quote.to().hex()));
        lines.add(new Line("1 transaction", "from " + streams(quote.payouts().size())));
        lines.addAll(flows(
                quote.payouts().stream()
                        .map(p -> new Flow(p.stream(), p.amount(), p.returned(), known.grows(p)))
                        .toList(),
                known));
        if (quote.returning() > 0) lines.add(new Line("Back to renters", back(quote)));
        if (quote.ending() > 0) lines.add(new Line("Streams ended", quote.ending() + ", whose leases are over"));
        lines.addAll(fees(quote));
        lines.addAll(FeeHint.lines(quote, coin(quote)));
        lines.add(new Line("You sign", least(quote, known) + amounts(quote) + ", fee at most " + fee(quote), true));
        return lines;
    }

    /** What is due by the header's sum, and what of it is no part of the quote. */
    private static List<Line> due(WithdrawQuote quote, KnownStreams known) {
        if (known.due().isEmpty()) return List.of();
        List<Line> lines = new ArrayList<>(known.lines("Due", ""));
        List<KnownStreams.Owed> outside = known.outside(quote);
        outside.stream().limit(MOST_OUTSIDE).forEach(o -> lines.add(new Line("   not in it", outside(o, quote))));
        List<KnownStreams.Owed> rest = outside.stream().skip(MOST_OUTSIDE).toList();
        if (!rest.isEmpty())
            lines.add(new Line(
                    "   not in it",
                    UsdcFormat.EXACT.withUnit(sum(rest, KnownStreams.Owed::due)) + " of " + rest.size()
                            + " more leases"));
        known.uncounted(quote)
                .forEach((label, amount) -> lines.add(new Line(
                        "   besides",
                        UsdcFormat.EXACT.withUnit(amount) + " of " + label + ": not known before this quote")));
        return lines;
    }

    private static String outside(KnownStreams.Owed owed, WithdrawQuote quote) {
        return UsdcFormat.EXACT.withUnit(owed.due()) + " of " + owed.label() + whyOutside(owed, quote);
    }

    private static String whyOutside(KnownStreams.Owed owed, WithdrawQuote quote) {
        if (!owed.readable()) return ": its stream cannot be read. It stays due.";
        return quote.isFull()
                ? ": one withdrawal takes the " + WithdrawQuote.MOST_STREAMS
                        + " streams with most money. The others come with the next one."
                : ": its stream is newer than this quote. Open this window again to include it.";
    }

    /** Before an amount that is larger when a block has it. */
    private static String least(WithdrawQuote quote, KnownStreams known) {
        return quote.payouts().stream().anyMatch(known::grows) ? LEAST : "";
    }

    private static String amounts(WithdrawQuote quote) {
        return UsdcFormat.EXACT.withUnit(quote.amount()) + " to you"
                + (quote.returning() == 0
                        ? ""
                        : (quote.ending() > 0 ? ", " + LEAST : ", ") + UsdcFormat.EXACT.withUnit(quote.returned())
                                + " to renters");
    }

    private static String streams(int count) {
        return Amounts.count(count, "payment stream", "payment streams");
    }

    /**
     * What one stream pays in a transaction.
     *
     * @param grows whether it pays more when a block has it
     */
    private record Flow(StreamRef stream, Usdc amount, Usdc returned, boolean grows) {
        Line line(KnownStreams known) {
            return new Line(
                    "   " + known.label(stream) + " #" + stream.id(),
                    UsdcFormat.EXACT.withUnit(amount)
                            + (grows ? " so far" : "")
                            + (returned.baseUnits() > 0
                                    ? ", " + UsdcFormat.EXACT.format(returned) + " back to the renter"
                                    : ""));
        }
    }

    /** A line for each stream; the smallest ones in one line where there are many, so that all of them add up. */
    private static List<Line> flows(List<Flow> flows, KnownStreams known) {
        if (flows.size() <= MOST_STREAMS)
            return flows.stream().map(f -> f.line(known)).toList();
        List<Flow> sorted = flows.stream()
                .sorted(Comparator.comparing((Flow f) -> f.amount().plus(f.returned()))
                        .reversed())
                .toList();
        List<Line> lines = new ArrayList<>();
        sorted.stream().limit(MOST_STREAMS - 1L).forEach(f -> lines.add(f.line(known)));
        List<Flow> rest = sorted.subList(MOST_STREAMS - 1, sorted.size());
        Usdc returned = sum(rest, Flow::returned);
        lines.add(new Line(
                "   " + rest.size() + " more",
                UsdcFormat.EXACT.withUnit(sum(rest, Flow::amount))
                        + (returned.baseUnits() > 0
                                ? ", " + UsdcFormat.EXACT.format(returned) + " back to the renters"
                                : "")));
        return lines;
    }

    /** {@code 0.015516 USDC, 1 lease}; what still flows goes back, too. */
    private static String back(WithdrawQuote quote) {
        return (quote.ending() > 0 ? LEAST : "") + UsdcFormat.EXACT.withUnit(quote.returned()) + ", "
                + Amounts.count(quote.returning(), "lease", "leases");
    }

    private static List<Line> fees(WithdrawQuote quote) {
        return List.of(
                new Line("Fee, at the most", fee(quote)),
                new Line(
                        "   for the network",
                        Amounts.fee(quote.networkFee()) + " " + coin(quote) + ", up to " + Amounts.grouped(quote.gas())
                                + " gas"),
                new Line("   for the contract", Amounts.fee(quote.protocolFee()) + " " + coin(quote)),
                new Line("Wallet holds", Amounts.coins(quote.walletBalance()) + " " + coin(quote)));
    }

    private static List<Line> done(Done step, KnownStreams known) {
        List<Line> lines = new ArrayList<>();
        List<Line> parts = parts(
                step.withdrawals().stream()
                        .map(w -> new Part(w.amount(), most(step.claims(), w.stream()), false))
                        .toList(),
                Usdc.ZERO);
        if (!parts.isEmpty()) lines.add(new Line("To you", UsdcFormat.EXACT.withUnit(sum(step.withdrawals()))));
        lines.addAll(parts);
        Map<Hash32, List<Withdrawal>> transactions = step.withdrawals().stream()
                .collect(Collectors.groupingBy(Withdrawal::transaction, LinkedHashMap::new, Collectors.toList()));
        transactions.entrySet().stream()
                .limit(MOST_TRANSACTIONS)
                .forEach(t -> lines.addAll(transaction(t.getKey(), t.getValue(), known)));
        int more = transactions.size() - MOST_TRANSACTIONS;
        if (more > 0) lines.add(new Line("", "and " + Amounts.count(more, "more transaction", "more transactions")));
        lines.add(new Line(
                "In all",
                UsdcFormat.EXACT.withUnit(sum(step.withdrawals())) + " to you"
                        + (returned(step.withdrawals()).baseUnits() > 0
                                ? ", " + UsdcFormat.EXACT.withUnit(returned(step.withdrawals())) + " to renters"
                                : "")
                        + ", fee " + feePaid(step.withdrawals()),
                true));
        if (known.due().filter(d -> d.baseUnits() > 0).isPresent())
            lines.addAll(known.lines(known.asOf().isEmpty() ? "Due now" : "Due", ", not in this withdrawal"));
        return lines;
    }

    /** One transaction, its whole fee, and its streams below it. */
    private static List<Line> transaction(Hash32 hash, List<Withdrawal> parts, KnownStreams known) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Transaction", hash.hex()));
        lines.add(new Line(
                "Block " + Amounts.grouped(parts.getFirst().block()),
                streams(parts.size()) + ", fee " + feePaid(parts)));
        lines.addAll(flows(
                parts.stream()
                        .map(w -> new Flow(w.stream(), w.amount(), w.returned(), false))
                        .toList(),
                known));
        return lines;
    }

    /** The ledger shares a transaction's fee out over its streams; here it is whole again. */
    private static String feePaid(List<Withdrawal> withdrawals) {
        Wei sum = withdrawals.stream().map(Withdrawal::feePaid).reduce(Wei.ZERO, Wei::plus);
        long chain = withdrawals.isEmpty() ? 0 : withdrawals.getFirst().stream().chainId();
        return Amounts.fee(sum) + " " + Amounts.coin(chain);
    }

    /** A hash or an address as far as there is room: both ends. */
    static String brief(String hex) {
        return hex.length() > 42 ? hex.substring(0, 26) + "…" + hex.substring(hex.length() - 16) : hex;
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
     * @param grows whether it is more when a block has it
     */
    private record Part(Usdc amount, Optional<Usdc> most, boolean grows) {
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
                    "   beyond receipts",
                    (parts.stream().anyMatch(p -> p.grows() && p.most().isPresent()) ? LEAST : "")
                            + UsdcFormat.EXACT.withUnit(kept) + ", kept: " + ReceivedAmounts.WHY_KEPT));
        return lines;
    }

    private static <T> Usdc sum(List<T> of, Function<T, Usdc> amount) {
        return of.stream().map(amount).reduce(Usdc.ZERO, Usdc::plus);
    }

    private static String coin(WithdrawQuote quote) {
        return Amounts.coin(
                quote.payouts().isEmpty() ? 0 : quote.streams().get(0).chainId());
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
}
