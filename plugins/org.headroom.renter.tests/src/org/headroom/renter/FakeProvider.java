package org.headroom.renter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.signing.SealingKey;

/** A provider that bids for every order and does whatever its manner is when the bid is taken. */
final class FakeProvider {
    /** What a provider may be like. */
    enum Manner {
        HONEST,
        REFUSES,
        SILENT,
        RUNS_ON,
        NO_RECEIPT
    }

    private static final AtomicLong NONCES = new AtomicLong();

    private final FakeMarket market;
    private final Function<StreamRef, StreamState> chain;
    private final Rail rail;
    private final Clock clock;
    final Set<OrderId> orders = new LinkedHashSet<>();
    final Map<LeaseId, Acceptance> accepted = new LinkedHashMap<>();
    final Set<LeaseId> stopped = new LinkedHashSet<>();
    private final Map<LeaseId, Bid> bids = new LinkedHashMap<>();
    /** The newest that was said of each lease. */
    private final Map<LeaseId, List<MarketMessage>> said = new LinkedHashMap<>();
    /** Whether it says that again to a renter that says something again. */
    boolean answersAgain;

    Manner manner = Manner.HONEST;
    /** Of the job, with the cause that is told; empty: none, and the end is told after the receipt. */
    int exitCode;

    String cause = "";
    UnaryOperator<Receipt> falsify = r -> r;
    Usdc price = Usdc.parse("0.36");
    Optional<SealingKey> sealingKey = Optional.empty();

    FakeProvider(FakeMarket market, FakeChain chain, Clock clock) {
        this(market, chain::stream, FakeChain.RAIL, clock);
    }

    FakeProvider(FakeMarket market, Function<StreamRef, StreamState> chain, Rail rail, Clock clock) {
        this.market = market;
        this.chain = chain;
        this.rail = rail;
        this.clock = clock;
        market.provider(this::hear);
    }

    synchronized void hear(Signed<?> signed) {
        switch (signed.message()) {
            case Order o -> order(o);
            case Acceptance a -> accepted(a);
            case StopRequest s -> stop(s);
            default -> throw new AssertionError("a renter does not say " + signed.message());
        }
    }

    private void order(Order order) {
        if (!orders.add(order.id())) {
            bids.values().stream().filter(b -> b.order().equals(order.id())).forEach(b -> again(LeaseId.of(b.id())));
            return;
        }
        Bid bid = withKey(bid(order, price, rail, clock.instant()));
        bids.put(LeaseId.of(bid.id()), bid);
        said.put(LeaseId.of(bid.id()), List.of(bid));
        market.tellRenter(bid);
    }

    private void again(LeaseId lease) {
        if (answersAgain) said.getOrDefault(lease, List.of()).forEach(market::tellRenter);
    }

    private Bid withKey(Bid b) {
        return new Bid(
                b.id(),
                b.order(),
                b.renter(),
                b.provider(),
                b.gpus(),
                b.simulated(),
                b.perHour(),
                sealingKey,
                b.payment(),
                b.validity());
    }

    static Bid bid(Order order, Usdc price, Instant now) {
        return bid(order, price, FakeChain.RAIL, now);
    }

    private static Bid bid(Order order, Usdc price, Rail rail, Instant now) {
        return new Bid(
                new BidId("bid-" + order.id().value()),
                order.id(),
                order.renter(),
                FakeChain.PROVIDER,
                new GpuId("GPU-fake"),
                "NVIDIA GeForce RTX 4090",
                true,
                price,
                terms(rail),
                validity(now, Duration.ofSeconds(60)));
    }

    static PaymentTerms terms() {
        return terms(FakeChain.RAIL);
    }

    private static PaymentTerms terms(Rail rail) {
        return new PaymentTerms(rail.chainId(), rail.contract(), rail.token(), FakeChain.PROVIDER);
    }

