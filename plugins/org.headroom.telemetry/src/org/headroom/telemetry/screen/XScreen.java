package org.headroom.telemetry.screen;

import java.io.IOException;
import java.util.List;

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
            int fullScreen = x.atom("_NET_WM_STATE_FULLSCREEN");
            if (fullScreen == 0) return false;
            List<Integer> active = x.property(x.root(), x.atom("_NET_ACTIVE_WINDOW"));
            if (active.isEmpty() || active.getFirst() == 0) return false;
            int window = active.getFirst();
            if (!x.property(window, x.atom("_NET_WM_STATE")).contains(fullScreen)) return false;
            List<Integer> pid = x.property(window, x.atom("_NET_WM_PID"));
            return pid.isEmpty() || Integer.toUnsignedLong(pid.getFirst()) != ownPid;
        }
    }
}
