package org.headroom.model.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuId;

/**
 * What was seen of the owner at one moment. What cannot be seen here is empty, closes nothing, and is among {@code blind}.
 *
 * @param sinceInput since the last key or movement of the mouse
 * @param fullScreen the program that fills the screen, by name where it says one, else {@code a program}
 * @param onBattery empty where the machine has no battery or does not tell
 * @param running those of the exclusive programs that run, by the names they go by in the rules
 * @param users the programs on each GPU, without Headroom itself
 * @param blind a sentence for each thing that cannot be seen here, and why
 */
public record OwnerActivity(
        Instant at,
        Optional<Duration> sinceInput,
        Optional<String> fullScreen,
        Optional<Boolean> onBattery,
        Set<String> running,
        Map<GpuId, List<GpuUser>> users,
        List<String> blind) {
    public OwnerActivity {
        running = Set.copyOf(running);
        users = Map.copyOf(users);
        blind = List.copyOf(blind);
    }

    public static OwnerActivity nothing(Instant at) {
        return new OwnerActivity(
                at, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Map.of(), List.of());
    }

    /** A program on a GPU. */
    public record GpuUser(long pid, String program, Home home) {}

    /** Where a program lives; a job of ours lives in a container. */
    public sealed interface Home {
        /** With the other programs of the machine. */
        record Machine() implements Home {}

        /** @param id the container's, as its engine names it: 64 hexadecimal digits */
        record Container(String id) implements Home {}

        /** The system does not tell. */
        record Untold() implements Home {}
    }
}
