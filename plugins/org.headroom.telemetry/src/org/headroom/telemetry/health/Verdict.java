package org.headroom.telemetry.health;

/** What a rule finds at one look. */
enum Verdict {
    ILL,
    WELL,
    /** The reading it needs is not there: nothing is raised and nothing cleared by it. */
    UNKNOWN
}
