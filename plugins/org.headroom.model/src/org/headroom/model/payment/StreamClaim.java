package org.headroom.model.payment;

import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/**
 * What a withdrawal may take out of one stream.
 *
 * @param limit empty where all that the stream owes goes to the provider, as while its lease has no receipt
 */
public record StreamClaim(StreamRef stream, Optional<Limit> limit) {
    /**
     * What a receipt allows.
     *
     * @param most what may still go to the provider: the receipt's amount less what was withdrawn
     * @param renter the sender of the stream, who gets the rest
     * @param certain whether all withdrawals from the stream are known and final: only then is money returned, because a
     *     withdrawal that vanishes makes the stream owe the provider's own money again
     */
    public record Limit(Usdc most, EthAddress renter, boolean certain) {}

    public static StreamClaim unlimited(StreamRef stream) {
        return new StreamClaim(stream, Optional.empty());
    }

    public static StreamClaim limited(StreamRef stream, Limit limit) {
        return new StreamClaim(stream, Optional.of(limit));
    }
}
