package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;

/** Which calls read a stream, and what their results mean. */
final class StreamCodec {
    /** The number of calls that read one stream. */
    static final int CALLS = 2;

    private static final BigInteger BASE_UNIT = BigInteger.TEN.pow(18 - Usdc.DECIMALS);
    private static final int WORDS = 10;

    private final ChainSettings settings;

    StreamCodec(ChainSettings settings) {
        this.settings = settings;
    }

    List<ContractCall> calls(StreamRef ref) {
        return List.of(
                new ContractCall(settings.flow(), FlowContract.getStream(ref.id())),
                new ContractCall(settings.flow(), FlowContract.getRecipient(ref.id())));
    }

    /**
     * A stream's sender decides its rate, debt and balance: whatever the contract can hold is an answer and no fault of the node.
     *
     * @param replies to {@link #calls}, in their order
     * @return with a total of withdrawals of zero, because the contract keeps none
     */
    StreamState decode(StreamRef ref, Chain.Block block, List<RpcReply> replies) throws PaymentFailure {
        return decode(ref, block, text(replies.get(0)), () -> text(replies.get(1)));
    }

    /** A result that is read only once the stream is known to exist. */
    interface Source {
        String read() throws PaymentFailure;
    }

    StreamState decode(StreamRef ref, Chain.Block block, String stream, Source recipientSource) throws PaymentFailure {
        AbiWords s = new AbiWords("the stream", stream, WORDS);
        if (!s.flag(4))
            throw new PaymentFailure(Kind.NO_SUCH_STREAM, "The payment contract has no stream " + ref.id() + ".");
        EthAddress token = s.address(7);
        long decimals = s.number(8, 8);
        if (decimals != Usdc.DECIMALS)
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " pays in the token " + token + " with " + decimals
                            + " decimals, which is not USDC: it counts as no payment.");
        BigInteger[] settled = s.uint(9, 256).divideAndRemainder(BASE_UNIT);
        EthAddress recipient = new AbiWords("the recipient", recipientSource.read(), 1).address(0);
        return new StreamState(
                new StreamRef(settings.chainId(), settings.flow(), token, ref.id()),
                s.address(2),
                recipient,
                new RatePerSecond(s.uint(1, 128)),
                s.cappedUsdc(0),
                Usdc.capped(settled[0]),
                Instant.ofEpochSecond(s.number(3, 40)),
                s.flag(6),
                Usdc.ZERO,
                block.time(),
                settled[1],
                Optional.of(block.number()),
                block.knownHash());
    }

    /** @throws PaymentFailure unless the stream is on our chain, in our contract, and has a possible number */
    void requireOurs(StreamRef ref) throws PaymentFailure {
        if (ref.chainId() != settings.chainId())
            throw new PaymentFailure(
                    Kind.WRONG_CHAIN,
                    "Stream " + ref.id() + " is on chain " + ref.chainId() + ", this wallet works on " + settings.name()
                            + " (chain " + settings.chainId() + ").");
        if (!ref.contract().equals(settings.flow()))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " is in the contract " + ref.contract()
                            + ", which is not the payment contract " + settings.flow() + " that this rig trusts.");
        if (ref.id().signum() < 0 || ref.id().bitLength() > 256)
            throw new PaymentFailure(Kind.NO_SUCH_STREAM, "No stream can have the number " + ref.id() + ".");
    }

    static String text(RpcReply reply) throws PaymentFailure {
        return RpcValues.text("eth_call", reply.value());
    }
}
