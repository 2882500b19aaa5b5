package org.headroom.wallet;

import java.util.Optional;
import org.headroom.model.payment.PaymentFailure;

/** Tells up to which block the chain is final. Any thread; may block on a node. */
@FunctionalInterface
interface FinalBlock {
    /** The number of the newest block that cannot be replaced; empty where that is unknown. */
    Optional<Long> number() throws PaymentFailure;
}
