package org.headroom.wallet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/**
 * Whether this rig's own withdrawal may be booked: where two nodes are set up, both must have it in the same block with the
 * same effect. Where only one of them answers, it decides alone, unless the two disagreed lately. Any thread; blocks.
 */
final class WithdrawalConfirmation {
    /** Between two questions to nodes that do not agree yet: one of them may be a block behind. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** @param head of the node @param receipt empty where the node does not have the transaction */
    private record Statement(long head, Optional<Chain.Receipt> receipt) {}

    private final NodePool pool;
    private final ChainNotices notices;
    private final Disputes disputes;
    private final Duration patience;

    /** @param patience how long nodes that do not agree are asked again before a caller is told */
    WithdrawalConfirmation(NodePool pool, ChainNotices notices, Disputes disputes, Duration patience) {
        this.pool = pool;
        this.notices = notices;
        this.disputes = disputes;
        this.patience = patience;
    }

    /** Asks again for some seconds. @throws PaymentFailure PENDING where the nodes do not agree: it is not booked yet */
    void await(Chain.Receipt receipt) throws PaymentFailure {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            try {
                require(receipt);
                return;
            } catch (PaymentFailure e) {
                boolean over = deadline.left().compareTo(PAUSE) <= 0;
                if (over || Thread.currentThread().isInterrupted())
                    throw new PaymentFailure(Kind.PENDING, String.valueOf(e.getMessage()), e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** @throws PaymentFailure DISAGREEMENT where the nodes do not agree: it is not booked yet */
    void require(Chain.Receipt receipt) throws PaymentFailure {
        if (pool.parties() < 2) return;
        Hash32 transaction = receipt.transaction();
        String subject = Disputes.withdrawal(transaction);
        List<NodePool.Answer<Statement>> said = pool.askTwo(pool.deadline(), (node, d) -> {
            node.requireChainLately(d);
            List<RpcReply> replies =
                    node.reader().requests(List.of(RpcRequest.block("latest"), RpcRequest.receipt(transaction)), d);
            return new Statement(
                    RpcValues.block(replies.getFirst().value()).number(),
                    RpcValues.receipt(transaction, replies.getLast().value()));
        });
        boolean agreed = said.stream()
                .allMatch(a -> a.value().receipt().filter(r -> same(r, receipt)).isPresent());
        if (agreed && said.size() == 1 && disputes.isOpen(subject))
            throw new PaymentFailure(
                    Kind.DISAGREEMENT,
                    "The chain's nodes answered differently about withdrawal " + transaction + " before, and only "
                            + said.getFirst().node().host()
                            + " answers now: it was sent and is not booked until two of them agree. Do not send it a second"
                            + " time.");
        if (agreed) {
            if (said.size() > 1) disputes.agreed(subject);
            notices.clear(subject(transaction));
            return;
        }
        String message = "The chain's nodes "
                + String.join(" and ", said.stream().map(a -> a.node().host()).toList())
                + " do not agree about withdrawal " + transaction + " in block " + receipt.block()
                + ": it was sent and is not booked until they do. Do not send it a second time. If it lasts, look the transaction"
                + " up elsewhere and remove the wrong node from the settings.";
        // A node that is behind only has to catch up.
        boolean behind = said.stream()
                .allMatch(a -> a.value().head() < receipt.block()
                        || a.value().receipt().filter(r -> same(r, receipt)).isPresent());
        if (!behind && said.size() > 1) disputes.disagreed(subject);
        // Another attempt may get into a block in its place, and then it is never asked about again.
        if (!behind) notices.disagree(subject(transaction), message, Disputes.LASTS);
        throw new PaymentFailure(Kind.DISAGREEMENT, message);
    }

    private static boolean same(Chain.Receipt one, Chain.Receipt other) {
        return one.succeeded() == other.succeeded()
                && one.block() == other.block()
                && one.logs().equals(other.logs());
    }

    private static String subject(Hash32 transaction) {
        return "booking of " + transaction;
    }
}
