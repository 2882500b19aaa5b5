package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.Withdrawal;

/**
 * Whether withdrawals can still vanish. Where two nodes are set up both are asked, and one alone never makes a withdrawal
 * GONE, nor anything else that the two disagreed about lately. Any thread; blocks; never throws.
 */
final class FinalityCheck {
    /** Where one node is set up, a receipt must be missing for so long. */
    private static final Duration MISSING = Duration.ofSeconds(3);

    private static final int MOST_MISSING = 1_000;

    /** What one node says about one transaction. */
    private sealed interface Statement {
        record Included(long block, Hash32 blockHash) implements Statement {}

        /** In no block, or in one but without the withdrawal. */
        record Absent() implements Statement {}

        record Unreadable() implements Statement {}
    }

    private record Sheet(NodeConnection node, NodeHead head, Map<Hash32, Statement> statements) {}

    /**
     * What is asked about one transaction.
     *
     * @param block where it was seen last
     * @param withdrawals what it brought there, one a stream
     */
    private record Expected(long block, List<Withdrawal> withdrawals) {}

    private final ChainSettings settings;
    private final NodePool pool;
    private final StreamCodec codec;
    private final EthAddress payer;
    private final Set<EthAddress> accounts;
    private final ChainNotices notices;
    private final Disputes disputes;
    /** Since when a receipt has been missing, by {@link System#nanoTime}. Guarded by itself. */
    private final Map<Hash32, Long> missingSince = new LinkedHashMap<>();

    /** @param payer this rig's account @param payout where money goes besides */
    FinalityCheck(
            ChainSettings settings,
            NodePool pool,
            EthAddress payer,
            EthAddress payout,
            ChainNotices notices,
            Disputes disputes) {
        this.settings = settings;
        this.pool = pool;
        this.codec = new StreamCodec(settings);
        this.payer = payer;
        this.accounts = payer.equals(payout) ? Set.of(payer) : Set.of(payer, payout);
        this.notices = notices;
        this.disputes = disputes;
    }

    Map<Hash32, Finality> check(Collection<Withdrawal> withdrawals) {
        Map<Hash32, Expected> expected = new LinkedHashMap<>();
        for (Withdrawal w : withdrawals) {
            Expected e = expected.computeIfAbsent(w.transaction(), t -> new Expected(w.block(), new ArrayList<>()));
            e.withdrawals().add(w);
        }
        Map<Hash32, Finality> results = new HashMap<>();
        for (Hash32 t : expected.keySet()) results.put(t, Finality.UNKNOWN);
        if (expected.isEmpty()) return results;
        try {
            List<Sheet> sheets = pool.askTwo(pool.deadline(), (node, d) -> sheet(node, expected, d)).stream()
                    .map(NodePool.Answer::value)
                    .toList();
            expected.forEach((t, e) -> results.put(t, judge(t, e.block(), sheets)));
        } catch (PaymentFailure e) {
            return results;
        }
        return results;
    }

    private Sheet sheet(NodeConnection node, Map<Hash32, Expected> expected, Deadline deadline) throws PaymentFailure {
        NodeHead head = node.head(true, deadline);
        List<Hash32> transactions = List.copyOf(expected.keySet());
        List<RpcReply> replies = node.reader()
                .requests(transactions.stream().map(RpcRequest::receipt).toList(), deadline);
        Map<Hash32, Statement> statements = new HashMap<>();
        for (int i = 0; i < transactions.size(); i++) {
            Hash32 t = transactions.get(i);
            Expected e = expected.getOrDefault(t, new Expected(0, List.of()));
            statements.put(t, statement(node, t, e, replies.get(i), head.number(), deadline));
        }
        return new Sheet(node, head, statements);
    }

