package org.headroom.localchain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code aggregate3} of Multicall3, which most chains have and a fresh local chain has not: its arguments read, its results
 * written.
 */
final class Multicall {
    static final String ADDRESS = "0xca11bde05977b3631167028862be2a173976ca11";
    /** {@code aggregate3((address,bool,bytes)[])}. */
    static final String AGGREGATE3 = "0x82ad56cb";
    /** What stands for its code: that there is some. */
    static final String CODE = "0x6080604052600080fd";

    private static final int MOST_CALLS = 1_000;
    /** In hex digits, as all lengths here. */
    private static final int WORD = 64;

    private static final int ACCOUNT = 40;

    /** @param data with 0x, in lower case */
    record Call(String target, boolean allowFailure, String data) {}

    /** @param data with 0x */
    record Result(boolean success, String data) {}

    private Multicall() {}

    /** @throws RpcError if these are no arguments of aggregate3 */
    static List<Call> decode(String data) throws RpcError {
        String body = data.substring(AGGREGATE3.length());
        int list = digits(body, 0);
        int count = number(body, list);
        if (count > MOST_CALLS) throw new RpcError(-32000, "out of gas");
        int first = list + WORD;
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int tuple = first + digits(body, first + i * WORD);
            String target = "0x" + part(body, tuple + WORD - ACCOUNT, ACCOUNT);
            boolean allowFailure = number(body, tuple + WORD) != 0;
            int bytes = tuple + digits(body, tuple + 2 * WORD);
            calls.add(new Call(target, allowFailure, "0x" + part(body, bytes + WORD, digits(body, bytes))));
        }
        return calls;
    }

    static String encode(List<Result> results) {
        StringBuilder offsets = new StringBuilder();
        StringBuilder tuples = new StringBuilder();
        for (Result r : results) {
            offsets.append(word(results.size() * 32L + tuples.length() / 2));
            String data = r.data().substring(2);
            tuples.append(word(r.success() ? 1 : 0)).append(word(64)).append(word(data.length() / 2));
            tuples.append(data).append("0".repeat((WORD - data.length() % WORD) % WORD));
        }
        return "0x" + word(32) + word(results.size()) + offsets + tuples;
    }

    static RpcError failed() {
        String reason = "Multicall3: call failed";
        StringBuilder hex = new StringBuilder();
        reason.chars().forEach(c -> hex.append(String.format("%02x", c)));
        String padded = hex + "0".repeat(WORD - hex.length() % WORD);
        return RpcError.reverted(reason, "0x08c379a0" + word(32) + word(reason.length()) + padded);
    }

    static String word(long value) {
        return String.format("%064x", value);
    }

    static String part(String body, int from, int length) throws RpcError {
        if (from < 0 || length < 0 || from > body.length() - length) throw malformed();
        return body.substring(from, from + length);
    }

    /** A length or place in bytes, as hex digits. */
    static int digits(String body, int at) throws RpcError {
        return 2 * number(body, at);
    }

    static int number(String body, int at) throws RpcError {
        try {
            int value = new BigInteger(part(body, at, WORD), 16).intValueExact();
            if (value < 0 || value > body.length()) throw malformed();
            return value;
        } catch (ArithmeticException | NumberFormatException e) {
            throw malformed();
        }
    }

    private static RpcError malformed() {
        return RpcError.reverted("malformed call data", "0x");
    }
}
