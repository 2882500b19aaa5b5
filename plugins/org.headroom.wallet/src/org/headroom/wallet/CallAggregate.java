package org.headroom.wallet;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.web3j.utils.Numeric;

/** Many contract calls in one. */
enum CallAggregate {
    /** {@code aggregate3} of the contract Multicall3: each call may fail alone. */
    MULTICALL3 {
        @Override
        String encode(List<ContractCall> calls) {
            StringBuilder offsets = new StringBuilder();
            StringBuilder tuples = new StringBuilder();
            for (ContractCall c : calls) {
                offsets.append(word(WORD_BYTES * calls.size() + tuples.length() / 2));
                tuples.append("0".repeat(24)).append(c.to().hex(), 2, 42);
                tuples.append(word(1)).append(word(3 * WORD_BYTES)).append(bytes(c.data()));
            }
            return AGGREGATE3 + word(WORD_BYTES) + word(calls.size()) + offsets + tuples;
        }

        @Override
        RpcReply element(AbiTail data, int offset) throws PaymentFailure {
            long succeeded = data.number(offset);
            if (succeeded > 1) throw data.bad();
            String returned = data.bytes(offset + data.number(offset + WORD_BYTES));
            return succeeded == 1
                    ? new RpcReply.Result(new TextNode(returned))
                    : new RpcReply.Failed(Reverts.explain(returned, ""));
        }
    },
    /** {@code batch} of the payment contract itself: where one call reverts, all do. */
    FLOW_BATCH {
        @Override
        String encode(List<ContractCall> calls) {
            return FlowContract.batch(calls.stream().map(ContractCall::data).toList());
        }

        @Override
        RpcReply element(AbiTail data, int offset) throws PaymentFailure {
            return new RpcReply.Result(new TextNode(data.bytes(offset)));
        }
    };

    private static final String AGGREGATE3 = "0x82ad56cb";
    private static final int WORD_BYTES = 32;

    abstract String encode(List<ContractCall> calls);

    /** One element of the returned array. @param offset in bytes */
    abstract RpcReply element(AbiTail data, int offset) throws PaymentFailure;

    /** @param count how many calls were encoded @throws PaymentFailure BAD_ANSWER unless exactly so many are answered */
    List<RpcReply> decode(int count, String answer) throws PaymentFailure {
        AbiTail data = new AbiTail(answer);
        int array = data.number(0);
        if (data.number(array) != count) throw data.bad();
        int elements = array + WORD_BYTES;
        List<RpcReply> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) replies.add(element(data, elements + data.number(elements + i * WORD_BYTES)));
        return replies;
    }

    private static String bytes(String hex) {
        String digits = hex.substring(2);
        int padding = (2 * WORD_BYTES - digits.length() % (2 * WORD_BYTES)) % (2 * WORD_BYTES);
        return word(digits.length() / 2) + digits + "0".repeat(padding);
    }

    private static String word(int number) {
        return Numeric.toHexStringNoPrefixZeroPadded(BigInteger.valueOf(number), 2 * WORD_BYTES);
    }

    /** Return data with offsets in it, which may point anywhere. */
    static final class AbiTail {
        private final String digits;

        AbiTail(String hex) throws PaymentFailure {
            if (!hex.startsWith("0x") || hex.length() % 2 != 0) throw bad();
            digits = hex.substring(2);
        }

        /** A word that must be small enough to be a length or an offset. @param at in bytes */
        int number(int at) throws PaymentFailure {
            String word = slice(at, WORD_BYTES);
            for (int i = 0; i < word.length() - 7; i++) if (word.charAt(i) != '0') throw bad();
            try {
                return Integer.parseInt(word.substring(word.length() - 7), 16);
            } catch (NumberFormatException e) {
                throw bad();
            }
        }

        /** A byte string with its length before it, in hexadecimal with {@code 0x}. @param at in bytes */
        String bytes(int at) throws PaymentFailure {
            return "0x" + slice(at + WORD_BYTES, number(at));
        }

        PaymentFailure bad() {
            return new PaymentFailure(
                    Kind.BAD_ANSWER,
                    "The chain's node answered a group of calls with something else: use another node.");
        }

        private String slice(int at, int length) throws PaymentFailure {
            long end = 2L * at + 2L * length;
            if (at < 0 || end > digits.length()) throw bad();
            return digits.substring(2 * at, (int) end);
        }
    }
}
