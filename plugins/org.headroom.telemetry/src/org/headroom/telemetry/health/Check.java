package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.Severity;

/**
 * A rule as it comes, and how it is looked for.
 *
 * @param falling true where it is ill below its thresholds, and not above
 * @param least lowest threshold that makes sense
 * @param most highest threshold that makes sense
 * @param whenSeen what "Acknowledge" does to the alarm
 * @param asleep what the rule says of a card that sleeps
 */
record Check(
        HealthRule rule,
        Needs needs,
        boolean falling,
        double least,
        double most,
        WhenSeen whenSeen,
        Verdict asleep,
        ForCard forCard,
        Function<Look, Verdict> probe,
        Function<Look, String> message,
        Function<Look, String> advice) {
    /** What has to be there for a look to say anything. */
    enum Needs {
        /** Nothing of a GPU: it is about the machine. */
        MACHINE,
        /** A GPU in whatever state. */
        GPU,
        /** A GPU that answers, with a fresh sample. */
        SAMPLE,
        /** A GPU that answers, with a condition. */
        CONDITION
    }

    /** What "Acknowledge" does beyond ending the repeating. */
    enum WhenSeen {
        /** Nothing: it clears by itself. */
        STAYS,
        /** Clears it where there is nothing to go by now: only work could prove it wrong, and it may keep work away. */
        ENDS_WITHOUT_EVIDENCE,
        /** Clears it: what grew stays grown, and counting starts here. */
        ENDS
    }

    /** Thresholds from what the card says of its own limits, where a person has set none. */
    interface ForCard {
        HealthRule of(HealthRule rule, Limits limits);
    }

    static Draft of(String id, String title) {
        return new Draft(id, title);
    }

    /** Thresholds so far below a limit of the card, or as they come where the card does not tell a believable one. */
    static HealthRule under(HealthRule rule, double limit, double raise, double clear) {
        if (Double.isNaN(limit) || limit < 50 || limit > 130) return rule;
        return thresholds(rule, limit - raise, limit - clear);
    }

    static HealthRule thresholds(HealthRule r, double raise, double clear) {
        return new HealthRule(
                r.id(),
                r.title(),
                r.meaning(),
                r.source(),
                r.unit(),
                OptionalDouble.of(raise),
                OptionalDouble.of(clear),
                r.lasting(),
                r.repeat(),
                r.severity(),
                r.action(),
                r.enabled());
    }

    /** A check on its way. */
    static final class Draft {
        private final String id;
        private final String title;
        private String meaning = "";
        private String source = "";
        private String unit = "";
        private OptionalDouble raise = OptionalDouble.empty();
        private OptionalDouble clear = OptionalDouble.empty();
        private double least;
        private double most;
        private boolean falling;
        private Duration lasting = Duration.ZERO;
        private Duration repeat = Duration.ofHours(1);
        private Severity severity = Severity.WARNING;
        private HealthAction action = HealthAction.WARN;
        private WhenSeen whenSeen = WhenSeen.STAYS;
        private Verdict asleep = Verdict.UNKNOWN;
        private ForCard forCard = (rule, limits) -> rule;

        private Draft(String id, String title) {
            this.id = id;
            this.title = title;
        }

        Draft means(String text) {
            meaning = text;
            return this;
        }

        Draft from(String nvmlCall) {
            source = nvmlCall;
            return this;
        }

        Draft above(double raiseAt, double clearAt, String inUnit, double lowest, double highest) {
            raise = OptionalDouble.of(raiseAt);
            clear = OptionalDouble.of(clearAt);
            unit = inUnit;
            least = lowest;
            most = highest;
            return this;
        }

        Draft below(double raiseAt, double clearAt, String inUnit, double lowest, double highest) {
            falling = true;
            return above(raiseAt, clearAt, inUnit, lowest, highest);
        }

        Draft lasting(int seconds) {
            lasting = Duration.ofSeconds(seconds);
            return this;
        }

        Draft repeat(Duration every) {
            repeat = every;
            return this;
        }

        Draft asks(Severity how, HealthAction what) {
            severity = how;
            action = what;
            return this;
        }

        Draft whenSeen(WhenSeen what) {
            whenSeen = what;
            return this;
        }

        /** A card that sleeps is cool and does nothing. */
        Draft wellAsleep() {
            asleep = Verdict.WELL;
            return this;
        }

        Draft forCard(ForCard own) {
            forCard = own;
            return this;
        }

        Check when(
                Needs needs,
                Function<Look, Verdict> probe,
                Function<Look, String> message,
                Function<Look, String> advice) {
            HealthRule rule = new HealthRule(
                    id, title, meaning, source, unit, raise, clear, lasting, repeat, severity, action, true);
            return new Check(rule, needs, falling, least, most, whenSeen, asleep, forCard, probe, message, advice);
        }

        Check when(Needs needs, Function<Look, Verdict> probe, Function<Look, String> message, String advice) {
            return when(needs, probe, message, look -> advice);
        }
    }
}
