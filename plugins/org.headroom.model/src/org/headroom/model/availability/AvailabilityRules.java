package org.headroom.model.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.headroom.model.gpu.GpuId;

/**
 * When the owner lets the rig work. What is not allowed by the week, by maintenance and by what the owner does, is closed.
 *
 * @param zone whose clock on the wall the week goes by
 * @param week for all GPUs but those that have their own
 * @param processesCount whether other programs on a GPU close it
 * @param ignored programs that may be on a GPU all the same, such as those that draw the desktop
 * @param batteryCounts whether running on battery closes the GPUs
 * @param exclusive programs that close all GPUs as long as one of them runs, whether it uses a GPU or not
 * @param maintenance soonest first
 * @param gpus what is different for single GPUs
 * @param notice what a renter is given before a job is stopped, where notice is given
 */
public record AvailabilityRules(
        ZoneId zone,
        WeekSchedule week,
        IdleRule idle,
        boolean processesCount,
        List<String> ignored,
        boolean batteryCounts,
        List<String> exclusive,
        List<Maintenance> maintenance,
        Map<GpuId, GpuRules> gpus,
        OnReturn onReturn,
        Duration notice) {
    private static final int MOST_PROGRAMS = 500;
    private static final int MOST_MAINTENANCE = 100;
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST_NOTICE = Duration.ofHours(24);

    /** What draws desktops, browses and watches: it uses a GPU a little, all day, and is not the owner at play. */
    public static final List<String> DESKTOP_PROGRAMS = List.of(
            "Xorg",
            "Xwayland",
            "X",
            "gnome-shell",
            "mutter",
            "kwin_x11",
            "kwin_wayland",
            "plasmashell",
            "ksmserver",
            "cinnamon",
            "xfwm4",
            "xfce4-panel",
            "marco",
            "compiz",
            "picom",
            "compton",
            "budgie-wm",
            "sway",
            "Hyprland",
            "weston",
            "gdm-x-session",
            "sddm",
            "sddm-greeter",
            "lightdm",
            "nvidia-settings",
            "nvidia-smi",
            "nvidia-persistenced",
            "nvidia-powerd",
            "nv-hostengine",
            "nvtop",
            "firefox",
            "firefox-esr",
            "chrome",
            "chromium",
            "msedge",
            "thunderbird",
            "code",
            "slack",
            "discord",
            "dwm.exe",
            "explorer.exe",
            "csrss.exe",
            "WindowServer");

    public AvailabilityRules {
        ignored = names(ignored);
        exclusive = names(exclusive);
        if (maintenance.size() > MOST_MAINTENANCE)
            throw new IllegalArgumentException("There are more than " + MOST_MAINTENANCE + " maintenance windows.");
        maintenance = maintenance.stream()
                .sorted(Comparator.comparing(Maintenance::from).thenComparing(Maintenance::to))
                .toList();
        gpus = Map.copyOf(gpus);
        if (notice.isNegative() || notice.compareTo(LONGEST_NOTICE) > 0)
            throw new IllegalArgumentException(
                    "The notice must be from 0 to 24 hours, not " + notice.toSeconds() + " s.");
    }

    /** Always open, but for games, other programs' work and the battery; what runs may end. */
    public static AvailabilityRules standard(ZoneId zone) {
        return new AvailabilityRules(
                zone,
                WeekSchedule.ALWAYS,
                IdleRule.STANDARD,
                true,
                DESKTOP_PROGRAMS,
                true,
                List.of(),
                List.of(),
                Map.of(),
                OnReturn.FINISH,
                Duration.ofMinutes(5));
    }

    private static List<String> names(List<String> given) {
        TreeSet<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> names = new ArrayList<>();
        for (String name : given) {
            String text = name.strip();
            if (text.isEmpty()) throw new IllegalArgumentException("A program's name is empty.");
            if (text.length() > LONGEST_NAME)
                throw new IllegalArgumentException("A program's name is longer than " + LONGEST_NAME + " characters.");
            if (kept.add(text)) names.add(text);
        }
        if (names.size() > MOST_PROGRAMS)
            throw new IllegalArgumentException("There are more than " + MOST_PROGRAMS + " programs in the list.");
        return List.copyOf(names);
    }

    public GpuRules of(GpuId gpu) {
        return gpus.getOrDefault(gpu, GpuRules.INHERIT);
    }

    public WeekSchedule weekOf(GpuId gpu) {
        return of(gpu).schedule().orElse(week);
    }

    public IdleRule idleOf(GpuId gpu) {
        return of(gpu).idle().orElse(idle);
    }

    /** With other rules for one GPU; rules that differ in nothing are forgotten. */
    public AvailabilityRules with(GpuId gpu, GpuRules rules) {
        Map<GpuId, GpuRules> next = new LinkedHashMap<>(gpus);
        if (rules.equals(GpuRules.INHERIT)) next.remove(gpu);
        else next.put(gpu, rules);
        return new AvailabilityRules(
                zone,
                week,
                idle,
                processesCount,
                ignored,
                batteryCounts,
                exclusive,
                maintenance,
                next,
                onReturn,
                notice);
    }

    public AvailabilityRules withWeek(WeekSchedule next) {
        return new AvailabilityRules(
                zone,
                next,
                idle,
                processesCount,
                ignored,
                batteryCounts,
                exclusive,
                maintenance,
                gpus,
                onReturn,
                notice);
    }

    public AvailabilityRules withIdle(IdleRule next) {
        return new AvailabilityRules(
                zone,
                week,
                next,
                processesCount,
                ignored,
                batteryCounts,
                exclusive,
                maintenance,
                gpus,
                onReturn,
                notice);
    }

    public AvailabilityRules withProcesses(boolean count, List<String> but) {
        return new AvailabilityRules(
                zone, week, idle, count, but, batteryCounts, exclusive, maintenance, gpus, onReturn, notice);
    }

    public AvailabilityRules withBattery(boolean counts) {
        return new AvailabilityRules(
                zone, week, idle, processesCount, ignored, counts, exclusive, maintenance, gpus, onReturn, notice);
    }

    public AvailabilityRules withExclusive(List<String> programs) {
        return new AvailabilityRules(
                zone,
                week,
                idle,
                processesCount,
                ignored,
                batteryCounts,
                programs,
                maintenance,
                gpus,
                onReturn,
                notice);
    }

    public AvailabilityRules withMaintenance(List<Maintenance> windows) {
        return new AvailabilityRules(
                zone, week, idle, processesCount, ignored, batteryCounts, exclusive, windows, gpus, onReturn, notice);
    }

    public AvailabilityRules onReturn(OnReturn choice, Duration given) {
        return new AvailabilityRules(
                zone, week, idle, processesCount, ignored, batteryCounts, exclusive, maintenance, gpus, choice, given);
    }

    /** The window that is on, or else the next. */
    public Optional<Maintenance> nextMaintenance(Instant now) {
        return maintenance.stream().filter(m -> m.to().isAfter(now)).findFirst();
    }
}
