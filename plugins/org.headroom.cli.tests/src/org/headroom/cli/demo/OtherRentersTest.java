package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.headroom.cli.bench.MadeUpStates;
import org.headroom.engine.LeaseBook;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.Test;

class OtherRentersTest {
    private static final Instant BEGAN = Instant.parse("2026-05-01T10:00:00Z");
    private static final EthAddress OWN = new EthAddress("0x" + "9".repeat(40));

    private final List<LeaseState> states = MadeUpStates.of(1, BEGAN);
    private final List<String> told = new ArrayList<>();

    @Test
    void jobOfAnotherRenterTakesTheOnlyGpu() {
        assertThat(others(LeaseState.Running.class).haveEveryGpu()).isTrue();
        assertThat(others(LeaseState.Running.class).haveJobs()).isTrue();
    }

    @Test
    void gpuIsLeftWhereTheRigHasOneMore() {
        LeaseState running = state(LeaseState.Running.class);
        Set<GpuId> two = new HashSet<>(gpusOf(running));
        two.add(new GpuId("GPU-11111111-2222-3333-4444-555555555555"));
        assertThat(new OtherRenters(OWN, () -> LeaseBook.EMPTY.with(running), () -> two).haveEveryGpu())
                .isFalse();
    }

    @Test
    void ownJobIsNotAnotherRenters() {
        LeaseState running = state(LeaseState.Running.class);
        EthAddress renter = running.terms().order().renter();
        OtherRenters others = new OtherRenters(renter, () -> LeaseBook.EMPTY.with(running), () -> gpusOf(running));
        assertThat(others.haveEveryGpu()).isFalse();
        assertThat(others.haveJobs()).isFalse();
    }

    @Test
    void jobIsUnderWayUntilItsReceiptIsSigned() {
        assertThat(others(LeaseState.Ended.class).haveJobs()).isTrue();
        assertThat(others(LeaseState.Ended.class).haveEveryGpu()).isFalse();
        assertThat(others(LeaseState.Numbered.class).haveJobs()).isTrue();
        assertThat(others(LeaseState.Receipted.class).haveJobs()).isFalse();
    }

    @Test
    void failureOfTheOwnOrderIsOnlyToldWhileAnotherRentersJobRuns() throws Exception {
        int code = others(LeaseState.Running.class).outlive(failing(), () -> false, told::add);
        assertThat(code).isEqualTo(1);
        assertThat(told).containsExactly("failed   Nobody made a bid.");
    }

    @Test
    void failureOnAnotherThreadIsToldInItsOwnWords() throws Exception {
        Callable<Integer> part = () -> {
            throw new ExecutionException(new Demo.Failed("The chain is away."));
        };
        assertThat(others(LeaseState.Running.class).outlive(part, () -> false, told::add))
                .isEqualTo(1);
        assertThat(told).contains("failed   The chain is away.");
    }

    @Test
    void failureOfTheOwnOrderEndsADemoWithoutOtherRentersJobs() {
        assertThatThrownBy(() -> others(LeaseState.Receipted.class).outlive(failing(), () -> false, told::add))
                .isInstanceOf(Demo.Failed.class);
        assertThat(told).isEmpty();
    }

    @Test
    void personEndsTheDemoAlsoWhileAnotherRentersJobRuns() {
        OtherRenters others = others(LeaseState.Running.class);
        assertThatThrownBy(() -> others.outlive(failing(), () -> true, told::add))
                .isInstanceOf(Demo.Failed.class);
        assertThatThrownBy(() -> others.outlive(
                        () -> {
                            throw new InterruptedException();
                        },
                        () -> false,
                        told::add))
                .isInstanceOf(InterruptedException.class);
        assertThat(told).isEmpty();
    }

    private static Callable<Integer> failing() {
        return () -> {
            throw new Demo.Failed("Nobody made a bid.");
        };
    }

    private OtherRenters others(Class<? extends LeaseState> kind) {
        LeaseState state = state(kind);
        return new OtherRenters(OWN, () -> LeaseBook.EMPTY.with(state), () -> gpusOf(state));
    }

    private LeaseState state(Class<? extends LeaseState> kind) {
        return states.stream().filter(kind::isInstance).findFirst().orElseThrow();
    }

    private static Set<GpuId> gpusOf(LeaseState state) {
        return Set.copyOf(state.terms().bid().gpuIds());
    }
}
