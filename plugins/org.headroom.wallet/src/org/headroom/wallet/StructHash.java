package org.headroom.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hashes the values of one struct (EIP-712's {@code hashStruct}), with all that follows from the type worked out
 * beforehand. Made by {@link StructTypes}; any thread from then on.
 */
final class StructHash {
    private final String name;
    private final byte[] typeHash;
    private final List<Member> members;

    record Member(String name, Encoding encoding) {}

    /** @param members filled in by whoever makes it before the first use: a struct may contain itself in a list */
    StructHash(String name, byte[] typeHash, List<Member> members) {
        this.name = name;
        this.typeHash = typeHash;
        this.members = members;
    }

    String name() {
        return name;
    }

    /**
     * Writes 32 bytes. What the type lacks is refused rather than left out: nobody may sign less than is shown.
     *
     * @throws IllegalArgumentException if the values do not fit the type
     */
    void into(Map<?, ?> values, String where, Keccak keccak, byte[] out, int at) {
        if (values.size() > members.size()) throw unknownFields(values, where);
        byte[] words = new byte[Encoding.WORD * (1 + members.size())];
        System.arraycopy(typeHash, 0, words, 0, Encoding.WORD);
        int next = Encoding.WORD;
        for (Member member : members) {
            String place = where + "." + member.name();
            Object value = values.get(member.name());
            if (value == null) throw new IllegalArgumentException(place + " is missing");
            member.encoding().put(value, place, keccak, words, next);
            next += Encoding.WORD;
        }
        keccak.into(words, out, at);
    }

    private IllegalArgumentException unknownFields(Map<?, ?> values, String where) {
        List<Object> unknown = new ArrayList<>(values.keySet());
        members.forEach(member -> unknown.remove(member.name()));
        return new IllegalArgumentException(where + " has fields that its type lacks: " + unknown);
    }
}
