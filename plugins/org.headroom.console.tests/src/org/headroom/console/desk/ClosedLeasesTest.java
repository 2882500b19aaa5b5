package org.headroom.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.Test;

class ClosedLeasesTest {
    private long nanos;
    private int changes;
    private final ClosedLeases closed = new ClosedLeases(Runnable::run, () -> changes++, () -> nanos);

    private void update(LedgerDesk desk, int inView) {
        RigView view = desk.view(inView);
        closed.update(Optional.of(desk), Optional.of(view));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(to, from).map(i -> from + to - i).boxed().toList();
    }

    private List<Integer> shown() {
        return closed.older().stream().map(LeaseSummary::number).toList();
    }

    @Test
    void nothingIsReadBeforeItIsAskedFor() {
        LedgerDesk desk = new LedgerDesk(400);
        update(desk, 100);
        assertThat(desk.pages).isZero();
        assertThat(closed.left()).isEqualTo(300);
        assertThat(closed.older()).isEmpty();
    }

    @Test
    void pagesFollowTheViewWithoutGapUntilTheFirstLease() {
        LedgerDesk desk = new LedgerDesk(350);
        update(desk, 100);
        closed.more();
        assertThat(closed.isReading()).isTrue();
        assertThat(closed.older()).isEmpty();
        desk.answer();
        assertThat(shown()).isEqualTo(numbers(250, 151));
        assertThat(closed.left()).isEqualTo(150);
        closed.more();
        desk.answer();
        closed.more();
        desk.answer();
        assertThat(shown()).isEqualTo(numbers(250, 1));
        assertThat(closed.left()).isZero();
        closed.more();
        assertThat(desk.pages).isEqualTo(3);
        assertThat(changes).isEqualTo(3);
    }

    @Test
    void oneMorePageIsReadForEachPress() {
        LedgerDesk desk = new LedgerDesk(400);
        update(desk, 100);
        closed.more();
        closed.more();
        desk.answer();
        update(desk, 100);
        assertThat(desk.pages).isEqualTo(1);
        assertThat(desk.waiting).isEmpty();
    }

    @Test
    void leasesThatLeaveTheViewMeanwhileAreNotMissed() {
        LedgerDesk desk = new LedgerDesk(300);
        update(desk, 100);
        closed.more();
        desk.answer();
        assertThat(shown()).isEqualTo(numbers(200, 101));
        for (int i = 0; i < 7; i++) desk.close();
        update(desk, 100);
        desk.answer();
        assertThat(shown()).isEqualTo(numbers(207, 101));
    }

    @Test
    void moreThanAPageThatLeavesTheViewIsReadPageByPage() {
        LedgerDesk desk = new LedgerDesk(300);
        update(desk, 100);
        closed.more();
        desk.answer();
        for (int i = 0; i < 250; i++) desk.close();
        update(desk, 100);
        while (!desk.waiting.isEmpty()) desk.answer();
        assertThat(shown()).isEqualTo(numbers(450, 101));
    }

    @Test
    void aLeaseThatClosesWhileAPageIsReadLeavesNoGap() {
        LedgerDesk desk = new LedgerDesk(400);
        update(desk, 100);
        closed.more();
        desk.close();
        desk.answer();
        update(desk, 100);
        while (!desk.waiting.isEmpty()) desk.answer();
        assertThat(shown()).startsWith(301, 300, 299).isEqualTo(numbers(301, shown().getLast()));
        closed.more();
        desk.answer();
        assertThat(shown()).isEqualTo(numbers(301, shown().getLast()));
    }

    @Test
    void atMostAThousandAreHeld() {
        LedgerDesk desk = new LedgerDesk(2_000);
        update(desk, 100);
        for (int i = 0; i < 20; i++) {
            closed.more();
            desk.answer();
        }
        assertThat(closed.older()).hasSize(ClosedLeases.MOST);
        assertThat(desk.pages).isEqualTo(10);
        assertThat(closed.isFull()).isTrue();
        assertThat(closed.left()).isEqualTo(900);
        for (int i = 0; i < 60; i++) desk.close();
        update(desk, 100);
        while (!desk.waiting.isEmpty()) desk.answer();
        assertThat(closed.older()).hasSize(ClosedLeases.MOST);
        assertThat(shown()).isEqualTo(numbers(1_960, 961));
    }

    @Test
    void pagesAreReadBackToAMomentAndNoFurther() {
        LedgerDesk desk = new LedgerDesk(1_000);
        update(desk, 100);
        Instant from = Instant.EPOCH.plusSeconds(650 * 100);
        closed.reachTo(from);
        while (!desk.waiting.isEmpty()) desk.answer();
        assertThat(closed.reaches(from)).isTrue();
        assertThat(shown()).isEqualTo(numbers(900, 601));
    }

    @Test
    void aPageThatFailsSaysWhyAndIsReadAgainWhenAsked() {
        LedgerDesk desk = new LedgerDesk(300);
        update(desk, 100);
        desk.failing = true;
        closed.more();
        desk.answer();
        assertThat(closed.failure()).hasValue("The disk is full.");
        update(desk, 100);
        assertThat(desk.pages).isEqualTo(1);
        desk.failing = false;
        closed.more();
        desk.answer();
        assertThat(closed.failure()).isEmpty();
        assertThat(shown()).hasSize(100);
    }

    @Test
    void aPageThatWasNotAskedForByAPersonIsTriedAgainAfterAWhile() {
        LedgerDesk desk = new LedgerDesk(150);
        update(desk, 100);
        desk.failing = true;
        closed.reachTo(Instant.EPOCH);
        desk.answer();
        desk.failing = false;
        nanos += TimeUnit.SECONDS.toNanos(29);
        update(desk, 100);
        assertThat(desk.pages).isEqualTo(1);
        nanos += TimeUnit.SECONDS.toNanos(2);
        update(desk, 100);
        desk.answer();
        assertThat(shown()).isEqualTo(numbers(50, 1));
    }

    @Test
    void anAnswerThatComesAfterTheRigWentAwayIsDropped() {
        LedgerDesk desk = new LedgerDesk(300);
        update(desk, 100);
        closed.more();
        closed.update(Optional.empty(), Optional.empty());
        desk.answer();
        assertThat(closed.older()).isEmpty();
        assertThat(closed.isReading()).isFalse();
        assertThat(changes).isZero();
    }
}
