package org.headroom.model.gpu;

import org.headroom.model.units.Joules;

/** Energy that one GPU or several used over a span of time, and what the figure comes from. */
public record EnergyEstimate(Joules energy, Source source) {
    /** What an energy figure comes from. */
    public enum Source {
        /** The card's own counter, within what its power limit allows. */
        COUNTER,
        /** The power samples, integrated over time: the card has no counter, or its counter is implausible. */
        INTEGRATED_POWER
    }

    /** The sum of both; from the counter only if both are. */
    public EnergyEstimate plus(EnergyEstimate other) {
        return new EnergyEstimate(
                new Joules(Math.addExact(energy.millijoules(), other.energy.millijoules())),
                source == Source.COUNTER ? other.source : source);
    }
}
