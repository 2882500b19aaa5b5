package org.headroom.model.availability;

/** What becomes of a running lease when its GPU closes. */
public enum OnReturn {
    /** It runs to its end; nothing follows it. */
    FINISH("finish"),
    /** Its renter is told, and it is stopped when the notice is over. */
    DRAIN("drain"),
    /** It is stopped at once. */
    STOP("stop");

    private final String word;

    OnReturn(String word) {
        this.word = word;
    }

    /** The word in settings. */
    public String word() {
        return word;
    }
}
