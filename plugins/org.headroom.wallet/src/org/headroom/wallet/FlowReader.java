package org.headroom.wallet;

import java.math.BigInteger;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;

/** Reads streams and balances one by one, each in the state of one block. Any thread; blocks. */
final class FlowReader {
    private final ChainSettings settings;
    private final Chain chain;
    private final StreamCodec codec;
    private final WithdrawalSearch search;
    private volatile boolean checked;

    FlowReader(ChainSettings settings, Chain chain) {
        this.settings = settings;
        this.chain = chain;
        this.codec = new StreamCodec(settings);
        this.search = new WithdrawalSearch(settings, chain);
    }

    WithdrawalSearch search() {
        return search;
    }

    /**
     * That the node serves our chain, asked anew each time; and that contract and token are there and are what they should
     * be, asked until it is so.
     */
    void check() throws PaymentFailure {
        long id = chain.chainId();
        if (id != settings.chainId())
            throw new PaymentFailure(
                    Kind.WRONG_CHAIN,
                    "The node serves chain " + id + ", but " + settings.name() + " is chain " + settings.chainId()
                            + ": correct the node's address in the settings; nothing was signed.");
        if (checked) return;
        requireCode(settings.flow(), "payment contract");
        requireCode(settings.token(), "token");
        long latest = chain.latest().number();
        long decimals = new AbiWords(
                        "the token's decimals", chain.call(settings.token(), FlowContract.decimals(), latest), 1)
                .number(0, 8);
        if (decimals != Usdc.DECIMALS)
            throw new PaymentFailure(
                    Kind.WRONG_CHAIN,
                    "The token " + settings.token() + " has " + decimals + " decimals, USDC has " + Usdc.DECIMALS
                            + ": correct the token's address in the settings.");
        checked = true;
    }

    /** With all that was withdrawn, from the chain's logs. */
    StreamState read(StreamRef ref) throws PaymentFailure {
        StreamState state = state(ref);
        return state.withWithdrawn(search.withdrawn(ref.id(), state.block().orElseThrow()));
    }

    /** What the contract itself says: with a total of withdrawals of zero, because it keeps none. */
    StreamState state(StreamRef ref) throws PaymentFailure {
        return look(ref).state();
    }

    /** As {@link #state}, with the block that was read. */
    RenterPayments.Reading look(StreamRef ref) throws PaymentFailure {
        if (!checked) check();
        requireOurs(ref);
        try {
            return lookNow(ref);
        } catch (PaymentFailure e) {
            // Behind the same address there may be another node, or another chain, next time.
            if (e.kind().worthRetrying()) checked = false;
            throw e;
        }
    }

    /** The number that the next stream of the contract gets. */
    BigInteger nextStream() throws PaymentFailure {
        if (!checked) check();
        return words("the next stream's number", FlowContract.nextStreamId(), chain.latest(), 1)
                .uint(0, 256);
    }

    private RenterPayments.Reading lookNow(StreamRef ref) throws PaymentFailure {
        Chain.Block block = chain.latest();
        String stream = chain.call(settings.flow(), FlowContract.getStream(ref.id()), block.number());
        StreamState state = codec.decode(
                ref,
                block,
                stream,
                () -> chain.call(settings.flow(), FlowContract.getRecipient(ref.id()), block.number()));
        return new RenterPayments.Reading(state, block.number(), block.hash());
    }

    /** What the contract itself says can be withdrawn, by the clock of the latest block. */
    Usdc withdrawable(BigInteger id, Chain.Block block) throws PaymentFailure {
        return words("the amount due", FlowContract.withdrawableAmountOf(id), block, 1)
                .usdc(0);
    }

    Usdc allowance(EthAddress owner) throws PaymentFailure {
        AbiWords w = new AbiWords(
                "the allowance",
                chain.call(
                        settings.token(),
                        FlowContract.allowance(owner, settings.flow()),
                        chain.latest().number()),
                1);
        return Usdc.ofBaseUnits(w.uint(0, 256).min(BigInteger.valueOf(Long.MAX_VALUE)));
    }

    WalletBalance balance(EthAddress account) throws PaymentFailure {
        if (!checked) check();
        long latest = chain.latest().number();
        AbiWords usdc =
                new AbiWords("the balance", chain.call(settings.token(), FlowContract.balanceOf(account), latest), 1);
        return new WalletBalance(account, usdc.usdc(0), chain.balance(account));
    }

    void requireOurs(StreamRef ref) throws PaymentFailure {
        codec.requireOurs(ref);
    }

    private AbiWords words(String what, String data, Chain.Block block, int count) throws PaymentFailure {
        return new AbiWords(what, chain.call(settings.flow(), data, block.number()), count);
    }

    private void requireCode(EthAddress address, String what) throws PaymentFailure {
        String code = chain.code(address);
        if (code.equals("0x") || code.isEmpty())
            throw new PaymentFailure(
                    Kind.WRONG_CHAIN,
                    "There is no contract at " + address + " on " + settings.name() + ": correct the address of the "
                            + what + " in the settings.");
    }
}
