package org.headroom.model.gpu;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;

/**
 * Computes the energy that a GPU used over a span of time, from its samples in the order of time. The counter is believed
 * while it stays within power limit times time; otherwise, and for a card without a counter, the power samples are
 * integrated, if they cover the span. Not thread-safe.
 */
public final class EnergyMeter {
    /** Stands for a counter reading that is absent. */
    public static final long NONE = Long.MIN_VALUE;

    /** No GPU whose power limit is unknown is believed to draw more for long. */
    public static final Watts HIGHEST_POWER = new Watts(1_500_000);

    /** A card may exceed its power limit by this factor for a while. */
    public static final double TOLERANCE = 1.1;

    private static final int GAP_PERIODS = 5;

    /** The counter is read within the period before its sample's time: at each of two ends it may be one period old. */
    private static final int SLACK_PERIODS = 2;

    private static final double LEAST_COVERAGE = 0.9;
    private static final double POWER_FACTOR = 2;

    private final long from;
    private final long to;
    private final long gap;
    private final long slack;
    private final double cardLimit;

    // The counter, in millijoules. Watts times milliseconds are millijoules, too.
    private long counterAt = NONE;
    private long counter;
    private boolean counterFromBegin;
    private boolean fell;
    private double counted;
    private double allowed;
    private double excess;
    private double limit;
    private double highestLimit;
    private boolean limitKnown = true;

    private long powerAt = NONE;
    private double power;
    private double highestPower;
    private double integral;
    private double covered;

    /**
     * @param period normal time between samples: more than five of it without one are a gap; the last power holds for half a
     *     gap after the last sample
     * @param cardLimit the highest power limit that can be set, used where a sample has no enforced limit; empty if unknown
     */
    public EnergyMeter(Instant from, Instant to, Duration period, Optional<Watts> cardLimit) {
        this.from = from.toEpochMilli();
        this.to = to.toEpochMilli();
        this.gap = GAP_PERIODS * period.toMillis();
        this.slack = SLACK_PERIODS * period.toMillis();
        this.cardLimit = cardLimit.map(w -> w.milliwatts() / 1000.0).orElse(Double.NaN);
        if (cardLimit.isPresent()) highestLimit = this.cardLimit;
    }

    /** Begin of the span, in milliseconds since 1970. */
    public long from() {
        return from;
    }

    /** End of the span, in milliseconds since 1970. */
    public long to() {
        return to;
    }

    /**
     * Adds a sample. The last one before the span and the first one after it are needed, too. A sample that is not newer than
     * the one before is ignored.
     *
     * @param at in milliseconds since 1970
     * @param millijoules the counter, or {@link #NONE}
     * @param watts power, or NaN
     * @param limitWatts enforced power limit, or NaN
     */
    public void sample(long at, long millijoules, double watts, double limitWatts) {
        if (millijoules != NONE && (counterAt == NONE || at > counterAt)) count(at, millijoules, limitWatts);
        if (!Double.isNaN(watts) && (powerAt == NONE || at > powerAt)) integrate(at, watts);
    }

    /**
     * Adds a stretch of time whose samples are gone.
     *
     * @param watts mean power
     * @param share how much of the stretch the mean stands for, from 0 to 1
     */
    public void mean(long begin, long end, double watts, double share) {
        if (Double.isNaN(watts) || end <= begin || powerAt != NONE && begin < powerAt) return;
        if (powerAt == NONE || begin > powerAt) integrate(begin, watts);
        long overlap = overlap(begin, end);
        integral += watts * overlap;
        covered += share * overlap;
        powerAt = end;
        power = watts;
        highestPower = Math.max(highestPower, watts);
    }

    /** The counter fell at a moment that no sample shows. */
    public void fell() {
        fell = true;
    }

    private long overlap(long begin, long end) {
        return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }

    private void count(long at, long millijoules, double limitWatts) {
        double known = limitWatts > 0 ? limitWatts : cardLimit;
        double now = Double.isNaN(known) ? HIGHEST_POWER.milliwatts() / 1000.0 : known;
        if (counterAt == NONE) counterFromBegin = at <= from;
        else step(at, millijoules, Math.max(limit, now));
        limitKnown &= !Double.isNaN(known);
        limit = now;
        counterAt = at;
        counter = millijoules;
    }

    private void step(long at, long millijoules, double watts) {
        long overlap = overlap(counterAt, at);
        if (overlap == 0) return;
        long time = at - counterAt;
        double delta = (double) millijoules - counter;
        fell |= millijoules < counter;
        highestLimit = Math.max(highestLimit, watts);
        excess = Math.max(excess, delta - watts * TOLERANCE * time);
        counted += delta * overlap / time;
        allowed += watts * TOLERANCE * overlap;
    }

    private void integrate(long at, double watts) {
        if (powerAt == NONE) {
            // Before the first sample its power is assumed; that does not count as covered.
            integral += watts * overlap(from, at);
        } else {
            long overlap = overlap(powerAt, at);
            double middle = (Math.max(powerAt, from) + Math.min(at, to)) / 2.0;
            double mean = power + (watts - power) * (middle - powerAt) / (at - powerAt);
            if (overlap > 0) integral += mean * overlap;
            if (at - powerAt <= gap) covered += overlap;
        }
        powerAt = at;
        power = watts;
        highestPower = Math.max(highestPower, watts);
    }

    /** The estimate from what was added; empty if neither the counter nor the power tells. */
    public Optional<EnergyEstimate> estimate() {
        if (to < from) return Optional.empty();
        Optional<EnergyEstimate> integrated = integrated();
        double energy = counted + ahead(counterAt);
        if (!counterReachesEnd() || !isPlausible(energy, integrated)) return integrated;
        return Optional.of(of(energy, EnergyEstimate.Source.COUNTER));
    }

    private static EnergyEstimate of(double millijoules, EnergyEstimate.Source source) {
        return new EnergyEstimate(new Joules(Math.round(millijoules)), source);
    }

    /** What is used after the last sample, at the last power. */
    private double ahead(long last) {
        return powerAt == NONE || last >= to ? 0 : power * overlap(last, to);
    }

    private boolean isNear(long last) {
        return to - last <= gap / 2;
    }

    private boolean counterReachesEnd() {
        if (counterAt == NONE || !counterFromBegin) return false;
        // Whoever asks at the end of a job would otherwise wait for the next sample.
        return counterAt >= to || isNear(counterAt) && powerAt != NONE && counterAt - powerAt <= gap;
    }

    private boolean isPlausible(double energy, Optional<EnergyEstimate> integrated) {
        double most = highestLimit * slack;
        if (fell || excess > most || energy > allowed + most + ahead(counterAt)) return false;
        if (integrated.isEmpty()) return true;
        double byPower = integrated.get().energy().millijoules();
        double powerSlack = highestPower * gap;
        boolean stoodStill = counted == 0 && byPower > powerSlack;
        boolean withinFactor =
                energy <= POWER_FACTOR * byPower + powerSlack && energy >= byPower / POWER_FACTOR - powerSlack;
        return !stoodStill && (limitKnown || withinFactor);
    }

    private Optional<EnergyEstimate> integrated() {
        if (powerAt == NONE || to == from) return Optional.empty();
        double all = covered + (isNear(powerAt) ? overlap(powerAt, to) : 0);
        if (all < LEAST_COVERAGE * (to - from)) return Optional.empty();
        return Optional.of(of(integral + ahead(powerAt), EnergyEstimate.Source.INTEGRATED_POWER));
    }
}
