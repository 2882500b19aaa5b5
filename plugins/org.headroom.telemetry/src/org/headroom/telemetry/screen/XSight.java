package org.headroom.telemetry.screen;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks an X server for both in one visit. */
final class XSight implements OwnerSight {
    private final XDisplay display;
    private final XScreen screen;
    private final boolean wayland;

    /** @param wayland whether the X server only serves old programs, and hears nothing of the others' input */
    XSight(XDisplay display, boolean wayland) {
        this.display = display;
        this.screen = new XScreen(display);
        this.wayland = wayland;
    }

    @Override
    public Seen look() throws IOException {
        try (XClient x = XClient.connect(display)) {
            List<String> blind = new ArrayList<>();
            Optional<Duration> since = wayland ? Optional.empty() : x.sinceInput();
            if (wayland)
                blind.add("Keyboard and mouse cannot be seen: Wayland tells no program of another's input. Full-screen "
                        + "programs are seen if they use X.");
            else if (since.isEmpty())
                blind.add("Keyboard and mouse cannot be seen: the X server lacks the MIT-SCREEN-SAVER extension.");
            return new Seen(since, screen.fullScreen(x), blind);
        }
    }
}
