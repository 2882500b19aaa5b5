package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.headroom.model.payment.WithdrawalScan.Outcome;

/**
 * Searches for the withdrawals of one stream, forward from a block. Makes a limited number of requests a call and keeps its
 * progress when it fails. Where two nodes are set up, a withdrawal counts once both have its receipt; one that
 * answers alone decides nothing about the withdrawals of a stream that the two disagreed about lately. Any thread; blocks.
 */
final class WithdrawalLogScanner {
    private static final int MOST_REQUESTS = 20;

    private final ChainSettings settings;
    private final NodePool pool;
    private final StreamCodec codec;
    private final EthAddress payer;
    private final Set<EthAddress> accounts;
    private final ChainNotices notices;
    private final Disputes disputes;

    /** @param payer whose transaction costs count as ours @param payout where money goes besides */
    WithdrawalLogScanner(
            ChainSettings settings,
            NodePool pool,
            EthAddress payer,
            EthAddress payout,
            ChainNotices notices,
            Disputes disputes) {
        this.notices = notices;
        this.disputes = disputes;
        this.settings = settings;
        this.pool = pool;
        this.codec = new StreamCodec(settings);
        this.payer = payer;
        this.accounts = payer.equals(payout) ? Set.of(payer) : Set.of(payer, payout);
    }

