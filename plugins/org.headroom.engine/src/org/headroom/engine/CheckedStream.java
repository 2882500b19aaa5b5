package org.headroom.engine;

import java.util.Optional;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.VerifiedStream;

/**
 * A stream that was read for its acceptance.
 *
 * @param replaced what was verified under the same number for another lease, where its block is no part of the chain any more.
 *     Only then can the number be another stream's
 */
record CheckedStream(VerifiedStream verified, Optional<StreamState> replaced) {}
