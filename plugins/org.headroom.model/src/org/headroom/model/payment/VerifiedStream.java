package org.headroom.model.payment;

import java.util.Optional;

/**
 * A new stream as it was read for its acceptance.
 *
 * @param state what was withdrawn is its total in the chain's logs; zero where these were not searched to the end
 * @param searchFrom the first block of the withdrawals that are still to be searched for and booked; empty where the stream
 *     has had none, or where none were asked for
 */
public record VerifiedStream(StreamState state, Optional<Long> searchFrom) {}
