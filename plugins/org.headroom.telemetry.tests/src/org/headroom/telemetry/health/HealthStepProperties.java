package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.SampleDraft;
import org.headroom.model.gpu.ThrottleReason;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;

class HealthStepProperties {
    private static final long[] CODES = {13, 31, 48, 63, 79, 95, 119, 4711};

    /** One look at something, whatever it is. */
    private static void anything(Bedside bed, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> bed.state(1 + random.nextInt(20), GpuReading.State.values()[random.nextInt(4)]);
            case 1 -> bed.xid(CODES[random.nextInt(CODES.length)]);
            case 2 -> bed.pass(Duration.ofSeconds(random.nextInt(4000) - 300));
            case 3 -> bed.condition(1 + random.nextInt(10), Bedside.ecc(random.nextInt(60), random.nextInt(100) / 95));
            case 4 -> {
                bed.nvml = Bedside.nvml(NvmlStatus.State.values()[random.nextInt(5)]);
                bed.machine(random.nextInt(6));
                bed.nvml = Bedside.OK;
            }
            case 5 -> {
                List<Alarm> open = bed.state.open();
                if (open.isEmpty()) return;
                HealthStep step = HealthStep.acknowledge(
                        bed.state, open.get(random.nextInt(open.size())).id(), bed.now, Set.of(Bedside.GPU));
                bed.state = step.state();
                bed.events.addAll(step.events());
            }
            default -> {
                int core = 60 + random.nextInt(45);
                int load = random.nextInt(101);
                bed.sees(1 + random.nextInt(40), s -> some(s, core, load, random));
            }
        }
    }

    private static void some(SampleDraft s, int core, int load, Random random) {
        if (random.nextInt(10) > 0) s.core(core);
        if (random.nextInt(10) > 0) s.load(load);
        if (random.nextInt(10) > 0) s.power(random.nextInt(600_000)).powerLimit(450_000);
        if (random.nextInt(4) == 0) s.throttle(Set.of(ThrottleReason.values()[random.nextInt(9)]));
        if (random.nextInt(3) > 0) s.energy(random.nextInt(5));
        if (random.nextInt(3) > 0) s.memoryUsed((long) random.nextInt(24) << 30);
    }

    @Property(tries = 200)
    void anAlarmIsRaisedOnceAndClearedOnceAndToldOnlyWhileItIsOpen(@ForAll long seed) {
        Random random = new Random(seed);
        Bedside bed = new Bedside();
        for (int i = 0; i < 120; i++) anything(bed, random);
        Map<Long, AlarmEvent.Kind> last = new HashMap<>();
        Map<List<Object>, Long> openByKey = new HashMap<>();
        for (AlarmEvent e : bed.events) {
            Alarm a = e.alarm();
            List<Object> key = a.rule().equals("xid") ? List.of(a.id()) : List.of(a.gpu(), a.rule());
            AlarmEvent.Kind before = last.put(a.id(), e.kind());
            if (e.kind() == AlarmEvent.Kind.RAISED) {
                assertThat(before).isNull();
                assertThat(openByKey.put(key, a.id())).as("raised twice: %s", a).isNull();
            } else {
                assertThat(before).isNotNull().isNotEqualTo(AlarmEvent.Kind.CLEARED);
                assertThat(openByKey).containsEntry(key, a.id());
            }
            assertThat(a.open()).isEqualTo(e.kind() != AlarmEvent.Kind.CLEARED);
            if (e.kind() == AlarmEvent.Kind.CLEARED) openByKey.remove(key);
        }
        assertThat(bed.state.open()).extracting(Alarm::id).containsExactlyInAnyOrderElementsOf(openByKey.values());
    }

    @Property(tries = 50)
    void aGpuThatSaysNothingBringsNothingAbout(@ForAll long seed) {
        Random random = new Random(seed);
        Bedside bed = new Bedside();
        for (int i = 0; i < 40; i++) anything(bed, random);
        bed.sees(1, s -> {});
        List<String> open = List.copyOf(bed.open());
        int told = bed.events.size();
        // Fresh, but empty: the GPU is there, so that it is neither lost, nor silent, nor asleep.
        for (int i = 0; i < 30; i++) {
            bed.condition = GpuCondition.unknown(Bedside.GPU, bed.now);
            bed.sees(1, s -> {});
        }
        List<String> since = bed.events.subList(told, bed.events.size()).stream()
                .filter(e -> e.kind() != AlarmEvent.Kind.REPEATED)
                .map(e -> e.alarm().rule())
                .toList();
        assertThat(since)
                .as("of %s", open)
                .allMatch(r -> r.equals("gpu-lost")
                        || r.equals("gpu-error")
                        || r.equals("sample-stale")
                        || r.equals("xid")
                        // An empty set of throttle reasons is an answer.
                        || r.startsWith("throttle-")
                        || r.startsWith("driver-"));
    }

    @Example
    void aLookAtEightGpusTakesMicroseconds() {
        HealthState state = HealthState.fresh(1);
        Bedside bed = new Bedside();
        long spent = 0;
        int measured = 0;
        for (int i = 0; i < 6000; i++) {
            List<GpuReading> readings = new ArrayList<>();
            for (int g = 0; g < 8; g++) {
                GpuId id = new GpuId("GPU-" + g);
                GpuSample sample = GpuSample.of(id, bed.now)
                        .core(60 + i % 20)
                        .memory(80)
                        .load(90)
                        .power(300_000)
                        .powerLimit(450_000)
                        .energy(300_000L * i)
                        .memoryUsed(8L << 30)
                        .smClock(2000)
                        .fan(50)
                        .done();
                readings.add(new GpuReading(
                        new GpuIdentity(id, g, "x", Optional.empty(), Optional.empty(), Optional.empty(), true),
                        GpuReading.State.OK,
                        "",
                        Optional.of(sample),
                        Optional.of(Bedside.ecc(1, 0).apply(bed.condition))));
            }
            Observation seen = new Observation(bed.now, Bedside.OK, readings, List.<XidEvent>of(), Optional.empty());
            long begun = System.nanoTime();
            state = HealthStep.step(state, seen, RuleBook.AS_IT_COMES).state();
            if (i >= 3000) {
                spent += System.nanoTime() - begun;
                measured++;
            }
            bed.now = bed.now.plusSeconds(1);
        }
        double micros = spent / 1000.0 / measured;
        System.out.printf("one look at 8 GPUs: %.1f µs%n", micros);
        // A thousandth of a core would be 1000 µs a second; a busy machine may be slow.
        assertThat(micros).isLessThan(500);
        assertThat(state.open()).isEmpty();
    }
}
