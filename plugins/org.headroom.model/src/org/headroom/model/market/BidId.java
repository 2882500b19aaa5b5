package org.headroom.model.market;

/** A bid's name, chosen by its provider. */
public record BidId(String value) {
    public BidId {
        Ids.check("bid", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
