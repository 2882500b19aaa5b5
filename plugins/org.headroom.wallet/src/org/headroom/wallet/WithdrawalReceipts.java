package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;

/** Reads withdrawals from logs and receipts. Pure functions. */
final class WithdrawalReceipts {
    /** More is not believed: sums stay within 63 bits. */
    private static final int SUM_BITS = 62;

    private WithdrawalReceipts() {}

    /** The sum of withdrawals in logs of one stream. */
    static Usdc sum(List<Chain.Log> logs) throws PaymentFailure {
        BigInteger sum = BigInteger.ZERO;
        for (Chain.Log l : logs) sum = sum.add(BigInteger.valueOf(amount(l).baseUnits()));
        return usdc(sum);
    }

    /** Withdrawals in a transaction, without their cost: one for each stream. */
    static Map<StreamRef, Usdc> amounts(ChainSettings settings, Chain.Receipt receipt) throws PaymentFailure {
        Map<StreamRef, BigInteger> sums = new LinkedHashMap<>();
        for (Chain.Log l : receipt.logs()) {
            if (!l.contract().equals(settings.flow())) continue;
            if (l.topics().size() != 4 || !l.topics().getFirst().equals(FlowContract.WITHDRAWN)) continue;
            StreamRef ref = new StreamRef(settings.chainId(), settings.flow(), token(l), stream(l));
            sums.merge(ref, BigInteger.valueOf(amount(l).baseUnits()), BigInteger::add);
        }
        Map<StreamRef, Usdc> amounts = new LinkedHashMap<>();
        for (Map.Entry<StreamRef, BigInteger> e : sums.entrySet()) amounts.put(e.getKey(), usdc(e.getValue()));
        return amounts;
    }

    /**
     * The withdrawals of one transaction. Its cost is shared out evenly, so that their sum is what was paid.
     *
     * @param value the coin that the transaction carried
     * @param at time of its block
     * @param payer whose costs count: where somebody else paid, they are zero
     */
    static List<Withdrawal> shares(
            ChainSettings settings, Chain.Receipt receipt, BigInteger value, Instant at, EthAddress payer)
            throws PaymentFailure {
        Map<StreamRef, Usdc> amounts = amounts(settings, receipt);
        boolean ours = receipt.from().equals(payer);
        BigInteger fee = ours ? receipt.fee().add(value) : BigInteger.ZERO;
        long gas = ours ? receipt.gasUsed() : 0;
        int count = amounts.size();
        BigInteger n = BigInteger.valueOf(Math.max(1, count));
        List<Withdrawal> shares = new ArrayList<>(count);
        for (Map.Entry<StreamRef, Usdc> e : amounts.entrySet()) {
            boolean first = shares.isEmpty();
            long gasShare = gas / count + (first ? gas % count : 0);
            BigInteger feeShare = fee.divide(n).add(first ? fee.mod(n) : BigInteger.ZERO);
            shares.add(new Withdrawal(
                    e.getKey(), receipt.transaction(), receipt.block(), e.getValue(), gasShare, new Wei(feeShare), at));
        }
        return shares;
    }

    private static Usdc usdc(BigInteger units) throws PaymentFailure {
        if (units.bitLength() > SUM_BITS) throw RpcValues.bad("the withdrawals: their sum is out of all range");
        return Usdc.ofBaseUnits(units);
    }

    private static Usdc amount(Chain.Log l) throws PaymentFailure {
        return new AbiWords("a withdrawal", l.data(), 2).usdc(1);
    }

    private static BigInteger stream(Chain.Log l) throws PaymentFailure {
        return new AbiWords("a withdrawal", l.topics().get(1), 1).uint(0, 256);
    }

    private static EthAddress token(Chain.Log l) throws PaymentFailure {
        return new AbiWords("a withdrawal", l.topics().get(3), 1).address(0);
    }
}
