package org.headroom.market;

import java.util.Optional;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.TypedData;

/** What the codec made of some bytes. */
public sealed interface Decoded {
    /**
     * In good form; who signed it, and whether it is still good, has yet to be looked at.
     *
     * @param data what the signature must be over
     * @param signature empty where there is none, or none of 65 bytes
     */
    record Read(MarketMessage message, TypedData data, Optional<Signature> signature) implements Decoded {}

    record Refused(Refusal refusal) implements Decoded {}
}
