package org.headroom.wallet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;

/** The calls of one withdrawal: pure. */
final class PayoutCalls {
    /** What a withdrawal takes at most, where the node cannot estimate because the wallet cannot pay. */
    private static final long GAS_FIRST = 160_000;

    private static final long GAS_EACH_MORE = 90_000;

    private PayoutCalls() {}

    /**
     * As call data for the payment contract; several calls go in one batch, which happens as a whole or not at all. The
     * provider's part is exact and comes first, so that what is returned is what is left.
     */
    static String data(List<StreamPayout> payouts, EthAddress payout) {
        List<String> calls = calls(payouts, payout);
        return calls.size() == 1 ? calls.getFirst() : FlowContract.batch(calls);
    }

    static long mostGas(List<StreamPayout> payouts, EthAddress payout) {
        return GAS_FIRST + GAS_EACH_MORE * (calls(payouts, payout).size() - 1);
    }

    /** @param own this rig's accounts: what goes to a renter that is one of them was not returned to anybody */
    static Purpose purpose(List<StreamPayout> payouts, List<EthAddress> own) {
        Map<BigInteger, EthAddress> returns = new LinkedHashMap<>();
        for (StreamPayout p : payouts)
            if (p.returns())
                p.claim()
                        .limit()
                        .map(StreamClaim.Limit::renter)
                        .filter(renter -> !own.contains(renter))
                        .ifPresent(renter -> returns.put(p.stream().id(), renter));
        return Purpose.withdrawal(payouts.stream().map(p -> p.stream().id()).toList(), returns);
    }

    private static List<String> calls(List<StreamPayout> payouts, EthAddress payout) {
        List<String> calls = new ArrayList<>();
        for (StreamPayout p : payouts) {
            BigInteger id = p.stream().id();
            if (p.ends()) calls.add(FlowContract.voidStream(id));
            if (!p.exact()) calls.add(FlowContract.withdrawMax(id, payout));
            else if (p.amount().compareTo(Usdc.ZERO) > 0) calls.add(FlowContract.withdraw(id, payout, p.amount()));
            if (p.returns())
                p.claim()
                        .limit()
                        .map(StreamClaim.Limit::renter)
                        .ifPresent(renter -> calls.add(FlowContract.withdrawMax(id, renter)));
        }
        return calls;
    }
}
