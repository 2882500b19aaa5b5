package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.localchain.LocalChain;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.RateLimits;
import org.headroom.market.Role;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.Closing;
import org.headroom.renter.FlowFunding;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.OrderSecrets;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalListener;
import org.headroom.renter.Renter;
import org.headroom.renter.RenterPolicy;
import org.headroom.store.Ledger;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;

/** What a renter does in a story. */
final class RenterSteps implements AutoCloseable {
    static final Requirements ANY_GPU = new Requirements(1, Optional.empty(), new ByteCount(0));
    static final Duration PAID_FOR = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** As the product's, but that bids are chosen from at once: there is one rig. */
    private static final RenterPolicy POLICY = new RenterPolicy(
            Duration.ofMillis(50),
            RenterPolicy.STANDARD.margin(),
            RenterPolicy.STANDARD.answerWithin(),
            RenterPolicy.STANDARD.startWithin(),
            RenterPolicy.STANDARD.receiptWithin(),
            Duration.ofMillis(500));

    private final Market market;
    private final Path home;
    private final KeySigner key;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<LeaseUpdate> told = new CopyOnWriteArrayList<>();
    private final Deque<Runnable> open = new ArrayDeque<>();
    private FlowFunding funding;
    private Renter renter;

    RenterSteps(Market market, Path home) throws Exception {
        this.market = market;
        this.home = home;
        this.key = market.account(home, Market.PURSE);
    }

    void comes() throws IOException {
        Ledger memory = Ledger.open(home.resolve("market.db"));
        open.push(memory::close);
        MqttMarketLink link = new MqttMarketLink(
                List.of(MqttMarketLink.Broker.of(
                        BrokerSettings.of(
                                market.broker().url(), "renter-" + account().hex()),
                        memory.outbox("market"))),
                Role.RENTER,
                new MarketCodec(LocalChain.CHAIN_ID),
                key,
                new Guards(
                        new Eip712Recovery(),
                        memory.messages(Market.CLOCK),
                        memory.blocklist(Market.CLOCK),
                        RateLimits.STANDARD),
                Market.CLOCK);
        open.push(link::close);
        funding = new FlowFunding(market.node().settings(), key);
        open.push(funding::close);
        renter = new Renter(link, funding, key, home, Market.CLOCK, new Listener(), POLICY);
        open.push(renter::close);
        renter.resumeAll();
        link.open();
    }

    private final class Listener implements RentalListener {
        @Override
        public void trouble(Rental rental, String words) {
            troubles.add(words);
        }

        @Override
        public void told(Rental rental, LeaseUpdate update) {
            told.add(update);
        }
    }

    EthAddress account() {
        return key.address();
    }

    List<String> troubles() {
        return troubles;
    }

    /** What rigs told of a lease, in the order in which it came. */
    List<LeaseUpdate> told(LeaseId lease) {
        return told.stream().filter(u -> u.lease().equals(lease)).toList();
    }

    // ---- when

    /** Any GPU, for a fair price, the first bid that comes. */
    Rental orders(Manifest job) {
        return orders(ANY_GPU, job, Market.ASK);
    }

    Rental orders(Requirements hardware, Manifest job, Usdc ceiling) {
        return renter.place(OrderRequest.cheapest(hardware, job, ceiling, PAID_FOR));
    }

    /** Asks, and ends the order when nobody answers within so long. */
    Rental asks(Requirements hardware, Manifest job, Usdc ceiling, Duration open) {
        return renter.place(new OrderRequest(
                hardware, job, ceiling, PAID_FOR, open, OrderRequest.Choosing.CHEAPEST, Optional.empty()));
    }

    /** Leaves the choice to {@link #takes}. */
    Rental ordersAndLooksAtBids(Manifest job) {
        return renter.place(new OrderRequest(
                ANY_GPU,
                job,
                Market.ASK,
                PAID_FOR,
                Duration.ofMinutes(2),
                OrderRequest.Choosing.PERSON,
                Optional.empty()));
    }

    /** Takes a standing offer for one GPU, at its price. */
    Rental takesOffer(Offer offer, Manifest job, OrderSecrets secrets) {
        return takes(new OrderRequest.TakenOffer(offer.provider(), offer.id()), offer.askPerHour(), job, secrets);
    }

    /** The same for another time than {@link #PAID_FOR}. */
    Rental takesOfferFor(Duration agreed, Offer offer, Manifest job, OrderSecrets secrets) {
        return takes(
                new OrderRequest.TakenOffer(offer.provider(), offer.id()), offer.askPerHour(), job, secrets, agreed);
    }

    /** The same, but says that it is somebody else's. */
    Rental takesOfferOf(EthAddress provider, Offer offer, Manifest job) {
        return takes(new OrderRequest.TakenOffer(provider, offer.id()), offer.askPerHour(), job, OrderSecrets.NONE);
    }

    private Rental takes(OrderRequest.TakenOffer offer, Usdc price, Manifest job, OrderSecrets secrets) {
        return takes(offer, price, job, secrets, PAID_FOR);
    }

    private Rental takes(
            OrderRequest.TakenOffer offer, Usdc price, Manifest job, OrderSecrets secrets, Duration agreed) {
        return renter.place(new OrderRequest(
                ANY_GPU,
                job,
                price,
                agreed,
                Duration.ofMinutes(2),
                OrderRequest.Choosing.CHEAPEST,
                Optional.empty(),
                Optional.of(offer),
                StartWindow.ANY_TIME,
                secrets));
    }

    Bid awaitBid(Rental rental) {
        await().atMost(PATIENCE).until(() -> !rental.record().bids().isEmpty());
        return rental.record().bids().getFirst().message();
    }

    void takes(Rental rental, Bid bid) {
        renter.choose(rental.id(), bid.id());
    }

    void stops(Rental rental) {
        renter.cancel(rental.id());
    }

    /** In the middle of the lease, and past the program: all that is not yet owed. */
    Usdc takesTheMoneyBack(StreamRef stream) throws PaymentFailure {
        return funding.refund(stream);
    }

    // ---- then

    LeaseId awaitLease(Rental rental) {
        await().atMost(PATIENCE).until(() -> rental.record().acceptance().isPresent());
        return rental.lease().orElseThrow();
    }

    /** How it ended, once all is settled. */
    Closing awaitClosing(Rental rental) throws InterruptedException {
        assertThat(renter.await(rental, PATIENCE))
                .as("%s is settled: %s; troubles %s", rental.id(), rental.record(), troubles)
                .isTrue();
        return rental.record().closing().orElseThrow();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) open.pop().run();
    }
}
