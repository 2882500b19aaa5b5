package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.payment.WalletBalance;

/** The renter's side of payment streams: open, top up, stop, take back. Any thread; blocks until a block has it. */
public final class RenterPayments implements AutoCloseable {
    /** @param at time of the block that has it: from here on the stream pays */
    public record OpenedStream(StreamRef stream, Hash32 transaction, Instant at, long gasUsed) {}

    /** What the contract says in a block. @param hash of the block: another one of this number has another */
    public record Reading(StreamState state, long block, String hash) {}

    /** What has become of a block that was read. */
    public enum BlockStanding {
        /** It may still be replaced. */
        OPEN,
        FINAL,
        /** Another block has its number. */
        REPLACED
    }

    private final ChainSettings settings;
    private final NodePool pool;
    private final Chain chain;
    private final FlowReader reader;
    private final TransactionSender sender;
    private final FinalBlock finalBlock;

    /** Transactions that no block has when the program ends are not continued by the next one. */
    public RenterPayments(ChainSettings settings, KeySigner signer) {
        this(settings, signer, Clock.systemUTC(), new MemoryTransactionLog());
    }

    /** @param log where transactions are recorded before they are sent */
    public RenterPayments(ChainSettings settings, KeySigner signer, Clock clock, TransactionLog log) {
        this.settings = settings;
        this.pool = new NodePool(settings, RetryPolicy.READS, clock);
        this.chain = new Chain(pool.client());
        this.reader = new FlowReader(settings, chain);
        this.finalBlock = new TaggedFinalBlock(chain, settings.finality());
        this.sender = new TransactionSender(
                chain, settings.chainId(), signer, log, clock, finalBlock, Timing.STANDARD, new ChainNotices());
    }

    /** As the other, however long the approval takes. */
    public OpenedStream open(PaymentTerms terms, RatePerSecond rate, Usdc deposit) throws PaymentFailure {
        return open(terms, rate, deposit, () -> true);
    }

    /**
     * Opens a stream that pays from now on. Allows the contract to take the deposit, and no more.
     *
     * @param stillWanted asked when a block has the approval; if not, no stream is opened: {@link Kind#NOT_WANTED}
     */
    public OpenedStream open(PaymentTerms terms, RatePerSecond rate, Usdc deposit, BooleanSupplier stillWanted)
            throws PaymentFailure {
        requireTrusted(terms);
        reader.check();
        requirePositive(deposit);
        requireFunds(deposit);
        approve(deposit);
        if (!stillWanted.getAsBoolean())
            throw new PaymentFailure(
                    Kind.NOT_WANTED,
                    "The stream was no longer wanted when the approval of its deposit was in a block; none was opened.");
        String data =
                FlowContract.createAndDeposit(sender.account(), terms.recipient(), rate, settings.token(), deposit);
        String what = terms.recipient() + "/" + rate.ud21x18() + "/" + deposit.baseUnits();
        Chain.Receipt receipt = send("create", what, false, data);
        BigInteger id = created(receipt);
        return new OpenedStream(
                new StreamRef(settings.chainId(), settings.flow(), settings.token(), id),
                receipt.transaction(),
                chain.block(receipt.block()).time(),
                receipt.gasUsed());
    }

    /** Adds money, so that the job can go on. */
    public Hash32 topUp(StreamRef stream, Usdc amount) throws PaymentFailure {
        requirePositive(amount);
        StreamState state = reader.state(stream);
        reader.check();
        requireFunds(amount);
        approve(amount);
        String data = FlowContract.deposit(stream.id(), amount, state.sender(), state.recipient());
        return send("deposit", stream.id().toString(), false, data).transaction();
    }

    /** Stops the stream for good. What was earned stays due to the provider; the rest can be taken back. */
    public Hash32 voidStream(StreamRef stream) throws PaymentFailure {
        reader.requireOurs(stream);
        reader.check();
        return send("void", stream.id().toString(), true, FlowContract.voidStream(stream.id()))
                .transaction();
    }

    /** Takes back all that is not owed. @return what came back @throws PaymentFailure NOTHING_DUE if all is owed */
    public Usdc refundMax(StreamRef stream) throws PaymentFailure {
        reader.requireOurs(stream);
        reader.check();
        Chain.Receipt receipt = send("refund", stream.id().toString(), true, FlowContract.refundMax(stream.id()));
        for (Chain.Log l : ours(receipt, FlowContract.REFUNDED)) return new AbiWords("a refund", l.data(), 1).usdc(0);
        throw unexpected("refund", receipt);
    }

    /** Continues transactions that were sent and not confirmed. @return whether one of them is in no block yet */
    public boolean underWay() throws PaymentFailure {
        if (sender.isIdle()) return false;
        reader.check();
        sender.resume();
        return sender.underWay();
    }

    /** With all that was withdrawn, which takes the chain's logs. */
    public StreamState read(StreamRef stream) throws PaymentFailure {
        return reader.read(stream);
    }