    private Statement statement(
            NodeConnection node, Hash32 transaction, Expected expected, RpcReply reply, long head, Deadline deadline) {
        try {
            JsonNode json = reply.value();
            Optional<Chain.Receipt> receipt = RpcValues.receipt(transaction, json);
            if (receipt.isEmpty() || !receipt.get().succeeded()) return new Statement.Absent();
            Map<BigInteger, Usdc> has = WithdrawalReceipts.totals(settings, receipt.get());
            for (Withdrawal w : expected.withdrawals()) {
                Usdc total = has.get(w.stream().id());
                if (total == null) return new Statement.Absent();
                if (total.equals(w.total())) continue;
                // Others than the two of the lease may be paid in the same transaction: that is no money of theirs.
                if (total.compareTo(w.total()) > 0 && brings(node, receipt.get(), w, head, deadline)) continue;
                // A reorganisation moved it, and in its new block it brings another amount: the books are not right
                // yet.
                return new Statement.Unreadable();
            }
            return new Statement.Included(receipt.get().block(), RpcValues.hash("blockHash", json.path("blockHash")));
        } catch (PaymentFailure e) {
            return new Statement.Unreadable();
        }
    }

    /** Whether a transaction paid the provider and the renter of a stream what is booked, whoever else it paid. */
    private boolean brings(NodeConnection node, Chain.Receipt receipt, Withdrawal w, long head, Deadline deadline)
            throws PaymentFailure {
        Chain.Block block = new Chain.Block(head, w.at(), BigInteger.ZERO);
        EthAddress sender = codec.decode(
                        w.stream(), block, node.reader().calls(codec.calls(w.stream()), head, deadline))
                .sender();
        return WithdrawalReceipts.shares(settings, receipt, BigInteger.ZERO, w.at(), payer, Payees.of(accounts, sender))
                .stream()
                .filter(other -> other.stream().equals(w.stream()))
                .anyMatch(other ->
                        other.amount().equals(w.amount()) && other.returned().equals(w.returned()));
    }

    private Finality judge(Hash32 transaction, long seenIn, List<Sheet> sheets) {
        List<Statement.Included> included = new ArrayList<>();
        int absent = 0;
        for (Sheet s : sheets) {
            Statement statement = s.statements().getOrDefault(transaction, new Statement.Unreadable());
            if (statement instanceof Statement.Included i) included.add(i);
            // A node that does not have the block yet cannot miss the transaction.
            if (statement instanceof Statement.Absent && s.head().number() >= seenIn) absent++;
        }
        if (!included.isEmpty()) found(transaction);
        if (absent > 0 && !included.isEmpty() || included.stream().distinct().count() > 1) {
            disagree(transaction, seenIn, sheets);
            return Finality.UNKNOWN;
        }
        if (absent + included.size() > 1) disputes.agreed(Disputes.withdrawal(transaction));
        if (disputes.isOpen(Disputes.withdrawal(transaction))) return Finality.UNKNOWN;
        notices.clear(subject(transaction));
        if (absent > 0) return missing(transaction, absent);
        if (included.isEmpty()) return Finality.UNKNOWN;
        long block = included.getFirst().block();
        boolean isFinal = sheets.stream()
                .allMatch(s -> s.head().finalBlock().filter(f -> block <= f).isPresent());
        return isFinal ? Finality.FINAL : Finality.SEEN;
    }

    private void disagree(Hash32 transaction, long seenIn, List<Sheet> sheets) {
        List<String> hosts = sheets.stream().map(s -> s.node().host()).toList();
        disputes.disagreed(Disputes.withdrawal(transaction));
        notices.disagree(
                subject(transaction),
                "The chain's nodes " + String.join(" and ", hosts) + " answer differently about withdrawal "
                        + transaction + " of block " + seenIn
                        + ": it stays booked as seen and does not become final until they agree; no job is stopped. If it lasts,"
                        + " look the transaction up elsewhere and remove the wrong node from the settings.",
                // Its lease may end before it is asked about again.
                Disputes.LASTS);
    }

    private static String subject(Hash32 transaction) {
        return "finality of " + transaction;
    }

    /** @param absent how many nodes do not know the transaction */
    private Finality missing(Hash32 transaction, int absent) {
        if (pool.parties() > 1) return absent > 1 ? Finality.GONE : Finality.UNKNOWN;
        long now = System.nanoTime();
        synchronized (missingSince) {
            Long since = missingSince.putIfAbsent(transaction, now);
            if (missingSince.size() > MOST_MISSING)
                missingSince.remove(missingSince.keySet().iterator().next());
            return since != null && now - since >= MISSING.toNanos() ? Finality.GONE : Finality.UNKNOWN;
        }
    }

    private void found(Hash32 transaction) {
        synchronized (missingSince) {
            missingSince.remove(transaction);
        }
    }
}
