package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.junit.jupiter.api.Test;

class ReceiptCheckTest {
    private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ENDED = OPENED.plusSeconds(100);
    private static final Order ORDER = new Order(
            new OrderId("order-0001"),
            FakeChain.RENTER,
            Scene.request().requirements(),
            Scene.request().manifest(),
            Usdc.parse("0.50"),
            Duration.ofMinutes(10),
            FakeProvider.validity(OPENED, Duration.ofMinutes(2)));
    /** A hundred base units a second. */
    private static final Bid BID = FakeProvider.bid(ORDER, Usdc.parse("0.36"), OPENED);

    private static final StreamRef REF = stream(1);
    private static final OpenedStream STREAM = new OpenedStream(REF, new Usdc(50_000), Hash32.ZERO, OPENED);

    private static StreamRef stream(long id) {
        Rail r = FakeChain.RAIL;
        return new StreamRef(r.chainId(), r.contract(), r.token(), BigInteger.valueOf(id));
    }

    private static Receipt receipt(
            BidId bid, OrderId order, GpuId gpu, Instant from, Instant to, StreamRef stream, Usdc perHour, long due) {
        return new Receipt(
                1,
                LeaseId.of(bid),
                order,
                bid,
                FakeChain.PROVIDER,
                FakeChain.RENTER,
                List.of(gpu),
                true,
                "sha256:0",
                Hash32.ZERO,
                from,
                to,
                0,
                Receipt.Outcome.COMPLETED,
                Optional.empty(),
                stream,
                RatePerSecond.ofHourly(perHour),
                new Usdc(due));
    }

    private static Optional<String> judge(Receipt receipt) {
        return ReceiptCheck.refuse(receipt, BID, STREAM, ENDED);
    }

    private static Receipt due(long amount) {
        return receipt(BID.id(), BID.order(), BID.gpus().getFirst().id(), OPENED, ENDED, REF, BID.perHour(), amount);
    }

    @Property(tries = 200)
    void takesJustWhatHadStreamedByTheEnd(@ForAll @LongRange(min = -5, max = 20_000) long amount) {
        assertThat(judge(due(amount)).isEmpty()).isEqualTo(amount >= 0 && amount <= 10_000);
    }

    @Test
    void refusesMoreThanTheDepositHoweverLongItRan() {
        Instant late = OPENED.plusSeconds(1_000);
        Receipt all =
                receipt(BID.id(), BID.order(), BID.gpus().getFirst().id(), OPENED, late, REF, BID.perHour(), 50_001);
        assertThat(ReceiptCheck.refuse(all, BID, STREAM, late))
                .hasValueSatisfying(s -> assertThat(s).contains("0.050000"));
    }

    @Test
    void refusesAnotherLeaseOrderGpuStreamOrRate() {
        BidId bid = BID.id();
        OrderId order = BID.order();
        GpuId gpu = BID.gpus().getFirst().id();
        Usdc price = BID.perHour();
        assertThat(judge(receipt(new BidId("bid-other"), order, gpu, OPENED, ENDED, REF, price, 1)))
                .isPresent();
        assertThat(judge(receipt(bid, new OrderId("order-other"), gpu, OPENED, ENDED, REF, price, 1)))
                .isPresent();
        assertThat(judge(receipt(bid, order, new GpuId("GPU-other"), OPENED, ENDED, REF, price, 1)))
                .isPresent();
        assertThat(judge(receipt(bid, order, gpu, OPENED, ENDED, stream(2), price, 1)))
                .isPresent();
        assertThat(judge(receipt(bid, order, gpu, OPENED, ENDED, REF, Usdc.parse("0.37"), 1)))
                .isPresent();
    }

    @Test
    void takesAReceiptOfAStreamThatBeganAnewAfterTheJobDid() {
        OpenedStream anew = new OpenedStream(stream(2), STREAM.deposit(), Hash32.ZERO, OPENED.plusSeconds(60));
        Receipt receipt = receipt(
                BID.id(), BID.order(), BID.gpus().getFirst().id(), OPENED, ENDED, stream(2), BID.perHour(), 4_000);
        assertThat(ReceiptCheck.refuse(receipt, BID, anew, OPENED, ENDED)).isEmpty();
        Receipt tooMuch = receipt(
                BID.id(), BID.order(), BID.gpus().getFirst().id(), OPENED, ENDED, stream(2), BID.perHour(), 4_001);
        assertThat(ReceiptCheck.refuse(tooMuch, BID, anew, OPENED, ENDED)).isPresent();
    }

    @Test
    void refusesTimesThatCannotBe() {
        BidId bid = BID.id();
        OrderId order = BID.order();
        GpuId gpu = BID.gpus().getFirst().id();
        Usdc price = BID.perHour();
        assertThat(judge(receipt(bid, order, gpu, ENDED, OPENED, REF, price, 0)))
                .hasValue("the job ended before it started");
        assertThat(judge(receipt(bid, order, gpu, OPENED.minusSeconds(60), ENDED, REF, price, 0)))
                .hasValueSatisfying(s -> assertThat(s).contains("before it was paid for"));
        assertThat(judge(receipt(bid, order, gpu, OPENED, ENDED.plusSeconds(60), REF, price, 0)))
                .hasValueSatisfying(s -> assertThat(s).contains("yet to come"));
    }
}
