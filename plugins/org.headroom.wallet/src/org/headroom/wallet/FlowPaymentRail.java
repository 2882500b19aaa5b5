package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.payment.VerifiedStream;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;

/**
 * Paid through Sablier Flow streams. Any thread; each call blocks on the chain's nodes, a read at most some 15 s. Reads and
 * transactions share no lock.
 */
public final class FlowPaymentRail implements PaymentRail, AutoCloseable {
    private final ChainSettings settings;
    private final EthAddress payout;
    private final Clock clock;
    private final NodePool pool;
    private final NodePool transactionPool;
    /** For quotes: a node that hangs on a transaction delays none. */
    private final Chain reads;
    /** For transactions. */
    private final Chain chain;

    private final FlowReader reader;
    private final TransactionSender sender;
    private final LookReader lookReader;
    private final StreamVerifier verifier;
    private final QuoteReader quotes;
    private final WithdrawalLogScanner scanner;
    private final FinalityCheck finalityCheck;
    private final BlockCheck blockCheck;
    private final WithdrawalConfirmation confirmation;

    /** Earnings go to the operating account itself. */
    public FlowPaymentRail(ChainSettings settings, KeySigner signer, Clock clock) {
        this(settings, signer, signer.address(), clock);
    }

    /** @param payout where withdrawn money goes; better not the operating account */
    public FlowPaymentRail(ChainSettings settings, KeySigner signer, EthAddress payout, Clock clock) {
        this(settings, signer, payout, clock, new MemoryTransactionLog());
    }

    /** @param log where transactions are recorded before they are sent, so that a restart continues them */
    public FlowPaymentRail(
            ChainSettings settings, KeySigner signer, EthAddress payout, Clock clock, TransactionLog log) {
        this(settings, signer, payout, clock, log, Timing.STANDARD, RetryPolicy.READS);
    }

    FlowPaymentRail(
            ChainSettings settings,
            KeySigner signer,
            EthAddress payout,
            Clock clock,
            TransactionLog log,
            Timing timing,
            RetryPolicy policy) {
        if (payout.equals(EthAddress.ZERO)) throw new IllegalArgumentException("the payout address is empty");
        this.settings = settings;
        this.payout = payout;
        this.clock = clock;
        this.pool = new NodePool(settings, policy, clock);
        // Transactions have connections and pauses of their own: what they wait for never delays a read.
        this.transactionPool = new NodePool(settings, policy, clock);
        this.reads = new Chain(pool.client());
        this.chain = new Chain(transactionPool.client());
        this.reader = new FlowReader(settings, chain);
        FinalBlock finalBlock = new TaggedFinalBlock(chain, settings.finality());
        ChainNotices notices = new ChainNotices();
        NodeAddress.unprotected(settings.nodes()).ifPresent(message -> notices.raise("plain nodes", message));
        NodeHost.shared(settings.nodes()).ifPresent(message -> notices.raise("hosts of the nodes", message));
        Disputes disputes = new Disputes();
        this.sender = new TransactionSender(chain, settings.chainId(), signer, log, clock, finalBlock, timing, notices);
        this.lookReader = new LookReader(settings, pool, notices);
        this.verifier = new StreamVerifier(settings, pool, notices, disputes);
        this.quotes = new QuoteReader(settings, pool, signer.address());
        this.scanner = new WithdrawalLogScanner(settings, pool, signer.address(), payout, notices, disputes);
        this.blockCheck = new BlockCheck(pool);
        this.finalityCheck = new FinalityCheck(settings, pool, signer.address(), payout, notices, disputes);
        this.confirmation = new WithdrawalConfirmation(
                transactionPool, notices, disputes, timing.patience().dividedBy(9));
    }

    @Override
    public PaymentTerms terms() {
        return new PaymentTerms(settings.chainId(), settings.flow(), settings.token(), sender.account());
    }

    @Override
    public ChainStatus status() {
        return lookReader.status();
    }

    /** The total of withdrawals in each state is zero: it is not read. */
    @Override
    public ChainLook look(Collection<StreamRef> streams) {
        return lookReader.look(sender.account(), streams);
    }

