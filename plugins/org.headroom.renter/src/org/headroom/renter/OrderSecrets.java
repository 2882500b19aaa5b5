package org.headroom.renter;

import java.util.Map;
import java.util.TreeMap;

/** Values of secret variables by name, on the renter's side. Never in a message, a log or a record in the open. */
public record OrderSecrets(Map<String, String> values) {
    public static final OrderSecrets NONE = new OrderSecrets(Map.of());

    public OrderSecrets {
        values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "OrderSecrets" + values.keySet();
    }
}
