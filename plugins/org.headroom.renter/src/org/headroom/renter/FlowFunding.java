package org.headroom.renter;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.RenterPayments;
import org.headroom.wallet.RenterPayments.BlockStanding;

/** Pays with Sablier Flow streams, through the wallet. */
public final class FlowFunding implements StreamFunding, AutoCloseable {
    /** Keccak-256 of {@code CreateFlowStream(uint256,address,address,address,uint128,uint40,address,bool)}. */
    private static final String CREATED = "0xedec8afa4eeca64243a519c152eab5c4f9da1bded6fbb72cba74cd128de68369";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_LOOK_MS = 250;
    private static final long SLOWEST_LOOK_MS = 4_000;
    private static final int WORD = 64;
    /** How many of the contract's newest streams are looked at where the node has no logs. */
    private static final int NEWEST = 64;

    private final ChainSettings settings;
    private final EthAddress account;
    private final RenterPayments payments;
    private final ChainQuery query;

    public FlowFunding(ChainSettings settings, KeySigner signer) {
        this.settings = settings;
        this.account = signer.address();
        this.payments = new RenterPayments(settings, signer);
        this.query = new ChainQuery(settings.rpc());
    }

    @Override
    public Rail rail() {
        return new Rail(settings.chainId(), settings.flow(), settings.token());
    }

    @Override
    public EthAddress account() {
        return account;
    }

    @Override
    public long head() throws PaymentFailure {
        return query.head();
    }

    @Override
    public OpenedStream open(EthAddress recipient, RatePerSecond rate, Usdc deposit, BooleanSupplier stillWanted)
            throws PaymentFailure {
        var terms = new PaymentTerms(settings.chainId(), settings.flow(), settings.token(), recipient);
        RenterPayments.OpenedStream opened = payments.open(terms, rate, deposit, stillWanted);
        return new OpenedStream(opened.stream(), deposit, opened.transaction(), opened.at());
    }

    @Override
    public List<OpenedStream> opened(EthAddress recipient, RatePerSecond rate, long afterBlock) throws PaymentFailure {
        awaitOwnTransactions();
        List<String> topics = List.of(CREATED, topic(account), topic(recipient), topic(settings.token()));
        List<OpenedStream> found = new ArrayList<>();
        long head = query.head();
        long span = settings.logSpan();
        long from = afterBlock + 1;
        while (from <= head) {
            long to = Math.min(head, from + span - 1);
            try {
                for (ChainQuery.Event event : query.events(settings.flow(), topics, from, to))
                    if (word(event, 2).equals(rate.ud21x18())) found.add(stream(event));
                from = to + 1;
            } catch (ChainQuery.Refused e) {
                // Too many blocks at once, or logs that the node has no more.
                if (to == from) return newest(recipient, rate);
                span = Math.max(1, (to - from + 1) / 4);
            }
        }
        return found;
    }

    /** Without logs: as the contract has them, of which no money was taken yet. */
    private List<OpenedStream> newest(EthAddress recipient, RatePerSecond rate) throws PaymentFailure {
        return payments.newest(NEWEST).stream()
                .filter(s -> s.recipient().equals(recipient) && s.rate().equals(rate))
                .map(s -> new OpenedStream(s.ref(), s.balance(), Hash32.ZERO, s.settledAt()))
                .toList();
    }

    private void awaitOwnTransactions() throws PaymentFailure {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_LOOK_MS;
        while (payments.underWay() || query.underWay(account)) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted())
                throw new PaymentFailure(
                        Kind.UNREACHABLE,
                        "A transaction of " + account.brief()
                                + " has been waiting for a block for a minute; nothing new is paid"
                                + " until it is in one.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            pause = Math.min(SLOWEST_LOOK_MS, pause * 2);
        }
    }

    /** The event's words: stream, creator, rate, time of the first second, whether it can be handed on. */
    private OpenedStream stream(ChainQuery.Event event) throws PaymentFailure {
        StreamRef ref = new StreamRef(settings.chainId(), settings.flow(), settings.token(), word(event, 0));
        StreamState state = payments.state(ref);
        Instant at = Instant.ofEpochSecond(word(event, 3).longValueExact());
        Usdc deposit = state.balance().plus(withdrawn(ref));
        return new OpenedStream(ref, deposit, new Hash32(event.transaction()), at);
    }

    /** Of a stream that nobody has heard of yet: nothing, where it cannot be read from logs. */
    private Usdc withdrawn(StreamRef ref) throws PaymentFailure {
        try {
            return payments.read(ref).withdrawn();
        } catch (PaymentFailure e) {
            if (e.kind() != Kind.BAD_ANSWER) throw e;
            return Usdc.ZERO;
        }
    }

    private static BigInteger word(ChainQuery.Event event, int index) throws PaymentFailure {
        int from = 2 + index * WORD;
        try {
            return new BigInteger(event.data().substring(from, from + WORD), 16);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new PaymentFailure(
                    Kind.BAD_ANSWER,
                    "The chain shows a stream that cannot be read: is this the right payment contract?",
                    e);
        }
    }

    private static String topic(EthAddress address) {
        return "0x" + "0".repeat(24) + address.hex().substring(2);
    }

    @Override
    public StreamState read(StreamRef stream) throws PaymentFailure {
        return payments.read(stream);
    }

    @Override
    public StreamState state(StreamRef stream) throws PaymentFailure {
        return payments.state(stream);
    }

    @Override
    public Reading look(StreamRef stream) throws PaymentFailure {
        RenterPayments.Reading read = payments.look(stream);
        return new Reading(read.state(), new Mark(read.block(), read.hash()));
    }

    @Override
    public BlockStanding standing(Mark block) throws PaymentFailure {
        return payments.standing(block.number(), block.hash());
    }

    @Override
    public void end(StreamRef stream) throws PaymentFailure {
        payments.voidStream(stream);
    }

    @Override
    public Usdc refund(StreamRef stream) throws PaymentFailure {
        return payments.refundMax(stream);
    }

    @Override
    public WalletBalance balance() throws PaymentFailure {
        return payments.balance();
    }

    @Override
    public void close() {
        payments.close();
        query.close();
    }
}