    @Override
    public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return verifyOpened(stream, since).state();
    }

    @Override
    public VerifiedStream verifyOpened(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return verifier.verify(stream, since);
    }

    @Override
    public BlockStanding standing(StreamState read) throws PaymentFailure {
        return blockCheck.standing(read);
    }

    @Override
    public WalletBalance balance(EthAddress account) throws PaymentFailure {
        return lookReader.balance(account);
    }

    @Override
    public WithdrawQuote quoteClaims(List<StreamClaim> claims) throws PaymentFailure {
        QuoteReader.Due due = quotes.due(claims);
        long gas = gas(due.payouts(), due.contractFee());
        BigInteger cap = TransactionSender.cap(reads);
        return new WithdrawQuote(
                due.payouts(),
                payout,
                gas,
                new Wei(cap),
                new Wei(cap.multiply(BigInteger.valueOf(gas))),
                new Wei(due.contractFee()),
                reads.balance(sender.account()),
                clock.instant());
    }

    @Override
    public List<Withdrawal> withdraw(WithdrawQuote quote) throws PaymentFailure {
        if (quote.payouts().isEmpty()) throw new PaymentFailure(Kind.NOTHING_DUE, "There is nothing to withdraw.");
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
        Purpose purpose = PayoutCalls.purpose(quote.payouts(), List.of(sender.account(), payout));
        var call = new TransactionSender.Call(
                purpose,
                false,
                settings.flow(),
                PayoutCalls.data(quote.payouts(), payout),
                quote.protocolFee().amount());
        Chain.Receipt receipt =
                sender.send(call, quote.gas(), quote.maxFeePerGas().amount());
        confirmation.await(receipt);
        List<Withdrawal> done = reader.search().of(receipt, sender.account(), Payees.ofOwn(purpose));
        if (done.size() != quote.payouts().size())
            throw new PaymentFailure(
                    Kind.BAD_ANSWER,
                    "The chain took transaction " + receipt.transaction() + " but shows " + done.size()
                            + " withdrawals of " + quote.payouts().size()
                            + " in it: look at the balance, and at the contract's address.");
        return done;
    }

    @Override
    public List<Withdrawal> resume() throws PaymentFailure {
        if (sender.isIdle()) return List.of();
        reader.check();
        List<Withdrawal> all = new ArrayList<>();
        PaymentFailure first = null;
        for (OpenTransactions.Mined mined : sender.resume()) {
            if (!mined.purpose().isWithdrawal()) continue;
            try {
                confirmation.require(mined.receipt());
                Payees payees = Payees.ofOwn(mined.purpose());
                if (mined.receipt().succeeded())
                    all.addAll(reader.search().of(mined.receipt(), sender.account(), payees));
                sender.reported(mined);
            } catch (PaymentFailure e) {
                if (first == null) first = e;
            }
        }
        if (all.isEmpty() && first != null) throw first;
        return List.copyOf(all);
    }

    @Override
    public List<PendingWithdrawal> pending() {
        return sender.pendingWithdrawals();
    }

    @Override
    public void end(StreamRef stream) throws PaymentFailure {
        voidStream(stream);
    }

    /**
     * Stops a stream for good as its recipient: nothing streams any more, and what has streamed can still be withdrawn. Does
     * nothing where it is stopped already.
     */
    public void voidStream(StreamRef stream) throws PaymentFailure {
        StreamState state = verify(stream, Optional.empty());
        if (!state.recipient().equals(sender.account()))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "Stream " + stream.id() + " pays " + state.recipient().brief() + ", not this wallet ("
                            + sender.account().brief() + "): it was not ended.");
        if (state.voided()) return;
        reader.check();
        sender.send(new TransactionSender.Call(
                new Purpose("void", stream.id().toString()),
                true,
                settings.flow(),
                FlowContract.voidStream(stream.id()),
                BigInteger.ZERO));
    }

    @Override
    public WithdrawalScan withdrawals(StreamRef stream, long from) {
        return scanner.scan(stream, from);
    }

    @Override
    public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
        return finalityCheck.check(withdrawals);
    }

    @Override
    public void close() {
        pool.close();
        transactionPool.close();
    }

    private long gas(List<StreamPayout> payouts, BigInteger fee) throws PaymentFailure {
        try {
            return TransactionSender.withMargin(
                    reads.estimateGas(sender.account(), settings.flow(), PayoutCalls.data(payouts, payout), fee));
        } catch (PaymentFailure e) {
            // A quote must be shown to the one who cannot pay it, too: it tells how much is missing.
            if (e.kind() == Kind.NOT_AFFORDABLE) return PayoutCalls.mostGas(payouts, payout);
            throw e;
        }
    }
}
