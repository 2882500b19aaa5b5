package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.jobs.DemoJob;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.headroom.store.Ledger;
import org.headroom.store.LostLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger is lost in the middle of a lease, and its owner says so. */
@Timeout(180)
class LedgerLossTest {
    @TempDir
    Path folder;

    private Market market;

    @AfterEach
    void end() {
        if (market != null) market.close();
    }

    @Test
    void renterOfALeaseThatIsLostWithTheLedgerIsToldAndPaysNoMore(TestInfo story) throws Exception {
        market = Market.open(folder, RealBroker.Kind.ARTEMIS, story);
        RigSteps rig = market.aRig().takesWork();
        RenterSteps renter = market.aRenter();
        Rental rental = renter.orders(DemoJob.manifest(250));
        LeaseId lease = renter.awaitLease(rental);
        rig.awaitLease(lease, LeaseState.Running.class);
        rig.goesOff();
        for (String name : new String[] {Ledger.NAME, Ledger.NAME + "-wal", Ledger.NAME + "-shm"})
            Files.deleteIfExists(rig.home().resolve(name));

        LostLedger.declare(rig.home(), Market.CLOCK);
        rig.takesWork();

        Closing closing = renter.awaitClosing(rental);
        assertThat(closing.ending()).isEqualTo(Closing.Ending.REFUSED);
        assertThat(closing.toString()).contains("knows nothing of this lease");
        rig.awaitNoContainerIsLeft();
        await().atMost(RigSteps.SOON).until(() -> rig.view().status().headline().contains("Waiting for orders."));
        assertThat(rig.book().find(lease)).isEmpty();
        assertThat(rig.journal()).noneMatch(event -> event.lease().equals(lease));
        assertThat(rig.receipts()).isEmpty();
    }
}
