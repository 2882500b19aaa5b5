package org.headroom.model.signing;

import org.headroom.model.money.EthAddress;

/** The one who holds an operating key. Any thread; a millisecond or less. */
public interface Signer {
    EthAddress address();

    Signature sign(TypedData data);
}
