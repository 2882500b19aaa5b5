package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;

/** Paid through Sablier Flow streams. Any thread; each call blocks on the chain's node, each question at most ten seconds. */
public final class FlowPaymentRail implements PaymentRail, AutoCloseable {
    /** What a withdrawal takes at most, where the node cannot estimate because the wallet cannot pay. */
    private static final long GAS_FIRST = 160_000;

    private static final long GAS_EACH_MORE = 90_000;

    private final ChainSettings settings;
    private final EthAddress payout;
    private final Clock clock;
    private final Chain chain;
    private final FlowReader reader;
    private final TransactionSender sender;

    /** Earnings go to the operating account itself. */
    public FlowPaymentRail(ChainSettings settings, KeySigner signer, Clock clock) {
        this(settings, signer, signer.address(), clock);
    }

    /** @param payout where withdrawn money goes; better not the operating account */
    public FlowPaymentRail(ChainSettings settings, KeySigner signer, EthAddress payout, Clock clock) {
        if (payout.equals(EthAddress.ZERO)) throw new IllegalArgumentException("the payout address is empty");
        this.settings = settings;
        this.payout = payout;
        this.clock = clock;
        this.chain = new Chain(new JsonRpc(settings.rpc()));
        this.reader = new FlowReader(settings, chain);
        this.sender = new TransactionSender(chain, settings.chainId(), signer);
    }

    @Override
    public PaymentTerms terms() {
        return new PaymentTerms(settings.chainId(), settings.flow(), settings.token(), sender.account());
    }

    @Override
    public ChainStatus status() {
        try {
            reader.check();
            long block = chain.latest().number();
            return new ChainStatus(
                    true,
                    settings.chainId(),
                    settings.name(),
                    block,
                    "Connected to " + settings.name() + ", block " + block + ".");
        } catch (PaymentFailure e) {
            return new ChainStatus(false, settings.chainId(), settings.name(), 0, String.valueOf(e.getMessage()));
        }
    }

    public StreamState read(StreamRef stream) throws PaymentFailure {
        return reader.read(stream);
    }

    @Override
    public ChainLook look(Collection<StreamRef> streams) {
        ChainStatus status = status();
        Map<StreamRef, StreamReading> readings = new HashMap<>();
        Optional<WalletBalance> balance = Optional.empty();
        if (!status.up()) return new ChainLook(status, balance, readings);
        try {
            balance = Optional.of(balance(sender.account()));
        } catch (PaymentFailure e) {
            balance = Optional.empty();
        }
        for (StreamRef ref : streams) {
            try {
                readings.put(ref, new StreamReading.Read(reader.read(ref)));
            } catch (PaymentFailure e) {
                readings.put(ref, new StreamReading.Unreadable(ref, e.kind(), String.valueOf(e.getMessage())));
            }
        }
        return new ChainLook(status, balance, readings);
    }

