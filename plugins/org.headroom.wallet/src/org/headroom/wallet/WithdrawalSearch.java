package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * Sums up a stream's withdrawals from the chain's logs. What lies deep is remembered; the newest blocks are asked for anew
 * each time. Any thread; blocks.
 */
final class WithdrawalSearch {
    /** Blocks above this depth may still be replaced. */
    private static final int UNSETTLED = 128;
    /** How far back is searched where the settings do not say where to begin. */
    private static final int UNKNOWN_START = 10_000;

    private static final int MOST_REQUESTS = 500;
    private static final int MOST_STREAMS = 256;

    private record Found(long through, List<Chain.Log> logs) {}

    private final ChainSettings settings;
    private final Chain chain;
    private final AdaptiveLimit span;
    /** Guarded by itself. */
    private final Map<BigInteger, Found> settled = new LinkedHashMap<>();

    WithdrawalSearch(ChainSettings settings, Chain chain) {
        this.settings = settings;
        this.chain = chain;
        this.span = new AdaptiveLimit(settings.logSpan(), settings.logSpan());
    }

    /** All that was taken out of a stream, from the settings' first block to a block. */
    Usdc withdrawn(BigInteger stream, long through) throws PaymentFailure {
        return WithdrawalReceipts.sum(logs(stream, through));
    }

    /** The withdrawals of one transaction. Its cost is shared out evenly, so that their sum is what was paid. */
    List<Withdrawal> of(Chain.Receipt receipt, EthAddress payer, Payees payees) throws PaymentFailure {
        if (WithdrawalReceipts.totals(settings, receipt).isEmpty()) return List.of();
        BigInteger value = receipt.from().equals(payer) ? chain.value(receipt.transaction()) : BigInteger.ZERO;
        Instant at = chain.block(receipt.block()).time();
        return WithdrawalReceipts.shares(settings, receipt, value, at, payer, payees);
    }

    private List<Chain.Log> logs(BigInteger stream, long through) throws PaymentFailure {
        Found known = known(stream, through);
        List<Chain.Log> all = new ArrayList<>();
        for (Chain.Log l : known.logs()) if (l.block() <= through) all.add(l);
        long deep = through - UNSETTLED;
        long next = known.through() + 1;
        for (int requests = 0; next <= through; requests++) {
            if (requests == MOST_REQUESTS)
                throw new PaymentFailure(
                        Kind.UNREACHABLE,
                        "The withdrawals from stream " + stream + " are searched for up to block " + next + " of "
                                + through + " so far: try again to go on.");
            long to = Math.min(through, next + span.current() - 1);
            List<Chain.Log> part = part(stream, next, to);
            if (part == null) continue;
            all.addAll(part);
            next = to + 1;
            remember(stream, Math.min(to, deep), all);
        }
        return all;
    }

    /** @return null where the node wants a smaller part */
    private @Nullable List<Chain.Log> part(BigInteger stream, long from, long to) throws PaymentFailure {
        int size = Math.toIntExact(to - from + 1);
        try {
            List<Chain.Log> logs = chain.logs(
                    settings.flow(), Arrays.asList(FlowContract.WITHDRAWN, FlowContract.topic(stream)), from, to);
            span.succeeded(size);
            return logs;
        } catch (NodeFailure f) {
            if (f.type() != NodeFailure.Type.REFUSED || size == 1) throw f;
            span.refused(size, LimitHint.below(size, f.detail()));
            return null;
        }
    }

    private Found known(BigInteger stream, long through) {
        long first = settings.firstBlock() > 0 ? settings.firstBlock() : Math.max(0, through - UNKNOWN_START + 1);
        synchronized (settled) {
            return settled.getOrDefault(stream, new Found(first - 1, List.of()));
        }
    }

    private void remember(BigInteger stream, long through, List<Chain.Log> logs) {
        synchronized (settled) {
            Found before = settled.get(stream);
            if (before != null && before.through() >= through) return;
            if (before == null && through < settings.firstBlock()) return;
            settled.put(
                    stream,
                    new Found(
                            through,
                            logs.stream().filter(l -> l.block() <= through).toList()));
            if (settled.size() > MOST_STREAMS)
                settled.remove(settled.keySet().iterator().next());
        }
    }
}
