package org.headroom.localchain;

import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;

/** {@code batch(bytes[])} of the payment contract: its arguments read, its results written. */
final class FlowBatch {
    static final String SELECTOR = FunctionEncoder.encode(
                    new Function("batch", List.of(new DynamicArray<>(DynamicBytes.class, List.of())), List.of()))
            .substring(0, 10);

    private static final int MOST_CALLS = 1_000;
    /** In hex digits, as all lengths here. */
    private static final int WORD = 64;

    private FlowBatch() {}

    /** @return the data of each call, with 0x @throws RpcError if these are no arguments of a batch */
    static List<String> decode(String data) throws RpcError {
        String body = data.substring(SELECTOR.length());
        int list = Multicall.digits(body, 0);
        int count = Multicall.number(body, list);
        if (count > MOST_CALLS) throw new RpcError(-32000, "out of gas");
        int first = list + WORD;
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int bytes = first + Multicall.digits(body, first + i * WORD);
            calls.add("0x" + Multicall.part(body, bytes + WORD, Multicall.digits(body, bytes)));
        }
        return calls;
    }

    /** @param results with 0x */
    static String encode(List<String> results) {
        StringBuilder offsets = new StringBuilder();
        StringBuilder elements = new StringBuilder();
        for (String result : results) {
            offsets.append(Multicall.word(results.size() * 32L + elements.length() / 2));
            String data = result.substring(2);
            elements.append(Multicall.word(data.length() / 2)).append(data);
            elements.append("0".repeat((WORD - data.length() % WORD) % WORD));
        }
        return "0x" + Multicall.word(32) + Multicall.word(results.size()) + offsets + elements;
    }
}
