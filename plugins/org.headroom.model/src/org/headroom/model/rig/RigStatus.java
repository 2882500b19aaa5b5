package org.headroom.model.rig;

/**
 * What the rig is doing and why, in one sentence.
 *
 * @param headline the part that is pointed at, such as {@code GPU 0 is running a job}
 * @param rest what follows it; may be empty
 */
public record RigStatus(Mode mode, String headline, String rest) {
    /** The big switch and what overrides it. */
    public enum Mode {
        TAKING_WORK,
        PAUSED,
        UNABLE
    }
}
