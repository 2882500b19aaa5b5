package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.XidEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XidWatchTest {
    /** A library whose wait does as the test says. */
    private static final class Events implements GpuEvents {
        final BlockingQueue<Xid> coming = new LinkedBlockingQueue<>();
        final AtomicInteger waits = new AtomicInteger();
        final Queue<GpuId> registered = new ConcurrentLinkedQueue<>();
        volatile boolean waitsNot;
        volatile boolean fails;
        volatile boolean endless;
        volatile boolean closed;

        @Override
        public boolean register(GpuIdentity gpu) {
            return registered.add(gpu.id());
        }

        @Override
        public List<Xid> await(Duration most) throws GpuFault {
            waits.incrementAndGet();
            if (fails) throw new GpuFault(GpuFault.Kind.ERROR, "no");
            if (endless) return List.of(new Xid(Optional.empty(), 31));
            if (waitsNot) return List.of();
            try {
                Xid xid = coming.poll(most.toMillis(), TimeUnit.MILLISECONDS);
                return xid == null ? List.of() : List.of(xid);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final BlockingQueue<XidEvent> told = new LinkedBlockingQueue<>();
    private final XidWatch watch = new XidWatch(Clock.systemUTC(), told::add);
    private final Events events = new Events();
    private final FakeGpuLink link = new FakeGpuLink(new TestTime());

    private void follow() {
        link.events = Optional.of(events);
        watch.follow(link);
        await().until(watch::ready);
    }

    @AfterEach
    void close() throws InterruptedException {
        watch.leave();
        assertThat(watch.awaitAway(Duration.ofSeconds(5))).isTrue();
        watch.end();
    }

    /** How often a library is asked in a second and a half in which nothing else happens. */
    private int waitsInAWhile() throws InterruptedException {
        int before = events.waits.get();
        BlockingQueue<Integer> never = new LinkedBlockingQueue<>();
        assertThat(never.poll(1500, TimeUnit.MILLISECONDS)).isNull();
        return events.waits.get() - before;
    }

    @Test
    void tellsOfAnXidAndOfABurst() throws Exception {
        follow();
        for (long code = 79; code < 89; code++)
            events.coming.add(new GpuEvents.Xid(Optional.of(new GpuId("GPU-0")), code));
        for (long code = 79; code < 89; code++) {
            XidEvent event = told.poll(5, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(event.code()).isEqualTo(code);
            assertThat(event.gpu()).contains(new GpuId("GPU-0"));
        }
    }

    @Test
    void aLibraryThatDoesNotWaitIsAskedAFewTimesASecond() throws Exception {
        events.waitsNot = true;
        follow();
        assertThat(waitsInAWhile()).isBetween(1, 6);
        events.waitsNot = false;
        events.fails = true;
        assertThat(waitsInAWhile()).isBetween(1, 6);
    }

    @Test
    void aLibraryWithXidsWithoutEndIsHeldBack() throws Exception {
        events.endless = true;
        follow();
        await().until(() -> events.waits.get() > 60);
        assertThat(waitsInAWhile()).isBetween(1, 10);
        events.endless = false;
    }

    @Test
    void letsGoOfTheLinkAndFollowsTheNext() throws Exception {
        follow();
        watch.leave();
        assertThat(watch.awaitAway(Duration.ofSeconds(5))).isTrue();
        assertThat(events.closed).isTrue();
        assertThat(watch.ready()).isFalse();
        Events next = new Events();
        FakeGpuLink other = new FakeGpuLink(new TestTime());
        other.events = Optional.of(next);
        watch.follow(other);
        await().until(watch::ready);
        watch.register(Samples.gpu(3));
        assertThat(next.registered).containsExactly(Samples.gpu(3).id());
    }

    @Test
    void aLibraryWithoutEventsIsLeftAlone() {
        watch.follow(link);
        await().until(() -> {
            watch.leave();
            return watch.away();
        });
        assertThat(watch.ready()).isFalse();
    }
}
