package org.headroom.nvml;

/** How opening NVML went. All but {@link Opened} and {@link Failed} are ordinary states of a machine. */
public sealed interface NvmlOpening {
    /** The library that was tried, as named or by the system's default. */
    String library();

    /** How it went, in a line or two for people: what it means and what to do. */
    String message();

    /** NVML answers. The session is the caller's to close. */
    record Opened(String library, NvmlSession session) implements NvmlOpening {
        @Override
        public String message() {
            return "NVML answers (" + library + ").";
        }
    }

    /** There is no such library. */
    record NoLibrary(String library, String message) implements NvmlOpening {}

    /** The library is there, the kernel driver is not. */
    record NoDriver(String library, String message) implements NvmlOpening {}

    /** The library and the kernel driver are of different versions, as after an update without a restart. */
    record VersionMismatch(String library, String message) implements NvmlOpening {}

    /** Anything else. */
    record Failed(String library, String message) implements NvmlOpening {}
}
