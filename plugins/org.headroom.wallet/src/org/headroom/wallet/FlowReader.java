package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Instant;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;

/** Reads streams and balances, each in the state of one block. Any thread; blocks. */
final class FlowReader {
    private static final BigInteger BASE_UNIT = BigInteger.TEN.pow(18 - Usdc.DECIMALS);

    private final ChainSettings settings;
    private final Chain chain;
    private final WithdrawalSearch search;
    private volatile boolean checked;

    FlowReader(ChainSettings settings, Chain chain) {
        this.settings = settings;
        this.chain = chain;
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
        long decimals = new Words(
                        "the token's decimals", chain.call(settings.token(), FlowContract.decimals(), latest), 1)
                .number(0, 8);
        if (decimals != Usdc.DECIMALS)
            throw new PaymentFailure(
                    Kind.WRONG_CHAIN,
                    "The token " + settings.token() + " has " + decimals + " decimals, USDC has " + Usdc.DECIMALS
                            + ": correct the token's address in the settings.");
        checked = true;
    }

    StreamState read(StreamRef ref) throws PaymentFailure {
        if (!checked) check();
        requireOurs(ref);
        try {
            return readNow(ref);
        } catch (PaymentFailure e) {
            // Behind the same address there may be another node, or another chain, next time.
            if (e.kind().worthRetrying()) checked = false;
            throw e;
        }
    }

    private StreamState readNow(StreamRef ref) throws PaymentFailure {
        Chain.Block block = chain.latest();
        Words s = words("the stream", FlowContract.getStream(ref.id()), block, 10);
        if (!s.flag(4))
            throw new PaymentFailure(Kind.NO_SUCH_STREAM, "The payment contract has no stream " + ref.id() + ".");
        EthAddress token = s.address(7);
        long decimals = s.number(8, 8);
        if (decimals != Usdc.DECIMALS)
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " pays in the token " + token + " with " + decimals
                            + " decimals, which is not USDC: it counts as no payment.");
        BigInteger[] settled = s.uint(9, 200).divideAndRemainder(BASE_UNIT);
        if (settled[0].bitLength() > 62)
            throw new PaymentFailure(
                    Kind.BAD_ANSWER, "Stream " + ref.id() + " owes more than there is money: not believed.");
        EthAddress recipient = words("the recipient", FlowContract.getRecipient(ref.id()), block, 1)
                .address(0);
        return new StreamState(
                new StreamRef(settings.chainId(), settings.flow(), token, ref.id()),
                s.address(2),
                recipient,
                new RatePerSecond(s.uint(1, 90)),
                s.usdc(0),
                Usdc.ofBaseUnits(settled[0]),
                Instant.ofEpochSecond(s.number(3, 40)),
                s.flag(6),
                search.withdrawn(ref.id(), block.number()),
                block.time(),
                settled[1],
                java.util.Optional.of(block.number()));
    }

    /** What the contract itself says can be withdrawn, by the clock of the latest block. */
    Usdc withdrawable(BigInteger id, Chain.Block block) throws PaymentFailure {
        return words("the amount due", FlowContract.withdrawableAmountOf(id), block, 1)
                .usdc(0);
    }

    BigInteger minFee(BigInteger id, Chain.Block block) throws PaymentFailure {
        return words("the contract's fee", FlowContract.calculateMinFeeWei(id), block, 1)
                .uint(0, 100);
    }

    Usdc allowance(EthAddress owner) throws PaymentFailure {
        Words w = new Words(
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
        Words usdc = new Words("the balance", chain.call(settings.token(), FlowContract.balanceOf(account), latest), 1);
        return new WalletBalance(account, usdc.usdc(0), chain.balance(account));
    }

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

    private Words words(String what, String data, Chain.Block block, int count) throws PaymentFailure {
        return new Words(what, chain.call(settings.flow(), data, block.number()), count);
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
