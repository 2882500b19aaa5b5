package org.headroom.console.desk;

import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.ProgramName;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.host.HostProcess;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.rig.LeaseView;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.UsdcFormat;

/** What is done with a GPU, by icon and words; sorted with the sick ones first. Pure. */
public final class GpuStates {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Pattern XID = Pattern.compile("\\bX[Ii][Dd] (\\d+)");

    private GpuStates() {}

    public static Cell of(GpuScene scene, GpuReading gpu) {
        if (gpu.state() == GpuReading.State.LOST)
            return Cell.state(Mark.SICK, "Lost", Role.SICK)
                    .withTip(lines(
                            "The GPU does not answer any more. It takes no work until it is back.",
                            gpu.why(),
                            told(scene.reason(gpu))))
                    .sortedBy(0);
        if (gpu.state() == GpuReading.State.ERROR)
            return Cell.state(Mark.WARNING, "Error", Role.WARNING)
                    .withTip(lines(
                            "The GPU answers with errors, or not at all. It takes no work until it answers.",
                            gpu.why(),
                            told(scene.reason(gpu))))
                    .sortedBy(1);
        Optional<LeaseView> lease = scene.lease(gpu);
        if (lease.isPresent()) return held(scene, gpu, lease.get());
        if (scene.isKept(gpu))
            return Cell.state(Mark.PAUSED, "Kept off", Role.SECONDARY)
                    .withTip("You keep this GPU off the market.")
                    .sortedBy(7);
        Optional<GpuProcess> yours = scene.offer(gpu).isPresent() ? Optional.empty() : yours(scene, gpu);
        if (yours.isPresent()) return yours(scene, gpu, yours.get());
        Optional<HealthAction> asked = scene.asked(gpu);
        if (asked.filter(a -> a.compareTo(HealthAction.STOP_BIDDING) >= 0).isPresent()) return leftOut(scene, gpu);
        Optional<GpuAvailability.Closed> closed = scene.closed(gpu);
        if (closed.isPresent() && scene.offer(gpu).isEmpty())
            return Cell.state(Mark.PAUSED, "Closed", Role.SECONDARY)
                    .withTip(closed.get().sentence())
                    .sortedBy(6);
        boolean asleep = gpu.state() == GpuReading.State.ASLEEP;
        if (scene.offer(gpu).isPresent())
            return Cell.state(Mark.OFFERED, asleep ? "Offered, asleep" : "Offered", Role.TEXT)
                    .withTip("It is on the market and waits for an order." + (asleep ? " " + SLEEP : ""))
                    .sortedBy(5);
        if (asleep)
            return Cell.state(Mark.PAUSED, "Asleep", Role.SECONDARY)
                    .withTip(SLEEP)
                    .sortedBy(8);
        return scene.paused()
                ? Cell.state(Mark.PAUSED, "Paused", Role.SECONDARY)
                        .withTip("You have paused this rig. Nothing is offered.")
                        .sortedBy(7)
                : Cell.state(Mark.PAUSED, "Not offered", Role.SECONDARY)
                        .withTip("It could work, and is not on the market now. The sentence at the top says why.")
                        .sortedBy(9);
    }

    private static final String SLEEP =
            "The system has put it to sleep to save power. It is not woken to be read, so it shows no readings.";

    private static Cell leftOut(GpuScene scene, GpuReading gpu) {
        Optional<Alarm> reason = scene.reason(gpu);
        return Cell.state(
                        Mark.WARNING,
                        "Left out"
                                + reason.map(a -> ": " + lower(scene.title(a))).orElse(""),
                        Role.WARNING)
                .withTip(lines("It is not offered while this alarm is open.", "", told(reason)))
                .sortedBy(2);
    }

