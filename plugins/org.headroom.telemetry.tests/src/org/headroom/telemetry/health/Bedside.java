package org.headroom.telemetry.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.SampleDraft;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;

/** The rules over made-up readings of one GPU, a second a look, with all that became of alarms. */
final class Bedside {
    static final GpuId GPU = new GpuId("GPU-test");
    static final GpuIdentity IDENTITY =
            new GpuIdentity(GPU, 3, "Test GPU", Optional.empty(), Optional.empty(), Optional.empty(), true);
    static final NvmlStatus OK = nvml(NvmlStatus.State.OK);

    HealthState state = HealthState.fresh(1);
    RuleBook book = RuleBook.AS_IT_COMES;
    NvmlStatus nvml = OK;
    Optional<Boolean> cards = Optional.empty();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    GpuCondition condition = GpuCondition.unknown(GPU, now);
    final List<AlarmEvent> events = new ArrayList<>();

    static NvmlStatus nvml(NvmlStatus.State state) {
        return new NvmlStatus(
                state, Optional.of("lib"), Optional.empty(), Optional.empty(), Optional.empty(), state.word());
    }

    /** One look, without time passing. */
    void look(List<GpuReading> readings, XidEvent... xids) {
        HealthStep step = HealthStep.step(state, new Observation(now, nvml, readings, List.of(xids), cards), book);
        state = step.state();
        events.addAll(step.events());
    }

    /** A GPU that answers with this, for so long. */
    Bedside sees(int seconds, Consumer<SampleDraft> sample) {
        for (int i = 0; i < seconds; i++) {
            SampleDraft draft = GpuSample.of(GPU, now);
            sample.accept(draft);
            look(List.of(reading(GpuReading.State.OK, Optional.of(draft.done()))));
            now = now.plusSeconds(1);
        }
        return this;
    }

    /** The same, with what changes slowly. */
    Bedside sees(int seconds, UnaryOperator<GpuCondition> slow, Consumer<SampleDraft> sample) {
        condition = slow.apply(GpuCondition.unknown(GPU, now));
        return sees(seconds, sample);
    }

    Bedside condition(int seconds, UnaryOperator<GpuCondition> slow) {
        return sees(seconds, slow, s -> {});
    }

    Bedside state(int seconds, GpuReading.State how) {
        Optional<GpuSample> last = Optional.of(GpuSample.of(GPU, now).core(99).done());
        for (int i = 0; i < seconds; i++) {
            look(List.of(reading(how, last)));
            now = now.plusSeconds(1);
        }
        return this;
    }

    /** Looks while nothing is known of any GPU. */
    Bedside machine(int seconds) {
        for (int i = 0; i < seconds; i++) {
            look(List.of());
            now = now.plusSeconds(1);
        }
        return this;
    }

    void xid(long code) {
        look(
                List.of(reading(
                        GpuReading.State.OK, Optional.of(GpuSample.of(GPU, now).done()))),
                new XidEvent(Optional.of(GPU), code, now));
        now = now.plusSeconds(1);
    }

    void pass(Duration d) {
        now = now.plus(d);
    }

    GpuReading reading(GpuReading.State how, Optional<GpuSample> sample) {
        // What changes slowly is read again and again too.
        GpuCondition c = new GpuCondition(
                GPU,
                now,
                condition.limits(),
                condition.fans(),
                condition.ecc(),
                condition.rowRemap(),
                condition.retiredPages(),
                condition.pcieReplays(),
                condition.nvLinks(),
                condition.performanceState(),
                condition.mig());
        return new GpuReading(IDENTITY, how, how == GpuReading.State.OK ? "" : "it says so.", sample, Optional.of(c));
    }

    List<String> said() {
        return events.stream().map(e -> e.kind() + " " + e.alarm().rule()).toList();
    }

    List<String> open() {
        return state.open().stream().map(Alarm::rule).toList();
    }

    Alarm only() {
        if (state.open().size() != 1) throw new AssertionError("not one alarm: " + state.open());
        return state.open().getFirst();
    }

    void restart(Optional<Instant> booted) {
        state = HealthState.fresh(100).restored(state.open(), now, booted);
        events.clear();
    }

    HealthStep acknowledge() {
        HealthStep step = HealthStep.acknowledge(state, only().id(), now, Set.of(GPU));
        state = step.state();
        events.addAll(step.events());
        return step;
    }

    // Conditions with one thing in them.

    static UnaryOperator<GpuCondition> limits(GpuCondition.Limits limits) {
        return c -> of(c, limits, c.fans(), c.ecc(), c.rowRemap(), c.retiredPages(), c.pcieReplays(), c.nvLinks());
    }

    static UnaryOperator<GpuCondition> fans(GpuCondition.Fan... fans) {
        return c ->
                of(c, c.limits(), List.of(fans), c.ecc(), c.rowRemap(), c.retiredPages(), c.pcieReplays(), c.nvLinks());
    }

    static UnaryOperator<GpuCondition> ecc(long corrected, long uncorrected) {
        GpuCondition.Ecc ecc = new GpuCondition.Ecc(
                true,
                OptionalLong.of(corrected),
                OptionalLong.of(corrected + 1000),
                OptionalLong.of(uncorrected),
                OptionalLong.of(uncorrected + 1000));
        return c -> of(
                c,
                c.limits(),
                c.fans(),
                Optional.of(ecc),
                c.rowRemap(),
                c.retiredPages(),
                c.pcieReplays(),
                c.nvLinks());
    }

    static UnaryOperator<GpuCondition> rows(boolean pending, boolean failed) {
        return c -> of(
                c,
                c.limits(),
                c.fans(),
                c.ecc(),
                Optional.of(new GpuCondition.RowRemap(1, 1, pending, failed)),
                c.retiredPages(),
                c.pcieReplays(),
                c.nvLinks());
    }

    static UnaryOperator<GpuCondition> pages(int all, boolean pending) {
        return c -> of(
                c,
                c.limits(),
                c.fans(),
                c.ecc(),
                c.rowRemap(),
                Optional.of(new GpuCondition.RetiredPages(all, 0, pending)),
                c.pcieReplays(),
                c.nvLinks());
    }

    static UnaryOperator<GpuCondition> replays(long count) {
        return c -> of(
                c, c.limits(), c.fans(), c.ecc(), c.rowRemap(), c.retiredPages(), OptionalLong.of(count), c.nvLinks());
    }

    static UnaryOperator<GpuCondition> links(boolean... up) {
        List<GpuCondition.NvLink> all = new ArrayList<>();
        for (int i = 0; i < up.length; i++) all.add(new GpuCondition.NvLink(i, up[i], OptionalLong.empty()));
        return c -> of(c, c.limits(), c.fans(), c.ecc(), c.rowRemap(), c.retiredPages(), c.pcieReplays(), all);
    }

    private static GpuCondition of(
            GpuCondition c,
            GpuCondition.Limits limits,
            List<GpuCondition.Fan> fans,
            Optional<GpuCondition.Ecc> ecc,
            Optional<GpuCondition.RowRemap> rows,
            Optional<GpuCondition.RetiredPages> pages,
            OptionalLong replays,
            List<GpuCondition.NvLink> links) {
        return new GpuCondition(
                c.gpu(), c.at(), limits, fans, ecc, rows, pages, replays, links, OptionalInt.empty(), Optional.empty());
    }
}
