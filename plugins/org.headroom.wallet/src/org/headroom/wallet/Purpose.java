package org.headroom.wallet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.money.EthAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a transaction is for, as it stands in the transaction log: a kind and what it is done to, separated by spaces.
 *
 * @param subjects such as the numbers of streams
 */
record Purpose(String kind, List<String> subjects) {
    private static final Logger LOG = LoggerFactory.getLogger(Purpose.class);
    static final String WITHDRAW = "withdraw";
    /** Between a stream and the account that money from it is returned to. */
    private static final String RETURNS = ">";

    Purpose {
        subjects = List.copyOf(subjects);
    }

    Purpose(String kind, String... subjects) {
        this(kind, List.of(subjects));
    }

    /** A withdrawal from these streams. @param returns to whom money from some of them is returned, by stream */
    static Purpose withdrawal(List<BigInteger> streams, Map<BigInteger, EthAddress> returns) {
        List<String> subjects =
                new ArrayList<>(streams.stream().map(BigInteger::toString).toList());
        returns.forEach((stream, renter) -> subjects.add(stream + RETURNS + renter.hex()));
        return new Purpose(WITHDRAW, subjects);
    }

    /** The streams that a withdrawal is from. What cannot be read is left out. */
    List<BigInteger> streams() {
        return subjects.stream()
                .filter(s -> !s.isEmpty() && s.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(BigInteger::new)
                .toList();
    }

    /** To whom money is returned, by stream. What cannot be read is left out. */
    Map<BigInteger, EthAddress> returns() {
        Map<BigInteger, EthAddress> returns = new LinkedHashMap<>();
        for (String subject : subjects) {
            int at = subject.indexOf(RETURNS);
            if (at < 0) continue;
            try {
                returns.put(new BigInteger(subject.substring(0, at)), new EthAddress(subject.substring(at + 1)));
            } catch (IllegalArgumentException e) {
                LOG.warn("The record of a transaction names no account for money that it returned: {}", subject);
            }
        }
        return returns;
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
