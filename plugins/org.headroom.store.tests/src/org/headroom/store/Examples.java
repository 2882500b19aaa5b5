package org.headroom.store;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
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

/** The messages and events of a lease from order to payout, numbered so that there can be many. The signatures are made up. */
public final class Examples {
    public static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    public static final EthAddress PROVIDER = address(0xa1);
    public static final EthAddress RENTER = address(0xb2);
    public static final GpuId GPU = new GpuId("GPU-5c6b4a2e-0000-4000-8000-000000000001");
    public static final Usdc PER_HOUR = Usdc.parse("0.42");
    public static final RatePerSecond RATE = RatePerSecond.ofHourly(PER_HOUR);

    private Examples() {}

    public static EthAddress address(int n) {
        return new EthAddress(String.format("0x%040x", n));
    }

    public static Hash32 hash(long n) {
        return new Hash32(String.format("0x%064x", n));
    }

    public static Validity validity(long nonce) {
        return new Validity(T0, T0.plusSeconds(600), hash(nonce));
    }

    public static <M extends MarketMessage> Signed<M> signed(M message) {
        return new Signed<>(message, new Signature("0x" + "5e".repeat(64) + "1b"));
    }

    public static LeaseId lease(int n) {
        return LeaseId.of(bidId(n));
    }

    public static BidId bidId(int n) {
        return new BidId(String.format("bid-%08d", n));
    }

    public static OrderId orderId(int n) {
        return new OrderId(String.format("order-%08d", n));
    }

    public static PaymentTerms payment() {
        return new PaymentTerms(31337, address(0xf1), address(0xc0), PROVIDER);
    }

    public static StreamRef stream(int n) {
        return new StreamRef(31337, address(0xf1), address(0xc0), BigInteger.valueOf(n));
    }

