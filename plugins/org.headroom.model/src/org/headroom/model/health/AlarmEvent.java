package org.headroom.model.health;

/** Something became of an alarm. */
public record AlarmEvent(Kind kind, Alarm alarm) {
    /** What became of it. */
    public enum Kind {
        RAISED,
        /** It is still open and worth saying again. */
        REPEATED,
        ACKNOWLEDGED,
        CLEARED
    }
}
