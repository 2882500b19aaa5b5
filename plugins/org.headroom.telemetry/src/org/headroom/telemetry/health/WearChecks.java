package org.headroom.telemetry.health;

import static org.headroom.telemetry.health.Words.count;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.headroom.model.gpu.GpuCondition.RetiredPages;
import org.headroom.model.gpu.GpuCondition.RowRemap;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Check.Needs;
import org.headroom.telemetry.health.Check.WhenSeen;

/** The memory's errors, and what the card did about them. */
final class WearChecks {
    private static final String ECC = "nvmlDeviceGetTotalEccErrors";
    private static final String RETIRED = "nvmlDeviceGetRetiredPages_v2, nvmlDeviceGetRetiredPagesPendingStatus";
    private static final String REMAPPED = "nvmlDeviceGetRemappedRows";

    private WearChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("ecc-corrected-growing", "Corrected memory errors grow")
                        .means(
                                "Memory errors that the card corrected, in about the last hour. A few are normal; many in a row"
                                        + " come before errors that cannot be corrected.")
                        .from(ECC + " NVML_MEMORY_ERROR_TYPE_CORRECTED")
                        .above(20, 5, "errors an hour", 1, 5000)
                        .repeat(Duration.ofHours(6))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS)
                        .when(
                                Needs.CONDITION,
                                l -> grown(l, l.memory.corrected()),
                                l -> l.gpu() + " corrected " + grew(l.memory.corrected(), "memory error") + " lately.",
                                "Nothing is wrong in the results yet, and work goes on. If it keeps growing, or errors appear"
                                        + " that cannot be corrected, the card belongs into warranty."),
                Check.of("ecc-uncorrected", "Memory error that could not be corrected")
                        .means(
                                "The memory gave wrong data, and the card knows it. Whatever ran with that data is spoiled.")
                        .from(ECC + " NVML_MEMORY_ERROR_TYPE_UNCORRECTED")
                        .above(1, 0.2, "errors an hour", 0.1, 1000)
                        .repeat(Duration.ofHours(1))
                        .asks(Severity.CRITICAL, HealthAction.DRAIN)
                        .whenSeen(WhenSeen.ENDS)
                        .when(
                                Needs.CONDITION,
                                l -> grown(l, l.memory.uncorrected()),
                                l -> l.gpu() + " had " + grew(l.memory.uncorrected(), "memory error")
                                        + " that could not be corrected.",
                                "The job that used that memory has usually crashed, and its results cannot be trusted. The"
                                        + " renter is told and nothing follows. Reset the GPU or restart the machine; if it"
                                        + " happens again, have the card replaced."),
                Check.of("row-remap-pending", "Memory repair waits for a reset")
                        .means("A bad row of memory will be replaced by a spare one at the next reset of the GPU.")
                        .from(REMAPPED)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.CONDITION,
                                l -> remap(l, RowRemap::pending),
                                l -> l.gpu() + " has a bad row of memory whose replacement waits for a reset.",
                                "Until then the bad row is still in use. What runs goes on; no new work is taken on, so that the"
                                        + " card gets free. Then reset it (nvidia-smi --gpu-reset) or restart the machine."),
                Check.of("row-remap-failed", "Memory repair failed")
                        .means(
                                "A bad row of memory could not be replaced: there is no spare row left where one is needed.")
                        .from(REMAPPED)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.CRITICAL, HealthAction.DRAIN)
                        .when(
                                Needs.CONDITION,
                                l -> remap(l, RowRemap::failed),
                                l -> l.gpu() + " could not replace a bad row of memory.",
                                "Errors will come back, and with them crashed jobs. The renter is told and nothing follows."
                                        + " This is what warranty is for: have the card replaced."),
                Check.of("retired-pages-pending", "Memory page waits to be retired")
                        .means("A bad page of memory will be taken out of use when the driver is next loaded.")
                        .from(RETIRED)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.CONDITION,
                                l -> pages(l).map(p -> Look.ill(p.pending())).orElse(Verdict.UNKNOWN),
                                l -> l.gpu()
                                        + " has a bad page of memory that is still in use until the driver is reloaded.",
                                "What runs goes on; no new work is taken on, so that the card gets free. Then restart the"
                                        + " machine."),
                Check.of("retired-pages-growing", "Memory pages get lost")
                        .means("Pages of memory that were taken out of use in about the last hour.")
                        .from(RETIRED)
                        .above(1, 0.2, "pages an hour", 0.1, 64)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS)
                        .when(
                                Needs.CONDITION,
                                l -> grown(l, l.memory.retired()),
                                l -> l.gpu() + " has taken " + grew(l.memory.retired(), "memory page") + " out of use.",
                                "The page is not used any more and work goes on. Pages that keep getting lost mean that the"
                                        + " memory wears out."),
                Check.of("retired-pages-many", "Many memory pages lost")
                        .means(
                                "All pages of memory taken out of use over the card's life. There is room in the card's list for"
                                        + " 64 of them.")
                        .from(RETIRED)
                        .above(60, 59, "pages", 1, 64)
                        .repeat(Duration.ofDays(7))
                        .asks(Severity.CRITICAL, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.CONDITION,
                                l -> pages(l).map(p -> l.above(all(p))).orElse(Verdict.UNKNOWN),
                                l -> l.gpu() + " has lost "
                                        + count(pages(l).map(WearChecks::all).orElse(0), "memory page")
                                        + " over its life.",
                                "Soon it can retire no more, and errors will reach the jobs. No new work is taken on: have the"
                                        + " card replaced under warranty."));
    }

    /** Whether a counter grew enough; unknown where an alarm from before the start has nothing to be measured by yet. */
    static Verdict grown(Look l, Optional<Growth> growth) {
        if (growth.isEmpty()) return Verdict.UNKNOWN;
        Verdict v = l.above(growth.get().level(l.now));
        return v == Verdict.WELL && l.restored && !growth.get().watched(l.now) ? Verdict.UNKNOWN : v;
    }

    static String grew(Optional<Growth> growth, String what) {
        return growth.map(g -> count(g.last() - g.from(), what)).orElse("some " + what + "s");
    }

    private static Verdict remap(Look l, Function<RowRemap, Boolean> what) {
        Optional<RowRemap> rows =
                l.condition().isPresent() ? l.condition().get().rowRemap() : Optional.empty();
        return rows.isPresent() ? Look.ill(what.apply(rows.get())) : Verdict.UNKNOWN;
    }

    private static Optional<RetiredPages> pages(Look l) {
        return l.condition().isPresent() ? l.condition().get().retiredPages() : Optional.empty();
    }

    private static int all(RetiredPages p) {
        return p.singleBit() + p.doubleBit();
    }
}
