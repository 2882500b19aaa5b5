package org.headroom.telemetry.screen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Asks an X server whether the active window fills the screen, as window managers tell it. A window of Headroom's own does not
 * count.
 */
final class XScreen implements FullScreen.Look {
    private final XDisplay display;
    private final long ownPid;

    XScreen(XDisplay display) {
        this(display, ProcessHandle.current().pid());
    }

    XScreen(XDisplay display, long ownPid) {
        this.display = display;
        this.ownPid = ownPid;
    }

    @Override
    public boolean now() throws IOException {
        try (XClient x = XClient.connect(display)) {
            return fullScreen(x).isPresent();
        }
    }

    /** The program whose window fills the screen. */
    Optional<String> fullScreen(XClient x) throws IOException {
        int fullScreen = x.atom("_NET_WM_STATE_FULLSCREEN");
        if (fullScreen == 0) return Optional.empty();
        List<Integer> active = x.property(x.root(), x.atom("_NET_ACTIVE_WINDOW"));
        if (active.isEmpty() || active.getFirst() == 0) return Optional.empty();
        int window = active.getFirst();
        if (!x.property(window, x.atom("_NET_WM_STATE")).contains(fullScreen)) return Optional.empty();
        List<Integer> pid = x.property(window, x.atom("_NET_WM_PID"));
        if (pid.stream().anyMatch(p -> Integer.toUnsignedLong(p) == ownPid)) return Optional.empty();
        return Optional.of(program(x, window, pid));
    }

    // A window's class says what the person calls the program; the process may be wine or python.
    private static String program(XClient x, int window, List<Integer> pid) throws IOException {
        List<String> names = x.texts(window, x.atom("WM_CLASS"));
        if (!names.isEmpty() && !names.getLast().isBlank())
            return names.getLast().strip();
        return pid.stream()
                .findFirst()
                .flatMap(p -> ProcessHandle.of(Integer.toUnsignedLong(p)))
                .flatMap(p -> p.info().command())
                .map(c -> Path.of(c).getFileName())
                .map(Path::toString)
                .orElse("a program");
    }
}
