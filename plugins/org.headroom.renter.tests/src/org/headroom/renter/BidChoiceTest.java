package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class BidChoiceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Order ORDER = new Order(
            new OrderId("order-0001"),
            FakeChain.RENTER,
            Scene.request().requirements(),
            Scene.request().manifest(),
            Usdc.parse("0.50"),
            Duration.ofMinutes(10),
            FakeProvider.validity(NOW, Duration.ofMinutes(2)));

    @Property(tries = 300)
    void takesTheCheapestAndOfEqualOnesTheEarliest(
            @ForAll @Size(max = 12) List<@IntRange(min = -2, max = 8) Integer> prices) {
        List<Signed<Bid>> bids = new ArrayList<>();
        for (int price : prices) bids.add(bid("bid-number-" + bids.size(), price * 100_000L, FakeProvider.terms()));
        Optional<Signed<Bid>> expected = Optional.empty();
        for (Signed<Bid> b : bids) {
            long price = b.message().perHour().baseUnits();
            if (price > 0
                    && price <= 500_000
                    && (expected.isEmpty()
                            || price < expected.get().message().perHour().baseUnits())) expected = Optional.of(b);
        }
        BidChoice choice = BidChoice.of(ORDER, bids, FakeChain.RAIL, Optional.empty(), NOW);
        assertThat(choice.taken()).isEqualTo(expected);
        assertThat(choice.passedOver()).hasSize(bids.size() - (expected.isPresent() ? 1 : 0));
    }

    @Test
    void passesOverWhatCannotBePaid() {
        EthAddress other = FakeChain.address('e');
        Rail r = FakeChain.RAIL;
        for (PaymentTerms terms : List.of(
                new PaymentTerms(1, r.contract(), r.token(), FakeChain.PROVIDER),
                new PaymentTerms(r.chainId(), other, r.token(), FakeChain.PROVIDER),
                new PaymentTerms(r.chainId(), r.contract(), other, FakeChain.PROVIDER),
                new PaymentTerms(r.chainId(), r.contract(), r.token(), EthAddress.ZERO),
                new PaymentTerms(r.chainId(), r.contract(), r.token(), FakeChain.RENTER)))
            assertThat(BidChoice.refuse(ORDER, bid("bid-00001", 1, terms).message(), r, NOW))
                    .as(terms.toString())
                    .isPresent();
    }

    @Test
    void passesOverAnotherCardAndALateBid() {
        Bid fits = bid("bid-00001", 1, FakeProvider.terms()).message();
        assertThat(BidChoice.refuse(ORDER, fits, FakeChain.RAIL, NOW)).isEmpty();
        assertThat(BidChoice.refuse(ORDER, fits, FakeChain.RAIL, NOW.plusSeconds(58)))
                .hasValue("it has expired");
        Bid other = new Bid(
                fits.id(),
                fits.order(),
                fits.renter(),
                fits.provider(),
                fits.gpus().getFirst().id(),
                "NVIDIA T4",
                true,
                fits.perHour(),
                fits.payment(),
                fits.validity());
        assertThat(BidChoice.refuse(ORDER, other, FakeChain.RAIL, NOW))
                .hasValue("its GPU is a NVIDIA T4, not a rtx 4090");
    }

    @Test
    void takesTheWantedBidThoughAnotherIsCheaper() {
        List<Signed<Bid>> bids =
                List.of(bid("bid-cheap", 1, FakeProvider.terms()), bid("bid-wanted", 2, FakeProvider.terms()));
        BidChoice choice = BidChoice.of(ORDER, bids, FakeChain.RAIL, Optional.of(new BidId("bid-wanted")), NOW);
        assertThat(choice.taken()).contains(bids.get(1));
    }

    @Test
    void bidsForOtherOrdersAndFromOurselvesDoNotConcernUs() {
        Bid b = bid("bid-00001", 1, FakeProvider.terms()).message();
        assertThat(BidChoice.concerns(ORDER, b)).isTrue();
        assertThat(BidChoice.concerns(
                        ORDER,
                        new Bid(
                                b.id(),
                                new OrderId("order-0002"),
                                b.renter(),
                                b.provider(),
                                b.gpus().getFirst().id(),
                                b.gpuNames(),
                                true,
                                b.perHour(),
                                b.payment(),
                                b.validity())))
                .isFalse();
        assertThat(BidChoice.concerns(
                        ORDER,
                        new Bid(
                                b.id(),
                                b.order(),
                                b.renter(),
                                b.renter(),
                                b.gpus().getFirst().id(),
                                b.gpuNames(),
                                true,
                                b.perHour(),
                                b.payment(),
                                b.validity())))
                .isFalse();
    }

    private static Signed<Bid> bid(String id, long perHour, PaymentTerms terms) {
        Bid b = FakeProvider.bid(ORDER, new Usdc(perHour), NOW);
        Bid own = new Bid(
                new BidId(id),
                b.order(),
                b.renter(),
                b.provider(),
                b.gpus().getFirst().id(),
                b.gpuNames(),
                true,
                b.perHour(),
                terms,
                b.validity());
        return new Signed<>(own, FakeMarket.SIGNATURE);
    }
}
