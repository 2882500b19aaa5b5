package org.headroom.cli.campaign;

/** What is to be killed and when: a cell of the table, or any moment. */
sealed interface Aim {
    Victim victim();

    /** In words, for a line of the report. */
    String when();

    record AtStep(Victim victim, KillStep step) implements Aim {
        @Override
        public String when() {
            return step.label();
        }
    }

    record InPhase(Victim victim, LeasePhase phase) implements Aim {
        @Override
        public String when() {
            return phase.label();
        }
    }

    /** At any moment; no cell of the table, but it counts for the phases that it meets. */
    record AtRandom(Victim victim) implements Aim {
        @Override
        public String when() {
            return "at random";
        }
    }
}
