package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Answers the calls of one request as the node behaves at that time. */
final class NodeCalls {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** What hosted nodes do not offer: they hold no keys and no state for one client. */
    private static final Set<String> ABSENT = Set.of(
            "eth_sendTransaction",
            "eth_sign",
            "eth_signTransaction",
            "eth_signTypedData_v4",
            "eth_newFilter",
            "eth_newBlockFilter",
            "eth_newPendingTransactionFilter",
            "eth_getFilterChanges",
            "eth_getFilterLogs",
            "eth_uninstallFilter",
            "eth_subscribe",
            "eth_unsubscribe");

    private final Upstream chain;
    private final NodeBehaviour behaviour;
    private final BlockNumbers blocks;
    private final Duration blockTime;
    private final ContractCalls contracts;
    private final LogQuery logs;
    private final NodeTally tally;

    NodeCalls(
            Upstream chain,
            NodeBehaviour behaviour,
            long offset,
            Duration blockTime,
            FlowContracts contracts,
            NodeTally tally) {
        this.chain = chain;
        this.behaviour = behaviour;
        this.blocks = new BlockNumbers(chain, offset, behaviour.head());
        this.blockTime = blockTime;
        this.contracts = new ContractCalls(chain, behaviour, contracts, tally);
        this.logs = new LogQuery(chain, blocks, behaviour.logs(), contracts);
        this.tally = tally;
    }

    /** @throws IOException if the chain itself cannot be reached */
    ObjectNode answer(JsonNode call) throws IOException {
        ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
        answer.set("id", call.path("id").isMissingNode() ? JSON.nullNode() : call.path("id"));
        try {
            JsonNode params = call.path("params");
            ArrayNode list = params.isArray() ? (ArrayNode) params.deepCopy() : JSON.arrayNode();
            answer.set("result", result(call.path("method").asText(""), list));
        } catch (LogQuery.Refused e) {
            tally.limited.increment();
            answer.set("error", e.error().json());
        } catch (RpcError e) {
            answer.set("error", e.json());
        }
        return answer;
    }

    private JsonNode result(String method, ArrayNode params) throws IOException, RpcError, LogQuery.Refused {
        return switch (method) {
            case "" -> throw new RpcError(-32600, "invalid request");
            case "eth_chainId", "net_version" -> chainId(method);
            case "eth_blockNumber" ->
                JSON.textNode(blocks.shown(blocks.head() + behaviour.head().ahead()));
            case "eth_getBlockByNumber" -> block(params);
            case "eth_getBlockByHash" -> shownBlock(ifKnown("number", chain.call(method, params)));
            case "eth_getTransactionReceipt", "eth_getTransactionByHash" ->
                blocks.show(ifKnown("blockNumber", chain.call(method, params)));
            case "eth_call" -> contracts.answer(params.path(0), blocks.state(params.path(1)));
            case "eth_getLogs" -> logs.answer(params.path(0));
            case "eth_getCode" ->
                behaviour.multicall() && params.path(0).asText().equalsIgnoreCase(Multicall.ADDRESS)
                        ? JSON.textNode(Multicall.CODE)
                        : inState(method, params, 1);
            case "eth_estimateGas", "eth_getBalance", "eth_getTransactionCount", "eth_createAccessList" ->
                inState(method, params, 1);
            case "eth_feeHistory" -> inState(method, params, 1);
            case "eth_getStorageAt", "eth_getProof" -> inState(method, params, 2);
            case "eth_getBlockReceipts",
                    "eth_getBlockTransactionCountByNumber",
                    "eth_getTransactionByBlockNumberAndIndex" -> inBlock(method, params);
            default -> other(method, params);
        };
    }

    private JsonNode other(String method, ArrayNode params) throws IOException, RpcError {
        boolean offered = method.startsWith("eth_") || method.startsWith("net_") || method.startsWith("web3_");
        if (!offered || ABSENT.contains(method))
            throw new RpcError(-32601, "the method " + shortened(method) + " does not exist/is not available");
        return blocks.show(chain.call(method, params));
    }

    private static String shortened(String method) {
        return method.length() <= 60 ? method : method.substring(0, 60);
    }

    private JsonNode chainId(String method) throws IOException, RpcError {
        Long told = behaviour.lies().chainId();
        if (told == null) return chain.call(method, JSON.arrayNode());
        return JSON.textNode(
                method.equals("eth_chainId")
                        ? "0x" + Long.toHexString(told).toLowerCase(Locale.ROOT)
                        : told.toString());
    }

    private JsonNode inState(String method, ArrayNode params, int at) throws IOException, RpcError {
        while (params.size() <= at) params.add(JSON.nullNode());
        params.set(at, blocks.state(params.path(at)));
        return blocks.show(chain.call(method, params));
    }

    private JsonNode inBlock(String method, ArrayNode params) throws IOException, RpcError {
        long number = blocks.number(params.path(0));
        if (number < 0 || number > blocks.head()) return JSON.nullNode();
        params.set(0, blocks.own(number));
        return blocks.show(chain.call(method, params));
    }

    private JsonNode block(ArrayNode params) throws IOException, RpcError {
        String name = params.path(0).asText();
        boolean full = params.path(1).asBoolean(false);
        if (name.equals("pending") && blocks.follows())
            return shownBlock(chain.call(
                    "eth_getBlockByNumber", JSON.arrayNode().add(name).add(full)));
        long number = blocks.number(params.path(0));
        if (number > blocks.head()) return JSON.nullNode();
        JsonNode block = chain.call(
                "eth_getBlockByNumber",
                JSON.arrayNode().add(blocks.own(Math.max(0, number))).add(full));
        if (!block.isObject()) return block;
        if (number < 0) return before((ObjectNode) block, number);
        if (name.equals("latest"))
            ((ObjectNode) block)
                    .put(
                            "number",
                            "0x" + Long.toHexString(number + behaviour.head().ahead()));
        return shownBlock(block);
    }

    /** An empty block before the chain's first, made from that one. */
    private JsonNode before(ObjectNode first, long number) {
        long seconds = BlockNumbers.parse(first.path("timestamp"))
                + blockTime.multipliedBy(number).toSeconds();
        first.put("number", blocks.shown(number))
                .put("hash", Hashes.of("block", number))
                .put("parentHash", Hashes.of("block", number - 1))
                .put("timestamp", "0x" + Long.toHexString(Math.max(0, seconds)));
        first.putArray("transactions");
        return first;
    }

    private JsonNode shownBlock(JsonNode block) {
        if (block.isObject() && BlockNumbers.isNumber(block.path("number"))) {
            long number = BlockNumbers.parse(block.path("number"));
            if (number == 0) ((ObjectNode) block).put("parentHash", Hashes.of("block", -1));
            ((ObjectNode) block).put("number", blocks.shown(number));
        }
        return blocks.show(block);
    }

    /** Null where the node is behind and has not come to the block yet. */
    private JsonNode ifKnown(String field, JsonNode found) throws IOException, RpcError {
        return blocks.known(found.path(field)) ? found : JSON.nullNode();
    }
}