    private static Cell held(GpuScene scene, GpuReading gpu, LeaseView lease) {
        String name = lease.label();
        boolean drains = scene.asked(gpu)
                .filter(a -> a.compareTo(HealthAction.DRAIN) >= 0)
                .isPresent();
        return switch (lease.state()) {
            case LeaseState.Bidding b ->
                Cell.state(Mark.OFFERED, "Bid sent", Role.TEXT)
                        .withTip("Kept for " + b.terms().bid().renter().brief() + ", who may take it at "
                                + UsdcFormat.price(b.terms().bid().perHour()) + " USDC/h.")
                        .sortedBy(5);
            case LeaseState.Verifying v ->
                Cell.state(Mark.WAITING, "Checking", Role.HEALTHY)
                        .withTip(name + ": the renter's payment is being checked.")
                        .sortedBy(4);
            case LeaseState.Starting s ->
                Cell.state(Mark.WAITING, "Starting", Role.HEALTHY).withTip(name).sortedBy(4);
            case LeaseState.Stopping s ->
                Cell.state(Mark.WAITING, "Stopping", Role.WARNING)
                        .withTip(name + " is stopping because " + s.words() + ".")
                        .sortedBy(3);
            case LeaseState.Running r
            when r.due().isPresent() ->
                Cell.state(Mark.WAITING, "Notice given", Role.WARNING)
                        .withTip(name + " is stopped at "
                                + TIME.format(r.due().get().stopAt().atZone(scene.zone()))
                                + ", because you need the GPU. Its renter has been notified.")
                        .sortedBy(3);
            case LeaseState.Running r
            when drains || r.drain().isPresent() ->
                Cell.state(Mark.WARNING, "Draining", Role.WARNING)
                        .withTip(lines(
                                name + " goes on; when it ends, nothing follows. Its renter has been notified.",
                                "",
                                told(scene.reason(gpu))))
                        .sortedBy(3);
            default ->
                Cell.state(Mark.RUNNING, "Leased", Role.HEALTHY)
                        .withTip(lines(name + " runs on it.", "", told(scene.reason(gpu))))
                        .sortedBy(4);
        };
    }

    private static Cell yours(GpuScene scene, GpuReading gpu, GpuProcess program) {
        Optional<String> name = scene.process(program.pid()).map(HostProcess::name);
        return Cell.state(Mark.PAUSED, "Yours" + name.map(n -> " (" + n + ")").orElse(""), Role.SECONDARY)
                .withTip(lines(
                        "A program of yours is using this GPU, so it is not offered: "
                                + name.map(n -> n + ", ").orElse("") + "process " + program.pid() + ".",
                        "",
                        told(scene.reason(gpu))))
                .sortedBy(6);
    }

    /** The program of the person that holds the most of the GPU's memory; a desktop's own server is none. */
    private static Optional<GpuProcess> yours(GpuScene scene, GpuReading gpu) {
        return gpu.latest().stream()
                .flatMap(s -> s.processes().stream())
                .filter(p -> p.kind() == GpuProcess.Kind.GRAPHICS)
                .filter(p -> scene.process(p.pid())
                        .filter(h -> AvailabilityRules.DESKTOP_PROGRAMS.stream()
                                .anyMatch(d -> ProgramName.same(d, h.name())))
                        .isEmpty())
                .max(Comparator.comparingLong(p -> p.used().map(u -> u.bytes()).orElse(0L)));
    }

    /** What was last heard of a lost GPU: {@code XID 79 at 14:02}. */
    public static Cell lastHeard(GpuScene scene, GpuReading gpu) {
        for (Alarm alarm : scene.alarms(gpu)) {
            Matcher xid = XID.matcher(alarm.message());
            if (alarm.rule().startsWith("xid") && xid.find())
                return Cell.secondary("XID " + xid.group(1) + " at " + time(scene, alarm))
                        .withTip(told(alarm));
        }
        Optional<Alarm> lost = scene.alarm(gpu, "gpu-lost").or(() -> scene.alarm(gpu, "lost"));
        if (lost.isPresent())
            return Cell.secondary("lost at " + time(scene, lost.get())).withTip(told(lost.get()));
        return Cell.secondary("off the bus").withTip(gpu.why());
    }

    private static String time(GpuScene scene, Alarm alarm) {
        return TIME.format(alarm.raisedAt().atZone(scene.zone()));
    }

    public static String told(Alarm alarm) {
        return alarm.message() + (alarm.advice().isBlank() ? "" : "\n" + alarm.advice());
    }

    private static String told(Optional<Alarm> alarm) {
        return alarm.map(GpuStates::told).orElse("");
    }

    static String lower(String title) {
        boolean name = title.length() > 1 && Character.isUpperCase(title.charAt(1));
        return title.isEmpty() || name ? title : Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }

    private static String lines(String first, String second, String third) {
        return (first + (second.isBlank() ? "" : "\n" + second) + (third.isBlank() ? "" : "\n" + third)).strip();
    }
}
