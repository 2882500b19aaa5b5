package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.headroom.model.gpu.GpuCondition.NvLink;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Check.Needs;
import org.headroom.telemetry.health.Check.WhenSeen;

/** The ways between the card and the rest of the machine. */
final class LinkChecks {
    // An idle card lowers its link to save power.
    private static final double UNDER_LOAD = 50;

    private LinkChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("pcie-narrow", "PCI Express link too narrow")
                        .means(
                                "The link has fewer lanes than card and slot can have together. Looked at under load only.")
                        .from("nvmlDeviceGetCurrPcieLinkWidth, nvmlDeviceGetMaxPcieLinkWidth")
                        .lasting(30)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS_WITHOUT_EVIDENCE)
                        .when(
                                Needs.SAMPLE,
                                l -> less(l, l.pcie().width(), l.pcie().widthMax()),
                                l -> l.gpu() + "'s link has " + l.pcie().width().orElse(0) + " of "
                                        + l.pcie().widthMax().orElse(0) + " lanes.",
                                "Data reaches the card more slowly, which renters see in loading times. Work goes on. Seat the"
                                        + " card again, clean its contacts, check riser and slot."),
                Check.of("pcie-slow", "PCI Express link too slow")
                        .means(
                                "The link runs at a lower generation under load than card and slot can have together. Idle cards"
                                        + " lower it on purpose, and that does not count.")
                        .from("nvmlDeviceGetCurrPcieLinkGeneration, nvmlDeviceGetMaxPcieLinkGeneration")
                        .lasting(60)
                        .repeat(Duration.ofHours(24))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS_WITHOUT_EVIDENCE)
                        .when(
                                Needs.SAMPLE,
                                l -> less(l, l.pcie().generation(), l.pcie().generationMax()),
                                l -> l.gpu() + "'s link runs at generation "
                                        + l.pcie().generation().orElse(0) + " of "
                                        + l.pcie().generationMax().orElse(0) + " under load.",
                                "Data reaches the card at half the speed or less. Work goes on. A poor riser is the usual"
                                        + " reason; else look at the slot's setting in the firmware."),
                Check.of("pcie-replays-growing", "PCI Express errors grow")
                        .means("Packets that had to be sent again over the link in about the last hour.")
                        .from("nvmlDeviceGetPcieReplayCounter")
                        .above(100, 20, "replays an hour", 1, 5000)
                        .repeat(Duration.ofHours(12))
                        .asks(Severity.WARNING, HealthAction.WARN)
                        .whenSeen(WhenSeen.ENDS)
                        .when(
                                Needs.CONDITION,
                                l -> WearChecks.grown(l, l.memory.replays()),
                                l -> l.gpu() + "'s link had to repeat " + WearChecks.grew(l.memory.replays(), "packet")
                                        + " lately.",
                                "Nothing is lost yet, but a link that gets worse ends with the card off the bus, and with it the"
                                        + " lease. Seat the card again; replace the riser."),
                Check.of("nvlink-down", "NVLink down")
                        .means("An NVLink that was up before is down. Links that were never up do not count.")
                        .from("nvmlDeviceGetNvLinkState")
                        .lasting(5)
                        .repeat(Duration.ofHours(12))
                        .asks(Severity.WARNING, HealthAction.STOP_BIDDING)
                        .when(
                                Needs.CONDITION,
                                LinkChecks::nvLinks,
                                l -> l.gpu() + " has lost NVLink " + down(l) + ".",
                                "Jobs over several GPUs fail or crawl. What runs goes on; no new work is taken on. Reset the"
                                        + " GPUs at both ends, then check the bridge."));
    }

    private static Verdict less(Look l, OptionalInt now, OptionalInt most) {
        if (now.isEmpty() || most.isEmpty() || most.getAsInt() <= 0 || now.getAsInt() <= 0) return Verdict.UNKNOWN;
        if (now.getAsInt() >= most.getAsInt()) return Verdict.WELL;
        return l.load() >= UNDER_LOAD ? Verdict.ILL : Verdict.UNKNOWN;
    }

    private static Verdict nvLinks(Look l) {
        if (l.condition().isEmpty() || l.condition().get().nvLinks().isEmpty()) return Verdict.UNKNOWN;
        boolean allUp = true;
        for (NvLink link : l.condition().get().nvLinks()) {
            if (link.active()) continue;
            if (l.memory.linksUp().contains(link.index())) return Verdict.ILL;
            allUp = false;
        }
        // Which link the alarm of an earlier run was about is not known.
        return allUp || !l.restored ? Verdict.WELL : Verdict.UNKNOWN;
    }

    private static String down(Look l) {
        Set<Integer> down = new TreeSet<>();
        l.condition().stream()
                .flatMap(c -> c.nvLinks().stream())
                .filter(link -> !link.active() && l.memory.linksUp().contains(link.index()))
                .forEach(link -> down.add(link.index()));
        return down.toString().replaceAll("[\\[\\]]", "");
    }
}
