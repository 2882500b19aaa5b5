package org.headroom.model.market;

/** A lease's name: derived from its bid's, so that both sides know it before they meet. */
public record LeaseId(String value) {
    public LeaseId {
        Ids.check("lease", value);
    }

    /** The one lease that a bid can become. */
    public static LeaseId of(BidId bid) {
        return new LeaseId(bid.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