    /** What the contract itself says: with a total of withdrawals of zero, because it keeps none. */
    public StreamState state(StreamRef stream) throws PaymentFailure {
        return reader.state(stream);
    }

    /** As {@link #state}, with the block that was read. */
    public Reading look(StreamRef stream) throws PaymentFailure {
        return reader.look(stream);
    }

    /**
     * Whether a block that was read can still be replaced, or was.
     *
     * @param hash as the reading has it
     */
    public BlockStanding standing(long number, String hash) throws PaymentFailure {
        reader.check();
        // Asked first: a block that is final by then is no other one afterwards.
        Optional<Long> last = finalBlock.number();
        if (!chain.block(number).hash().equals(hash)) return BlockStanding.REPLACED;
        return last.filter(n -> n >= number).isPresent() ? BlockStanding.FINAL : BlockStanding.OPEN;
    }

    /**
     * Streams of this account among the newest of the contract, oldest first, as {@link #state} reads them. Needs no logs.
     *
     * @param most how many of the contract's streams are looked at
     */
    public List<StreamState> newest(int most) throws PaymentFailure {
        List<StreamState> mine = new ArrayList<>();
        BigInteger id = reader.nextStream().subtract(BigInteger.ONE);
        for (int looked = 0; looked < most && id.signum() > 0; looked++, id = id.subtract(BigInteger.ONE)) {
            StreamRef ref = new StreamRef(settings.chainId(), settings.flow(), settings.token(), id);
            try {
                StreamState state = reader.state(ref);
                if (state.sender().equals(sender.account()) && state.ref().equals(ref)) mine.addFirst(state);
            } catch (PaymentFailure e) {
                // One in another token, or none at all.
                if (e.kind() != Kind.NO_SUCH_STREAM) throw e;
            }
        }
        return List.copyOf(mine);
    }

    public WalletBalance balance() throws PaymentFailure {
        return reader.balance(sender.account());
    }

    @Override
    public void close() {
        chain.close();
        pool.close();
    }

    private void requireTrusted(PaymentTerms terms) throws PaymentFailure {
        if (terms.chainId() != settings.chainId())
            throw new PaymentFailure(
                    Kind.WRONG_CHAIN,
                    "The bid wants to be paid on chain " + terms.chainId() + ", this wallet works on " + settings.name()
                            + " (chain " + settings.chainId() + "): choose another bid or change the settings.");
        if (!terms.contract().equals(settings.flow()) || !terms.token().equals(settings.token()))
            throw new PaymentFailure(
                    Kind.NO_SUCH_STREAM,
                    "The bid names a payment contract or token that this wallet does not trust; nothing was paid.");
    }

    private static void requirePositive(Usdc amount) throws PaymentFailure {
        if (amount.compareTo(Usdc.ZERO) <= 0)
            throw new PaymentFailure(Kind.REVERTED, "A deposit must be above zero; nothing was paid.");
    }

    private void requireFunds(Usdc amount) throws PaymentFailure {
        WalletBalance has = reader.balance(sender.account());
        if (has.usdc().compareTo(amount) < 0)
            throw new PaymentFailure(
                    Kind.NOT_AFFORDABLE,
                    "The deposit is " + amount + ", the wallet holds " + has.usdc() + ": send USDC to "
                            + sender.account() + " or deposit less.");
    }

    private void approve(Usdc amount) throws PaymentFailure {
        if (reader.allowance(sender.account()).compareTo(amount) >= 0) return;
        sender.send(new TransactionSender.Call(
                new Purpose("approve", Long.toString(amount.baseUnits())),
                true,
                settings.token(),
                FlowContract.approve(settings.flow(), amount),
                BigInteger.ZERO));
    }

    private Chain.Receipt send(String kind, String subject, boolean shared, String data) throws PaymentFailure {
        return sender.send(
                new TransactionSender.Call(new Purpose(kind, subject), shared, settings.flow(), data, BigInteger.ZERO));
    }

    private BigInteger created(Chain.Receipt receipt) throws PaymentFailure {
        for (Chain.Log l : ours(receipt, FlowContract.CREATED))
            return new AbiWords("the new stream", l.data(), 5).uint(0, 256);
        throw unexpected("opening of the stream", receipt);
    }

    private List<Chain.Log> ours(Chain.Receipt receipt, String event) {
        return receipt.logs().stream()
                .filter(l -> l.contract().equals(settings.flow()))
                .filter(l -> !l.topics().isEmpty() && l.topics().getFirst().equals(event))
                .toList();
    }

    private static PaymentFailure unexpected(String what, Chain.Receipt receipt) {
        return new PaymentFailure(
                Kind.BAD_ANSWER,
                "The chain took transaction " + receipt.transaction() + " but shows no " + what
                        + " in it: is this the right payment contract?");
    }
}
