package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.Withdrawal;

/** Finds withdrawals in the chain's logs. What lies deep is remembered; the newest blocks are asked for anew each time. */
final class WithdrawalSearch {
    /** Blocks above this depth may still be replaced. */
    private static final int UNSETTLED = 128;

    private record Found(long through, List<Chain.Log> logs) {}

    private final ChainSettings settings;
    private final Chain chain;
    private final Map<BigInteger, Found> settled = new ConcurrentHashMap<>();

    WithdrawalSearch(ChainSettings settings, Chain chain) {
        this.settings = settings;
        this.chain = chain;
    }

    /** All that was taken out of a stream, up to and with a block. */
    Usdc withdrawn(BigInteger stream, long through) throws PaymentFailure {
        Usdc sum = Usdc.ZERO;
        for (Chain.Log l : logs(stream, through)) sum = sum.plus(amount(l));
        return sum;
    }

    List<Withdrawal> withdrawals(List<StreamRef> streams, EthAddress payer) throws PaymentFailure {
        long latest = chain.latest().number();
        Set<Hash32> transactions = new LinkedHashSet<>();
        for (StreamRef s : streams) for (Chain.Log l : logs(s.id(), latest)) transactions.add(l.transaction());
        Map<BigInteger, StreamRef> asked = new HashMap<>();
        for (StreamRef s : streams) asked.put(s.id(), s);
        List<Withdrawal> all = new ArrayList<>();
        for (Hash32 t : transactions) {
            Chain.Receipt receipt = chain.receipt(t).orElse(null);
            if (receipt == null) continue; // replaced since its log was seen
            for (Withdrawal w : of(receipt, payer)) {
                StreamRef ref = asked.get(w.stream().id());
                if (ref != null) all.add(w);
            }
        }
        all.sort(java.util.Comparator.comparingLong(Withdrawal::block));
        return List.copyOf(all);
    }

    /** The withdrawals of one transaction. Its cost is shared out evenly, so that their sum is what was paid. */
    List<Withdrawal> of(Chain.Receipt receipt, EthAddress payer) throws PaymentFailure {
        List<Chain.Log> logs = receipt.logs().stream()
                .filter(l -> l.contract().equals(settings.flow()))
                .filter(l -> l.topics().size() == 4 && l.topics().getFirst().equals(FlowContract.WITHDRAWN))
                .toList();
        if (logs.isEmpty()) return List.of();
        boolean ours = receipt.from().equals(payer);
        BigInteger fee = ours ? receipt.fee().add(chain.value(receipt.transaction())) : BigInteger.ZERO;
        long gas = ours ? receipt.gasUsed() : 0;
        Instant at = chain.block(receipt.block()).time();
        List<Withdrawal> shares = new ArrayList<>();
        BigInteger n = BigInteger.valueOf(logs.size());
        for (int i = 0; i < logs.size(); i++) {
            boolean first = i == 0;
            long gasShare = gas / logs.size() + (first ? gas % logs.size() : 0);
            BigInteger feeShare = fee.divide(n).add(first ? fee.mod(n) : BigInteger.ZERO);
            Chain.Log l = logs.get(i);
            shares.add(new Withdrawal(
                    new StreamRef(settings.chainId(), settings.flow(), token(l), stream(l)),
                    receipt.transaction(),
                    receipt.block(),
                    amount(l),
                    gasShare,
                    new Wei(feeShare),
                    at));
        }
        return shares;
    }

    private List<Chain.Log> logs(BigInteger stream, long through) throws PaymentFailure {
        Found known = settled.getOrDefault(stream, new Found(settings.firstBlock() - 1, List.of()));
        List<Chain.Log> all = new ArrayList<>();
        for (Chain.Log l : known.logs()) if (l.block() <= through) all.add(l);
        long deep = through - UNSETTLED;
        for (long from = known.through() + 1; from <= through; from += settings.logSpan()) {
            long to = Math.min(through, from + settings.logSpan() - 1);
            all.addAll(chain.logs(
                    settings.flow(),
                    java.util.Arrays.asList(FlowContract.WITHDRAWN, FlowContract.topic(stream)),
                    from,
                    to));
        }
        if (deep > known.through()) {
            List<Chain.Log> old = all.stream().filter(l -> l.block() <= deep).toList();
            settled.merge(stream, new Found(deep, old), (a, b) -> a.through() >= b.through() ? a : b);
        }
        return all;
    }

    private static Usdc amount(Chain.Log l) throws PaymentFailure {
        return new Words("a withdrawal", l.data(), 2).usdc(1);
    }

    private static BigInteger stream(Chain.Log l) throws PaymentFailure {
        return new Words("a withdrawal", l.topics().get(1), 1).uint(0, 256);
    }

    private static EthAddress token(Chain.Log l) throws PaymentFailure {
        return new Words("a withdrawal", l.topics().get(3), 1).address(0);
    }
}
