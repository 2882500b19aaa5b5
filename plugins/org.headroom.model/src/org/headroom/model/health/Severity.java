package org.headroom.model.health;

/** How serious an alarm is. */
public enum Severity {
    NOTE("note"),
    WARNING("warning"),
    CRITICAL("critical");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word in JSON and in settings. */
    public String word() {
        return word;
    }
}
