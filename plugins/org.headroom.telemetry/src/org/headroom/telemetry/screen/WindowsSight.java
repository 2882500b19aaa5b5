package org.headroom.telemetry.screen;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks Windows ({@code GetLastInputInfo}, {@code GetForegroundWindow}). */
final class WindowsSight implements OwnerSight {
    private static final int SIZE = 8;
    private final WindowsScreen screen = new WindowsScreen();

    @Override
    public Seen look() throws IOException {
        NativeLibrary user = NativeLibrary.getInstance("user32");
        Optional<String> program = screen.now() ? Optional.of(foreground(user)) : Optional.empty();
        try (Memory info = new Memory(SIZE)) {
            info.setInt(0, SIZE);
            if (user.getFunction("GetLastInputInfo").invokeInt(new Object[] {info}) == 0)
                return new Seen(
                        Optional.empty(),
                        program,
                        List.of("Keyboard and mouse cannot be seen: Windows does not tell."));
            int ticks = NativeLibrary.getInstance("kernel32")
                    .getFunction("GetTickCount")
                    .invokeInt(new Object[0]);
            return new Seen(Optional.of(since(ticks, info.getInt(4))), program, List.of());
        }
    }

    /** Both count milliseconds since the start, modulo 2^32. */
    static Duration since(int now, int lastInput) {
        return Duration.ofMillis(Integer.toUnsignedLong(now - lastInput));
    }

    private static String foreground(NativeLibrary user) {
        Pointer window = user.getFunction("GetForegroundWindow").invokePointer(new Object[0]);
        if (window == null) return "a program";
        IntByReference pid = new IntByReference();
        user.getFunction("GetWindowThreadProcessId").invokeInt(new Object[] {window, pid});
        return ProcessHandle.of(Integer.toUnsignedLong(pid.getValue()))
                .flatMap(p -> p.info().command())
                .map(c -> Path.of(c).getFileName())
                .map(Path::toString)
                .orElse("a program");
    }
}
