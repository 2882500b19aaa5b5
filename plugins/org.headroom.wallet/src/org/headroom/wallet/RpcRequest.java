package org.headroom.wallet;

import java.util.List;
import java.util.Map;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** One JSON-RPC request. @param params what Jackson can write */
record RpcRequest(String method, List<Object> params) {
    RpcRequest {
        params = List.copyOf(params);
    }

    static RpcRequest chainId() {
        return new RpcRequest("eth_chainId", List.of());
    }

    /** @param which a number from {@link #quantity}, or a tag such as {@code latest} */
    static RpcRequest block(String which) {
        return new RpcRequest("eth_getBlockByNumber", List.of(which, false));
    }

    static RpcRequest code(EthAddress account) {
        return new RpcRequest("eth_getCode", List.of(account.hex(), "latest"));
    }

    static RpcRequest balance(EthAddress account, long block) {
        return new RpcRequest("eth_getBalance", List.of(account.hex(), quantity(block)));
    }

    static RpcRequest call(ContractCall call, String block) {
        return new RpcRequest("eth_call", List.of(Map.of("to", call.to().hex(), "data", call.data()), block));
    }

    static RpcRequest receipt(Hash32 transaction) {
        return new RpcRequest("eth_getTransactionReceipt", List.of(transaction.hex()));
    }

    static RpcRequest transaction(Hash32 transaction) {
        return new RpcRequest("eth_getTransactionByHash", List.of(transaction.hex()));
    }

    static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }
}
