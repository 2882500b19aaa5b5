package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;

/** Reads withdrawals from logs and receipts. Pure functions. */
final class WithdrawalReceipts {
    /** What came out of one stream in one transaction. */
    private record Sums(BigInteger provider, BigInteger renter) {
        private static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO);

        Sums with(Payees.Payee payee, Usdc amount) {
            BigInteger more = BigInteger.valueOf(amount.baseUnits());
            return switch (payee) {
                case PROVIDER -> new Sums(provider.add(more), renter);
                case RENTER -> new Sums(provider, renter.add(more));
                case STRANGER -> this;
            };
        }
    }

    /** More is not believed: sums stay within 63 bits. */
    private static final int SUM_BITS = 62;

    private WithdrawalReceipts() {}

    /** The sum of withdrawals in logs of one stream. */
    static Usdc sum(List<Chain.Log> logs) throws PaymentFailure {
        BigInteger sum = BigInteger.ZERO;
        for (Chain.Log l : logs) sum = sum.add(BigInteger.valueOf(amount(l).baseUnits()));
        return usdc(sum);
    }

    /** What a transaction took out of each stream, by its number, whoever got it. */
    static Map<BigInteger, Usdc> totals(ChainSettings settings, Chain.Receipt receipt) throws PaymentFailure {
        Map<BigInteger, BigInteger> sums = new LinkedHashMap<>();
        for (Chain.Log l : logs(settings, receipt))
            sums.merge(stream(l), BigInteger.valueOf(amount(l).baseUnits()), BigInteger::add);
        Map<BigInteger, Usdc> totals = new LinkedHashMap<>();
        for (Map.Entry<BigInteger, BigInteger> e : sums.entrySet()) totals.put(e.getKey(), usdc(e.getValue()));
        return totals;
    }

    /** Whether money of a stream went to an account that is not among these. */
    static boolean paysOthers(
            ChainSettings settings, Chain.Receipt receipt, BigInteger stream, Set<EthAddress> accounts)
            throws PaymentFailure {
        for (Chain.Log l : logs(settings, receipt))
            if (stream(l).equals(stream) && !accounts.contains(to(l))) return true;
        return false;
    }

    private static List<Chain.Log> logs(ChainSettings settings, Chain.Receipt receipt) {
        return receipt.logs().stream()
                .filter(l -> l.contract().equals(settings.flow()))
                .filter(l -> l.topics().size() == 4 && l.topics().getFirst().equals(FlowContract.WITHDRAWN))
                .toList();
    }

    private static StreamRef ref(ChainSettings settings, Chain.Log l) throws PaymentFailure {
        return new StreamRef(settings.chainId(), settings.flow(), token(l), stream(l));
    }

    /**
     * The withdrawals of one transaction: one for each stream that paid the provider or its renter. Its cost is shared out
     * evenly, so that their sum is what was paid.
     *
     * @param value the coin that the transaction carried
     * @param at time of its block
     * @param payer whose costs count: where somebody else paid, they are zero
     */
    static List<Withdrawal> shares(
            ChainSettings settings,
            Chain.Receipt receipt,
            BigInteger value,
            Instant at,
            EthAddress payer,
            Payees payees)
            throws PaymentFailure {
        Map<StreamRef, Sums> sums = new LinkedHashMap<>();
        for (Chain.Log l : logs(settings, receipt)) {
            StreamRef ref = ref(settings, l);
            sums.put(ref, sums.getOrDefault(ref, Sums.NONE).with(payees.of(ref, to(l)), amount(l)));
        }
        sums.values().removeIf(Sums.NONE::equals);
        boolean ours = receipt.from().equals(payer);
        BigInteger fee = ours ? receipt.fee().add(value) : BigInteger.ZERO;
        long gas = ours ? receipt.gasUsed() : 0;
        int count = sums.size();
        BigInteger n = BigInteger.valueOf(Math.max(1, count));
        List<Withdrawal> shares = new ArrayList<>(count);
        for (Map.Entry<StreamRef, Sums> e : sums.entrySet()) {
            boolean first = shares.isEmpty();
            long gasShare = gas / count + (first ? gas % count : 0);
            BigInteger feeShare = fee.divide(n).add(first ? fee.mod(n) : BigInteger.ZERO);
            shares.add(new Withdrawal(
                    e.getKey(),
                    receipt.transaction(),
                    receipt.block(),
                    usdc(e.getValue().provider()),
                    usdc(e.getValue().renter()),
                    gasShare,
                    new Wei(feeShare),
                    at));
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

    private static EthAddress to(Chain.Log l) throws PaymentFailure {
        return new AbiWords("a withdrawal", l.topics().get(2), 1).address(0);
    }

    private static EthAddress token(Chain.Log l) throws PaymentFailure {
        return new AbiWords("a withdrawal", l.topics().get(3), 1).address(0);
    }
}
