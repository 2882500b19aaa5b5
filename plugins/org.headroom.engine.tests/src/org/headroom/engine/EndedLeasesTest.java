package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.DamagedLease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of an older format: many leases ended a month ago, all open, no state of a stream is kept. */
class EndedLeasesTest {
    private static final Duration POLL = Duration.ofMillis(50);

    @TempDir
    Path leases;

    private final FakeLedger ledger = new FakeLedger();
    private final FakeRail rail = new FakeRail();
    private final List<LeaseEvent> past = new ArrayList<>();
    private final int many = leases();
    private volatile Instant now = NOON.plus(Duration.ofDays(30));
    private final Clock clock = new SuppliedClock(() -> now);
    private Optional<LeaseLoop> rig = Optional.empty();

    @BeforeEach
    void makeLeases() {
        rail.up = false;
        for (int n = 1; n <= many; n++) ended(n);
    }

    @AfterEach
    void stop() {
        rig.ifPresent(LeaseLoop::close);
    }

    private void ended(int n) {
        LeaseTerms terms = Scene.terms(String.format("%04d", n));
        JobResult result = new JobResult(
                NOON, NOON.plusSeconds(10), 0, Receipt.Outcome.COMPLETED, Scene.hash(1), Optional.empty());
        List<LeaseEvent> life = new ArrayList<>(List.of(
                new LeaseEvent.BidMade(terms, NOON),
                new LeaseEvent.BidTaken(terms.lease(), Scene.acceptance(terms, stream(n)), NOON),
                new LeaseEvent.StreamVerified(terms.lease(), Scene.funded(stream(n), NOON), NOON),
                new LeaseEvent.JobStarted(terms.lease(), Scene.CONTAINER, NOON),
                new LeaseEvent.JobEnded(terms.lease(), result, NOON.plusSeconds(10))));
        LeaseState.Ended ended =
                (LeaseState.Ended) LeaseBook.replay(life).find(terms.lease()).orElseThrow();
        Receipt receipt = ReceiptFactory.createReceipt(ended, n, Optional.empty());
        life.add(new LeaseEvent.ReceiptNumbered(terms.lease(), receipt, Scene.hash(n), NOON));
        life.add(new LeaseEvent.ReceiptSigned(
                terms.lease(), new Signed<>(ReceiptMessage.of(receipt), Scene.SIGNATURE), NOON));
        past.addAll(life);
    }

    /** All that their receipts ask for was withdrawn; whether that is final was never asked. */
    private void paid() {
        for (int n = 1; n <= many; n++)
            past.add(new LeaseEvent.MoneyWithdrawn(
                    Scene.lease(String.format("%04d", n)),
                    Scene.withdrawal(stream(n), n, "0.06", NOON.plusSeconds(20)),
                    NOON.plusSeconds(20)));
    }

    private LeaseLoop start() {
        ledger.events.addAll(past);
        RigParts parts = new RigParts(
                new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")),
                Optional.empty(),
                new FakeMarket(),
                new FakeContainers(),
                rail,
                ledger,
                ledger,
                r -> Scene.hash(r.receipt().number()),
                d -> Hash32.ZERO,
                SecretsReader.NONE,
                leases);
        LeaseLoop loop = new LeaseLoop(on(parts), Scene.POLICY.withStreamPoll(POLL), clock);
        loop.start();
        rig = Optional.of(loop);
        return loop;
    }

    /** The parts that the scenarios run on. */
    RigParts on(RigParts parts) {
        return parts;
    }

    /** How many leases the ledger holds. */
    int leases() {
        return 1_000;
    }

    /** Whether each part answers at once, so that nothing is asked for again. */
    boolean answersAtOnce() {
        return true;
    }

    private void awaitLooks(int more) {
        int before = rail.asked.size();
        await().until(() -> rail.asked.size() >= before + more);
    }

    private int reads() {
        return rail.asked.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void paidLeasesAreClosedAtTheFirstStartWhileTheChainIsSilent() {
        paid();
        LeaseLoop loop = start();
        await().untilAsserted(() -> assertThat(ledger.closed).hasSize(many));
        await().untilAsserted(() -> assertThat(loop.book().open()).isEmpty());
        awaitLooks(3);
        if (answersAtOnce())
            assertThat(reads()).as("streams that were asked for").isZero();
        await().untilAsserted(() -> assertThat(loop.view().leases()).hasSize(LeaseBook.RECENT));
        assertThat(loop.view().closed().leases()).isEqualTo(many);
        assertThat(loop.view().closed().withdrawn())
                .isEqualTo(new Usdc(Usdc.parse("0.06").baseUnits() * many));
    }

    @Test
    void paidLeaseThatEndedTodayStaysOpenUntilTheChainHasAnswered() {
        paid();
        now = NOON.plus(Duration.ofHours(1));
        LeaseLoop loop = start();
        await().untilAsserted(() -> assertThat(loop.book().open()).hasSize(many));
        awaitLooks(3);
        assertThat(ledger.closed).isEmpty();
    }

    @Test
    void paidLeasesAreClosedLaterWhereTheDiskIsFullAtTheFirstStart() {
        paid();
        ledger.full = true;
        LeaseLoop loop = start();
        await().untilAsserted(() -> assertThat(loop.book().open()).hasSize(many));
        ledger.full = false;
        await().untilAsserted(() -> assertThat(ledger.closed).hasSize(many));
    }

    @Test
    void unpaidLeasesAreReadALimitedNumberInOnePollAndThenSeldom() {
        rail.up = true;
        for (int n = 1; n <= many; n++) rail.streams.put(stream(n), Scene.funded(stream(n), NOON));
        LeaseLoop loop = start();
        await().until(() -> reads() >= many);
        awaitLooks(5);
        assertThat(rail.asked).allMatch(asked -> asked <= LookSchedule.MOST_ENDED);
        if (answersAtOnce())
            assertThat(reads()).as("each once in the first ten minutes").isEqualTo(many);
        assertThat(loop.book().open()).hasSize(many);
    }

    @Test
    void unpaidLeasesWhoseStreamsEndedEmptyAreSettledAndClosedWhenTheChainAnswers() {
        for (int n = 1; n <= many; n++) {
            StreamState s = Scene.funded(stream(n), NOON);
            rail.streams.put(
                    stream(n),
                    new StreamState(
                            s.ref(),
                            s.sender(),
                            s.recipient(),
                            s.rate(),
                            Usdc.ZERO,
                            Usdc.ZERO,
                            NOON,
                            true,
                            Usdc.ZERO,
                            now));
        }
        start();
        awaitLooks(3);
        assertThat(ledger.closed).as("while the chain is silent").isEmpty();
        rail.up = true;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ledger.closed).hasSize(many));
        assertThat(rail.asked).allMatch(asked -> asked <= LookSchedule.MOST_ENDED);
    }

    @Test
    void damagedLeaseIsShownAndOthersGoOn() {
        LeaseId bad = Scene.lease("0001");
        ledger.damaged.put(bad, "The record of lease bid-0001 is damaged (event 3 is not as it was written).");
        paid();
        LeaseLoop loop = start();
        await().untilAsserted(() -> assertThat(loop.view().damaged()).hasSize(1));
        DamagedLease shown = loop.view().damaged().getFirst();
        assertThat(shown.lease()).isEqualTo(bad);
        assertThat(shown.what()).contains("event 3");
        assertThat(shown.label()).isEqualTo("L-0001");
        await().untilAsserted(() -> assertThat(ledger.closed).hasSize(many - 1));
        assertThat(loop.view().leases()).noneMatch(l -> l.state().id().equals(bad));
    }
}
