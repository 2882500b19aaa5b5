package org.headroom.telemetry.owner;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.OwnerActivity;
import org.headroom.model.availability.OwnerActivity.GpuUser;
import org.headroom.model.availability.OwnerSenses;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.telemetry.screen.OwnerSight;

/**
 * Looks at this machine's owner. The screen is asked at each look; the battery and the list of all programs, which cost more,
 * every few. The programs on the GPUs are those of the watch's newest samples: a GPU is not asked for its owner's sake.
 */
public final class MachineSenses implements OwnerSenses {
    private static final int BATTERY_EVERY = 8;
    private static final int PROGRAMS_EVERY = 3;

    private final GpuWatch gpus;
    private final OwnerSight sight;
    private final Battery battery;
    private final Programs programs;
    private final Clock clock;
    private final long ownPid;
    private int looks;
    private Optional<Boolean> onBattery = Optional.empty();
    private Optional<String> batteryUnseen = Optional.empty();
    private Set<String> running = Set.of();
    private List<String> lookedFor = List.of();

    MachineSenses(GpuWatch gpus, OwnerSight sight, Battery battery, Programs programs, Clock clock, long ownPid) {
        this.gpus = gpus;
        this.sight = sight;
        this.battery = battery;
        this.programs = programs;
        this.clock = clock;
        this.ownPid = ownPid;
    }

    /** @param environment names the display, usually {@code System.getenv()} */
    public static MachineSenses ofThisMachine(GpuWatch gpus, Clock clock, Map<String, String> environment) {
        return new MachineSenses(
                gpus,
                OwnerSight.ofThisMachine(environment),
                Battery.ofThisMachine(),
                Platform.isLinux() ? new LinuxPrograms(Path.of("/proc")) : new AnyPrograms(),
                clock,
                ProcessHandle.current().pid());
    }

    @Override
    public OwnerActivity look(AvailabilityRules rules) {
        List<String> blind = new ArrayList<>();
        OwnerSight.Seen seen = screen();
        blind.addAll(seen.blind());
        if (looks % BATTERY_EVERY == 0) battery();
        batteryUnseen.ifPresent(blind::add);
        boolean others = !rules.exclusive().equals(lookedFor);
        if (others || looks % PROGRAMS_EVERY == 0) {
            lookedFor = rules.exclusive();
            running = lookedFor.isEmpty() ? Set.of() : programs.running(lookedFor);
        }
        looks++;
        return new OwnerActivity(
                clock.instant(),
                seen.sinceInput(),
                seen.fullScreen(),
                rules.batteryCounts() ? onBattery : Optional.empty(),
                running,
                rules.processesCount() ? users() : Map.of(),
                blind);
    }

    private OwnerSight.Seen screen() {
        try {
            return sight.look();
        } catch (IOException | RuntimeException | LinkageError e) {
            return new OwnerSight.Seen(
                    Optional.empty(),
                    Optional.empty(),
                    List.of("Keyboard, mouse and full-screen programs cannot be seen: " + e.getMessage() + "."));
        }
    }

    private void battery() {
        onBattery = Optional.empty();
        batteryUnseen = Optional.empty();
        try {
            onBattery = battery.discharging();
        } catch (RuntimeException | LinkageError e) {
            batteryUnseen = Optional.of("The battery cannot be seen: " + e.getMessage() + ".");
        }
    }

    private Map<GpuId, List<GpuUser>> users() {
        Map<GpuId, List<GpuUser>> users = new HashMap<>();
        for (GpuReading gpu : gpus.gpus()) {
            // A simulated card's processes are simulated too, whatever has their numbers here.
            if (gpu.identity().simulated() || gpu.state() != GpuReading.State.OK) continue;
            users.put(gpu.identity().id(), gpu.latest().map(this::users).orElse(List.of()));
        }
        return users;
    }

    private List<GpuUser> users(GpuSample sample) {
        List<GpuUser> users = new ArrayList<>();
        for (GpuProcess process : sample.processes()) {
            long pid = process.pid();
            if (pid == ownPid || users.stream().anyMatch(u -> u.pid() == pid)) continue;
            // The list is some seconds old: who has ended since counts no more.
            programs.name(pid).ifPresent(name -> users.add(new GpuUser(pid, name, programs.home(pid))));
        }
        return users;
    }
}
