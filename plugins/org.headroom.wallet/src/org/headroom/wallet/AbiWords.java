package org.headroom.wallet;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** A contract's return data as words of 32 bytes. Each accessor checks the range: a node may answer anything. */
final class AbiWords {
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]*");
    private static final int WORD = 64;

    private final String what;
    private final String digits;

    /** @param what for messages: what was asked */
    AbiWords(String what, String hex, int count) throws PaymentFailure {
        this.what = what;
        if (!HEX.matcher(hex).matches() || hex.length() - 2 < count * WORD) throw outOfRange();
        this.digits = hex.substring(2);
    }

    BigInteger uint(int index, int bits) throws PaymentFailure {
        BigInteger value = new BigInteger(digits.substring(index * WORD, (index + 1) * WORD), 16);
        if (value.bitLength() > bits) throw outOfRange();
        return value;
    }

    long number(int index, int bits) throws PaymentFailure {
        return uint(index, Math.min(bits, 63)).longValueExact();
    }

    boolean flag(int index) throws PaymentFailure {
        return number(index, 1) == 1;
    }

    EthAddress address(int index) throws PaymentFailure {
        return new EthAddress("0x" + String.format("%040x", uint(index, 160)));
    }

    /** An amount of a token with six decimals. */
    Usdc usdc(int index) throws PaymentFailure {
        return Usdc.ofBaseUnits(uint(index, 63));
    }

    /** The same of an amount of 128 bits that a stranger may decide: see {@link Usdc#capped}. */
    Usdc cappedUsdc(int index) throws PaymentFailure {
        return Usdc.capped(uint(index, 128));
    }

    private PaymentFailure outOfRange() {
        return new PaymentFailure(
                Kind.BAD_ANSWER,
                "The chain's answer for " + what
                        + " is out of all range: is this the right contract, and an honest node?");
    }
}
