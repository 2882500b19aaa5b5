package org.headroom.model.signing;

import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** Finds out who signed. Any thread; pure. */
public interface SignerRecovery {
    /** Empty where the signature fits no key, or is not in its low-s form. */
    Optional<EthAddress> recover(TypedData data, Signature signature);

    /** The EIP-712 hash that is signed. */
    Hash32 hash(TypedData data);
}