    /** Never throws. @param from the first block to search */
    WithdrawalScan scan(StreamRef stream, long from) {
        long start = Math.max(Math.max(from, 0), settings.firstBlock());
        Scan scan = new Scan(stream, start);
        try {
            codec.requireOurs(stream);
            return scan.run();
        } catch (PaymentFailure e) {
            return scan.result(Outcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** One call's progress. Not thread-safe. */
    private final class Scan {
        private final StreamRef stream;
        private final List<Withdrawal> found = new ArrayList<>();
        private final LogSearch.Budget budget = new LogSearch.Budget(MOST_REQUESTS);
        private final Deadline deadline = pool.deadline();
        private long next;
        private long head;
        /** The newest block that is final by what all witnesses say; before that is known, none that was searched now. */
        private long finalBlock;

        private List<NodeConnection> witnesses = List.of();
        /** Those that have shown the newest block. */
        private final Set<NodeConnection> vouching = new HashSet<>();

        Scan(StreamRef stream, long from) {
            this.stream = stream;
            this.next = from;
            this.finalBlock = from - 1;
        }

        WithdrawalScan run() throws PaymentFailure {
            List<NodePool.Answer<NodeHead>> heads = pool.askTwo(deadline, (node, d) -> node.head(true, d));
            budget.use(heads.size());
            head = heads.stream().mapToLong(a -> a.value().number()).min().orElseThrow();
            finalBlock = heads.stream()
                    .mapToLong(a -> a.value().finalBlock().orElse(finalBlock))
                    .min()
                    .orElseThrow();
            witnesses = heads.stream().map(NodePool.Answer::node).toList();
            if (isAlone() && disputes.isOpen(Disputes.withdrawals(stream))) return undecided(witnesses.getFirst());
            Set<NodeConnection> pruned = new HashSet<>();
            while (true) {
                NodePool.Answer<WithdrawalScan> answer = pool.ask(deadline, pruned, (node, d) -> on(node));
                if (answer.value().outcome() != Outcome.PRUNED) return answer.value();
                pruned.add(answer.node());
                if (pruned.size() == pool.size()) return answer.value();
            }
        }

        WithdrawalScan result(Outcome outcome, String message) {
            found.sort(Comparator.comparingLong(Withdrawal::block));
            return new WithdrawalScan(found, next, finalBlock + 1, outcome, message);
        }

        private WithdrawalScan on(NodeConnection node) throws PaymentFailure {
            node.requireIdentity(deadline);
            if (next > head) return result(Outcome.COMPLETE, "");
            // Two nodes vouch for the lower of their heads, one for no more than it can show.
            if (witnesses.size() == 1 && !vouching.contains(node)) {
                node.requireBlock(head, deadline);
                vouching.add(node);
            }
            int span = node.logSpan().current();
            while (next <= head) {
                if (budget.isSpent())
                    return result(
                            Outcome.MORE,
                            "Blocks " + next + " to " + head + " are still to be searched for withdrawals.");
                LogFilter range = LogSearch.withdrawals(settings, stream, next, head);
                LogSearch.Part part = LogSearch.part(node, range, budget, deadline);
                if (part instanceof LogSearch.Part.Pruned p) {
                    node.logSpan().restore(span);
                    return result(Outcome.PRUNED, p.message());
                }
                if (!(part instanceof LogSearch.Part.Found f)) continue;
                Optional<WithdrawalScan> stopped = take(node, f.logs());
                if (stopped.isPresent()) return stopped.get();
                next = f.through() + 1;
            }
            return result(Outcome.COMPLETE, "");
        }

        /** Adds the withdrawals of these logs. @return the end of the scan, where a node does not confirm one */
        private Optional<WithdrawalScan> take(NodeConnection node, List<Chain.Log> logs) throws PaymentFailure {
            Map<Hash32, Long> blocks = new LinkedHashMap<>();
            for (Chain.Log l : logs) blocks.putIfAbsent(l.transaction(), l.block());
            if (blocks.isEmpty()) return Optional.empty();
            List<Withdrawal> read = read(node, blocks);
            budget.use(1);
            if (read.isEmpty()) return Optional.empty();
            boolean confirmed = false;
            for (NodeConnection witness : witnesses) {
                if (witness.isSameParty(node)) continue;
                Optional<Confirmation> said = confirm(witness, read);
                Optional<Long> denied = said.flatMap(Confirmation::denied);
                if (denied.isPresent()) return Optional.of(disagreement(node, witness, read, denied.get()));
                confirmed |= said.isPresent();
            }
            if (confirmed) agreed(read);
            else if (isDisputed(read)) return Optional.of(undecided(node));
            found.addAll(read);
            return Optional.empty();
        }

        private boolean isAlone() {
            return witnesses.size() < Math.min(2, pool.parties());
        }

        private WithdrawalScan undecided(NodeConnection node) {
            return result(
                    Outcome.FAILED,
                    "The chain's nodes answered differently about withdrawals from stream " + stream.id()
                            + " before, and only " + node.host()
                            + " answers now: none is booked until two of them agree.");
        }

        private WithdrawalScan disagreement(
                NodeConnection node, NodeConnection witness, List<Withdrawal> read, long block) {
            String message = "The chain's nodes " + node.host() + " and " + witness.host()
                    + " answer differently about a withdrawal from stream " + stream.id() + " in block " + block
                    + ": it is not booked until they agree.";
            disputes.disagreed(Disputes.withdrawals(stream));
            for (Withdrawal w : read) {
                if (w.block() < block) found.add(w);
                if (w.block() == block) disputes.disagreed(Disputes.withdrawal(w.transaction()));
            }
            next = block;
            notices.disagree(
                    Disputes.withdrawals(stream),
                    message + " If it lasts, look the stream up elsewhere and remove the wrong node from the settings.",
                    Disputes.LASTS);
            return result(Outcome.FAILED, message);
        }

        private void agreed(List<Withdrawal> read) {
            disputes.agreed(Disputes.withdrawals(stream));
            for (Withdrawal w : read) disputes.agreed(Disputes.withdrawal(w.transaction()));
            notices.clear(Disputes.withdrawals(stream));
        }

        private boolean isDisputed(List<Withdrawal> read) {
            return disputes.isOpen(Disputes.withdrawals(stream))
                    || read.stream().anyMatch(w -> disputes.isOpen(Disputes.withdrawal(w.transaction())));
        }

        /** A transaction without a receipt was replaced since its log was seen. */
        private List<Withdrawal> read(NodeConnection node, Map<Hash32, Long> blocks) throws PaymentFailure {
            List<RpcRequest> requests = new ArrayList<>();
            blocks.forEach((transaction, block) -> {
                requests.add(RpcRequest.receipt(transaction));
                requests.add(RpcRequest.transaction(transaction));
                requests.add(RpcRequest.block(RpcRequest.quantity(block)));
            });
            List<RpcReply> replies = node.reader().requests(requests, deadline);
            List<Withdrawal> read = new ArrayList<>();
            int i = 0;
            for (Map.Entry<Hash32, Long> e : blocks.entrySet()) {
                Optional<Chain.Receipt> receipt =
                        RpcValues.receipt(e.getKey(), replies.get(i).value());
                if (receipt.isPresent() && isGood(receipt.get(), e.getValue())) {
                    BigInteger value =
                            RpcValues.coin("value", replies.get(i + 1).value().path("value"));
                    Instant at = RpcValues.block(replies.get(i + 2).value()).time();
                    Payees payees = payees(node, receipt.get());
                    for (Withdrawal w : WithdrawalReceipts.shares(settings, receipt.get(), value, at, payer, payees))
                        if (w.stream().id().equals(stream.id())) read.add(w);
                }
                i += 3;
            }
            return read;
        }

        /** Asks who opened the stream only where money went elsewhere than to this rig: nobody can change that. */
        private Payees payees(NodeConnection node, Chain.Receipt receipt) throws PaymentFailure {
            EthAddress sender = payer;
            if (WithdrawalReceipts.paysOthers(settings, receipt, stream.id(), accounts)) {
                Chain.Block head = node.head(false, deadline).block();
                budget.use(1);
                sender = codec.decode(stream, head, node.reader().calls(codec.calls(stream), head.number(), deadline))
                        .sender();
            }
            return Payees.of(accounts, sender);
        }

        /** What a witness says of withdrawals. @param denied the first block with one that it does not have, or has otherwise */
        private record Confirmation(Optional<Long> denied) {}

        /**
         * Asks again what fails for a moment: one lost call must not leave the decision to the other node.
         *
         * @return empty where the witness does not answer
         */
        private Optional<Confirmation> confirm(NodeConnection witness, List<Withdrawal> read) throws PaymentFailure {
            List<RpcRequest> requests =
                    read.stream().map(w -> RpcRequest.receipt(w.transaction())).toList();
            budget.use(1);
            return pool.askWitness(witness, deadline, (node, d) -> {
                        List<RpcReply> replies = node.reader().requests(requests, d);
                        Optional<Long> denied = Optional.empty();
                        for (int i = 0; i < read.size(); i++) {
                            Withdrawal w = read.get(i);
                            Optional<Chain.Receipt> receipt = RpcValues.receipt(
                                    w.transaction(), replies.get(i).value());
                            boolean same = receipt.isPresent()
                                    && isGood(receipt.get(), w.block())
                                    && paid(node, receipt.get(), w);
                            if (!same
                                    && denied.filter(block -> block <= w.block())
                                            .isEmpty()) denied = Optional.of(w.block());
                        }
                        return new Confirmation(denied);
                    })
                    .map(NodePool.Answer::value);
        }

        /** Whether a transaction paid and returned what a withdrawal says, by what this node says. */
        private boolean paid(NodeConnection node, Chain.Receipt receipt, Withdrawal w) throws PaymentFailure {
            return WithdrawalReceipts.shares(settings, receipt, BigInteger.ZERO, w.at(), payer, payees(node, receipt))
                    .stream()
                    .filter(other -> other.stream().equals(w.stream()))
                    .anyMatch(other -> other.amount().equals(w.amount())
                            && other.returned().equals(w.returned()));
        }

        private boolean isGood(Chain.Receipt receipt, long block) {
            return receipt.succeeded() && receipt.block() == block;
        }
    }
}
