package org.headroom.model.market;

/** An order's name, chosen by its renter. */
public record OrderId(String value) {
    public OrderId {
        Ids.check("order", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
