package org.headroom.model.rig;

/**
 * What the rig is doing and why, in one sentence.
 *
 * @param headline the part that is pointed at, such as {@code GPU 0 is running a job}
 * @param rest what follows it; may be empty
 */
public record RigStatus(Mode mode, String headline, String rest) {
    /** The headline of a rig that ends when its jobs have ended, as its owner has asked. */
    public static final String LEAVING = "This rig takes no new work and ends when its jobs have ended.";

    /** Whether it says that the rig ends when its jobs have ended. */
    public boolean isLeaving() {
        return headline.equals(LEAVING);
    }

    /** The big switch and what overrides it. */
    public enum Mode {
        TAKING_WORK,
        PAUSED,
        UNABLE
    }
}
