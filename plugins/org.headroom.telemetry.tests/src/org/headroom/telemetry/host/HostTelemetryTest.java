package org.headroom.telemetry.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.headroom.model.host.HostIdentity;
import org.headroom.model.host.HostProcess;
import org.headroom.model.host.HostSample;
import org.junit.jupiter.api.Test;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/** On this machine itself. */
class HostTelemetryTest {
    private static final Duration SOON = Duration.ofMillis(200);

    private static <T> T withFailing(Class<T> type, T real, String... methods) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            for (String failing : methods)
                if (method.getName().equals(failing)) throw new UnsatisfiedLinkError("the test wants it so");
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return type.cast(proxy);
    }

    @Test
    void readsThisMachine() throws Exception {
        try (HostTelemetry watch = new HostTelemetry(Clock.systemUTC(), SOON, HostTelemetry.Machine::here)) {
            CountDownLatch samples = new CountDownLatch(3);
            watch.onChange(samples::countDown);
            assertThat(watch.latest()).isEmpty();
            watch.start();
            assertThat(samples.await(60, TimeUnit.SECONDS)).isTrue();
            HostSample last = watch.latest().orElseThrow();
            assertThat(last.cpuLoad().orElseThrow()).isBetween(0.0, 1.0);
            assertThat(last.memoryTotal().bytes()).isGreaterThan(1 << 20);
            assertThat(last.memoryUsed().bytes())
                    .isBetween(1L, last.memoryTotal().bytes());
            assertThat(last.uptime()).isPositive();
            assertThat(last.disks())
                    .allSatisfy(d ->
                            assertThat(d.used().bytes()).isBetween(0L, d.total().bytes()));
            assertThat(last.networks()).noneMatch(n -> "lo".equals(n.name()));
            assertThat(watch.recent().getFirst().cpuLoad()).isEmpty();
            HostIdentity here = watch.identity();
            assertThat(here.cores()).isBetween(1, here.threads());
            assertThat(here.operatingSystem()).isNotBlank();
        }
    }

    @Test
    void looksUpAProcessOffTheCallersThreadAndKnowsWhenItIsGone() throws Exception {
        try (HostTelemetry watch = new HostTelemetry(Clock.systemUTC(), SOON, HostTelemetry.Machine::here)) {
            watch.start();
            Process child = new ProcessBuilder("cat").start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watch.process(child.pid()).isPresent());
            HostProcess found = watch.process(child.pid()).orElseThrow();
            assertThat(found.name()).isEqualTo("cat");
            assertThat(found.started())
                    .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(5));
            assertThat(found.memory().bytes()).isPositive();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watch.process(child.pid())
                            .filter(p -> p.cpu().isPresent())
                            .isPresent());
            child.getOutputStream().close();
            child.waitFor();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watch.process(child.pid()).isEmpty());
            assertThat(watch.process(-1)).isEmpty();
        }
    }

    @Test
    void readsSeldomWhileNobodyLooksAndAtOnceWhenSomebodyDoes() throws Exception {
        try (HostTelemetry watch = new HostTelemetry(Clock.systemUTC(), SOON, HostTelemetry.Machine::here)) {
            BlockingQueue<Long> samples = new LinkedBlockingQueue<>();
            watch.onChange(() -> samples.add(System.nanoTime()));
            watch.start();
            long before = next(samples);
            long now = next(samples);
            // Seldom is every sixth period.
            while (now - before < 5 * SOON.toNanos()) {
                before = now;
                now = next(samples);
            }
            samples.clear();
            watch.latest();
            long asked = System.nanoTime();
            next(samples);
            assertThat(next(samples) - asked).isLessThan(5 * SOON.toNanos());
        }
    }

    private static long next(BlockingQueue<Long> samples) throws InterruptedException {
        Long at = samples.poll(60, TimeUnit.SECONDS);
        assertThat(at).isNotNull();
        return at;
    }

    @Test
    void whatCannotBeReadCostsOnlyItself() {
        SystemInfo info = new SystemInfo();
        HostReader reader = new HostReader(
                withFailing(
                        HardwareAbstractionLayer.class, info.getHardware(), "getDiskStores", "getSensors", "getMemory"),
                withFailing(OperatingSystem.class, info.getOperatingSystem(), "getFileSystem"));
        HostSample sample = reader.read(Instant.now(), 0);
        assertThat(sample.disks()).isEmpty();
        assertThat(sample.sensors()).isEmpty();
        assertThat(sample.memoryTotal().bytes()).isZero();
        assertThat(sample.uptime()).isPositive();
        assertThat(reader.read(Instant.now(), 1_000_000_000L).cpuLoad()).isPresent();
    }

    @Test
    void aMachineThatOshiDoesNotKnowHasNoSamplesAndClosesAllTheSame() {
        HostTelemetry watch = new HostTelemetry(Clock.systemUTC(), SOON, () -> {
            throw new UnsatisfiedLinkError("no such system");
        });
        watch.start();
        assertThat(watch.process(ProcessHandle.current().pid())).isEqualTo(Optional.empty());
        watch.close();
        assertThat(watch.latest()).isEmpty();
        assertThat(watch.identity().threads()).isPositive();
    }

    @Test
    void aCounterThatWentBackwardsHasNoRateForOnce() {
        Rate rate = new Rate();
        rate.count(1000, 0);
        assertThat(rate.perSecond()).isEmpty();
        rate.count(3000, 2_000_000_000L);
        assertThat(rate.perSecond()).hasValue(1000);
        rate.count(10, 3_000_000_000L);
        assertThat(rate.perSecond()).isEmpty();
        rate.count(510, 4_000_000_000L);
        assertThat(rate.perSecond()).hasValue(500);
    }
}
