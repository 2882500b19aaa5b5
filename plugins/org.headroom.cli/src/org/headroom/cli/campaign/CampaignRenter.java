package org.headroom.cli.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.LocalChain;
import org.headroom.market.BrokerSettings;
import org.headroom.market.ClientIds;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.RateLimits;
import org.headroom.market.Role;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.FlowFunding;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.OrderSecrets;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalListener;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.Renter;
import org.headroom.renter.RenterPolicy;
import org.headroom.store.Ledger;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;

/** A renter that orders short jobs one after the other; some it stops, and some get a secret. */
final class CampaignRenter implements AutoCloseable {
    /** How every secret begins that a job is given. */
    static final String SECRET = "campaign-secret-";

    static final Usdc CEILING = Usdc.parse("0.50");
    private static final Requirements ANY_GPU = new Requirements(1, Optional.empty(), new ByteCount(0));
    private static final Duration PAID_FOR = Duration.ofMinutes(5);
    /** Beyond what a rig is off: a bid for an order that has ended holds its GPU for minutes. */
    private static final Duration BIDS_WITHIN = Duration.ofSeconds(60);

    /** A rental outlives what kills its rig, and ends all the same. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final RenterPolicy POLICY = new RenterPolicy(
            Duration.ofMillis(50),
            RenterPolicy.STANDARD.margin(),
            RenterPolicy.STANDARD.answerWithin(),
            Duration.ofMinutes(2),
            RenterPolicy.STANDARD.receiptWithin(),
            Duration.ofMillis(500));
    /** Leaves enough to hash that it takes a moment. */
    private static final String SHORT =
            "echo begin; dd if=/dev/zero of=/artefacts/big bs=65536 count=640 2>/dev/null; sleep %s; echo end";
    /** Takes a second to stop. */
    private static final String LONG =
            "trap 'sleep 1; exit 143' TERM; echo begin; i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); done";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final KeySigner key;
    private final Renter renter;
    private final Random random;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger orders = new AtomicInteger();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final Queue<Rental> rentals = new ConcurrentLinkedQueue<>();
    private volatile boolean pausing;

    /** @param lanes how many rentals at once */
    CampaignRenter(Path home, KeySigner key, String brokerUrl, ChainSettings chain, int lanes, long seed)
            throws IOException {
        this.key = key;
        this.random = new Random(seed);
        Clock clock = Clock.systemUTC();
        try {
            Ledger memory = push(Ledger.open(home.resolve("market.db")));
            MqttMarketLink link = push(new MqttMarketLink(
                    List.of(MqttMarketLink.Broker.of(
                            BrokerSettings.of(brokerUrl, ClientIds.in(home).of("renter", brokerUrl)),
                            memory.outbox("campaign"))),
                    Role.RENTER,
                    new MarketCodec(LocalChain.CHAIN_ID),
                    key,
                    new Guards(
                            new Eip712Recovery(), memory.messages(clock), memory.blocklist(clock), RateLimits.STANDARD),
                    clock));
            FlowFunding funding = push(new FlowFunding(chain, key));
            renter = push(new Renter(link, funding, key, home, clock, new RentalListener() {}, POLICY));
            renter.resumeAll();
            link.open();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        for (int lane = 0; lane < lanes; lane++) {
            Thread thread = Thread.ofVirtual().name("campaign-renter").start(this::order);
            push(thread::interrupt);
        }
    }

    private <T extends AutoCloseable> T push(T part) {
        open.push(part);
        return part;
    }

    EthAddress account() {
        return key.address();
    }

    /** From now on nothing is ordered, or again. */
    void pauses(boolean on) {
        pausing = on;
    }

    boolean isIdle() {
        return busy.get() == 0;
    }

    /** All that were ordered. */
    List<RentalRecord> records() {
        return rentals.stream().map(Rental::record).toList();
    }

    /** What did not come to an end, one sentence each. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    private void order() {
        try {
            while (true) {
                Waits.pause(LOOK);
                if (pausing) continue;
                busy.incrementAndGet();
                try {
                    rent();
                } finally {
                    busy.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (IOException | RuntimeException e) {
            troubles.add("A renter cannot order any more: " + e.getMessage());
        }
    }

    private void rent() throws IOException, InterruptedException {
        boolean stops;
        String script;
        synchronized (random) {
            stops = random.nextInt(3) == 0;
            script = stops ? LONG : String.format(SHORT, 1 + random.nextInt(3));
        }
        int number = orders.incrementAndGet();
        boolean sealed = number % 2 == 0;
        Rental rental = renter.place(new OrderRequest(
                ANY_GPU,
                manifest(script, sealed),
                CEILING,
                PAID_FOR,
                BIDS_WITHIN,
                OrderRequest.Choosing.CHEAPEST,
                Optional.empty(),
                Optional.empty(),
                StartWindow.ANY_TIME,
                sealed ? new OrderSecrets(Map.of("TOKEN", SECRET + number)) : OrderSecrets.NONE));
        rentals.add(rental);
        boolean ended = Waits.until(PATIENCE, () -> {
            if (stops && rental.record().at(RentalRecord.Step.RUNNING).isPresent()) renter.cancel(rental.id());
            return rental.await(LOOK);
        });
        if (!ended)
            troubles.add("Lease " + rental.lease().map(Object::toString).orElse("(none)") + " of order " + rental.id()
                    + " did not end for its renter within " + PATIENCE.toMinutes() + " min; it is "
                    + rental.record().phase() + ".");
    }

    private static Manifest manifest(String script, boolean sealed) {
        Limits limits = new Limits(250, new ByteCount(48L << 20), 32, Duration.ofMinutes(2));
        return new Manifest(
                DemoJob.IMAGE,
                List.of("/bin/sh", "-c", script),
                Map.of(),
                sealed ? List.of("TOKEN") : List.of(),
                limits);
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IOException("A renter does not end: " + e.getMessage(), e);
            }
        }
    }
}
