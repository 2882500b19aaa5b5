package org.headroom.model.signing;

import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** Finds out who signed. Any thread; pure. */
public interface SignerRecovery {
    /** As {@link #recover(Hash32, Signature)} with the hash of the data. */
    default Optional<EthAddress> recover(TypedData data, Signature signature) {
        return recover(hash(data), signature);
    }

    /**
     * Empty where the signature fits no key, or is not in its low-s form.
     *
     * @param hash of {@link #hash}, for who needs it anyway
     */
    Optional<EthAddress> recover(Hash32 hash, Signature signature);

    /** The EIP-712 hash that is signed. @throws IllegalArgumentException if the message does not fit its own types */
    Hash32 hash(TypedData data);
}
