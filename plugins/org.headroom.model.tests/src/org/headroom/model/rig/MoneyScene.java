package org.headroom.model.rig;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
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

/** One lease for an hour at most, at 0.36 USDC an hour: 100 base units a second. Its stream starts at {@link #BEGUN}. */
public final class MoneyScene {
    public static final Instant BEGUN = Instant.parse("2026-11-26T12:00:00Z");
    public static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("0.36"));

    private static final EthAddress RENTER = new EthAddress("0x8c41b7f02d5a6e9134c8d01f7ab362e95f04d2e0");
    private static final EthAddress PROVIDER = new EthAddress("0x3f1c0a6d2be94758a3c1f06be2d18c94a05b7e62");
    private static final EthAddress CONTRACT = new EthAddress("0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b");
    private static final StreamRef STREAM = new StreamRef(8453, CONTRACT, CONTRACT, BigInteger.ONE);
    private static final Signature SIGNATURE = new Signature("0x" + "1b".repeat(65));
    private static final Validity VALID = new Validity(BEGUN, BEGUN.plusSeconds(600), Hash32.ZERO);
    private static final ContainerRef CONTAINER = new ContainerRef("podman", "5.4", "c0ffee", "sha256:00");

    private MoneyScene() {}

    public static LeaseTerms terms() {
        Manifest manifest = new Manifest(
                "registry.example/job:1",
                List.of("run"),
                Map.of(),
                new Limits(1000, new ByteCount(1L << 30), 64, Duration.ofHours(2)));
        Order order = new Order(
                new OrderId("order-000001"),
                RENTER,
                new Requirements(1, Optional.empty(), new ByteCount(0)),
                manifest,
                Usdc.parse("0.50"),
                Duration.ofHours(1),
                VALID);
        Bid bid = new Bid(
                new BidId("bid-00000001"),
                order.id(),
                RENTER,
                PROVIDER,
                new GpuId("GPU-5c6b4a2e-0000-4000-8000-000000000000"),
                "RTX 4090",
                false,
                Usdc.parse("0.36"),
                new PaymentTerms(8453, CONTRACT, CONTRACT, PROVIDER),
                VALID);
        return new LeaseTerms(new Signed<>(order, SIGNATURE), new Signed<>(bid, SIGNATURE));
    }

    /** A flowing stream with an hour's money in it, as it was read at a moment. */
    public static StreamState flowing(Instant readAt) {
        return flowing(readAt, BEGUN);
    }

    /** The same, created at another time by the chain's clock. */
    public static StreamState flowing(Instant readAt, Instant createdAt) {
        return stream(RATE, Usdc.parse("0.36"), Usdc.ZERO, createdAt, readAt);
    }

    /** A stream that was ended while it owed this. */
    public static StreamState stopped(Usdc owed, Instant readAt) {
        return stream(new RatePerSecond(BigInteger.ZERO), owed, owed, readAt, readAt);
    }

    private static StreamState stream(
            RatePerSecond rate, Usdc balance, Usdc settled, Instant settledAt, Instant readAt) {
        return new StreamState(STREAM, RENTER, PROVIDER, rate, balance, settled, settledAt, false, Usdc.ZERO, readAt);
    }

    public static Withdrawal withdrawal(int number, String amount) {
        Hash32 transaction = new Hash32(String.format("0x%064x", number));
        return new Withdrawal(STREAM, transaction, number, Usdc.parse(amount), 98_000, Wei.ZERO, BEGUN);
    }

    public static LeaseState running(Instant startedAt) {
        return new LeaseState.Running(terms(), Funding.of(flowing(BEGUN)), CONTAINER, startedAt);
    }

    public static LeaseState ended(Instant startedAt, Instant endedAt) {
        return ended(flowing(BEGUN), startedAt, endedAt);
    }

    public static LeaseState ended(StreamState verified, Instant startedAt, Instant endedAt) {
        return new LeaseState.Ended(terms(), Funding.of(verified), CONTAINER, result(startedAt, endedAt));
    }

    private static JobResult result(Instant startedAt, Instant endedAt) {
        return new JobResult(startedAt, endedAt, 0, Receipt.Outcome.COMPLETED, Hash32.ZERO, Optional.empty());
    }

    /** A lease whose receipt asks for an amount. @param sure how many of the withdrawals, the first ones, are final */
    public static LeaseState receipted(String amountDue, List<Withdrawal> made, int sure) {
        Signed<ReceiptMessage> receipt = receipt(amountDue);
        return new LeaseState.Receipted(
                terms(),
                funding(made, sure, "0"),
                CONTAINER,
                result(BEGUN, BEGUN.plusSeconds(60)),
                receipt,
                Hash32.ZERO);
    }

    public static LeaseState paid(String amountDue, List<Withdrawal> made, int sure, String shortfall) {
        return new LeaseState.Paid(
                terms(),
                funding(made, sure, shortfall),
                CONTAINER,
                result(BEGUN, BEGUN.plusSeconds(60)),
                receipt(amountDue),
                Hash32.ZERO);
    }

    private static Funding funding(List<Withdrawal> made, int sure, String shortfall) {
        Set<Hash32> finals =
                made.stream().limit(sure).map(Withdrawal::transaction).collect(Collectors.toSet());
        return new Funding(flowing(BEGUN), made, finals, Usdc.parse(shortfall));
    }

    private static Signed<ReceiptMessage> receipt(String amountDue) {
        Receipt receipt = new Receipt(
                1,
                LeaseId.of(terms().bid().id()),
                terms().order().id(),
                terms().bid().id(),
                PROVIDER,
                RENTER,
                terms().bid().gpuIds(),
                false,
                "sha256:00",
                Hash32.ZERO,
                BEGUN.truncatedTo(ChronoUnit.SECONDS),
                BEGUN.plusSeconds(60),
                0,
                Receipt.Outcome.COMPLETED,
                Optional.empty(),
                STREAM,
                RATE,
                Usdc.parse(amountDue));
        return new Signed<>(ReceiptMessage.of(receipt), SIGNATURE);
    }
}
