package org.headroom.wallet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamPayout.Owed;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;

/** Reads what could be withdrawn from several streams, and the contract's fee for it. Any thread; blocks. */
final class QuoteReader {
    /**
     * @param payouts of the streams with money due, {@link WithdrawQuote#MOST_STREAMS} of them at most
     * @param contractFee the highest of their fees: the contract compares each withdrawal of a batch with the whole payment
     */
    record Due(List<StreamPayout> payouts, BigInteger contractFee) {}

    /**
     * What one stream pays.
     *
     * @param fee what the contract asks for a withdrawal from it
     */
    record Payable(StreamPayout payout, BigInteger fee) {}

    private static final int CALLS = StreamCodec.CALLS + 2;
    private static final int FEE_BITS = 100;

    private final ChainSettings settings;
    private final NodePool pool;
    private final StreamCodec codec;
    private final EthAddress recipient;

    QuoteReader(ChainSettings settings, NodePool pool, EthAddress recipient) {
        this.settings = settings;
        this.pool = pool;
        this.codec = new StreamCodec(settings);
        this.recipient = recipient;
    }

    /**
     * A stream that cannot be read, is not there or pays somebody else is left out: it keeps no other from being withdrawn.
     *
     * @throws PaymentFailure NOTHING_DUE; the reason why a stream was left out, where no other one has money due
     */
    Due due(List<StreamClaim> asked) throws PaymentFailure {
        Map<StreamRef, StreamClaim> claims = new LinkedHashMap<>();
        for (StreamClaim claim : asked) {
            codec.requireOurs(claim.stream());
            claims.putIfAbsent(claim.stream(), claim);
        }
        if (claims.isEmpty()) throw nothingDue();
        return pool.ask(pool.deadline(), (node, deadline) -> due(node, List.copyOf(claims.values()), deadline))
                .value();
    }

    private Due due(NodeConnection node, List<StreamClaim> claims, Deadline deadline) throws PaymentFailure {
        Chain.Block block = node.head(false, deadline).block();
        List<ContractCall> calls = new ArrayList<>();
        for (StreamClaim claim : claims) {
            StreamRef ref = claim.stream();
            calls.addAll(codec.calls(ref));
            calls.add(new ContractCall(settings.flow(), FlowContract.withdrawableAmountOf(ref.id())));
            calls.add(new ContractCall(settings.flow(), FlowContract.calculateMinFeeWei(ref.id())));
        }
        List<RpcReply> replies = node.reader().calls(calls, block.number(), deadline);
        List<Payable> payable = new ArrayList<>();
        Usdc sum = Usdc.ZERO;
        Optional<PaymentFailure> unreadable = Optional.empty();
        for (int i = 0; i < claims.size(); i++) {
            List<RpcReply> own = replies.subList(CALLS * i, CALLS * (i + 1));
            try {
                StreamClaim claim = claims.get(i);
                StreamState state = codec.decode(claim.stream(), block, own);
                requireWithdrawable(state, claim);
                Usdc here = new AbiWords("the amount due", StreamCodec.text(own.get(2)), 1).cappedUsdc(0);
                BigInteger itsFee =
                        new AbiWords("the contract's fee", StreamCodec.text(own.get(3)), 1).uint(0, FEE_BITS);
                Optional<StreamPayout> payout = StreamPayout.of(claim, Owed.of(here, state, block.time()));
                if (payout.isEmpty()) continue;
                sum = sum(sum, here);
                payable.add(new Payable(payout.get(), itsFee));
            } catch (PaymentFailure e) {
                unreadable = Optional.of(e);
            }
        }
        if (payable.isEmpty()) throw unreadable.orElseGet(() -> nothingDue(claims));
        return limited(payable);
    }

    /** Those that pay the provider most, in the order in which they are asked for; the others are for the next withdrawal. */
    static Due limited(List<Payable> all) {
        List<Payable> taken = all;
        if (all.size() > WithdrawQuote.MOST_STREAMS) {
            Comparator<Payable> amount = Comparator.comparing(p -> p.payout().amount());
            Comparator<Payable> returned = Comparator.comparing(p -> p.payout().returned());
            Set<Payable> most = all.stream()
                    .sorted(amount.thenComparing(returned).reversed())
                    .limit(WithdrawQuote.MOST_STREAMS)
                    .collect(Collectors.toSet());
            taken = all.stream().filter(most::contains).toList();
        }
        return new Due(
                taken.stream().map(Payable::payout).toList(),
                taken.stream().map(Payable::fee).reduce(BigInteger.ZERO, BigInteger::max));
    }

    private void requireWithdrawable(StreamState state, StreamClaim claim) throws PaymentFailure {
        StreamRef ref = claim.stream();
        Optional<EthAddress> renter = claim.limit().map(StreamClaim.Limit::renter);
        if (renter.filter(r -> !r.equals(state.sender())).isPresent())
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " was opened by " + state.sender().brief() + ", not by the lease's renter ("
                            + renter.get().brief() + "): nothing is withdrawn from it.");
        if (!state.recipient().equals(recipient))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " pays " + state.recipient().brief() + ", not this wallet ("
                            + recipient.brief() + ").");
        if (!state.ref().token().equals(settings.token()))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " pays in the token " + state.ref().token() + ", which is not USDC.");
    }

    /** Checked here, so that the quote's sums stay in range. */
    private static Usdc sum(Usdc a, Usdc b) throws PaymentFailure {
        try {
            return a.plus(b);
        } catch (ArithmeticException e) {
            throw RpcValues.bad("the amounts due: their sum is out of all range");
        }
    }

    private static PaymentFailure nothingDue(List<StreamClaim> claims) {
        boolean uncertain = claims.stream().flatMap(c -> c.limit().stream()).anyMatch(l -> !l.certain());
        return uncertain
                ? new PaymentFailure(
                        Kind.NOTHING_DUE,
                        "Nothing can be withdrawn yet. What is to be returned to renters waits until the last withdrawal from"
                                + " their streams is final.")
                : nothingDue();
    }

    private static PaymentFailure nothingDue() {
        return new PaymentFailure(Kind.NOTHING_DUE, "Nothing is due to be withdrawn yet.");
    }
}
