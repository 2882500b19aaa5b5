package org.headroom.renter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Subscription;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Signer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A renter: places orders and sees them through, over crashes, until each stream has ended and the rest is back. All
 * state belongs to the one {@code renter} thread; every public method may be called from any thread.
 */
public final class Renter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renter.class);
    private static final long TICK_MS = 100;
    /** Rentals that are over, in memory, beside those whose refund is not final. Older ones are read from their files when somebody asks for them. */
    static final int MOST_OVER = 100;

    private static final Comparator<Rental> ORDERED =
            Comparator.comparing(r -> r.record().at(RentalRecord.Step.ORDERED).orElseThrow());

    /** Another renter drives the rentals of this directory. */
    public static final class Busy extends IOException {
        private static final long serialVersionUID = 1;

        Busy(Path home) {
            super("Another renter uses " + home + ": wait until it has ended, or use another --home.");
        }
    }

    private final MarketLink link;
    private final RentalDesk desk;
    private final RenterLock lock;
    /** Those that are open or whose refund is not final, and the latest that are over. */
    private final Map<OrderId, Rental> rentals = new ConcurrentHashMap<>();
    /** Of rentals that are not in memory: no stream pays for two orders. Renter thread only. */
    private final Set<StreamRef> earlier = new HashSet<>();

    private final Deque<Incoming.Taken> unwritten = new ArrayDeque<>(); // renter thread only
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(this::thread);
    private volatile @Nullable Thread renterThread;
    private @Nullable Subscription incoming;

    /**
     * @param signer whose account orders and pays; the link signs with the same
     * @param home the renter's own directory; made if absent
     * @throws Busy if another renter has it
     */
    public Renter(
            MarketLink link, StreamFunding funding, Signer signer, Path home, Clock clock, RentalListener listener)
            throws IOException {
        this(link, funding, signer, home, clock, listener, RenterPolicy.STANDARD);
    }

    public Renter(
            MarketLink link,
            StreamFunding funding,
            Signer signer,
            Path home,
            Clock clock,
            RentalListener listener,
            RenterPolicy policy)
            throws IOException {
        if (!funding.account().equals(signer.address()))
            throw new IllegalArgumentException("the one who orders must be the one who pays");
        this.link = link;
        this.lock = RenterLock.take(home).orElseThrow(() -> new Busy(home));
        this.desk = new RentalDesk(
                link,
                funding,
                signer.address(),
                new RentalFiles(home),
                clock,
                policy,
                listener,
                this::post,
                this::claimed,
                this::isPassedOn);
    }

    /** Whether another process drives the rentals of a directory now. Not for a process that drives them itself. */
    public static boolean isBusy(Path home) throws IOException {
        Optional<RenterLock> lock = RenterLock.take(home);
        lock.ifPresent(RenterLock::close);
        return lock.isEmpty();
    }

    private Thread thread(Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().name("renter").unstarted(work);
        renterThread = thread;
        return thread;
    }

    /**
     * Takes up every rental that is on disk, and listens to the market from now on. Called once, before anything else.
     *
     * @return those that go on, oldest first
     */
    public List<Rental> resumeAll() {
        return call(() -> {
            for (RentalRecord record : desk.files.all()) rentals.putIfAbsent(record.id(), new Rental(desk, record));
            forgetOver();
            listen();
            List<Rental> open = rentals.values().stream()
                    .filter(r -> r.record().open())
                    .sorted(ORDERED)
                    .toList();
            open.forEach(r -> guarded(r::proceed).run());
            return open;
        });
    }

    private void listen() {
        if (incoming != null) return;
        incoming = link.onIncoming(i -> {
            if (i instanceof Incoming.Taken taken) post(() -> taken(taken));
            if (i instanceof Incoming.Presence presence) {
                Instant at = desk.clock.instant();
                post(() -> desk.presence(presence.provider(), presence.online(), at));
            }
        });
        loop.scheduleWithFixedDelay(guarded(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Signs an order, puts it on record, sends it.
     *
     * @throws IllegalStateException before {@link #resumeAll}
     * @throws UncheckedIOException if it could not be put on record: then it was not sent
     */
    public Rental place(OrderRequest request) {
        return call(() -> {
            if (incoming == null) throw new IllegalStateException("resumeAll comes first");
            Instant now = desk.clock.instant();
            Order order = new Order(
                    new OrderId("order-" + desk.hex(10)),
                    desk.account,
                    request.takes().map(OrderRequest.TakenOffer::provider),
                    request.takes().map(OrderRequest.TakenOffer::offer),
                    request.requirements(),
                    request.manifest(),
                    request.ceilingPerHour(),
                    request.duration(),
                    request.start(),
                    desk.validity(now, request.open()));
            RentalRecord record = RentalRecord.ordered(link.sign(order), request, now);
            // First: an order on record whose secrets are nowhere could never be accepted for.
            if (!request.secrets().equals(OrderSecrets.NONE)) desk.files.keepSecrets(record.id(), request.secrets());
            desk.files.write(record);
            Rental rental = new Rental(desk, record);
            rentals.put(rental.id(), rental);
            rental.proceed();
            desk.listener.ordered(rental);
            return rental;
        });
    }

    /** Takes this bid; without effect where one has been taken. */
    public void choose(OrderId order, BidId bid) {
        inMemory(order).ifPresent(r -> post(() -> r.choose(bid)));
    }

    /** Asks the provider to stop the job; what ran is paid, the rest comes back. */
    public void stop(LeaseId lease) {
        find(lease).ifPresent(r -> post(r::stop));
    }

    /** Calls an order off, or stops its job where there is a lease. */
    public void cancel(OrderId order) {
        inMemory(order).ifPresent(r -> post(r::stop));
    }

    /** Waits until a rental is settled. @return false if it is not by then */
    public boolean await(Rental rental, Duration atMost) throws InterruptedException {
        return rental.await(atMost);
    }

    /** @throws UncheckedIOException where it is over, and its file cannot be read */
    public Optional<Rental> find(OrderId order) {
        return inMemory(order).or(() -> desk.files.find(order).map(record -> new Rental(desk, record)));
    }

    private Optional<Rental> inMemory(OrderId order) {
        return Optional.ofNullable(rentals.get(order));
    }

    /** Of those that are open and the latest that are over. */
    public Optional<Rental> find(LeaseId lease) {
        return rentals.values().stream()
                .filter(r -> r.lease().filter(lease::equals).isPresent())
                .findFirst();
    }

    /** Those that are open and the latest that are over, in no order. */
    public List<Rental> rentals() {
        return List.copyOf(rentals.values());
    }

    private Set<StreamRef> claimed() {
        Set<StreamRef> claimed = new HashSet<>(earlier);
        rentals.values().forEach(r -> r.record().stream().map(OpenedStream::ref).ifPresent(claimed::add));
        return claimed;
    }

    private boolean isPassedOn(Rental rental) {
        Optional<OpenedStream> own = rental.record().stream();
        return own.isPresent()
                && rentals.values().stream()
                        .filter(r -> r != rental)
                        .flatMap(r -> r.record().stream().stream())
                        .anyMatch(s -> s.ref().equals(own.get().ref())
                                && s.at().isAfter(own.get().at()));
    }

    /** Memory does not grow with what ever was ordered. */
    private void forgetOver() {
        List<Rental> over = rentals.values().stream()
                .filter(r -> !r.record().open() && !r.watchesRefund())
                .toList();
        if (over.size() <= MOST_OVER) return;
        over.stream().sorted(ORDERED).limit(over.size() - MOST_OVER).forEach(r -> {
            rentals.remove(r.id());
            r.record().stream().map(OpenedStream::ref).ifPresent(earlier::add);
        });
    }

    private void tick() {
        for (int i = unwritten.size(); i > 0; i--) taken(unwritten.remove());
        for (Rental rental : rentals.values())
            if (rental.record().open()) guarded(rental::proceed).run();
            else if (rental.watchesRefund()) guarded(rental::watchRefund).run();
        forgetOver();
    }

    private void taken(Incoming.Taken taken) {
        try {
            dispatch(taken.signed());
        } catch (UncheckedIOException e) {
            LOG.error("Not recorded, so tried again: {}", e.getMessage());
            unwritten.add(taken);
        }
    }

    private void dispatch(Signed<?> signed) {
        switch (signed.message()) {
            case org.headroom.model.market.Bid b ->
                inMemory(b.order()).ifPresent(r -> r.bid(new Signed<>(b, signed.signature())));
            case org.headroom.model.market.LeaseUpdate u -> find(u.lease()).ifPresent(r -> r.update(u));
            case org.headroom.model.market.LogChunk c -> find(c.lease()).ifPresent(r -> r.log(c));
            case org.headroom.model.market.ReceiptMessage m ->
                find(m.receipt().lease()).ifPresent(r -> r.receipt(new Signed<>(m, signed.signature())));
            default -> LOG.trace("A {} is ignored: it is not a message to a renter", signed.message());
        }
    }

    private void post(Runnable task) {
        try {
            loop.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The renter is closing; what comes late is found again at the next start");
        }
    }

    private <T> T call(java.util.function.Supplier<T> task) {
        if (Thread.currentThread() == renterThread) return task.get();
        try {
            return CompletableFuture.supplyAsync(task, loop).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (UncheckedIOException e) {
                LOG.error("Not recorded, so not done; tried again: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.error("A step of the renter failed; the others go on", e);
            }
        };
    }

    /** Stops at once; what is open goes on with the next {@link #resumeAll}. Streams that are open go on streaming. */
    @Override
    public void close() {
        post(() -> {
            Subscription listening = incoming;
            if (listening != null) listening.close();
        });
        loop.shutdown();
        try {
            if (!loop.awaitTermination(5, TimeUnit.SECONDS)) loop.shutdownNow();
        } catch (InterruptedException e) {
            loop.shutdownNow();
            Thread.currentThread().interrupt();
        }
        lock.close();
    }
}
