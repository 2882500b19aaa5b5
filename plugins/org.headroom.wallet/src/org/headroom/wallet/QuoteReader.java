package org.headroom.wallet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;

/** Reads what could be withdrawn from several streams, and the contract's fee for it. Any thread; blocks. */
final class QuoteReader {
    /**
     * @param streams those with money due
     * @param contractFee the highest of their fees: the contract compares each withdrawal of a batch with the whole payment
     */
    record Due(List<StreamRef> streams, Usdc amount, BigInteger contractFee) {}

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
    Due due(List<StreamRef> asked) throws PaymentFailure {
        List<StreamRef> streams = List.copyOf(new LinkedHashSet<>(asked));
        for (StreamRef ref : streams) codec.requireOurs(ref);
        if (streams.isEmpty()) throw nothingDue();
        return pool.ask(pool.deadline(), (node, deadline) -> due(node, streams, deadline))
                .value();
    }

    private Due due(NodeConnection node, List<StreamRef> streams, Deadline deadline) throws PaymentFailure {
        Chain.Block block = node.head(false, deadline).block();
        List<ContractCall> calls = new ArrayList<>();
        for (StreamRef ref : streams) {
            calls.addAll(codec.calls(ref));
            calls.add(new ContractCall(settings.flow(), FlowContract.withdrawableAmountOf(ref.id())));
            calls.add(new ContractCall(settings.flow(), FlowContract.calculateMinFeeWei(ref.id())));
        }
        List<RpcReply> replies = node.reader().calls(calls, block.number(), deadline);
        List<StreamRef> due = new ArrayList<>();
        Usdc amount = Usdc.ZERO;
        BigInteger fee = BigInteger.ZERO;
        Optional<PaymentFailure> unreadable = Optional.empty();
        for (int i = 0; i < streams.size(); i++) {
            List<RpcReply> own = replies.subList(CALLS * i, CALLS * (i + 1));
            try {
                StreamRef ref = streams.get(i);
                requireWithdrawable(codec.decode(ref, block, own), ref);
                Usdc here = new AbiWords("the amount due", StreamCodec.text(own.get(2)), 1).usdc(0);
                BigInteger itsFee =
                        new AbiWords("the contract's fee", StreamCodec.text(own.get(3)), 1).uint(0, FEE_BITS);
                if (here.equals(Usdc.ZERO)) continue;
                amount = sum(amount, here);
                fee = fee.max(itsFee);
                due.add(ref);
            } catch (PaymentFailure e) {
                unreadable = Optional.of(e);
            }
        }
        if (due.isEmpty()) throw unreadable.orElseGet(QuoteReader::nothingDue);
        return new Due(due, amount, fee);
    }

    private void requireWithdrawable(StreamState state, StreamRef ref) throws PaymentFailure {
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

    private static Usdc sum(Usdc a, Usdc b) throws PaymentFailure {
        try {
            return a.plus(b);
        } catch (ArithmeticException e) {
            throw RpcValues.bad("the amounts due: their sum is out of all range");
        }
    }

    private static PaymentFailure nothingDue() {
        return new PaymentFailure(Kind.NOTHING_DUE, "Nothing is due to be withdrawn yet.");
    }
}
