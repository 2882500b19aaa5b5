package org.headroom.cli.bench;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.signing.Signature;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;

/**
 * The events of a lease that never was, with signatures that are made up.
 *
 * @param number tells leases apart; also the receipt's number
 * @param stream as the chain has it when the lease is verified
 * @param began when the bid was made, in whole seconds
 */
record MadeUpLease(int number, PaymentTerms terms, StreamState stream, Instant began) {
    static final EthAddress PROVIDER = new EthAddress("0x" + "1".repeat(40));
    static final RatePerSecond RATE = RatePerSecond.ofHourly(MadeUpMarket.ASK);

    private static final EthAddress RENTER = new EthAddress("0x" + "2".repeat(40));
    private static final Duration ORDERED = Duration.ofHours(12);
    private static final Duration RAN = Duration.ofMinutes(10);
    private static final Signature SIGNATURE = new Signature("0x" + "ab".repeat(65));

    /** With a stream that the chain never had. */
    static MadeUpLease of(int number, Instant began) {
        Instant second = began.truncatedTo(ChronoUnit.SECONDS);
        PaymentTerms terms = MadeUpMarket.terms(PROVIDER);
        StreamRef ref = new StreamRef(terms.chainId(), terms.contract(), terms.token(), BigInteger.valueOf(number));
        return new MadeUpLease(number, terms, stream(ref, RENTER, second), second);
    }

    /** A stream that was opened at a moment and pays what is asked for a long time. */
    static StreamState stream(StreamRef ref, EthAddress sender, Instant opened) {
        return new StreamState(
                ref,
                sender,
                PROVIDER,
                RATE,
                Usdc.parse("1000"),
                Usdc.ZERO,
                opened,
                false,
                Usdc.ZERO,
                opened,
                BigInteger.ZERO,
                Optional.of(1L));
    }

    /** @param number the same as that of the lease */
    static LeaseId id(int number) {
        return LeaseId.of(bidId(number));
    }

    private static BidId bidId(int number) {
        return new BidId(String.format("bid-made-up-%08d", number));
    }

    private OrderId orderId() {
        return new OrderId(String.format("order-made-up-%08d", number));
    }

    private LeaseId lease() {
        return id(number);
    }

    private GpuId gpu(int gpus) {
        return MadeUpMarket.gpus(gpus).get(number % gpus).identity().id();
    }

    private Instant at(long seconds) {
        return began.plusSeconds(seconds);
    }

    private Validity validity(int message) {
        return new Validity(began, began.plusSeconds(600), hash(message));
    }

    private Hash32 hash(int kind) {
        return new Hash32(String.format("0x%032x%032x", kind, number));
    }

    private static <M extends MarketMessage> Signed<M> signed(M message) {
        return new Signed<>(message, SIGNATURE);
    }

    private Order order() {
        Manifest manifest = new Manifest(
                "registry.example/team/train:2024-11",
                List.of("python", "-m", "train", "--epochs", "3"),
                Map.of("DATASET", "s3://bucket/prefix", "SEED", "7"),
                new Limits(4000, new ByteCount(8L << 30), 512, ORDERED));
        return new Order(
                orderId(),
                stream.sender(),
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(16L << 30)),
                manifest,
                MadeUpMarket.ASK,
                ORDERED,
                validity(1));
    }

    private Bid bid(int gpus) {
        return new Bid(
                bidId(number),
                orderId(),
                stream.sender(),
                terms.recipient(),
                gpu(gpus),
                "NVIDIA GeForce RTX 4090",
                true,
                MadeUpMarket.ASK,
                terms,
                validity(2));
    }

    private ContainerRef container() {
        return SettlingEngine.container(lease());
    }

    /** From the bid to the running job. @param gpus of the rig */
    List<LeaseEvent> running(int gpus) {
        Acceptance acceptance = new Acceptance(
                lease(), bidId(number), orderId(), stream.sender(), terms.recipient(), stream.ref(), validity(3));
        return List.of(
                new LeaseEvent.BidMade(new LeaseTerms(signed(order()), signed(bid(gpus))), Optional.of(1L), began),
                new LeaseEvent.BidTaken(lease(), acceptance, at(1)),
                new LeaseEvent.StreamVerified(lease(), stream, at(1)),
                new LeaseEvent.JobStarted(lease(), container(), at(2)));
    }

    /** From the end of the job to the last of its money. */
    List<LeaseEvent> settled(int gpus) {
        Receipt receipt = receipt(gpus);
        Withdrawal withdrawal = new Withdrawal(
                stream.ref(),
                hash(4),
                // Later than that of the verification.
                number + 1L,
                receipt.amountDue(),
                131_072,
                new Wei(BigInteger.valueOf(262_144_000_000L)),
                receipt.endedAt().plusSeconds(40));
        JobResult result = new JobResult(
                receipt.startedAt(),
                receipt.endedAt(),
                receipt.exitCode(),
                receipt.outcome(),
                receipt.artefactsDigest(),
                receipt.energy());
        Instant ended = receipt.endedAt();
        return List.of(
                new LeaseEvent.JobEnded(lease(), result, ended),
                new LeaseEvent.ReceiptNumbered(lease(), receipt, hash(5), ended),
                new LeaseEvent.ReceiptSigned(lease(), signed(new ReceiptMessage(receipt, validity(6))), ended),
                new LeaseEvent.MoneyWithdrawn(lease(), withdrawal, ended.plusSeconds(41)),
                new LeaseEvent.WithdrawalFinal(lease(), withdrawal.transaction(), ended.plusSeconds(900)));
    }

    private Receipt receipt(int gpus) {
        Instant started = at(2);
        Instant ended = started.plus(RAN);
        return new Receipt(
                number,
                lease(),
                orderId(),
                bidId(number),
                terms.recipient(),
                stream.sender(),
                List.of(gpu(gpus)),
                true,
                container().imageDigest(),
                hash(7),
                started,
                ended,
                0,
                Receipt.Outcome.COMPLETED,
                Optional.of(new Joules(180_000_000)),
                stream.ref(),
                stream.rate(),
                stream.rate().streamed(Duration.between(stream.settledAt(), ended)));
    }

    LeaseSummary summary(int gpus) {
        Receipt receipt = receipt(gpus);
        return new LeaseSummary(
                lease(),
                number,
                receipt.renter(),
                receipt.gpus(),
                true,
                Optional.of(receipt.outcome()),
                "",
                Optional.of(receipt.startedAt()),
                receipt.endedAt(),
                receipt.amountDue(),
                receipt.amountDue(),
                Usdc.ZERO,
                Usdc.ZERO,
                new Wei(BigInteger.valueOf(262_144_000_000L)),
                receipt.energy());
    }
}
