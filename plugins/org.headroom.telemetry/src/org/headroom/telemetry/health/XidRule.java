package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.List;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.headroom.telemetry.health.Check.Needs;
import org.headroom.telemetry.health.Check.WhenSeen;

/** The rule for XIDs as it is shown and adjusted; {@link XidCases} applies it, because it is about events and not readings. */
final class XidRule {
    static final String ID = "xid";

    private XidRule() {}

    static List<Check> all() {
        return List.of(Check.of(ID, "The driver reports an error")
                .means(
                        "Each code has a severity and an action of its own in the catalogue; the action here is the strongest one"
                                + " that any code may ask for. Codes that are a job's own fault only tell, until so many of one code"
                                + " come in about an hour: then bidding stops.")
                .from("nvmlEventSetWait_v2, nvmlEventTypeXidCriticalError")
                .above(10, 1, "errors an hour", 2, 10_000)
                .lasting(0)
                .repeat(Duration.ofMinutes(15))
                .asks(Severity.CRITICAL, HealthAction.STOP_JOB)
                .whenSeen(WhenSeen.ENDS)
                .when(Needs.MACHINE, l -> Verdict.UNKNOWN, l -> "", ""));
    }
}
