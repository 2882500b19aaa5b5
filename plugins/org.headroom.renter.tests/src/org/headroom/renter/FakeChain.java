package org.headroom.renter;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.wallet.RenterPayments.BlockStanding;

/** A chain with a payment contract, in memory; outlives the renters that use it. */
final class FakeChain {
    static final Rail RAIL = new Rail(31337, address('c'), address('d'));
    static final EthAddress RENTER = address('a');
    static final EthAddress PROVIDER = address('b');
    /** Streams look this much older than they are, so that there is money to speak of. */
    static final Duration OLDER = Duration.ofSeconds(10);

    private record Made(OpenedStream stream, long block) {}

    private final Clock clock;
    private final List<StreamState> streams = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private final Set<StreamRef> missing = new HashSet<>();
    /** Missing ones whose transaction the wallet has and sends again. */
    private final Set<StreamRef> resendable = new HashSet<>();

    /** Streams whose transaction was sent again. */
    final List<StreamRef> sentAgain = new CopyOnWriteArrayList<>();
    /** Readings of streams, in order, answered or not. */
    final List<StreamRef> readings = new CopyOnWriteArrayList<>();
    /** So many readings are answered from a block before the stream. */
    final AtomicInteger stale = new AtomicInteger();
    /** No reading and no search is answered. */
    volatile boolean silent;
    /** Searches for streams. */
    final AtomicInteger searches = new AtomicInteger();

    /** Questions what became of a block. */
    final AtomicInteger standings = new AtomicInteger();
    /** Whether what is in a block stays there. */
    volatile boolean isFinal;
    /** The hash of each block. */
    private volatile String fork = "first";
    /** As they were before they were ended. */
    private final Map<StreamRef, StreamState> running = new HashMap<>();

    final Deque<PaymentFailure> failOpen = new ArrayDeque<>();
    /** Calls that end a stream wait here. */
    volatile CountDownLatch ending = new CountDownLatch(0);

    /** Happens between the wish for a stream and the stream's own transaction. */
    volatile Runnable approval = () -> {};

    private long block = 7;

    FakeChain(Clock clock) {
        this.clock = clock;
    }

    static EthAddress address(char digit) {
        return new EthAddress("0x" + String.valueOf(digit).repeat(40));
    }

    synchronized List<StreamState> streams() {
        return List.copyOf(streams);
    }

    synchronized StreamState stream(StreamRef ref) {
        return streams.get(ref.id().intValueExact() - 1);
    }

    private synchronized OpenedStream open(EthAddress to, RatePerSecond rate, Usdc deposit) throws PaymentFailure {
        PaymentFailure failure = failOpen.poll();
        if (failure != null && !failure.kind().worthRetrying()) throw failure;
        StreamRef ref = freed.orElseGet(this::nextNumber);
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(OLDER);
        StreamState state = new StreamState(ref, RENTER, to, rate, deposit, Usdc.ZERO, at, false, Usdc.ZERO, at);
        if (freed.isEmpty()) streams.add(state);
        else replace(state);
        missing.remove(ref);
        freed = Optional.empty();
        OpenedStream stream = new OpenedStream(ref, deposit, new Hash32(String.format("0x%064x", ref.id())), at);
        made.add(new Made(stream, ++block));
        // It was opened all the same: only the answer was lost.
        if (failure != null) throw failure;
        return stream;
    }

