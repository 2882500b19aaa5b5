package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import org.headroom.model.payment.PaymentFailure;

/** The reply to one request of several. A failed one says nothing about the others. */
sealed interface RpcReply {
    /** @throws PaymentFailure if this request failed */
    JsonNode value() throws PaymentFailure;

    /** The node's result; a JSON null is possible. */
    record Result(JsonNode value) implements RpcReply {}

    /** The node's error, or a contract's revert. */
    record Failed(PaymentFailure failure) implements RpcReply {
        @Override
        public JsonNode value() throws PaymentFailure {
            throw failure;
        }
    }
}
