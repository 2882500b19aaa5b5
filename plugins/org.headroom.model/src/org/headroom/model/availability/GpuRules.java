package org.headroom.model.availability;

import java.util.Optional;

/**
 * What is different for one GPU.
 *
 * @param schedule its own week; empty: the machine's
 * @param idle its own rule; empty: the machine's
 */
public record GpuRules(Mode mode, Optional<WeekSchedule> schedule, Optional<IdleRule> idle) {
    public static final GpuRules INHERIT = new GpuRules(Mode.INHERIT, Optional.empty(), Optional.empty());

    /** How a GPU takes the rules. */
    public enum Mode {
        /** By the machine's rules, but for what is its own. */
        INHERIT("inherit"),
        /** Whatever the owner does and the week says; only maintenance closes it. */
        ALWAYS("always"),
        NEVER("never");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /** The word in settings. */
        public String word() {
            return word;
        }
    }
}