    private synchronized StreamState read(StreamRef ref) {
        StreamState s = stream(ref);
        return copy(s, ref, s.sender(), s.balance(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private synchronized void end(StreamRef ref) throws PaymentFailure {
        StreamState s = read(ref);
        if (s.voided()) throw new PaymentFailure(Kind.REVERTED, "the stream has ended already");
        running.put(ref, s);
        replace(new StreamState(
                ref,
                s.sender(),
                s.recipient(),
                new RatePerSecond(BigInteger.ZERO),
                s.balance(),
                s.due(s.readAt()),
                s.readAt(),
                true,
                s.withdrawn(),
                s.readAt()));
    }

    private synchronized Usdc refund(StreamRef ref) throws PaymentFailure {
        StreamState s = read(ref);
        Usdc back = s.balance().minus(s.due(s.readAt()));
        if (back.baseUnits() == 0) throw new PaymentFailure(Kind.NOTHING_DUE, "nothing comes back");
        replace(copy(s, ref, s.sender(), s.balance().minus(back), s.readAt()));
        return back;
    }

    private Optional<StreamRef> freed = Optional.empty();

    private StreamRef nextNumber() {
        BigInteger id = BigInteger.valueOf(streams.size() + 1L);
        return new StreamRef(RAIL.chainId(), RAIL.contract(), RAIL.token(), id);
    }

    private static StreamState copy(StreamState s, StreamRef ref, EthAddress sender, Usdc balance, Instant readAt) {
        return new StreamState(
                ref,
                sender,
                s.recipient(),
                s.rate(),
                balance,
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                readAt);
    }

    private void replace(StreamState next) {
        streams.set(next.ref().id().intValueExact() - 1, next);
    }

    /** A reorganisation takes out the block that opened it. */
    synchronized void takeOut(StreamRef ref) {
        missing.add(ref);
    }

    /** A reorganisation takes out the blocks that ended it and refunded what it held. */
    synchronized void takeOutEnd(StreamRef ref) {
        fork = fork + "'";
        replace(Objects.requireNonNull(running.remove(ref)));
    }

    /** A reorganisation replaces all blocks; the new ones have the same transactions. */
    void replaceBlocks() {
        fork = fork + "'";
    }

    /** As {@link #takeOut}, for good: the next stream gets its number. */
    synchronized void free(StreamRef ref) {
        takeOut(ref);
        made.removeIf(m -> m.stream().ref().equals(ref));
        freed = Optional.of(ref);
    }

    /** As {@link #takeOut}, by the wallet that opened it: it sends the transaction again when it is asked for streams. */
    synchronized void takeOutOnce(StreamRef ref) {
        takeOut(ref);
        resendable.add(ref);
    }

    /** The block is back. */
    synchronized void putBack(StreamRef ref) {
        missing.remove(ref);
        resendable.remove(ref);
    }

    synchronized boolean has(StreamRef ref) {
        return !missing.contains(ref);
    }

    private synchronized void sendAgain() {
        for (StreamRef ref : List.copyOf(resendable)) {
            sentAgain.add(ref);
            putBack(ref);
            StreamState s = stream(ref);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            replace(new StreamState(
                    ref, s.sender(), s.recipient(), s.rate(), s.balance(), Usdc.ZERO, now, false, Usdc.ZERO, now));
        }
    }

    private void requireAnswer() throws PaymentFailure {
        if (silent) throw new PaymentFailure(Kind.UNREACHABLE, "The node does not answer.");
    }

    /** Its number goes to another sender's stream, and the transaction that opened it gets the next number. */
    synchronized StreamRef moveToNextNumber(StreamRef ref) {
        StreamState s = stream(ref);
        takeOver(ref);
        Made before = made.stream()
                .filter(m -> m.stream().ref().equals(ref))
                .findFirst()
                .orElseThrow();
        made.remove(before);
        StreamRef moved = nextNumber();
        streams.add(copy(s, moved, s.sender(), s.balance(), s.readAt()));
        OpenedStream opened = new OpenedStream(
                moved,
                before.stream().deposit(),
                before.stream().transaction(),
                before.stream().at());
        made.add(new Made(opened, before.block() - 1));
        return moved;
    }

    /** Its number goes to another sender's stream, and the transaction that opened it to no block. */
    synchronized void takeOver(StreamRef ref) {
        StreamState s = stream(ref);
        replace(copy(s, ref, address('e'), s.balance(), s.readAt()));
    }

    private synchronized void requireThere(StreamRef ref) throws PaymentFailure {
        boolean late = stale.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        if (late || missing.contains(ref))
            throw new PaymentFailure(Kind.NO_SUCH_STREAM, "The payment contract has no stream of this number.");
    }

    private synchronized List<OpenedStream> opened(EthAddress to, RatePerSecond rate, long after) {
        return made.stream()
                .filter(m -> m.block() > after && !missing.contains(m.stream().ref()))
                .filter(m -> stream(m.stream().ref()).sender().equals(RENTER))
                .filter(m -> stream(m.stream().ref()).recipient().equals(to))
                .map(Made::stream)
                .toList();
    }

    StreamFunding funding(KillSwitch kill) {
        return new StreamFunding() {
            @Override
            public Rail rail() {
                return RAIL;
            }

            @Override
            public EthAddress account() {
                return RENTER;
            }

            @Override
            public long head() {
                kill.point();
                return block;
            }

            @Override
            public OpenedStream open(EthAddress to, RatePerSecond rate, Usdc deposit, BooleanSupplier stillWanted)
                    throws PaymentFailure {
                kill.point();
                approval.run();
                if (!stillWanted.getAsBoolean()) throw new PaymentFailure(Kind.NOT_WANTED, "not wanted any more");
                OpenedStream stream = FakeChain.this.open(to, rate, deposit);
                kill.point();
                return stream;
            }

            @Override
            public List<OpenedStream> opened(EthAddress to, RatePerSecond rate, long after) throws PaymentFailure {
                kill.point();
                searches.incrementAndGet();
                requireAnswer();
                sendAgain();
                return FakeChain.this.opened(to, rate, after);
            }

            @Override
            public StreamState read(StreamRef stream) throws PaymentFailure {
                kill.point();
                readings.add(stream);
                requireAnswer();
                requireThere(stream);
                return FakeChain.this.read(stream);
            }

            @Override
            public Reading look(StreamRef stream) throws PaymentFailure {
                String hash = fork;
                return new Reading(read(stream), new Mark(block, hash));
            }

            @Override
            public BlockStanding standing(Mark block) throws PaymentFailure {
                kill.point();
                requireAnswer();
                standings.incrementAndGet();
                if (!block.hash().equals(fork)) return BlockStanding.REPLACED;
                return isFinal ? BlockStanding.FINAL : BlockStanding.OPEN;
            }

            @Override
            public void end(StreamRef stream) throws PaymentFailure {
                kill.point();
                try {
                    if (!ending.await(20, TimeUnit.SECONDS)) throw new AssertionError("never let go");
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                FakeChain.this.end(stream);
                kill.point();
            }

            @Override
            public Usdc refund(StreamRef stream) throws PaymentFailure {
                kill.point();
                Usdc back = FakeChain.this.refund(stream);
                kill.point();
                return back;
            }

            @Override
            public WalletBalance balance() {
                return new WalletBalance(RENTER, Usdc.parse("1000"), Wei.ZERO);
            }
        };
    }
}
