package org.headroom.telemetry.screen;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the screen tells of its owner. One thread; a look may take two seconds where the screen does not answer. */
@FunctionalInterface
public interface OwnerSight {
    /** @throws IOException with a sentence for a person, where it cannot be seen now */
    Seen look() throws IOException;

    /**
     * @param sinceInput since the last key or movement of the mouse
     * @param fullScreen the program that fills the screen
     * @param blind a sentence for each of the two that cannot be seen here
     */
    record Seen(Optional<Duration> sinceInput, Optional<String> fullScreen, List<String> blind) {
        public Seen {
            blind = List.copyOf(blind);
        }
    }

    /** Through Windows, macOS or the X11 display that the environment names. */
    static OwnerSight ofThisMachine(Map<String, String> environment) {
        if (Platform.isWindows()) return new WindowsSight();
        if (Platform.isMac()) return new MacSight();
        return of(environment, Path.of(System.getProperty("user.home", "/")));
    }

    /** Of the display that an environment names. */
    static OwnerSight of(Map<String, String> environment, Path home) {
        boolean wayland = !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
                || environment.getOrDefault("XDG_SESSION_TYPE", "").equals("wayland");
        return XDisplay.local(environment, home)
                .<OwnerSight>map(display -> new XSight(display, wayland))
                .orElse(() -> new Seen(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                "Keyboard, mouse and full-screen programs cannot be seen: Headroom runs without a display of "
                                        + "this machine (DISPLAY is not set to one).")));
    }
}
