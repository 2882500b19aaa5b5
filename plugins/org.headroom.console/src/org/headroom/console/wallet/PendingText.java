package org.headroom.console.wallet;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.PendingWithdrawal.Standing;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/**
 * What the wallet says of a withdrawal that no block has yet, and of nodes that disagree. Pure.
 *
 * @param title what waits, and how much it is
 * @param facts since when, how many attempts, at which fee
 * @param advice what it means for the money, and what to do; may be empty
 * @param warning whether it does not go on by itself
 */
public record PendingText(String title, String facts, String advice, boolean warning) {
    /** More are counted, and not described. */
    static final int MOST = 3;

    private static final String SAFE =
            "It takes effect once or not at all; until then the money stays in the streams. ";

    private static final Pattern HASH = Pattern.compile("(0x[0-9a-fA-F]{8})[0-9a-fA-F]{52}([0-9a-fA-F]{4})");

    /** Nodes that disagree before withdrawals that wait. */
    static List<PendingText> all(RigView rig, Instant now, ZoneId zone) {
        return Stream.concat(disagreement(rig).stream(), of(rig, now, zone).stream())
                .toList();
    }

    /** Hashes are shortened: the bottom line's tooltip and the log have them in full. */
    static Optional<PendingText> disagreement(RigView rig) {
        return rig.chain()
                .disagreement()
                .map(d -> new PendingText("Two nodes disagree", HASH.matcher(d).replaceAll("$1…$2"), "", true));
    }

    /** All of it in one line. */
    String words() {
        return title + ". " + facts + (advice.isEmpty() ? "" : ". " + advice);
    }

    /** The oldest first, at most {@link #MOST}. */
    public static List<PendingText> of(RigView rig, Instant now, ZoneId zone) {
        return rig.pending().stream()
                .limit(MOST)
                .map(p -> of(p, rig, now, zone))
                .toList();
    }

    /** {@code and 2 more}; empty where all are described. */
    public static String more(RigView rig) {
        int more = rig.pending().size() - MOST;
        return more > 0 ? "and " + Amounts.count(more, "more withdrawal", "more withdrawals") : "";
    }

    private static PendingText of(PendingWithdrawal pending, RigView rig, Instant now, ZoneId zone) {
        String coin = Amounts.coin(rig.chain().chainId());
        String title = amount(pending, rig, now)
                .map(a -> "Withdrawal of " + UsdcFormat.EXACT.withUnit(a) + " is not confirmed")
                .orElse("A withdrawal is not confirmed");
        return new PendingText(title, facts(pending, coin, now, zone), advice(pending, rig, coin), warning(pending));
    }

    private static boolean warning(PendingWithdrawal pending) {
        return pending.standing() != Standing.SENT;
    }

    private static String facts(PendingWithdrawal pending, String coin, Instant now, ZoneId zone) {
        Duration age = Duration.between(pending.since(), now);
        return "Sent " + Durations.clock(pending.since(), now, zone)
                + (age.compareTo(Duration.ofMinutes(1)) < 0 ? "" : ", " + Durations.words(age) + " ago") + " · "
                + Amounts.count(pending.attempts(), "attempt", "attempts") + " · fee up to "
                + Amounts.fee(pending.fee()) + " " + coin + " · transaction "
                + brief(pending.newest().hex());
    }

    private static String brief(String hash) {
        return hash.substring(0, 10) + "…" + hash.substring(hash.length() - 4);
    }

    private static String advice(PendingWithdrawal pending, RigView rig, String coin) {
        String said = pending.said().isBlank() ? "" : " The node's last answer: " + pending.said();
        String most = Amounts.fee(pending.mostFee()) + " " + coin;
        return switch (pending.standing()) {
            case SUPERSEDED ->
                "It will not take effect: another program has sent a transaction with this rig's key. The money stays in"
                        + " the streams. Let no other program use the key, and withdraw again when this notice is gone.";
            case AT_MOST_FEE ->
                "The network asks for more than the fee that you confirmed, " + most + ". " + SAFE
                        + "It is sent again until the network's price has fallen: wait, and do not withdraw again."
                        + said;
            case SENT ->
                (rig.chain().up() ? "No block has it yet. " : "The chain does not answer. ") + SAFE
                        + "Nothing to do: it is sent again"
                        + (pending.fee().equals(pending.mostFee()) ? "" : ", for " + most + " at the most,")
                        + " until a block has it."
                        + said;
        };
    }

    /** What its streams hold for this rig now; empty where that is not known of all of them. */
    private static Optional<Usdc> amount(PendingWithdrawal pending, RigView rig, Instant now) {
        boolean silent = LeaseMoney.silent(rig.chain(), now);
        Set<BigInteger> left = new HashSet<>(pending.streams());
        Usdc sum = Usdc.ZERO;
        for (LeaseView lease : rig.leases()) {
            Optional<BigInteger> stream =
                    lease.state().paidBy().map(f -> f.stream().ref().id());
            if (lease.closed() || stream.isEmpty() || !left.remove(stream.get())) continue;
            sum = sum.plus(
                    LeaseMoney.of(lease, silent, now).map(LeaseMoney::due).orElse(Usdc.ZERO));
        }
        return left.isEmpty() && sum.baseUnits() > 0 ? Optional.of(sum) : Optional.empty();
    }
}