    @Override
    public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return reader.read(stream);
    }

    @Override
    public WalletBalance balance(EthAddress account) throws PaymentFailure {
        return reader.balance(account);
    }

    @Override
    public WithdrawQuote quote(List<StreamRef> streams) throws PaymentFailure {
        reader.check();
        Chain.Block block = chain.latest();
        List<StreamRef> due = new ArrayList<>();
        Usdc amount = Usdc.ZERO;
        BigInteger contractFee = BigInteger.ZERO;
        for (StreamRef ref : new LinkedHashSet<>(streams)) {
            requireWithdrawable(reader.read(ref), ref);
            Usdc here = reader.withdrawable(ref.id(), block);
            if (here.equals(Usdc.ZERO)) continue;
            due.add(ref);
            amount = amount.plus(here);
            // The contract compares each withdrawal of a batch with the whole payment, so the dearest one pays for all.
            contractFee = contractFee.max(reader.minFee(ref.id(), block));
        }
        if (due.isEmpty()) throw new PaymentFailure(Kind.NOTHING_DUE, "Nothing is due to be withdrawn yet.");
        long gas = gas(due, contractFee);
        BigInteger cap = sender.price().cap();
        return new WithdrawQuote(
                due,
                amount,
                payout,
                gas,
                new Wei(cap),
                new Wei(cap.multiply(BigInteger.valueOf(gas))),
                new Wei(contractFee),
                chain.balance(sender.account()),
                clock.instant());
    }

    @Override
    public List<Withdrawal> withdraw(WithdrawQuote quote) throws PaymentFailure {
        if (quote.streams().isEmpty()) throw new PaymentFailure(Kind.NOTHING_DUE, "There is nothing to withdraw.");
        if (!quote.to().equals(payout))
            throw new PaymentFailure(
                    Kind.REVERTED,
                    "The quote pays " + quote.to().brief() + ", but the payout address is now " + payout.brief()
                            + ": ask for a new quote; nothing was signed.");
        reader.check();
        for (StreamRef ref : quote.streams()) reader.requireOurs(ref);
        Wei has = chain.balance(sender.account());
        if (has.amount().compareTo(quote.fee().amount()) < 0)
            throw new PaymentFailure(
                    Kind.NOT_AFFORDABLE,
                    "The fee is up to " + quote.fee().coins() + " coins, the wallet holds " + has.coins()
                            + ": send some to " + sender.account() + "; the money due stays in the stream.");
        Chain.Receipt receipt = sender.send(
                settings.flow(),
                callData(quote.streams()),
                quote.protocolFee().amount(),
                quote.gas(),
                quote.maxFeePerGas().amount());
        List<Withdrawal> done = reader.search().of(receipt, sender.account());
        if (done.size() != quote.streams().size())
            throw new PaymentFailure(
                    Kind.BAD_ANSWER,
                    "The chain took transaction " + receipt.transaction() + " but shows " + done.size()
                            + " withdrawals of " + quote.streams().size()
                            + " in it: look at the balance, and at the contract's address.");
        return done;
    }

    @Override
    public List<Withdrawal> resume() {
        return List.of();
    }

    public List<Withdrawal> withdrawals(List<StreamRef> streams) throws PaymentFailure {
        for (StreamRef ref : streams) reader.requireOurs(ref);
        return reader.search().withdrawals(streams, sender.account());
    }

    @Override
    public WithdrawalScan withdrawals(StreamRef stream, long from) {
        try {
            long latest = chain.latest().number();
            return new WithdrawalScan(
                    withdrawals(List.of(stream)), latest + 1, WithdrawalScan.Outcome.COMPLETE, "");
        } catch (PaymentFailure e) {
            return new WithdrawalScan(
                    List.of(), from, WithdrawalScan.Outcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
        Map<Hash32, Finality> all = new HashMap<>();
        for (Withdrawal w : withdrawals) all.put(w.transaction(), Finality.UNKNOWN);
        return all;
    }

    @Override
    public void close() {
        chain.close();
    }

    private void requireWithdrawable(StreamState state, StreamRef ref) throws PaymentFailure {
        if (!state.recipient().equals(sender.account()))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " pays " + state.recipient().brief() + ", not this wallet ("
                            + sender.account().brief() + ").");
        if (!state.ref().token().equals(settings.token()))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + ref.id() + " pays in the token " + state.ref().token() + ", which is not USDC.");
    }

    private long gas(List<StreamRef> streams, BigInteger fee) throws PaymentFailure {
        try {
            return TransactionSender.withMargin(
                    chain.estimateGas(sender.account(), settings.flow(), callData(streams), fee));
        } catch (PaymentFailure e) {
            // A quote must be shown to the one who cannot pay it, too: it tells how much is missing.
            if (e.kind() == Kind.NOT_AFFORDABLE) return GAS_FIRST + GAS_EACH_MORE * (streams.size() - 1);
            throw e;
        }
    }

    private String callData(List<StreamRef> streams) {
        List<String> calls = streams.stream()
                .map(s -> FlowContract.withdrawMax(s.id(), payout))
                .toList();
        return calls.size() == 1 ? calls.getFirst() : FlowContract.batch(calls);
    }
}
