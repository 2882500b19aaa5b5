package org.headroom.model.market;

/** An offer's name, chosen by its provider. */
public record OfferId(String value) {
    public OfferId {
        Ids.check("offer", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
