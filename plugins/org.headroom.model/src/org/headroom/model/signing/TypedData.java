package org.headroom.model.signing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * EIP-712 typed data as any wallet takes it in {@code eth_signTypedData_v4}. Integers are decimal strings, bytes are
 * hexadecimal with {@code 0x}; the order of the maps is the order of the fields.
 *
 * @param types without {@code EIP712Domain}, which follows from the domain
 */
public record TypedData(
        Domain domain, String primaryType, Map<String, List<Field>> types, Map<String, Object> message) {
    public TypedData {
        var copy = new LinkedHashMap<String, List<Field>>();
        types.forEach((name, fields) -> copy.put(name, List.copyOf(fields)));
        types = java.util.Collections.unmodifiableMap(copy);
        message = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(message));
    }

    /** A field's name and its Solidity type. */
    public record Field(String name, String type) {}

    /** What the signature is good for. There is no verifying contract: the market's messages are read by people. */
    public record Domain(String name, String version, long chainId) {}
}
