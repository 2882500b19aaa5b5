package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.Test;

/** Jobs that run for 10 s on one RTX 4090. */
class PowerBookTest {
    private static final String MODEL = "RTX 4090";

    private final PowerBook book = new PowerBook();

    private static LeaseState receipted(String number, long joules) {
        LeaseTerms terms = Scene.terms(number);
        var stream = Scene.stream(1);
        JobResult result = new JobResult(
                NOON,
                NOON.plusSeconds(10),
                0,
                Receipt.Outcome.COMPLETED,
                Scene.hash(1),
                Optional.of(new Joules(joules * 1000)));
        LeaseBook leases = LeaseBook.replay(List.of(
                new LeaseEvent.BidMade(terms, NOON),
                new LeaseEvent.BidTaken(terms.lease(), Scene.acceptance(terms, stream), NOON),
                new LeaseEvent.StreamVerified(terms.lease(), Scene.funded(stream, NOON), NOON),
                new LeaseEvent.JobStarted(terms.lease(), Scene.CONTAINER, NOON),
                new LeaseEvent.JobEnded(terms.lease(), result, NOON.plusSeconds(10))));
        LeaseState.Ended ended = (LeaseState.Ended) leases.find(terms.lease()).orElseThrow();
        Receipt receipt = ReceiptFactory.createReceipt(ended, 1, Optional.empty());
        LeaseState numbered = apply(ended, new LeaseEvent.ReceiptNumbered(terms.lease(), receipt, Scene.hash(1), NOON));
        var signed = new Signed<>(ReceiptMessage.of(receipt), Scene.SIGNATURE);
        return apply(numbered, new LeaseEvent.ReceiptSigned(terms.lease(), signed, NOON));
    }

    private static LeaseState apply(LeaseState lease, LeaseEvent event) {
        return ((Transition.Moved) LeaseMachine.apply(Optional.of(lease), event)).next();
    }

    private static GpuReading card(Optional<Long> enforced, Optional<Long> most) {
        GpuIdentity identity = Scene.gpu(Scene.GPU0, 0, MODEL).identity();
        var sample = GpuSample.of(Scene.GPU0, NOON);
        enforced.ifPresent(watts -> sample.powerLimit(watts * 1000));
        var none = GpuCondition.unknown(Scene.GPU0, NOON);
        var limits = new GpuCondition.Limits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                most.map(watts -> new Watts(watts * 1000)));
        var condition = new GpuCondition(
                none.gpu(),
                none.at(),
                limits,
                none.fans(),
                none.ecc(),
                none.rowRemap(),
                none.retiredPages(),
                none.pcieReplays(),
                none.nvLinks(),
                none.performanceState(),
                none.mig());
        return new GpuReading(identity, GpuReading.State.OK, "", Optional.of(sample.done()), Optional.of(condition));
    }

    private Optional<Watts> learned(long joules, GpuReading... readings) {
        book.learn(receipted("0001", joules), List.of(readings));
        return book.of(MODEL);
    }

    @Test
    void meanPowerWithinTheEnforcedLimitIsLearned() {
        assertThat(learned(3_300, card(Optional.of(300L), Optional.empty()))).contains(new Watts(330_000));
    }

    @Test
    void meanPowerAboveTheEnforcedLimitIsNotLearned() {
        assertThat(learned(3_301, card(Optional.of(300L), Optional.empty()))).isEmpty();
    }

    @Test
    void limitThatWasLoweredSinceDoesNotCountBelowTheCardsHighest() {
        assertThat(learned(4_000, card(Optional.of(150L), Optional.of(450L)))).contains(new Watts(400_000));
    }

    @Test
    void withoutAnyLimitUpToFifteenHundredWattsAreLearned() {
        assertThat(learned(15_001, card(Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(learned(15_000)).contains(new Watts(1_500_000));
    }

    @Test
    void limitOfAnotherModelDoesNotCount() {
        GpuReading other = card(Optional.of(100L), Optional.of(100L));
        GpuIdentity known = other.identity();
        GpuIdentity renamed =
                new GpuIdentity(known.id(), 0, "RTX 3050", Optional.empty(), Optional.empty(), Optional.empty(), true);
        assertThat(learned(4_000, new GpuReading(renamed, GpuReading.State.OK, other.latest())))
                .contains(new Watts(400_000));
    }

    @Test
    void leaseIsLearnedOnce() {
        learned(1_000);
        learned(1_000);
        book.learn(receipted("0002", 2_000), List.of());
        assertThat(book.of(MODEL)).contains(new Watts(150_000));
    }

    private static LeaseState withImage(LeaseState lease, String image) {
        LeaseState.Receipted r = (LeaseState.Receipted) lease;
        var order = r.terms().order();
        var manifest = order.manifest();
        Order other = new Order(
                order.id(),
                order.renter(),
                order.requirements(),
                new Manifest(image, manifest.command(), manifest.environment(), manifest.limits()),
                order.ceilingPerHour(),
                order.duration(),
                order.validity());
        LeaseTerms terms =
                new LeaseTerms(new Signed<>(other, Scene.SIGNATURE), r.terms().signedBid());
        return new LeaseState.Receipted(terms, r.funding(), r.container(), r.result(), r.receipt(), r.hash());
    }

    @Test
    void imageUsedLongestAgoIsForgottenFirst() {
        for (int i = 0; i < PowerBook.MOST_JOBS; i++)
            book.learn(withImage(receipted("many-" + i, 1_000), "image-" + i), List.of());
        assertThat(book.of("image-0", Set.of(MODEL))).containsEntry(MODEL, new Watts(100_000));
        book.learn(withImage(receipted("last", 2_000), "image-last"), List.of());
        assertThat(book.of("image-0", Set.of(MODEL))).isNotEmpty();
        assertThat(book.of("image-1", Set.of(MODEL))).isEmpty();
        assertThat(book.of("image-last", Set.of(MODEL))).containsEntry(MODEL, new Watts(200_000));
        assertThat(book.of(MODEL)).as("of all images").isPresent();
    }

    @Test
    void leasesInMemoryAreLearnedOnceAndOthersForgotten() {
        LeaseBook leases = LeaseBook.EMPTY;
        for (int i = 0; i < 1_000; i++) {
            LeaseState lease = receipted("many-" + i, 1_000);
            leases = leases.with(lease);
            book.learn(lease, List.of());
            if (i >= 10) leases = leases.closed(lease);
            book.keepOnly(leases);
        }
        assertThat(book.leases()).isLessThanOrEqualTo(10 + 2 * LeaseBook.RECENT);
        for (LeaseState lease : leases.all()) book.learn(withEnergy(lease, 9_000), List.of());
        assertThat(book.of(MODEL)).contains(new Watts(100_000));
    }

    private static LeaseState withEnergy(LeaseState lease, long joules) {
        LeaseState other = receipted("other", joules);
        LeaseState.Receipted r = (LeaseState.Receipted) other;
        return new LeaseState.Receipted(lease.terms(), r.funding(), r.container(), r.result(), r.receipt(), r.hash());
    }
}
