package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import org.headroom.model.payment.PaymentFailure;

/** Sends JSON-RPC requests to one node, or to whichever of several answers. Any thread; blocks. */
interface RpcClient extends AutoCloseable {
    /**
     * @param params what Jackson can write
     * @return the result; a JSON null is returned as such
     */
    JsonNode call(String method, Object... params) throws PaymentFailure;

    @Override
    void close();
}
