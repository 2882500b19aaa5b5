package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamState;

/** Whether a block that was read is still part of the chain: of two nodes where two answer. Any thread; blocks. */
final class BlockCheck {
    private final NodePool pool;

    BlockCheck(NodePool pool) {
        this.pool = pool;
    }

    BlockStanding standing(StreamState read) throws PaymentFailure {
        if (read.block().isEmpty() || read.blockHash().isEmpty()) return BlockStanding.UNKNOWN;
        long number = read.block().get();
        Hash32 hash = read.blockHash().get();
        List<NodePool.Answer<Boolean>> said = pool.askTwo(pool.deadline(), (node, d) -> stands(node, number, hash, d));
        boolean stands = said.getFirst().value();
        if (said.stream().anyMatch(s -> s.value() != stands))
            throw new PaymentFailure(
                    Kind.DISAGREEMENT,
                    "The chain's nodes " + said.getFirst().node().host() + " and "
                            + said.getLast().node().host() + " have different blocks " + number
                            + ": nothing is decided until they agree.");
        // One of two alone frees no number: that it still stands is the safe answer.
        if (!stands && said.size() < Math.min(2, pool.parties()))
            throw new PaymentFailure(
                    Kind.UNREACHABLE,
                    "Only " + said.getFirst().node().host() + " says that block " + number
                            + " was replaced: it is asked again when two of the chain's nodes answer.");
        return stands ? BlockStanding.STANDS : BlockStanding.REPLACED;
    }

    private static boolean stands(NodeConnection node, long number, Hash32 hash, Deadline deadline)
            throws PaymentFailure {
        // A node that is behind cannot miss a block, and what it says of its chain is checked with its head.
        long head = node.newest(deadline).number();
        if (head < number)
            throw new PaymentFailure(
                    Kind.UNREACHABLE,
                    "The chain's node " + node.host() + " does not have block " + number + " yet; it is asked again.");
        JsonNode block = node.reader()
                .requests(List.of(RpcRequest.block(RpcRequest.quantity(number))), deadline)
                .getFirst()
                .value();
        Optional<Hash32> has = RpcValues.block(block).knownHash();
        if (has.isEmpty()) throw RpcValues.bad("eth_getBlockByNumber");
        return has.get().equals(hash);
    }
}
