package org.headroom.console.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.host.HostWatch;
import org.headroom.model.market.Blocklist;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.slf4j.LoggerFactory;

/** The one place where the console meets the rig. Services come and go; views ask each time. Any thread. */
public final class Services {
    private final Listeners<Services> listeners =
            new Listeners<>(e -> LoggerFactory.getLogger(Services.class).warn("A view could not take a change", e));
    private volatile Optional<Bound<GpuWatch>> watch = Optional.empty();
    private volatile Optional<Bound<RigDesk>> desk = Optional.empty();
    private volatile Optional<Bound<HealthWatch>> health = Optional.empty();
    private volatile Optional<Bound<HostWatch>> host = Optional.empty();
    private volatile Optional<Bound<AvailabilityDesk>> availability = Optional.empty();
    private volatile Optional<Bound<BidDesk>> bids = Optional.empty();
    private volatile Optional<Bound<Blocklist>> blocks = Optional.empty();
    private final AtomicLong bidNews = new AtomicLong();
    private volatile Optional<RigStatus> standIn = Optional.empty();
    private final WithdrawQuotes quotes = new WithdrawQuotes(this::changed);

    /** A service and the registration of our listener with it. */
    private record Bound<S>(S service, Subscription subscription) {}

    public Optional<GpuWatch> watch() {
        return watch.map(Bound::service);
    }

    public Optional<RigDesk> desk() {
        return desk.map(Bound::service);
    }

    /** What a withdrawal brings and costs; each new quote is told through {@link #onChange}. */
    public WithdrawQuotes quotes() {
        return quotes;
    }

    /** Rules and alarms; each change of theirs is told through {@link #onChange}. */
    public Optional<HealthWatch> health() {
        return health.map(Bound::service);
    }

    /** The machine around the GPUs; each of its samples is told through {@link #onChange}. */
    public Optional<HostWatch> host() {
        return host.map(Bound::service);
    }

    /** The owner's rules; each change of theirs is told through {@link #onChange}. */
    public Optional<AvailabilityDesk> availability() {
        return availability.map(Bound::service);
    }

    /** How the rig bids; each change of its rules, decisions and prices is told through {@link #onChange}. */
    public Optional<BidDesk> bids() {
        return bids.map(Bound::service);
    }

    /** Another number whenever {@link #bids} has something new: what was asked of it before need not be asked again. */
    public long bidNews() {
        return bidNews.get();
    }

    /** With whom the owner does no business; each change of it is told through {@link #onChange}. */
    public Optional<Blocklist> blocks() {
        return blocks.map(Bound::service);
    }

    /** All GPUs, none where the watch is not there. */
    public java.util.List<GpuReading> gpus() {
        return watch().map(GpuWatch::gpus).orElse(java.util.List.of());
    }

    public Optional<RigView> rig() {
        return desk().map(RigDesk::view);
    }

    /** The time by which leases are told: the rig's own, which goes on where the wall clock is set during a lease. */
    public Instant now() {
        return rig().map(RigView::at).orElseGet(Instant::now);
    }

    /** What the rig is doing; where there is no desk, why there is none. Empty while the rig is still being opened. */
    public Optional<RigStatus> status() {
        return rig().map(RigView::status).or(() -> standIn);
    }

    /** Told when a service comes or goes, and when one has something new; on any thread. */
    public Subscription onChange(Runnable listener) {
        return listeners.add(s -> listener.run());
    }

    /** Called by the service component runtime. */
    public void watchCame(GpuWatch service) {
        watch = Optional.of(new Bound<>(service, service.onChange(this::changed)));
        changed();
    }

    /** Called by the service component runtime. */
    public void watchWent(GpuWatch service) {
        Optional<Bound<GpuWatch>> was = watch;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        watch = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        changed();
    }

    /** Called by the service component runtime. */
    public void deskCame(RigDesk service) {
        desk = Optional.of(new Bound<>(service, service.onChange(this::changed)));
        quotes.forget();
    }

    /** Called by the service component runtime. */
    public void deskWent(RigDesk service) {
        Optional<Bound<RigDesk>> was = desk;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        desk = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        quotes.forget();
    }

    /** Called by the service component runtime. */
    public void healthCame(HealthWatch service) {
        health = Optional.of(new Bound<>(service, service.onChange(this::changed)));
        changed();
    }

    /** Called by the service component runtime. */
    public void healthWent(HealthWatch service) {
        Optional<Bound<HealthWatch>> was = health;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        health = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        changed();
    }

    /** Called by the service component runtime. */
    public void hostCame(HostWatch service) {
        host = Optional.of(new Bound<>(service, service.onChange(this::changed)));
        changed();
    }

    /** Called by the service component runtime. */
    public void hostWent(HostWatch service) {
        Optional<Bound<HostWatch>> was = host;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        host = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        changed();
    }

    /** Called by the service component runtime. */
    public void availabilityCame(AvailabilityDesk service) {
        availability = Optional.of(new Bound<>(service, service.onChange(this::changed)));
        changed();
    }

    /** Called by the service component runtime. */
    public void bidsCame(BidDesk service) {
        bids = Optional.of(new Bound<>(service, service.onChange(this::bidsChanged)));
        bidsChanged();
    }

    /** Called by the service component runtime. */
    public void bidsWent(BidDesk service) {
        Optional<Bound<BidDesk>> was = bids;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        bids = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        bidsChanged();
    }

    private void bidsChanged() {
        bidNews.incrementAndGet();
        changed();
    }

    /** Called by the service component runtime. */
    public void availabilityWent(AvailabilityDesk service) {
        Optional<Bound<AvailabilityDesk>> was = availability;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        availability = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        changed();
    }

    /** Called by the service component runtime. */
    public void blocksCame(Blocklist service) {
        blocks = Optional.of(new Bound<>(service, service.onChange(this::changed)));
        changed();
    }

    /** Called by the service component runtime. */
    public void blocksWent(Blocklist service) {
        Optional<Bound<Blocklist>> was = blocks;
        if (was.filter(b -> b.service() == service).isEmpty()) return;
        blocks = Optional.empty();
        was.ifPresent(b -> b.subscription().close());
        changed();
    }

    /** Called by the service component runtime. */
    public void statusCame(RigStatus status) {
        standIn = Optional.of(status);
        changed();
    }

    /** Called by the service component runtime. */
    public void statusWent(RigStatus status) {
        if (standIn.filter(s -> s == status).isPresent()) standIn = Optional.empty();
        changed();
    }

    private void changed() {
        listeners.tell(this);
    }
}
