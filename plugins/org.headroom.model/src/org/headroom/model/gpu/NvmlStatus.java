package org.headroom.model.gpu;

import java.util.Optional;

/** Whether NVML answers on this machine, and what it says of itself. No driver is an ordinary state. */
public record NvmlStatus(
        State state,
        Optional<String> library,
        Optional<String> driverVersion,
        Optional<String> nvmlVersion,
        Optional<String> cudaVersion,
        String message) {
    /** The cases a person can act on. */
    public enum State {
        OK("ok"),
        NO_LIBRARY("no-library"),
        NO_DRIVER("no-driver"),
        VERSION_MISMATCH("version-mismatch"),
        ERROR("error");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word used in JSON. */
        public String word() {
            return word;
        }
    }
}
