package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseNumbersTest {
    @TempDir
    Path leases;

    private final FakeLedger ledger = new FakeLedger();

    private static LeaseState refused(int n) {
        return new LeaseState.Refused(Scene.terms("many-" + n), "too little money", NOON);
    }

    @Test
    void onlyNumbersOfShownLeasesAreInMemoryAfterAThousandClosedOnes() {
        FakeRail rail = new FakeRail();
        RigParts parts = new RigParts(
                new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")),
                Optional.empty(),
                new FakeMarket(),
                new FakeContainers(),
                rail,
                ledger,
                ledger,
                r -> Scene.hash(1),
                d -> Hash32.ZERO,
                SecretsReader.NONE,
                leases);
        RigState state = new RigState(
                parts, Scene.POLICY, new StreamBeliefs(ledger, ledger, Scene.POLICY, NOON), new OccupiedGpus(() -> {}));
        LinkState link = new LinkState(LinkState.Phase.UP, "fake", "", 0);
        LeaseBook book = LeaseBook.EMPTY;
        RigView view = state.view(book, NOON, NOON, link);
        for (int n = 1; n <= 1_000; n++) {
            LeaseState lease = refused(n);
            book = book.closed(lease);
            state.closed(Settlement.summary(lease, state.number(lease), NOON));
            view = state.view(book, NOON, NOON, link);
            assertThat(state.numbersInMemory()).isLessThanOrEqualTo(LeaseBook.RECENT);
        }
        assertThat(view.leases()).hasSize(LeaseBook.RECENT);
        assertThat(view.leases().getFirst().number()).isEqualTo(1_000);
        assertThat(view.leases().getLast().number()).isEqualTo(1_000 - LeaseBook.RECENT + 1);
    }

    @Test
    void forgottenNumberIsReadAgainFromTheLedger() {
        LeaseNumbers numbers = new LeaseNumbers(ledger);
        int first = numbers.of(refused(1));
        numbers.of(refused(2));
        numbers.keepOnly(List.of(refused(2)));
        assertThat(numbers.size()).isEqualTo(1);
        assertThat(numbers.of(refused(1))).isEqualTo(first);
    }

    @Test
    void bidHasNoNumber() {
        LeaseNumbers numbers = new LeaseNumbers(ledger);
        assertThat(numbers.of(new LeaseState.Bidding(Scene.terms("0001"), Optional.empty(), NOON)))
                .isEqualTo(LeaseView.UNNUMBERED);
        assertThat(numbers.size()).isZero();
    }
}
