package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.PROVIDER;
import static org.headroom.engine.Scene.RENTER;
import static org.headroom.engine.Scene.STRANGER;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reorganisation of the chain gives the number of a running lease's stream to another stream. */
class ReplacedStreamTest extends RentedRig {
    private static final Usdc DEPOSIT = Usdc.parse("0.06");
    private static final Usdc OTHER_DEPOSIT = Usdc.parse("0.05");
    private static final Instant LATER = NOON.plusSeconds(2);

    /** It is noon when the test begins. */
    private final Clock time = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOON));

    private LeaseId lease;

    @BeforeEach
    void run() {
        rail.missing = PaymentFailure.Kind.NO_SUCH_STREAM;
        start(twoGpus(), policy(), time);
        lease = running();
    }

    /** How long a stream may be missing before its job is stopped. */
    Duration missingAtMost() {
        return Duration.ofSeconds(1);
    }

    private RigPolicy policy() {
        return new RigPolicy(
                "test rig",
                Scene.PRICE,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Usdc.parse("0.25"),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(90),
                Duration.ofMinutes(15),
                missingAtMost(),
                Set.of(),
                Scene.POLICY.images(),
                false);
    }

    private static StreamState opened(long id, EthAddress sender, Usdc deposit, Instant from) {
        return new StreamState(
                stream(id),
                sender,
                PROVIDER,
                RatePerSecond.ofHourly(Scene.PRICE),
                deposit,
                Usdc.ZERO,
                from,
                false,
                Usdc.ZERO,
                from,
                BigInteger.ZERO,
                Optional.of(7L));
    }

    /** After a reorganisation that has replaced all blocks in which streams were verified. */
    private void chainHas(StreamState... streams) {
        rail.standing = BlockStanding.REPLACED;
        rail.streams.clear();
        for (StreamState s : streams) rail.streams.put(s.ref(), s);
    }

    private StreamRef paidBy(LeaseId id) {
        return rig.book()
                .find(id)
                .flatMap(LeaseState::paidBy)
                .map(f -> f.stream().ref())
                .orElseThrow();
    }

    private void awaitPaidBy(LeaseId id, long number) {
        await().untilAsserted(() -> assertThat(paidBy(id)).isEqualTo(stream(number)));
    }

    private List<LeaseEvent.StreamReplaced> replaced() {
        List<LeaseEvent.StreamReplaced> all = new ArrayList<>();
        for (LeaseEvent event : ledger.replay()) if (event instanceof LeaseEvent.StreamReplaced r) all.add(r);
        return all;
    }

    /** A renter's order for the other GPU, paid by a stream. */
    private LeaseId nextLease(EthAddress renter, long number) {
        market.says(new Order(
                new OrderId("order-0002"),
                renter,
                new Requirements(1, Optional.of("3080"), new ByteCount(8L << 30)),
                Scene.manifest(),
                Scene.PRICE,
                Duration.ofMinutes(10),
                Scene.validity(NOON, 120, 222)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(2));
        Bid bid = market.sent(Bid.class).getLast();
        market.says(new Acceptance(
                LeaseId.of(bid.id()),
                bid.id(),
                bid.order(),
                renter,
                PROVIDER,
                stream(number),
                Scene.validity(NOON, 60, 6)));
        return LeaseId.of(bid.id());
    }

    @Test
    void leaseGoesOnWithItsStreamUnderAnotherNumber() {
        chainHas(opened(1, STRANGER, DEPOSIT, LATER), opened(3, RENTER, DEPOSIT, LATER));
        awaitPaidBy(lease, 3);
        assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Running.class);
        assertThat(replaced()).hasSize(1);
        assertThat(replaced().getFirst().reason()).contains("stream 1", "number 3");
        assertThat(ledger.paidBy(stream(3))).contains(lease);
        assertThat(ledger.paidBy(stream(1))).isEmpty();

        containers.finish(lease, 0);
        LeaseState.Receipted ended = awaitState(lease, LeaseState.Receipted.class);
        assertThat(ended.receipt().message().receipt().stream()).isEqualTo(stream(3));
    }

    @Test
    void streamThatWasOpenedMoreThanAMinuteLaterIsNotTakenForTheOneThatWasVerified() {
        chainHas(opened(1, STRANGER, DEPOSIT, LATER), opened(3, RENTER, DEPOSIT, NOON.plusSeconds(61)));
        await().untilAsserted(() -> assertThat(told()).anyMatch(t -> t.contains(StopReason.STREAM_LOST.words())));
        assertThat(replaced()).isEmpty();
    }

    @Test
    void rateThatTheRenterLowersAfterAWithdrawalOfAllStopsTheJobAtOnce() {
        Instant later = NOON.plusSeconds(61);
        rail.streams.put(
                stream(1),
                new StreamState(
                        stream(1),
                        RENTER,
                        PROVIDER,
                        new RatePerSecond(BigInteger.TEN.pow(12)),
                        Usdc.parse("0.02"),
                        Usdc.ZERO,
                        later,
                        false,
                        Usdc.ZERO,
                        later,
                        BigInteger.ZERO,
                        Optional.of(8L)));
        rail.streams.put(stream(3), opened(3, RENTER, DEPOSIT, later));
        await().untilAsserted(() -> assertThat(told()).anyMatch(t -> t.contains(StopReason.STREAM_CHANGED.words())));
        assertThat(replaced()).isEmpty();
    }

    @Test
    void restartKeepsTheNewNumber() {
        chainHas(opened(1, STRANGER, DEPOSIT, LATER), opened(3, RENTER, DEPOSIT, LATER));
        awaitPaidBy(lease, 3);
        rig.close();
        start(twoGpus(), policy(), time);
        awaitState(lease, LeaseState.Running.class);
        assertThat(paidBy(lease)).isEqualTo(stream(3));
    }

    @Test
    void leasesOfTwoRentersWhoseNumbersAreSwappedGoOn() {
        rail.streams.put(stream(2), opened(2, STRANGER, OTHER_DEPOSIT, NOON));
        LeaseId other = nextLease(STRANGER, 2);
        awaitState(other, LeaseState.Running.class);
        chainHas(opened(1, STRANGER, OTHER_DEPOSIT, LATER), opened(2, RENTER, DEPOSIT, LATER));
        awaitPaidBy(lease, 2);
        awaitPaidBy(other, 1);
        await().untilAsserted(() ->
                assertThat(rig.book().paidBy(stream(1)).map(LeaseState::id)).contains(other));
        assertThat(rig.book().paidBy(stream(2)).map(LeaseState::id)).contains(lease);
        assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Running.class);
        assertThat(rig.book().find(other)).containsInstanceOf(LeaseState.Running.class);
    }

    @Test
    void nextOrderOfTheSameRenterGetsTheNumberOfAStreamThatIsLost() {
        chainHas(opened(1, RENTER, OTHER_DEPOSIT, LATER));
        LeaseId next = nextLease(RENTER, 1);
        awaitState(next, LeaseState.Running.class);
        assertThat(rig.book().paidBy(stream(1)).map(LeaseState::id)).contains(next);
        Funding lost = rig.book().find(lease).flatMap(LeaseState::paidBy).orElseThrow();
        assertThat(lost.lost()).hasValueSatisfying(why -> assertThat(why).contains("number 1", next.value()));

        // The transaction that opened it is in a block again.
        rail.streams.put(stream(2), opened(2, RENTER, DEPOSIT, LATER));
        awaitPaidBy(lease, 2);
        assertThat(rig.book().paidBy(stream(1)).map(LeaseState::id)).contains(next);
        assertThat(rig.book().find(lease)).containsInstanceOf(LeaseState.Running.class);
    }

    @Test
    void nextOrderIsRefusedWhereTheStreamStillPaysForTheFirst() {
        LeaseId next = nextLease(RENTER, 1);
        await().untilAsserted(() -> assertThat(told())
                .contains("REFUSED the stream already pays for another lease; nothing is asked for this one, and the"
                        + " renter can order again"));
        assertThat(rig.book().isOpen(next)).isFalse();
        assertThat(replaced()).isEmpty();
    }

    /** Anyone may have the provider paid all that a stream owes: then it seems to begin anew. */
    @Test
    void nextOrderIsRefusedWhereTheFirstOnesStreamWasEmptiedOfWhatItOwesAndItsBlockStands() {
        rail.streams.put(stream(1), opened(1, RENTER, OTHER_DEPOSIT, LATER));
        LeaseId next = nextLease(RENTER, 1);
        await().untilAsserted(() -> assertThat(told()).contains("REFUSED " + StreamReplacements.PAYS_ANOTHER));
        assertThat(rig.book().isOpen(next)).isFalse();
        assertThat(replaced()).isEmpty();
        assertThat(paidBy(lease)).isEqualTo(stream(1));
    }

    @Test
    void streamThatSeemsToBeAnotherIsNotLookedForElsewhereWhileItsBlockStands() {
        rail.streams.put(stream(1), dearer(1, LATER));
        rail.streams.put(stream(3), opened(3, RENTER, DEPOSIT, LATER));
        await().untilAsserted(() -> assertThat(told()).anyMatch(t -> t.contains(StopReason.STREAM_LOST.words())));
        assertThat(replaced()).isEmpty();
        assertThat(rail.asked).doesNotContain(8, 16);
    }

    @Test
    void streamOfWhichTwoMayBeTheLeasesIsNotGuessed() {
        chainHas(
                opened(1, STRANGER, DEPOSIT, LATER),
                opened(2, RENTER, DEPOSIT, LATER),
                opened(3, RENTER, DEPOSIT, LATER));
        await().untilAsserted(() -> assertThat(rail.asked).contains(8));
        assertThat(replaced()).isEmpty();
        assertThat(paidBy(lease)).isEqualTo(stream(1));
    }

    @Test
    void leaseWhoseNumberIsAnothersForGoodEndsWithItsReason() {
        rail.chain = new ChainStatus(true, 31337, "test chain", 7, "answers", Optional.of(NOON), Optional.of(7L));
        chainHas(opened(1, STRANGER, DEPOSIT, LATER));
        await().untilAsserted(() -> assertThat(rail.asked).contains(8));
        await().untilAsserted(() -> assertThat(told()).anyMatch(t -> t.contains(StopReason.STREAM_LOST.words())));
        awaitState(lease, LeaseState.Paid.class);
        assertThat(ledger.replay())
                .filteredOn(LeaseEvent.ShortfallBooked.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat(((LeaseEvent.ShortfallBooked) e).reason())
                        .contains("is gone", "number 1 is another stream's"));
    }

    private static StreamState dearer(long id, Instant from) {
        StreamState s = opened(id, RENTER, OTHER_DEPOSIT, from);
        return new StreamState(
                s.ref(),
                RENTER,
                PROVIDER,
                RatePerSecond.ofHourly(Scene.PRICE.plus(Scene.PRICE)),
                s.balance(),
                Usdc.ZERO,
                from,
                false,
                Usdc.ZERO,
                from,
                BigInteger.ZERO,
                s.block());
    }

    private Optional<StreamRef> shown(LeaseId id) {
        return rig.view().leases().stream()
                .filter(l -> l.state().id().equals(id))
                .findFirst()
                .flatMap(l -> l.stream().map(StreamState::ref));
    }

    @Test
    void whatWasAskedUnderTheOldNumberIsNotBelievedOfTheNewOne() {
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        CountDownLatch answer = new CountDownLatch(1);
        rail.late.put(stream(1), answer);
        chainHas(opened(1, RENTER, OTHER_DEPOSIT, LATER), opened(3, RENTER, DEPOSIT, LATER));
        await().until(() -> rail.waiting.get() > 0);
        LeaseId next = nextLease(RENTER, 1);
        awaitState(next, LeaseState.Running.class);
        awaitPaidBy(lease, 3);
        rail.late.clear();
        answer.countDown();
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(shown(lease)).contains(stream(3)));
    }

    @Test
    void leaseGetsItsNumberBackWhereAnotherReorganisationRestoresIt() {
        chainHas(opened(1, STRANGER, OTHER_DEPOSIT, LATER), opened(2, STRANGER, DEPOSIT, NOON));
        LeaseId other = nextLease(STRANGER, 1);
        awaitState(other, LeaseState.Running.class);
        await().untilAsserted(() -> assertThat(rig.book()
                        .find(lease)
                        .flatMap(LeaseState::paidBy)
                        .orElseThrow()
                        .isLost())
                .isTrue());
        chainHas(Scene.funded(stream(1), NOON), opened(2, STRANGER, OTHER_DEPOSIT, LATER));
        awaitPaidBy(other, 2);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(rig.book().paidBy(stream(1)).map(LeaseState::id))
                        .contains(lease));
    }

    @Test
    void numbersOfALeaseThatRunsAndOfOneOfTheSameRenterWhoseJobIsOverAreSwapped() {
        rail.streams.put(stream(2), dearer(2, NOON));
        LeaseId other = nextLease(RENTER, 2);
        awaitState(other, LeaseState.Running.class);
        containers.finish(lease, 0);
        awaitState(lease, LeaseState.Receipted.class);
        chainHas(dearer(1, LATER), opened(2, RENTER, DEPOSIT, LATER));
        awaitPaidBy(other, 1);
        awaitPaidBy(lease, 2);
    }
}
