package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns the block numbers that a node shows into the chain's own, and back, for one request. The chain's own may be
 * negative: such a block would lie before the chain's first.
 */
final class BlockNumbers {
    private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,15}");
    private static final Set<String> NUMBERS = Set.of("blockNumber", "oldestBlock");

    private final Upstream chain;
    private final long offset;
    private final NodeBehaviour.Head rules;
    private OptionalLong head = OptionalLong.empty();

    BlockNumbers(Upstream chain, long offset, NodeBehaviour.Head rules) {
        this.chain = chain;
        this.offset = offset;
        this.rules = rules;
    }

    /** Whether the node is where the chain is. */
    boolean follows() {
        return rules.lag() == 0 && rules.frozenAt() == null;
    }

    /** The newest block that the node knows, by the chain's own number; the same for the whole request. */
    long head() throws IOException, RpcError {
        if (head.isPresent()) return head.getAsLong();
        long actual = parse(chain.call("eth_blockNumber", JsonNodeFactory.instance.arrayNode()));
        Long frozen = rules.frozenAt();
        long seen = Math.max(0, (frozen == null ? actual : Math.min(actual, frozen - offset)) - rules.lag());
        head = OptionalLong.of(seen);
        return seen;
    }

    /** The chain's own number of a block that is named by tag or number. */
    long number(JsonNode block) throws IOException, RpcError {
        String name = block.isObject()
                ? block.path("blockNumber").asText()
                : block.isMissingNode() || block.isNull() ? "latest" : block.asText();
        switch (name) {
            case "latest", "pending":
                return head();
            case "earliest":
                return -offset;
            case "safe", "finalized":
                Integer behind = rules.safeBehind();
                if (behind == null) throw new RpcError(-32602, "invalid block tag");
                return head() - behind;
            default:
                if (!QUANTITY.matcher(name).matches())
                    throw new RpcError(-32602, "invalid argument: cannot unmarshal block number");
                return Long.parseLong(name.substring(2), 16) - offset;
        }
    }

    /** The block in whose state a call is answered, as the chain is asked for it. */
    JsonNode state(JsonNode block) throws IOException, RpcError {
        boolean newest = block.isMissingNode()
                || block.isNull()
                || block.asText().equals("latest")
                || block.asText().equals("pending");
        if (newest && follows())
            return JsonNodeFactory.instance.textNode(block.isTextual() ? block.asText() : "latest");
        if (block.has("blockHash")) return block;
        long number = number(block);
        if (number > head()) throw new RpcError(-32000, "header not found");
        Integer depth = rules.stateDepth();
        if (depth != null && number < head() - depth)
            throw new RpcError(
                    -32000,
                    "missing trie node " + Hashes.of("node", number) + " (path ) state " + Hashes.of("state", number)
                            + " is not available");
        return own(Math.max(0, number));
    }

    boolean known(JsonNode blockNumber) throws IOException, RpcError {
        return follows() || !blockNumber.isTextual() || parse(blockNumber) <= head();
    }

    /** The number that is shown for one of the chain's own. */
    String shown(long own) {
        return "0x" + Long.toHexString(own + offset);
    }

    JsonNode own(long number) {
        return JsonNodeFactory.instance.textNode("0x" + Long.toHexString(number));
    }

    /** Replaces the chain's own numbers in an answer, at any depth. */
    JsonNode show(JsonNode answer) {
        if (answer.isObject()) {
            ObjectNode object = (ObjectNode) answer;
            for (String name : NUMBERS)
                if (isNumber(object.path(name))) object.put(name, shown(parse(object.path(name))));
            object.forEach(this::show);
        } else if (answer.isArray()) answer.forEach(this::show);
        return answer;
    }

    static boolean isNumber(JsonNode node) {
        return node.isTextual() && QUANTITY.matcher(node.asText()).matches();
    }

    static long parse(JsonNode quantity) {
        return new BigInteger(quantity.asText().substring(2), 16).longValueExact();
    }
}
