package org.headroom.wallet;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a transaction is for, as it stands in the transaction log: a kind and what it is done to, separated by spaces.
 *
 * @param subjects such as the numbers of streams
 */
record Purpose(String kind, List<String> subjects) {
    static final String WITHDRAW = "withdraw";

    Purpose {
        subjects = List.copyOf(subjects);
    }

    Purpose(String kind, String... subjects) {
        this(kind, List.of(subjects));
    }

    static Purpose parse(String text) {
        List<String> parts = Arrays.asList(text.split(" "));
        return new Purpose(parts.getFirst(), parts.subList(1, parts.size()));
    }

    String text() {
        return subjects.isEmpty() ? kind : kind + " " + String.join(" ", subjects);
    }

    /** Whether money comes out of it that somebody must be told of. */
    boolean isWithdrawal() {
        return kind.equals(WITHDRAW);
    }

    /** Whether both would do the same to the same thing. */
    boolean overlaps(Purpose other) {
        return kind.equals(other.kind)
                && (subjects.equals(other.subjects) || !Collections.disjoint(subjects, other.subjects));
    }
}
