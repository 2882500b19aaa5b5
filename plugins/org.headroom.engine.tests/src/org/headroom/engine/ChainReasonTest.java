package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;

import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the chain does not answer, in the rig's sentence and in the chain's own. */
class ChainReasonTest {
    @TempDir
    Path leases;

    @Test
    void rigsSentenceHasTheNewestReasonWhyTheChainDoesNotAnswer() {
        FakeLedger ledger = new FakeLedger();
        RigParts parts = new RigParts(
                new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")),
                Optional.empty(),
                new FakeMarket(),
                new FakeContainers(),
                new FakeRail(),
                ledger,
                ledger,
                r -> Scene.hash(1),
                d -> Hash32.ZERO,
                SecretsReader.NONE,
                leases);
        RigState state = new RigState(
                parts, Scene.POLICY, new StreamBeliefs(ledger, ledger, Scene.POLICY, NOON), new OccupiedGpus(() -> {}));
        state.engine(new EngineStatus(true, "podman", "5", "Ready."), MissingImages.NONE);
        for (String reason : new String[] {"The node did not answer.", "The node cannot be reached."}) {
            state.chain(new ChainStatus(false, 1, "chain", 0, reason), Optional.empty());
            RigView view = state.view(LeaseBook.EMPTY, NOON, NOON, new LinkState(LinkState.Phase.UP, "fake", "", 0));
            assertThat(view.status().headline())
                    .isEqualTo(reason)
                    .isEqualTo(view.chain().message());
        }
    }
}
