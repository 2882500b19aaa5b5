package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.GPU1;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Offer;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.headroom.model.rig.RigStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A rig on fakes, with two offers, and a renter who takes the RTX 4090. A test starts the rig. */
abstract class RentedRig {
    @TempDir
    Path leases;

    final FakeContainers containers = new FakeContainers();
    final FakeLedger ledger = new FakeLedger();
    final FakeRail rail = new FakeRail();
    FakeMarket market = new FakeMarket();
    LeaseLoop rig;

    /** The time by {@link #clock}. */
    volatile Instant now = NOON;

    final Clock clock = new SuppliedClock(() -> now);

    /** An RTX 4090 and an RTX 3080. */
    static FakeGpus twoGpus() {
        return new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090"), Scene.gpu(GPU1, 1, "RTX 3080"));
    }

    /** Starts a rig on a market that has heard nothing yet; ledger, containers and chain are those of the rig before. */
    final void start(
            GpuWatch gpus, Optional<HealthWatch> health, Optional<OwnerRules> owner, RigPolicy policy, RigClock time) {
        market = new FakeMarket();
        RigParts parts = new RigParts(
                gpus,
                health,
                market,
                containers,
                rail,
                ledger,
                ledger,
                r -> Scene.hash(r.receipt().number()),
                this::digest,
                SecretsReader.NONE,
                leases,
                BidParts.PLAIN,
                owner);
        rig = new LeaseLoop(on(parts), policy.withStreamPoll(Duration.ofMillis(50)), time);
        rig.start();
    }

    final void start(GpuWatch gpus, RigPolicy policy, Clock time) {
        start(gpus, Optional.empty(), Optional.empty(), policy, RigClock.same(time));
    }

    @AfterEach
    final void stop() {
        rig.close();
    }

    /** Of the artefacts of a job. */
    Hash32 digest(Path artefacts) throws IOException {
        return Hash32.ZERO;
    }

    /** The parts that the scenarios run on. */
    RigParts on(RigParts parts) {
        return parts;
    }

    final Bid bidForA4090() {
        awaitOffers(2);
        market.says(Scene.order("order-0001", Scene.PRICE, Optional.of("4090")).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        return market.sent(Bid.class).getLast();
    }

    final void awaitOffers(int many) {
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).hasSize(many));
    }

    final LeaseId accept(Bid bid) {
        rail.streams.putIfAbsent(stream(1), Scene.funded(stream(1), NOON));
        LeaseId lease = LeaseId.of(bid.id());
        market.says(new Acceptance(
                lease, bid.id(), bid.order(), Scene.RENTER, Scene.PROVIDER, stream(1), Scene.validity(NOON, 60, 5)));
        return lease;
    }

    final LeaseId running() {
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Running.class);
        return lease;
    }

    final <S extends LeaseState> S awaitState(LeaseId lease, Class<S> state) {
        await().untilAsserted(() -> assertThat(rig.book().find(lease)).containsInstanceOf(state));
        return state.cast(rig.book().find(lease).orElseThrow());
    }

    final void awaitSays(String words) {
        await().untilAsserted(() -> {
            RigStatus status = rig.view().status();
            assertThat(status.headline() + " " + status.rest()).contains(words);
        });
    }

    final List<String> told() {
        return market.sent(LeaseUpdate.class).stream()
                .map(u -> u.phase() + (u.detail().isEmpty() ? "" : " " + u.detail()))
                .toList();
    }
}
