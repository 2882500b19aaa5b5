package org.headroom.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.Test;

class ChosenLeaseTest {
    private int changes;
    private final LedgerDesk desk = new LedgerDesk(200);
    private final RigView view = desk.view(100);
    private final ChosenLease chosen = new ChosenLease(Runnable::run, () -> changes++);

    private Optional<LeaseView> find() {
        return chosen.find(Optional.of(desk), Optional.of(view));
    }

    private static LeaseId id(int number) {
        return new LeaseId(String.format("bid-%08d", number));
    }

    @Test
    void aLeaseInTheViewIsNotReadFromTheLedger() {
        chosen.choose(Optional.of(id(150)));
        assertThat(find()).map(LeaseView::number).hasValue(150);
        assertThat(desk.leases).isZero();
    }

    @Test
    void anOlderLeaseIsReadOnceAndShownWhenItComes() {
        chosen.choose(Optional.of(id(7)));
        assertThat(find()).isEmpty();
        assertThat(find()).isEmpty();
        assertThat(desk.leases).isEqualTo(1);
        desk.answer();
        assertThat(changes).isEqualTo(1);
        assertThat(find()).map(LeaseView::number).hasValue(7);
        assertThat(desk.leases).isEqualTo(1);
    }

    @Test
    void theAnswerForALeaseThatIsNoLongerChosenIsDropped() {
        chosen.choose(Optional.of(id(7)));
        find();
        chosen.choose(Optional.of(id(8)));
        desk.answer();
        assertThat(find()).isEmpty();
        desk.answer();
        assertThat(find()).map(LeaseView::number).hasValue(8);
    }

    @Test
    void aLedgerThatCannotBeReadSaysWhy() {
        desk.failing = true;
        chosen.choose(Optional.of(id(7)));
        find();
        desk.answer();
        assertThat(find()).isEmpty();
        assertThat(chosen.failure()).hasValue("The disk is full.");
    }
}
