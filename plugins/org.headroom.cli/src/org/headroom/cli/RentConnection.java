package org.headroom.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.headroom.market.BrokerSettings;
import org.headroom.market.ClientIds;
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
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);

    private final FlowFunding funding;
    private final MqttMarketLink link;
    private final Renter renter;
    private final OfferBoard offers;
    /** The hosts and ports, for a person. */
    private final String brokers;

    private final String failed;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<Void> refused = new CompletableFuture<>();
    private final CountDownLatch lost = new CountDownLatch(1);

    /** What of the chain must be known before a renter can speak. */
    private record Rail(long id, long firstBlock) {}

    private RentConnection(
            FlowFunding funding, MqttMarketLink link, Renter renter, String brokers, String failed, Clock clock) {
        this.funding = funding;
        this.link = link;
        this.renter = renter;
        this.brokers = brokers;
        this.failed = failed;
        this.offers = new OfferBoard(clock);
    }

    /**
     * Asks the chain's node first.
     *
     * @param failed what it means for the command that the node or the broker is out of reach: a sentence without its full stop
     * @throws Renter.Busy if another command drives this directory's rentals
     */
    static RentConnection open(RentAccess options, RentalListener listener, String failed)
            throws RentOptions.Trouble, KeystoreFailure, IOException, InterruptedException {
        return open(options, listener, failed, Optional.empty());
    }

    /**
     * For a command that goes on with a rental. Where its record names the chain, the node is not asked before the broker is:
     * a provider can be told to stop while the node is down.
     *
     * @throws Renter.Busy if another command drives this directory's rentals
     */
    static RentConnection goingOn(RentAccess options, RentalListener listener, RentalRecord rental)
            throws RentOptions.Trouble, KeystoreFailure, IOException, InterruptedException {
        return open(options, listener, "Nothing was paid for " + rental.id(), Optional.of(rental));
    }

    private static RentConnection open(
            RentAccess options, RentalListener listener, String failed, Optional<RentalRecord> rental)
            throws RentOptions.Trouble, KeystoreFailure, IOException, InterruptedException {
        String broker = RentOptions.needed("broker", options.broker());
        URI rpc = node(RentOptions.needed("rpc", options.rpc()));
        NodeAddress.unprotected(List.of(rpc)).ifPresent(System.err::println);
        KeySigner signer = key(options);
        Rail rail = rail(options, rpc, failed, rental);
        ChainSettings chain = options.chain(rpc, rail.id(), rail.firstBlock());
        Clock clock = Clock.systemUTC();
        ClientIds ids = ClientIds.in(options.directory());
        List<BrokerSettings> settings = brokers(broker, url -> ids.of("renter", url));
        MqttMarketLink link = new MqttMarketLink(
                settings.stream()
                        .map(b -> MqttMarketLink.Broker.of(b, new MemoryOutbox()))
                        .toList(),
                Role.RENTER,
                new MarketCodec(rail.id()),
                signer,
                Guards.forNow(new Eip712Recovery(), clock),
                clock);
        FlowFunding funding = new FlowFunding(chain, signer);
        try {
            Renter renter = new Renter(link, funding, signer, options.directory(), clock, listener);
            RentConnection connection = new RentConnection(funding, link, renter, shown(settings), failed, clock);
            connection.start();
            return connection;
        } catch (IOException e) {
            link.close();
            funding.close();
            throw e;
        }
    }

    private void start() {
        AtomicBoolean tried = new AtomicBoolean();
        link.onState(s -> {
            // Before its first try the link is down, too: messages that wait for it refuse nothing.
            if (s.phase() == LinkState.Phase.CONNECTING) tried.set(true);
            if (s.phase() == LinkState.Phase.UP) up.complete(null);
            else if (up.isDone()) lost.countDown();
            else if (tried.get() && s.phase() == LinkState.Phase.DOWN) refused.complete(null);
        });
        link.onIncoming(offers);
        renter.resumeAll();
        link.open();
    }

    private static Rail rail(RentOptions options, URI rpc, String failed, Optional<RentalRecord> rental)
            throws RentOptions.Trouble, InterruptedException {
        List<RentalRecord> all = options.files().all();
        // No stream of ours is older than the first block after which one was meant to be opened.
        var oldest = all.stream()
                .flatMap(r -> r.intent().stream())
                .mapToLong(RentalRecord.Intent::afterBlock)
                .min();
        Optional<Long> known = rental.flatMap(RentConnection::chainId);
        if (known.isPresent() && oldest.isPresent()) return new Rail(known.get(), oldest.getAsLong());
        try {
            return RentNode.read(
                    rpc, query -> new Rail(query.chainId(), oldest.isPresent() ? oldest.getAsLong() : query.head()));
        } catch (PaymentFailure e) {
            throw new RentOptions.NodeTrouble(e.getMessage() + " " + failed + "." + paying(all));
        }
    }

    /** The taken bid's terms are this renter's own chain: no other bid is taken. */
    private static Optional<Long> chainId(RentalRecord rental) {
        return rental.stream()
                .map(s -> s.ref().chainId())
                .or(() -> rental.taken().map(b -> b.message().payment().chainId()));
    }

    /** What goes on while a command cannot work. */
    private static String paying(List<RentalRecord> all) {
        List<String> open = all.stream()
                .filter(r -> r.open() && r.stream().isPresent())
                .flatMap(r -> r.lease().stream())
                .map(Object::toString)
                .toList();
        if (open.isEmpty()) return "";
        return " The payment streams of these leases go on paying meanwhile: " + String.join(", ", open)
                + ". 'rent stop' reaches their providers without the node.";
    }

    /** The text is not quoted: it may hold an access key. */
    static URI node(String text) throws RentOptions.Trouble {
        return NodeAddress.parse(text)
                .orElseThrow(() -> new RentOptions.Trouble(
                        "The address of the chain's node cannot be used: it begins with http:// or https:// and a host,"
                                + " such as https://node.example. Correct --rpc, or \"rpc\" in settings.json."));
    }

    /** One for each URL between commas. The text is not quoted: it may hold a password. */
    static List<BrokerSettings> brokers(String text, UnaryOperator<String> clientId) throws RentOptions.Trouble {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .map(url -> BrokerSettings.of(url, clientId.apply(url)))
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

    private static String shown(List<BrokerSettings> brokers) {
        return brokers.stream()
                .flatMap(b -> b.urls().stream())
                .map(URI::getAuthority)
                .collect(Collectors.joining(", "));
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

    /** @throws RentOptions.Trouble if no broker is reached within fifteen seconds */
    void requireMarket() throws RentOptions.Trouble, InterruptedException {
        if (!isUpWithin(up, Duration.ofSeconds(LINK_WITHIN_S)))
            throw new RentOptions.Trouble(failed + ": the broker " + brokers + " cannot be reached. "
                    + link.state().message());
    }

    /** Whether the first try to reach a broker succeeds; it goes on trying all the same. */
    boolean isReachedAtOnce() throws InterruptedException {
        return isUpWithin(CompletableFuture.anyOf(up, refused), FIRST_TRY);
    }

    private boolean isUpWithin(Future<?> something, Duration within) throws InterruptedException {
        try {
            something.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the state of the link is never a failure", e);
        }
        return up.isDone();
    }

    /** Runs it once, when the broker is reached. */
    void whenReached(Runnable then) {
        up.thenRun(then);
    }

    /** The hosts and ports of the brokers. */
    String brokers() {
        return brokers;
    }

    /** Lets what was said reach the broker. */
    private void flush() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        link.onState(s -> {
            if (s.waiting() == 0) sent.countDown();
        });
        if (link.state().waiting() > 0 && !sent.await(3, TimeUnit.SECONDS))
            System.err.println("Not all was sent to the broker " + brokers
                    + ": the next command sends what still matters. An order that was called off ends at its expiry.");
    }

    /**
     * The link ends before the renter does: what comes in meanwhile is either kept or not acknowledged. While the job of a
     * lease may print, the broker keeps what comes for us until the next command.
     */
    @Override
    public void close() {
        try {
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean waiting = renter.rentals().stream().anyMatch(r -> r.record().phase() == RentalRecord.Phase.LEASED);
        if (waiting) link.closeKeepingSession();
        else link.close();
        renter.close();
        funding.close();
    }
}
