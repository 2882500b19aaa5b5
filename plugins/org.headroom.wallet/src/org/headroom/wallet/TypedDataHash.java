package org.headroom.wallet;

import java.io.IOException;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.TypedData;
import org.web3j.crypto.StructuredDataEncoder;
import org.web3j.utils.Numeric;

/** The 32 bytes that are signed for typed data (EIP-712). */
final class TypedDataHash {
    private TypedDataHash() {}

    /** @throws IllegalArgumentException if the message does not fit its own types */
    static Hash32 of(TypedData data) {
        String json = TypedDataJson.of(data);
        try {
            return new Hash32(Numeric.toHexString(new StructuredDataEncoder(json).hashStructuredData()));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "the message does not fit the types of " + data.primaryType() + ": " + e.getMessage(), e);
        }
    }
}