    public static Order order(int n) {
        Limits limits = new Limits(2_000, new ByteCount(1L << 30), 256, Duration.ofMinutes(5));
        Manifest manifest = new Manifest(
                "localhost/headroom-demo:1",
                List.of("/bin/sh", "-c", "echo \"½ done\"; compute"),
                Map.of("SEED", "7", "ROUNDS", "20"),
                limits);
        return new Order(
                orderId(n),
                RENTER,
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(16L << 30)),
                manifest,
                Usdc.parse("0.5"),
                Duration.ofHours(1),
                validity(1_000L + n));
    }

    public static Bid bid(int n) {
        return new Bid(
                bidId(n),
                orderId(n),
                RENTER,
                PROVIDER,
                GPU,
                "NVIDIA GeForce RTX 4090",
                true,
                PER_HOUR,
                payment(),
                validity(2_000L + n));
    }

    public static LeaseTerms terms(int n) {
        return new LeaseTerms(signed(order(n)), signed(bid(n)));
    }

    public static Acceptance acceptance(int n) {
        return new Acceptance(lease(n), bidId(n), orderId(n), RENTER, PROVIDER, stream(n), validity(3_000L + n));
    }

    public static StreamState streamState(int n) {
        return new StreamState(
                stream(n),
                RENTER,
                PROVIDER,
                RATE,
                Usdc.parse("0.42"),
                Usdc.ZERO,
                T0.plusSeconds(3),
                false,
                Usdc.ZERO,
                T0.plusSeconds(4));
    }

    public static ContainerRef container(int n) {
        return new ContainerRef("podman", "4.3.1", String.format("%064x", n), "sha256:" + "d1".repeat(32));
    }

    public static JobResult result() {
        return new JobResult(
                T0.plusSeconds(5),
                T0.plusSeconds(25),
                0,
                Receipt.Outcome.COMPLETED,
                hash(0xaf),
                Optional.of(new Joules(6_400_123)));
    }

    private static JobResult counted(JobResult r) {
        return new JobResult(
                r.startedAt(),
                r.endedAt(),
                r.exitCode(),
                r.outcome(),
                r.artefacts(),
                r.energy(),
                Optional.of(EnergyEstimate.Source.COUNTER),
                r.cause());
    }

    private static JobResult outOfMemory(JobResult r) {
        return new JobResult(
                r.startedAt(),
                r.endedAt(),
                137,
                Receipt.Outcome.JOB_FAILED,
                new JobArtefacts.NotHashed(""),
                r.energy(),
                r.energySource(),
                Optional.of(EndCause.OUT_OF_MEMORY));
    }

    public static Receipt receipt(int n, long number) {
        JobResult result = result();
        return new Receipt(
                number,
                lease(n),
                orderId(n),
                bidId(n),
                PROVIDER,
                RENTER,
                List.of(GPU),
                true,
                container(n).imageDigest(),
                result.artefacts().known().orElseThrow(),
                result.startedAt(),
                result.endedAt(),
                result.exitCode(),
                result.outcome(),
                result.energy(),
                stream(n),
                RATE,
                RATE.streamed(Duration.ofSeconds(22)));
    }

    public static Withdrawal withdrawal(int n, long transaction) {
        return new Withdrawal(
                stream(n),
                hash(transaction),
                17,
                new Usdc(2_566),
                131_072,
                new Wei(new BigInteger("262144000000000000000000")),
                T0.plusSeconds(40));
    }

    /** The same withdrawal, which returned money to the renter, too. */
    public static Withdrawal returning(Withdrawal w, long returned) {
        return new Withdrawal(
                w.stream(),
                w.transaction(),
                w.block(),
                w.amount(),
                new Usdc(returned),
                w.gasUsed(),
                w.feePaid(),
                w.at());
    }

    public static LeaseEvent.ReceiptNumbered numbered(int n, long number) {
        return new LeaseEvent.ReceiptNumbered(lease(n), receipt(n, number), hash(0x9000 + number), T0.plusSeconds(26));
    }

    public static LeaseEvent.MoneyWithdrawn withdrawn(int n, long transaction) {
        return new LeaseEvent.MoneyWithdrawn(lease(n), withdrawal(n, transaction), T0.plusSeconds(41));
    }

    /** A lease that went well, from bid to payout; the receipt's number is the lease's. */
    public static List<LeaseEvent> paidLease(int n) {
        LeaseId lease = lease(n);
        return List.of(
                new LeaseEvent.BidMade(terms(n), T0.plusNanos(123_456_789)),
                new LeaseEvent.BidTaken(lease, acceptance(n), T0.plusSeconds(2)),
                new LeaseEvent.StreamVerified(lease, streamState(n), T0.plusSeconds(4)),
                new LeaseEvent.JobStarted(lease, container(n), T0.plusSeconds(5)),
                new LeaseEvent.StopAsked(lease, StopReason.RENTER_ASKED, T0.plusSeconds(24)),
                new LeaseEvent.JobEnded(lease, result(), T0.plusSeconds(25)),
                numbered(n, n),
                new LeaseEvent.ReceiptSigned(
                        lease, signed(new ReceiptMessage(receipt(n, n), validity(4_000L + n))), T0.plusSeconds(27)),
                withdrawn(n, 7_000L + n));
    }

    /** One event of each kind that format 2 had, with nothing that came later. */
    public static List<LeaseEvent> eachOlderKind() {
        List<LeaseEvent> all = new ArrayList<>(paidLease(1));
        all.add(new LeaseEvent.BidLapsed(lease(2), T0.plusSeconds(600)));
        all.add(new LeaseEvent.StreamRefused(lease(3), "the stream pays another token", T0.plusSeconds(3)));
        all.add(new LeaseEvent.JobRefused(lease(4), "no container engine answers", T0.plusSeconds(5)));
        all.add(new LeaseEvent.DrainAsked(lease(1), "the memory is at 108 °C", T0.plusSeconds(21)));
        all.add(new LeaseEvent.DrainLifted(lease(1), T0.plusSeconds(22)));
        all.add(new LeaseEvent.HealthStopAsked(lease(1), "XID 79: the GPU has fallen off the bus", T0.plusSeconds(23)));
        all.add(new LeaseEvent.NoticeGiven(
                lease(1), "the owner needs the machine", T0.plusSeconds(324), T0.plusSeconds(24)));
        all.add(new LeaseEvent.NoticeLifted(lease(1), T0.plusSeconds(25)));
        all.add(new LeaseEvent.OwnerStopAsked(lease(1), "the owner needs the machine", T0.plusSeconds(26)));
        return List.copyOf(all);
    }

    /** One event of each kind there is, with all that the current format can say. */
    public static List<LeaseEvent> eachKind() {
        List<LeaseEvent> all = new ArrayList<>(eachKindOfFormat5());
        all.set(
                5,
                new LeaseEvent.JobEnded(
                        lease(1), outOfMemory(counted(result())).with(new JobArtefacts.Pending()), T0.plusSeconds(25)));
        all.add(hashed(1));
        return List.copyOf(all);
    }

    /** What the job of a lease left has been hashed. */
    public static LeaseEvent.ArtefactsHashed hashed(int n) {
        return new LeaseEvent.ArtefactsHashed(lease(n), new JobArtefacts.Hashed(hash(0xaf)), T0.plusSeconds(26));
    }

    /** One event of each kind, with all that format 5 could say. */
    public static List<LeaseEvent> eachKindOfFormat5() {
        List<LeaseEvent> all = new ArrayList<>(eachKindOfFormat4());
        all.set(
                2,
                new LeaseEvent.StreamVerified(
                        lease(1), withBlockHash(readAt(streamState(1), 40_000_130)), T0.plusSeconds(4)));
        all.set(10, streamRefused(3));
        return List.copyOf(all);
    }

    /** The stream of a lease was refused at its check, and holds money for this rig. */
    public static LeaseEvent.StreamRefused streamRefused(int n) {
        return new LeaseEvent.StreamRefused(
                lease(n),
                "the stream has been ended for good",
                Optional.of(readAt(streamState(n), 40_000_150)),
                T0.plusSeconds(3));
    }

    /** One event of each kind, with all that format 4 could say. */
    public static List<LeaseEvent> eachKindOfFormat4() {
        List<LeaseEvent> all = new ArrayList<>(eachKindOfFormat3());
        all.set(5, new LeaseEvent.JobEnded(lease(1), outOfMemory(counted(result())), T0.plusSeconds(25)));
        all.add(new LeaseEvent.PaymentUnknown(
                lease(1), new Usdc(116), "the stream could not be read for 7 days", T0.plusSeconds(604_800)));
        all.add(new LeaseEvent.PaymentKnown(lease(1), T0.plusSeconds(700_000)));
        all.add(new LeaseEvent.StreamReplaced(
                lease(1),
                Optional.of(readAt(streamState(5), 40_000_140)),
                "stream 1 is stream 5 after a reorganisation",
                T0.plusSeconds(30)));
        return List.copyOf(all);
    }

    /** One event of each kind, with all that format 3 could say. */
    public static List<LeaseEvent> eachKindOfFormat3() {
        List<LeaseEvent> all = new ArrayList<>(eachOlderKind());
        all.set(0, new LeaseEvent.BidMade(terms(1), Optional.of(40_000_123L), T0.plusNanos(123_456_789)));
        all.set(2, new LeaseEvent.StreamVerified(lease(1), readAt(streamState(1), 40_000_130), T0.plusSeconds(4)));
        all.set(5, new LeaseEvent.JobEnded(lease(1), counted(result()), T0.plusSeconds(25)));
        all.set(
                8,
                new LeaseEvent.MoneyWithdrawn(lease(1), returning(withdrawal(1, 7_001), 15_516), T0.plusSeconds(41)));
        all.add(new LeaseEvent.WithdrawalFinal(lease(1), hash(7_001), T0.plusSeconds(900)));
        all.add(reverted(1, 7_001));
        all.add(new LeaseEvent.ShortfallBooked(
                lease(1), new Usdc(116), "the renter took back what was not yet owed", T0.plusSeconds(60)));
        return List.copyOf(all);
    }

    public static LeaseEvent.WithdrawalReverted reverted(int n, long transaction) {
        return new LeaseEvent.WithdrawalReverted(lease(n), hash(transaction), T0.plusSeconds(50));
    }

    public static StreamState readAt(StreamState s, long block) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt(),
                s.settledDust(),
                Optional.of(block));
    }

    private static StreamState withBlockHash(StreamState s) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt(),
                s.settledDust(),
                s.block(),
                Optional.of(hash(0xb10c)));
    }
}
