package org.headroom.model.health;

/** What an alarm asks of the rig, for the GPU it is about; each asks for all before it too. */
public enum HealthAction {
    /** Tell the person, nothing else. */
    WARN("warn"),
    /** Take back the GPU's offer and bid with it no more. What runs goes on. */
    STOP_BIDDING("stop-bidding"),
    /** And tell the renter that the job on it had better end; when it ends, nothing follows. */
    DRAIN("drain"),
    /** And stop the job now. */
    STOP_JOB("stop-job");

    private final String word;

    HealthAction(String word) {
        this.word = word;
    }

    /** The word in JSON and in settings. */
    public String word() {
        return word;
    }

    /** What takes an action back when its alarm clears: the word in JSON. */
    public static final String RESTORE = "restore";
}
