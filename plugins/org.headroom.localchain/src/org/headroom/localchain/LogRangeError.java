package org.headroom.localchain;

/** How providers say that {@code eth_getLogs} was asked for too many blocks. */
public enum LogRangeError {
    COMMON(-32005, "query exceeds max block range %d"),
    QUICKNODE(-32614, "eth_getLogs is limited to a %d range"),
    ALCHEMY(
            -32602,
            "Log response size exceeded. You can make eth_getLogs requests with up to a %d block range, or you can"
                    + " request any block range with a cap of 10K logs in the response."),
    BSC(-32000, "exceed maximum block range: %d"),
    ANKR(-32062, "Block range is too large"),
    INFURA(-32005, "query returned more than 10000 results");

    private final int code;
    private final String message;

    LogRangeError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    RpcError error(int span) {
        return new RpcError(code, String.format(message, span));
    }
}
