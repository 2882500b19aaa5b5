package org.headroom.renter;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    final Deque<PaymentFailure> failOpen = new ArrayDeque<>();
    /** Calls that end a stream wait here. */
    volatile CountDownLatch ending = new CountDownLatch(0);

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
        BigInteger id = BigInteger.valueOf(streams.size() + 1L);
        StreamRef ref = new StreamRef(RAIL.chainId(), RAIL.contract(), RAIL.token(), id);
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(OLDER);
        streams.add(new StreamState(ref, RENTER, to, rate, deposit, Usdc.ZERO, at, false, Usdc.ZERO, at));
        OpenedStream stream = new OpenedStream(ref, deposit, new Hash32(String.format("0x%064x", id)), at);
        made.add(new Made(stream, ++block));
        // It was opened all the same: only the answer was lost.
        if (failure != null) throw failure;
        return stream;
    }

    private synchronized StreamState read(StreamRef ref) {
        StreamState s = stream(ref);
        return new StreamState(
                ref,
                s.sender(),
                s.recipient(),
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private synchronized void end(StreamRef ref) throws PaymentFailure {
        StreamState s = read(ref);
        if (s.voided()) throw new PaymentFailure(Kind.REVERTED, "the stream has ended already");
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
        replace(new StreamState(
                ref,
                s.sender(),
                s.recipient(),
                s.rate(),
                s.balance().minus(back),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt()));
        return back;
    }

    private void replace(StreamState next) {
        streams.set(next.ref().id().intValueExact() - 1, next);
    }

    private synchronized List<OpenedStream> opened(EthAddress to, RatePerSecond rate, long after) {
        return made.stream()
                .filter(m -> m.block() > after)
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
            public OpenedStream open(EthAddress to, RatePerSecond rate, Usdc deposit) throws PaymentFailure {
                kill.point();
                OpenedStream stream = FakeChain.this.open(to, rate, deposit);
                kill.point();
                return stream;
            }

            @Override
            public List<OpenedStream> opened(EthAddress to, RatePerSecond rate, long after) {
                kill.point();
                return FakeChain.this.opened(to, rate, after);
            }

            @Override
            public StreamState read(StreamRef stream) {
                kill.point();
                return FakeChain.this.read(stream);
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
