package org.headroom.telemetry.screen;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;

/** Asks Windows whether the user may be disturbed ({@code SHQueryUserNotificationState}). */
final class WindowsScreen implements FullScreen.Look {
    private static final int BUSY = 2;
    private static final int RUNNING_D3D_FULL_SCREEN = 3;
    private static final int PRESENTATION_MODE = 4;

    @Override
    public boolean now() throws IOException {
        Function query = NativeLibrary.getInstance("shell32").getFunction("SHQueryUserNotificationState");
        IntByReference state = new IntByReference();
        int result = query.invokeInt(new Object[] {state});
        if (result != 0) throw new IOException("SHQueryUserNotificationState answered " + Integer.toHexString(result));
        return filled(state.getValue());
    }

    static boolean filled(int state) {
        return state == BUSY || state == RUNNING_D3D_FULL_SCREEN || state == PRESENTATION_MODE;
    }
}
