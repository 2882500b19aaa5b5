package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import org.headroom.localchain.NodeBehaviour.InventedWithdrawal;
import org.headroom.localchain.NodeBehaviour.LogLie;
import org.web3j.abi.EventEncoder;

/** Answers {@code eth_getLogs} as a public node does: within limits, and with what it was told to make of the logs. */
final class LogQuery {
    static final String WITHDRAWN =
            EventEncoder.buildEventSignature("WithdrawFromFlowStream(uint256,address,address,address,uint128)");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A question that the node refuses because of its limits. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient RpcError error;

        Refused(RpcError error) {
            super(error);
            this.error = error;
        }

        RpcError error() {
            return error;
        }
    }

    private final Upstream chain;
    private final BlockNumbers blocks;
    private final NodeBehaviour.Logs rules;
    private final FlowContracts contracts;

    LogQuery(Upstream chain, BlockNumbers blocks, NodeBehaviour.Logs rules, FlowContracts contracts) {
        this.chain = chain;
        this.blocks = blocks;
        this.rules = rules;
        this.contracts = contracts;
    }

    JsonNode answer(JsonNode filter) throws IOException, RpcError, Refused {
        if (!filter.isObject()) throw new RpcError(-32602, "invalid argument 0: a filter is an object");
        ObjectNode asked = filter.deepCopy();
        if (asked.has("blockHash")) return lied(find(asked), asked, blocks.head());
        long from = blocks.number(asked.path("fromBlock"));
        long to = blocks.number(asked.path("toBlock"));
        boolean named = BlockNumbers.isNumber(asked.path("fromBlock")) && BlockNumbers.isNumber(asked.path("toBlock"));
        if (named && from > to) throw new RpcError(-32602, "invalid block range params");
        Integer span = rules.span();
        if (span != null && to - from + 1 > span)
            throw new Refused(rules.error().error(span));
        Long depth = rules.depth();
        if (depth != null && from < blocks.head() - depth)
            throw new Refused(new RpcError(-32000, "history has been pruned for this block"));
        long last = Math.min(to, blocks.head());
        // Before the chain's first block nothing happened.
        if (last < 0 || from > last) return JSON.arrayNode();
        asked.set("fromBlock", blocks.own(Math.max(0, from)));
        asked.set("toBlock", blocks.own(last));
        return lied(find(asked), asked, last);
    }

    private ArrayNode find(ObjectNode filter) throws IOException, RpcError {
        JsonNode found = blocks.show(chain.call("eth_getLogs", JSON.arrayNode().add(filter)));
        if (!found.isArray()) throw new IOException("The node answered no list of logs.");
        return (ArrayNode) found;
    }

    private ArrayNode lied(ArrayNode found, ObjectNode filter, long last) {
        ArrayNode told = JSON.arrayNode();
        for (JsonNode log : found) {
            if (rules.lie() != LogLie.LEAVE_OUT) told.add(log);
            if (rules.lie() == LogLie.DOUBLE) told.add(log.deepCopy());
        }
        for (InventedWithdrawal w : rules.invented()) {
            ObjectNode log = event(w, last);
            if (fits(log, filter)) told.add(log);
        }
        return told;
    }

    private ObjectNode event(InventedWithdrawal w, long block) {
        ObjectNode log = JSON.objectNode();
        log.put("address", contracts.flow());
        log.putArray("topics")
                .add(WITHDRAWN)
                .add("0x" + word(w.stream()))
                .add("0x" + word(new BigInteger(w.to().substring(2), 16)))
                .add("0x" + word(new BigInteger(contracts.token().substring(2), 16)));
        log.put("data", "0x" + word(new BigInteger(w.to().substring(2), 16)) + word(w.amount()));
        return log.put("blockNumber", blocks.shown(block))
                .put("blockHash", Hashes.of("block", block))
                .put("transactionHash", Hashes.of("withdrawal of " + w, block))
                .put("transactionIndex", "0x0")
                .put("logIndex", "0x0")
                .put("removed", false);
    }

    private static boolean fits(ObjectNode log, ObjectNode filter) {
        if (!matches(filter.path("address"), log.path("address"))) return false;
        JsonNode topics = filter.path("topics");
        for (int i = 0; i < topics.size(); i++)
            if (!matches(topics.path(i), log.path("topics").path(i))) return false;
        return true;
    }

    private static boolean matches(JsonNode wanted, JsonNode has) {
        if (wanted.isMissingNode() || wanted.isNull()) return true;
        if (!wanted.isArray()) return wanted.asText().equalsIgnoreCase(has.asText());
        for (JsonNode one : wanted) if (one.asText().equalsIgnoreCase(has.asText())) return true;
        return wanted.isEmpty();
    }

    static String word(BigInteger value) {
        return String.format("%064x", value);
    }
}
