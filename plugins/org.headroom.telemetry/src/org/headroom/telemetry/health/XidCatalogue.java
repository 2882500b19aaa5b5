package org.headroom.telemetry.health;

import static org.headroom.model.health.HealthAction.DRAIN;
import static org.headroom.model.health.HealthAction.STOP_BIDDING;
import static org.headroom.model.health.HealthAction.STOP_JOB;
import static org.headroom.model.health.HealthAction.WARN;
import static org.headroom.model.health.Severity.CRITICAL;
import static org.headroom.model.health.Severity.NOTE;
import static org.headroom.model.health.Severity.WARNING;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Xid.Cause;

/**
 * What the driver's error codes mean, in our own words. The facts are those of NVIDIA's own list of codes; what happens to
 * leases is Headroom's choice.
 */
public final class XidCatalogue {
    private static final String THE_JOB =
            "The job on the card has crashed or will; the card itself is usually well and goes on. If it comes with different"
                    + " jobs again and again, suspect the card.";
    private static final String RESET =
            " Reset the GPU (nvidia-smi --gpu-reset) or restart the machine; if it comes back, have the card looked at.";

    private static final Map<Long, Xid> ALL = List.of(
                    job(8, "The GPU stopped working on a job", THE_JOB),
                    job(11, "A job's commands to the GPU were broken", THE_JOB),
                    job(
                            13,
                            "A job did something illegal on the GPU, such as reaching past the end of an array",
                            THE_JOB),
                    job(25, "A job's commands to the GPU were illegal", THE_JOB),
                    job(31, "A job used a memory address that is not its own", THE_JOB),
                    new Xid(
                            32,
                            Cause.LINK,
                            "Commands reached the GPU damaged",
                            "The job has crashed. Jobs rarely cause this: the way over PCI Express is the usual reason. If it"
                                    + " comes back, seat the card again and replace the riser.",
                            WARNING,
                            WARN,
                            hours(1),
                            true),
                    driver(37, "The GPU's firmware was asked for something it does not know", NOTE, WARN, hours(1)),
                    driver(38, "The GPU's firmware did not finish in time", WARNING, WARN, hours(1)),
                    copy(39),
                    copy(40),
                    copy(41),
                    job(43, "A job was ended after a fault of its own", THE_JOB),
                    driver(44, "The GPU failed while it changed from one job to another", WARNING, WARN, hours(1)),
                    job(
                            45,
                            "A job was cleared off the GPU",
                            "The job was stopped or had crashed: stopping a container can bring this about. The card is well"
                                    + " unless another XID came with it; then that one counts."),
                    card(46, "The GPU stopped working and did not recover", CRITICAL, DRAIN, "The job hangs." + RESET),
                    card(
                            48,
                            "The memory had an error that could not be corrected",
                            CRITICAL,
                            DRAIN,
                            "The job's results are spoiled, and it has usually crashed." + RESET),
                    new Xid(
                            54,
                            Cause.LINK,
                            "The card's extra power cable is not connected",
                            "The card runs slowly or not at all. No new work is taken on. Switch the machine off and plug the"
                                    + " power cables in all the way.",
                            CRITICAL,
                            STOP_BIDDING,
                            Optional.empty(),
                            true),
                    driver(56, "The display part of the card had an error", NOTE, WARN, hours(1)),
                    card(
                            57,
                            "The link to the card's memory could not be set up",
                            CRITICAL,
                            DRAIN,
                            "The memory is not reliable." + RESET),
                    card(
                            58,
                            "The link to the card's memory is unstable",
                            CRITICAL,
                            DRAIN,
                            "Results may be wrong." + RESET),
                    driver(60, "The card's video processor had an error", WARNING, WARN, hours(1)),
                    card(
                            61,
                            "The card's own small controller reports an error",
                            WARNING,
                            STOP_BIDDING,
                            "It keeps clocks and power in order, and often hangs next. What runs goes on." + RESET),
                    card(
                            62,
                            "The card's own small controller has stopped",
                            CRITICAL,
                            DRAIN,
                            "Clocks, fans and power are no longer looked after." + RESET),
                    new Xid(
                            63,
                            Cause.CARD,
                            "A bad place in the memory was marked for replacement",
                            "The card is mending itself, and work goes on; the repair is complete after the next reset of the"
                                    + " GPU. Another rule says so while it waits.",
                            NOTE,
                            WARN,
                            hours(1),
                            true),
                    card(
                            64,
                            "A bad place in the memory could not be marked for replacement",
                            CRITICAL,
                            DRAIN,
                            "Errors will come back." + RESET),
                    driver(66, "The driver did something the card does not allow", NOTE, WARN, hours(1)),
                    driver(67, "The driver did something the card does not allow", NOTE, WARN, hours(1)),
                    job(68, "The video decoder failed on a job", THE_JOB),
                    job(69, "A job used the graphics engine wrongly", THE_JOB),
                    new Xid(
                            74,
                            Cause.LINK,
                            "An NVLink failed",
                            "Jobs over several GPUs crash. The GPU at the other end may be the sick one. Reset the GPUs at both"
                                    + " ends or restart the machine; if it comes back, check the bridge.",
                            CRITICAL,
                            DRAIN,
                            Optional.empty(),
                            true),
                    driver(78, "A virtual GPU could not be started", WARNING, WARN, hours(1)),
                    new Xid(
                            79,
                            Cause.LINK,
                            "The GPU has fallen off the bus",
                            "The job on it is lost and is stopped, so that nobody pays for it. Restart the machine, with the"
                                    + " power off for a moment. If it comes back: power supply, cables and riser first, then the"
                                    + " card.",
                            CRITICAL,
                            STOP_JOB,
                            Optional.empty(),
                            true),
                    new Xid(
                            80,
                            Cause.LINK,
                            "Data reached the GPU damaged",
                            "The job has crashed. If it comes back, seat the card again and replace the riser.",
                            WARNING,
                            WARN,
                            hours(1),
                            true),
                    new Xid(
                            92,
                            Cause.CARD,
                            "Many memory errors had to be corrected",
                            "Results are still right and work goes on. Watch whether errors appear that cannot be corrected.",
                            WARNING,
                            WARN,
                            hours(6),
                            true),
                    new Xid(
                            93,
                            Cause.CARD,
                            "The card may not write into its own store as often any more",
                            "It is a limit that was set on purpose, and work goes on. NVIDIA's flash tool can clear it.",
                            NOTE,
                            WARN,
                            hours(6),
                            true),
                    new Xid(
                            94,
                            Cause.CARD,
                            "A memory error struck one job and was kept from the others",
                            "That job has crashed. Others can run on; reset the GPU when it is free. No new work is taken on"
                                    + " for an hour.",
                            WARNING,
                            STOP_BIDDING,
                            hours(1),
                            true),
                    card(
                            95,
                            "A memory error may have reached every job on the card",
                            CRITICAL,
                            STOP_JOB,
                            "No result on it can be trusted, and nothing can start before a reset: jobs are stopped."
                                    + RESET),
                    card(
                            109,
                            "The GPU could not change from one job to another",
                            CRITICAL,
                            DRAIN,
                            "The job hangs." + RESET),
                    card(
                            110,
                            "The card's security reports a fault",
                            CRITICAL,
                            DRAIN,
                            "It is rare unless hardware is broken. Undo recent changes to the machine and start it cold; if it"
                                    + " comes back, ask the seller."),
                    firmware(119, "The GPU's firmware does not answer"),
                    firmware(120, "The GPU's firmware had an error"),
                    new Xid(
                            121,
                            Cause.LINK,
                            "Errors on the link between processor and GPU were corrected",
                            "Nothing is lost and work goes on. A reset of the GPU at a free moment sets the link up anew.",
                            NOTE,
                            WARN,
                            hours(1),
                            true),
                    new Xid(
                            136,
                            Cause.LINK,
                            "An NVLink could not be set up",
                            "Jobs over several GPUs cannot run. No new work is taken on." + RESET,
                            CRITICAL,
                            STOP_BIDDING,
                            Optional.empty(),
                            true),
                    job(137, "A job reached for another GPU's memory in a way that is not allowed", THE_JOB),
                    card(
                            140,
                            "The memory had an error that could be neither corrected nor set aside",
                            CRITICAL,
                            DRAIN,
                            "Results cannot be trusted." + RESET),
                    job(141, "A job failed on CUDA's fast path", THE_JOB),
                    card(
                            143,
                            "The GPU could not be started by the driver",
                            CRITICAL,
                            STOP_BIDDING,
                            "It cannot work." + RESET),
                    link(144),
                    link(145),
                    link(146),
                    link(147),
                    link(148),
                    link(149),
                    link(150),
                    new Xid(
                            154,
                            Cause.UNKNOWN,
                            "The driver has changed its mind about what the GPU needs to recover",
                            "It comes with another XID and says whether a reset or a restart is due; the kernel's log has the"
                                    + " words (journalctl -k). No new work is taken on until then.",
                            WARNING,
                            STOP_BIDDING,
                            Optional.empty(),
                            true),
                    new Xid(
                            155,
                            Cause.LINK,
                            "An NVLink was taken down",
                            "It may be on purpose, to save power. Jobs over several GPUs may be slower.",
                            WARNING,
                            WARN,
                            hours(1),
                            true),
                    new Xid(
                            156,
                            Cause.CARD,
                            "A part of the card was set aside",
                            "The card is mending itself; reset it when it is free.",
                            WARNING,
                            STOP_BIDDING,
                            hours(6),
                            true),
                    new Xid(
                            157,
                            Cause.CARD,
                            "A bad part of the card could not be set aside",
                            "Work can go on, but the error may come back. Think of warranty.",
                            WARNING,
                            STOP_BIDDING,
                            Optional.empty(),
                            true),
                    card(
                            158,
                            "The GPU did not answer its own driver in time",
                            CRITICAL,
                            DRAIN,
                            "The job hangs." + RESET),
                    new Xid(
                            167,
                            Cause.LINK,
                            "The PCI Express link failed for too long",
                            "The card may be lost next. No new work is taken on, and the renter is told. Check riser, slot and"
                                    + " power; restart the machine.",
                            CRITICAL,
                            DRAIN,
                            Optional.empty(),
                            true),
                    card(
                            171,
                            "The memory had an error that could not be corrected",
                            CRITICAL,
                            DRAIN,
                            "It goes with XID 48. The job's results are spoiled." + RESET),
                    card(
                            172,
                            "The chip's own memory had an error that could not be corrected",
                            CRITICAL,
                            DRAIN,
                            "It goes with XID 48. The job's results are spoiled." + RESET))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Xid::code, Function.identity()));

    private XidCatalogue() {}

    /** The entry of a code; a code that is not listed has a general one. */
    public static Xid of(long code) {
        Xid known = ALL.get(code);
        return known != null
                ? known
                : new Xid(
                        code,
                        Cause.UNKNOWN,
                        "The driver reports an error that is not in Headroom's list",
                        "Look the code up in NVIDIA's list of XIDs, and at the kernel's log around it (journalctl -k). Work goes"
                                + " on; if jobs fail, take the card out of the market until you know.",
                        WARNING,
                        WARN,
                        hours(6),
                        true);
    }

    /** Every listed code, in order. */
    public static List<Xid> all() {
        return ALL.values().stream().sorted(Comparator.comparingLong(Xid::code)).toList();
    }

    private static Optional<Duration> hours(int n) {
        return Optional.of(Duration.ofHours(n));
    }

    private static Xid job(long code, String title, String advice) {
        return new Xid(code, Cause.JOB, title, advice, NOTE, WARN, Optional.of(Duration.ofMinutes(10)), true);
    }

    private static Xid copy(long code) {
        return job(code, "Copying data on the GPU failed", THE_JOB);
    }

    private static Xid driver(
            long code, String title, Severity severity, HealthAction action, Optional<Duration> quiet) {
        return new Xid(
                code,
                Cause.DRIVER,
                title,
                "The job may have crashed; work goes on. If it comes back, try another version of the driver.",
                severity,
                action,
                quiet,
                true);
    }

    private static Xid firmware(long code, String title) {
        return new Xid(
                code,
                Cause.DRIVER,
                title,
                "The job usually hangs, and calls to the card become slow." + RESET
                        + " Another version of the driver often helps.",
                CRITICAL,
                DRAIN,
                Optional.empty(),
                true);
    }

    private static Xid card(long code, String title, Severity severity, HealthAction action, String advice) {
        return new Xid(code, Cause.CARD, title, advice, severity, action, Optional.empty(), true);
    }

    private static Xid link(long code) {
        return new Xid(
                code,
                Cause.LINK,
                "NVLink reports an error",
                "Jobs over several GPUs may crash. No new work is taken on. The kernel's log says how serious it is"
                        + " (journalctl -k)." + RESET,
                WARNING,
                STOP_BIDDING,
                Optional.empty(),
                true);
    }
}
