package org.headroom.cli.campaign;

/** What is to be killed and when: a cell of the table, or any moment. */
sealed interface Cell {
    Victim victim();

    /** In words, for a line of the report. */
    String when();

    record AtStep(Victim victim, Step step) implements Cell {
        @Override
        public String when() {
            return step.label();
        }
    }

    record InPhase(Victim victim, LeasePhase phase) implements Cell {
        @Override
        public String when() {
            return phase.label();
        }
    }

    /** At any moment; no cell of the table, but it counts for the phases that it meets. */
    record AtRandom(Victim victim) implements Cell {
        @Override
        public String when() {
            return "at random";
        }
    }
}