    static Validity validity(Instant now, Duration lasts) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(issued, issued.plus(lasts), new Hash32(String.format("0x%064x", NONCES.incrementAndGet())));
    }

    private void accepted(Acceptance a) {
        if (manner != Manner.SILENT && accepted.containsKey(a.lease())) again(a.lease());
        if (accepted.putIfAbsent(a.lease(), a) != null || manner == Manner.SILENT) return;
        Bid bid = bids.get(a.lease());
        StreamState stream = chain.apply(a.stream());
        if (manner == Manner.REFUSES) {
            update(bid, Phase.STARTING, "");
            update(bid, Phase.REFUSED, "the disk is full");
            return;
        }
        if (!stream.recipient().equals(FakeChain.PROVIDER)
                || stream.rate().compareTo(RatePerSecond.ofHourly(bid.perHour())) < 0)
            throw new AssertionError("not the stream that was agreed");
        update(bid, Phase.STARTING, "");
        update(bid, Phase.RUNNING, "");
        for (LogChunk chunk : List.of(chunk(bid, 6, "world\n"), chunk(bid, 0, "hello "), chunk(bid, 0, "hello ")))
            market.tellRenter(chunk);
        if (manner == Manner.HONEST)
            end(bid, stream, exitCode == 0 ? Receipt.Outcome.COMPLETED : Receipt.Outcome.JOB_FAILED);
        if (manner == Manner.NO_RECEIPT) update(bid, Phase.ENDED, "");
    }

    /** Says once more that the job runs. */
    synchronized void runsStill(LeaseId lease, long number) {
        Bid bid = bids.get(lease);
        market.tellRenter(new LeaseUpdate(
                lease,
                bid.provider(),
                bid.renter(),
                number,
                Phase.RUNNING,
                "warm",
                validity(clock.instant(), Duration.ofHours(1))));
    }

    /** A piece of the job's output. */
    synchronized void prints(LeaseId lease, long offset, String text) {
        market.tellRenter(chunk(bids.get(lease), offset, text));
    }

    /** The receipt of a job that has ended. */
    synchronized void ends(LeaseId lease) {
        ends(lease, accepted.get(lease).stream());
    }

    /** The same, where another stream pays than the acceptance names. */
    synchronized void ends(LeaseId lease, StreamRef stream) {
        end(bids.get(lease), chain.apply(stream), Receipt.Outcome.COMPLETED);
    }

    private void stop(StopRequest request) {
        if (stopped.contains(request.lease())) again(request.lease());
        if (!stopped.add(request.lease()) || manner != Manner.RUNS_ON) return;
        Bid bid = bids.get(request.lease());
        update(bid, Phase.STOPPING, "the renter asked for it");
        StreamState stream = chain.apply(accepted.get(request.lease()).stream());
        end(bid, stream, Receipt.Outcome.STOPPED_BY_RENTER);
    }

    private void end(Bid bid, StreamState stream, Receipt.Outcome outcome) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant bidden = bid.validity().issuedAt();
        Instant start = stream.settledAt().isAfter(bidden) ? stream.settledAt() : bidden;
        Receipt receipt = new Receipt(
                1,
                LeaseId.of(bid.id()),
                bid.order(),
                bid.id(),
                bid.provider(),
                bid.renter(),
                bid.gpuIds(),
                bid.simulated(),
                "sha256:" + "1".repeat(64),
                Hash32.ZERO,
                now,
                now,
                exitCode,
                outcome,
                Optional.empty(),
                stream.ref(),
                stream.rate(),
                stream.rate().streamed(Duration.between(start, now)));
        if (!cause.isEmpty()) update(bid, Phase.ENDED, cause);
        ReceiptMessage message = ReceiptMessage.of(falsify.apply(receipt));
        market.tellRenter(message);
        update(bid, Phase.ENDED, "");
        said.put(LeaseId.of(bid.id()), List.of(message));
    }

    private void update(Bid bid, Phase phase, String detail) {
        LeaseUpdate update = new LeaseUpdate(
                LeaseId.of(bid.id()),
                bid.provider(),
                bid.renter(),
                phase.ordinal() + 1L,
                phase,
                detail,
                validity(clock.instant(), Duration.ofHours(1)));
        said.put(update.lease(), List.of(update));
        market.tellRenter(update);
    }

    private LogChunk chunk(Bid bid, long offset, String text) {
        return new LogChunk(
                LeaseId.of(bid.id()),
                bid.provider(),
                bid.renter(),
                offset,
                text,
                validity(clock.instant(), Duration.ofHours(1)));
    }
}
