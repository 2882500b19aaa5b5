package org.headroom.renter;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Sealer;
import org.headroom.wallet.HpkeSealer;
import org.jspecify.annotations.Nullable;

/** What all rentals of a renter share. {@code renter} thread only, but for {@code post} and {@code chain}. */
final class RentalDesk {
    /** Of those beyond it nothing is known, as of those that say nothing. */
    private static final int MOST_OFFLINE = 10_000;

    final MarketLink link;
    final StreamFunding funding;
    final EthAddress account;
    final RentalFiles files;
    final Clock clock;
    final RenterPolicy policy;
    final RentalListener listener;
    final Instant startedAt;
    final Sealer sealer = new HpkeSealer();
    /** One transaction at a time, in nonce order. */
    final ReentrantLock chain = new ReentrantLock();
    /** Of jobs that are awaited or run. */
    final StreamChecks checks = new StreamChecks();

    private final Consumer<Runnable> post;
    private final Supplier<Set<StreamRef>> claimed;
    private final Predicate<Rental> passedOn;
    private final SecureRandom random = new SecureRandom();
    private final Map<EthAddress, Instant> offline = new HashMap<>();
    private @Nullable Rental opening;

    RentalDesk(
            MarketLink link,
            StreamFunding funding,
            EthAddress account,
            RentalFiles files,
            Clock clock,
            RenterPolicy policy,
            RentalListener listener,
            Consumer<Runnable> post,
            Supplier<Set<StreamRef>> claimed,
            Predicate<Rental> passedOn) {
        this.link = link;
        this.funding = funding;
        this.account = account;
        this.files = files;
        this.clock = clock;
        this.policy = policy;
        this.listener = listener;
        this.startedAt = clock.instant();
        this.post = post;
        this.claimed = claimed;
        this.passedOn = passedOn;
    }

    void post(Runnable task) {
        post.accept(task);
    }

    /**
     * Whether a stream that was opened later for another rental has the number of this one's: then the chain has replaced the
     * block that opened this one's, and given the number anew. Nothing that it says of the number is about this rental.
     */
    boolean isPassedOn(Rental rental) {
        return passedOn.test(rental);
    }

    /** The same, or such a stream may be there by now: another rental opens one to the same recipient at the same rate. */
    boolean mayBePassedOn(Rental rental) {
        Rental other = opening;
        return isPassedOn(rental) || other != null && other != rental && opensTheLike(other, rental);
    }

    private static boolean opensTheLike(Rental other, Rental rental) {
        Optional<RentalRecord.Intent> own = rental.record().intent();
        return other.record()
                .intent()
                .filter(i -> own.isEmpty()
                        || i.recipient().equals(own.get().recipient())
                                && i.rate().equals(own.get().rate()))
                .isPresent();
    }

    /** The streams that are on record for some rental. */
    Set<StreamRef> claimed() {
        return claimed.get();
    }

    /**
     * Only one rental at a time looks for its stream or opens it: of two with the same provider and price, one might take
     * the other's stream for its own.
     */
    boolean takeTurn(Rental rental) {
        if (opening != null && opening != rental) return false;
        opening = rental;
        return true;
    }

    void endTurn(Rental rental) {
        if (opening == rental) opening = null;
    }

    /** The market's unsigned word on whether a provider is connected. */
    void presence(EthAddress provider, boolean online, Instant at) {
        if (online) offline.remove(provider);
        else if (offline.size() < MOST_OFFLINE) offline.putIfAbsent(provider, at);
    }

    /** Empty where the market shows it online, or says nothing of it. */
    Optional<Instant> offlineSince(EthAddress provider) {
        return Optional.ofNullable(offline.get(provider));
    }

    Validity validity(Instant now, Duration lasts) {
        return Validity.fresh(now, lasts, random);
    }

    String hex(int bytes) {
        byte[] b = new byte[bytes];
        random.nextBytes(b);
        return HexFormat.of().formatHex(b);
    }
}
