package org.headroom.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.market.BrokerSettings;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MemoryOutbox;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.Role;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.WalletBalance;
import org.headroom.renter.ChainQuery;
import org.headroom.renter.FlowFunding;
import org.headroom.renter.OfferBoard;
import org.headroom.renter.RentalListener;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.NodeAddress;
import org.headroom.wallet.Passphrase;

/** A renter at work for the length of one command: key, chain, broker. */
final class RentConnection implements AutoCloseable {
    private static final long LINK_WITHIN_S = 15;
    private static final long OFFER_WITHIN_S = 10;

    private final FlowFunding funding;
    private final MqttMarketLink link;
    private final Renter renter;
    private final OfferBoard offers;
    private final CountDownLatch up = new CountDownLatch(1);
    private final CountDownLatch lost = new CountDownLatch(1);

    private RentConnection(FlowFunding funding, MqttMarketLink link, Renter renter, Clock clock) {
        this.funding = funding;
        this.link = link;
        this.renter = renter;
        this.offers = new OfferBoard(clock);
    }

    /** @throws Renter.Busy if another command drives this directory's rentals */
    static RentConnection open(RentAccess options, RentalListener listener)
            throws RentOptions.Trouble, KeystoreFailure, PaymentFailure, IOException {
        String broker = RentOptions.needed("broker", options.broker());
        URI rpc = node(RentOptions.needed("rpc", options.rpc()));
        KeySigner signer = key(options);
        long chainId;
        long firstBlock;
        try (ChainQuery query = new ChainQuery(rpc)) {
            chainId = query.chainId();
            firstBlock = firstBlock(options, query);
        }
        ChainSettings chain = new ChainSettings(
                rpc,
                chainId,
                "chain " + chainId,
                options.contract(),
                options.token().orElseThrow(() -> RentOptions.missing("token")),
                firstBlock,
                ChainSettings.PUBLIC_NODE_SPAN);
        Clock clock = Clock.systemUTC();
        List<MqttMarketLink.Broker> brokers = brokers(broker, "renter-" + signer.address()).stream()
                .map(b -> MqttMarketLink.Broker.of(b, new MemoryOutbox()))
                .toList();
        MqttMarketLink link = new MqttMarketLink(
                brokers,
                Role.RENTER,
                new MarketCodec(chainId),
                signer,
                Guards.forNow(new Eip712Recovery(), clock),
                clock);
        FlowFunding funding = new FlowFunding(chain, signer);
        try {
            Renter renter = new Renter(link, funding, signer, options.directory(), clock, listener);
            RentConnection connection = new RentConnection(funding, link, renter, clock);
            connection.start();
            return connection;
        } catch (IOException e) {
            link.close();
            funding.close();
            throw e;
        }
    }

    private void start() {
        link.onState(s -> {
            if (s.phase() == LinkState.Phase.UP) up.countDown();
            else if (up.getCount() == 0) lost.countDown();
        });
        link.onIncoming(offers);
        renter.resumeAll();
        link.open();
    }

    /** The text is not quoted: it may hold an access key. */
    static URI node(String text) throws RentOptions.Trouble {
        return NodeAddress.parse(text)
                .orElseThrow(() -> new RentOptions.Trouble(
                        "The address of the chain's node cannot be used: it begins with http:// or https:// and a host,"
                                + " such as https://node.example. Correct --rpc, or \"rpc\" in settings.json."));
    }

    /** One for each URL between commas. The text is not quoted: it may hold a password. */
    static List<BrokerSettings> brokers(String text, String clientId) throws RentOptions.Trouble {
        try {
            return Arrays.stream(text.split(","))
                    .map(url -> BrokerSettings.of(url.strip(), clientId))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new RentOptions.Trouble("The broker cannot be used: " + e.getMessage()
                    + ". Correct --broker, or \"broker\" in settings.json.");
        }
    }

    private static KeySigner key(RentAccess options) throws RentOptions.Trouble, KeystoreFailure {
        Path keystore = RentOptions.needed("keystore", options.keystore());
        Optional<Path> file = options.passphraseFile();
        char[] passphrase = file.isPresent()
                ? Passphrase.fromFile(file.get())
                : Passphrase.fromConsole(System.console(), "Passphrase of " + keystore);
        try {
            return Keystore.open(keystore, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** No stream of ours is older than the first block after which one was meant to be opened. */
    private static long firstBlock(RentOptions options, ChainQuery query) throws RentOptions.Trouble, PaymentFailure {
        var oldest = options.files().all().stream()
                .flatMap(r -> r.intent().stream())
                .mapToLong(RentalRecord.Intent::afterBlock)
                .min();
        return oldest.isPresent() ? oldest.getAsLong() : query.head();
    }

    Renter renter() {
        return renter;
    }

    /** The standing offers, after listening for so long, or until the line is lost: the broker shows them one by one. */
    List<Offer> offers(Duration look) throws InterruptedException {
        lost.await(look.toMillis(), TimeUnit.MILLISECONDS);
        return offers.standing();
    }

    /** Looks until the offer is there. @throws RentOptions.Trouble if it does not show within ten seconds */
    Offer offer(OfferId id) throws InterruptedException, RentOptions.Trouble {
        CountDownLatch seen = new CountDownLatch(1);
        var watching = link.onIncoming(i -> {
            if (i instanceof Incoming.Taken t && t.signed().message() instanceof Offer o && o.id().equals(id))
                seen.countDown();
        });
        try {
            if (offers.find(id).isEmpty() && !seen.await(OFFER_WITHIN_S, TimeUnit.SECONDS))
                throw new RentOptions.Trouble("There is no offer " + id
                        + " on this market: it was taken back or has been renewed under another id. See 'rent offers'."
                        + " Nothing was ordered.");
        } finally {
            watching.close();
        }
        return offers.find(id)
                .orElseThrow(() ->
                        new RentOptions.Trouble("The offer " + id + " was just taken back; nothing was ordered."));
    }

    boolean offline(Offer offer) {
        return offers.offline(offer.provider());
    }

    WalletBalance balance() throws PaymentFailure {
        return funding.balance();
    }

    void requireMarket() throws RentOptions.Trouble, InterruptedException {
        if (!up.await(LINK_WITHIN_S, TimeUnit.SECONDS))
            throw new RentOptions.Trouble("The market cannot be reached, so nothing was ordered or paid: "
                    + link.state().message());
    }

    /** Lets what was said reach the broker. */
    private void flush() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        link.onState(s -> {
            if (s.waiting() == 0) sent.countDown();
        });
        if (link.state().waiting() > 0 && !sent.await(3, TimeUnit.SECONDS))
            System.err.println("Not all was sent to the broker; the next command sends it.");
    }

    @Override
    public void close() {
        try {
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        renter.close();
        link.close();
        funding.close();
    }
}
