package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Uint256;

/** Answers {@code eth_call}, with what the node was told to lie about, also inside Multicall3 and the contract's batches. */
final class ContractCalls {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SELECTOR = 10;
    private static final int WORD = 64;
    private static final String BALANCE_OF = "0x70a08231";
    private static final String GET_STREAM = selector("getStream");
    private static final String GET_BALANCE = selector("getBalance");

    private final Upstream chain;
    private final NodeBehaviour.Lies lies;
    private final boolean multicall;
    private final FlowContracts contracts;
    private final NodeTally tally;

    ContractCalls(Upstream chain, NodeBehaviour behaviour, FlowContracts contracts, NodeTally tally) {
        this.chain = chain;
        this.lies = behaviour.lies();
        this.multicall = behaviour.multicall();
        this.contracts = contracts;
        this.tally = tally;
    }

    /** @param block as the chain is asked for it */
    JsonNode answer(JsonNode transaction, JsonNode block) throws IOException, RpcError {
        String to = to(transaction);
        String data = data(transaction);
        if (multicall && to.equals(Multicall.ADDRESS) && data.startsWith(Multicall.AGGREGATE3))
            return JSON.textNode(aggregate(Multicall.decode(data), block));
        if (unreadable(to, data)) throw failed();
        // A transaction that is tried has a sender; it is the chain's alone.
        if (isLiedAbout()
                && to.equals(contracts.flow())
                && data.startsWith(FlowBatch.SELECTOR)
                && !transaction.has("from")) return JSON.textNode(batch(FlowBatch.decode(data), block));
        return lied(
                to,
                data,
                chain.call("eth_call", JSON.arrayNode().add(transaction).add(block)));
    }

    private String aggregate(List<Multicall.Call> calls, JsonNode block) throws IOException, RpcError {
        List<JsonNode> params = new ArrayList<>();
        for (Multicall.Call c : calls)
            params.add(JSON.arrayNode()
                    .add(JSON.objectNode().put("to", c.target()).put("data", c.data()))
                    .add(block));
        List<JsonNode> answers = chain.batch("eth_call", params);
        List<Multicall.Result> results = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Multicall.Call call = calls.get(i);
            Multicall.Result result = result(call, answers.get(i));
            if (!result.success() && !call.allowFailure()) throw Multicall.failed();
            results.add(result);
        }
        return Multicall.encode(results);
    }

    /** Where one call of it fails, all do. */
    private String batch(List<String> calls, JsonNode block) throws IOException, RpcError {
        List<JsonNode> params = new ArrayList<>();
        for (String data : calls)
            params.add(JSON.arrayNode()
                    .add(JSON.objectNode().put("to", contracts.flow()).put("data", data))
                    .add(block));
        List<JsonNode> answers = chain.batch("eth_call", params);
        List<String> results = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (unreadable(contracts.flow(), calls.get(i))) throw failed();
            results.add(lied(contracts.flow(), calls.get(i), Upstream.result(answers.get(i)))
                    .asText());
        }
        return FlowBatch.encode(results);
    }

    private static RpcError failed() {
        return new RpcError(-32000, "execution aborted (timeout = 5s)");
    }

    private boolean isLiedAbout() {
        return lies.streamBalance() != null || !lies.unreadable().isEmpty();
    }

    private Multicall.Result result(Multicall.Call call, JsonNode answer) {
        if (unreadable(call.target(), call.data())) return new Multicall.Result(false, "0x");
        JsonNode result = answer.path("result");
        if (!result.isTextual())
            return new Multicall.Result(false, answer.path("error").path("data").asText("0x"));
        return new Multicall.Result(
                true, lied(call.target(), call.data(), result).asText());
    }

    private boolean unreadable(String to, String data) {
        return !lies.unreadable().isEmpty()
                && to.equals(contracts.flow())
                && argument(data).map(lies.unreadable()::contains).orElse(false);
    }

    private JsonNode lied(String to, String data, JsonNode result) {
        JsonNode told = told(to, data, result);
        if (told != result) tally.lied.increment();
        return told;
    }

    private JsonNode told(String to, String data, JsonNode result) {
        BigInteger tokens = lies.tokenBalance();
        if (tokens != null && to.equals(contracts.token()) && data.startsWith(BALANCE_OF))
            return JSON.textNode("0x" + LogQuery.word(tokens));
        BigInteger held = lies.streamBalance();
        if (held == null || !to.equals(contracts.flow())) return result;
        if (data.startsWith(GET_BALANCE)) return JSON.textNode("0x" + LogQuery.word(held));
        // The balance is the first word of a stream.
        if (data.startsWith(GET_STREAM) && result.asText().length() > 2 + WORD)
            return JSON.textNode("0x" + LogQuery.word(held) + result.asText().substring(2 + WORD));
        return result;
    }

    private static Optional<BigInteger> argument(String data) {
        try {
            return data.length() < SELECTOR + WORD
                    ? Optional.empty()
                    : Optional.of(new BigInteger(data.substring(SELECTOR, SELECTOR + WORD), 16));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String to(JsonNode transaction) {
        return transaction.path("to").asText().toLowerCase(Locale.ROOT);
    }

    private static String data(JsonNode transaction) {
        String data = transaction.path("data").asText("");
        return (data.isEmpty() ? transaction.path("input").asText("0x") : data).toLowerCase(Locale.ROOT);
    }

    private static String selector(String name) {
        return FunctionEncoder.encode(new Function(name, List.of(new Uint256(BigInteger.ZERO)), List.of()))
                .substring(0, SELECTOR);
    }
}
