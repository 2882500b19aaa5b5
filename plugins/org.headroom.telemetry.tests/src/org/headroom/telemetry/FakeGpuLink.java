package org.headroom.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;

/** GPUs that fail, hang and come back as the test says, and an account of what was asked. Any thread. */
final class FakeGpuLink implements GpuLink {
    static final NvmlStatus OK = new NvmlStatus(
            NvmlStatus.State.OK, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "fake");

    private final TestTime time;
    private final List<GpuIdentity> gpus = new ArrayList<>();
    private final Map<GpuId, GpuFault.Kind> failing = new ConcurrentHashMap<>();
    private final Map<GpuId, Duration> slow = new ConcurrentHashMap<>();
    private final Map<GpuId, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final Map<GpuId, AtomicInteger> inside = new ConcurrentHashMap<>();
    private volatile Optional<CountDownLatch> countHangs = Optional.empty();
    private final Map<GpuId, Map<Question, AtomicInteger>> asked = new ConcurrentHashMap<>();
    final Map<GpuId, AtomicInteger> identified = new ConcurrentHashMap<>();
    final AtomicInteger collisions = new AtomicInteger();
    volatile Optional<GpuEvents> events = Optional.empty();
    volatile boolean closed;

    FakeGpuLink(TestTime time) {
        this.time = time;
    }

    FakeGpuLink healthy(GpuIdentity gpu) {
        synchronized (gpus) {
            if (!gpus.contains(gpu)) gpus.add(gpu);
        }
        failing.remove(gpu.id());
        slow.remove(gpu.id());
        Optional.ofNullable(hanging.remove(gpu.id())).ifPresent(CountDownLatch::countDown);
        return this;
    }

    FakeGpuLink failing(GpuIdentity gpu, GpuFault.Kind kind) {
        healthy(gpu);
        failing.put(gpu.id(), kind);
        return this;
    }

    /** Each call takes so long by the test's clock. */
    FakeGpuLink slow(GpuIdentity gpu, Duration each) {
        healthy(gpu);
        slow.put(gpu.id(), each);
        return this;
    }

    /** Each call to it hangs until {@link #healthy}, or a minute. */
    FakeGpuLink hanging(GpuIdentity gpu) {
        healthy(gpu);
        hanging.put(gpu.id(), new CountDownLatch(1));
        return this;
    }

    void countHangs(boolean hangs) {
        countHangs.ifPresent(CountDownLatch::countDown);
        countHangs = hangs ? Optional.of(new CountDownLatch(1)) : Optional.empty();
    }

    void unlisted(GpuIdentity gpu) {
        synchronized (gpus) {
            gpus.remove(gpu);
        }
    }

    int asked(GpuIdentity gpu, Question q) {
        Map<Question, AtomicInteger> all = asked.getOrDefault(gpu.id(), Map.of());
        return all.containsKey(q) ? all.get(q).get() : 0;
    }

    @Override
    public NvmlStatus status() {
        return OK;
    }

    @Override
    public int count() {
        countHangs.ifPresent(FakeGpuLink::hang);
        synchronized (gpus) {
            return gpus.size();
        }
    }

    @Override
    public GpuIdentity identify(int index, Duration limit) throws GpuFault {
        GpuIdentity gpu;
        synchronized (gpus) {
            gpu = gpus.get(index);
        }
        identified.computeIfAbsent(gpu.id(), g -> new AtomicInteger()).incrementAndGet();
        call(gpu.id());
        return new GpuIdentity(
                gpu.id(),
                index,
                gpu.name(),
                gpu.pciBusId(),
                gpu.computeCapability(),
                gpu.memoryTotal(),
                gpu.simulated());
    }

    @Override
    public Optional<GpuReader> reader(GpuIdentity gpu) {
        return identified.containsKey(gpu.id()) ? Optional.of(new Reader(gpu.id())) : Optional.empty();
    }

    private final class Reader implements GpuReader {
        private final GpuId gpu;

        Reader(GpuId gpu) {
            this.gpu = gpu;
        }

        @Override
        public boolean ask(Question q) throws GpuFault {
            asked.computeIfAbsent(gpu, g -> new ConcurrentHashMap<>())
                    .computeIfAbsent(q, g -> new AtomicInteger())
                    .incrementAndGet();
            call(gpu);
            return q != Question.HOTSPOT_TEMPERATURE;
        }

        @Override
        public void beginRound() {}

        @Override
        public GpuSample sample(Instant at) {
            return Samples.sample(gpu, at, 100, 0);
        }

        @Override
        public GpuCondition condition(Instant at) {
            return GpuCondition.unknown(gpu, at);
        }
    }

    private void call(GpuId gpu) throws GpuFault {
        AtomicInteger calls = inside.computeIfAbsent(gpu, g -> new AtomicInteger());
        if (calls.incrementAndGet() > 1) collisions.incrementAndGet();
        try {
            Optional.ofNullable(slow.get(gpu)).ifPresent(time::pass);
            Optional.ofNullable(hanging.get(gpu)).ifPresent(FakeGpuLink::hang);
            GpuFault.Kind kind = failing.get(gpu);
            if (kind != null) throw new GpuFault(kind, "the test wants it so");
        } finally {
            calls.decrementAndGet();
        }
    }

    private static void hang(CountDownLatch until) {
        try {
            if (!until.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("the test forgot a hanging call");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<GpuEvents> events() {
        return events;
    }

    @Override
    public void close() {
        closed = true;
    }
}
