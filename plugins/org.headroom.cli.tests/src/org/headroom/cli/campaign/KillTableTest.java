package org.headroom.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KillTableTest {
    private static final Aim CREATED_RIG = new Aim.AtStep(Victim.RIG, KillStep.CREATED);

    @Test
    void killCountsForItsStepAndOnceForEachPhaseThatALeaseWasIn() {
        KillTable table = new KillTable(Map.of());
        table.add(Victim.RIG, Optional.of(KillStep.CREATED), Set.of(LeasePhase.STARTING, LeasePhase.RUNNING));
        assertThat(table.kills()).isOne();
        assertThat(table.count(CREATED_RIG)).isOne();
        assertThat(table.count(new Aim.InPhase(Victim.RIG, LeasePhase.STARTING)))
                .isOne();
        assertThat(table.count(new Aim.InPhase(Victim.RIG, LeasePhase.RUNNING))).isOne();
        assertThat(table.missing()).hasSize(KillTable.all().size() - 3);
    }

    @Test
    void killWhileNoLeaseIsOpenCountsAsIdle() {
        KillTable table = new KillTable(Map.of());
        table.add(Victim.NODE, Optional.empty(), Set.of());
        assertThat(table.count(new Aim.InPhase(Victim.NODE, LeasePhase.IDLE))).isOne();
    }

    @Test
    void cellThatIsNotPossibleIsNotMissedAndItsReasonIsPrinted() {
        KillTable table = new KillTable(Map.of(CREATED_RIG, "for a reason"));
        assertThat(table.missing())
                .doesNotContain(CREATED_RIG)
                .contains(new Aim.AtStep(Victim.BROKER, KillStep.CREATED))
                .hasSize(KillTable.all().size() - 1);
        assertThat(table.lines())
                .contains("  - not possible here: for a reason")
                .anyMatch(l -> l.matches("\\s+between create and start +- +0 +0 +0"));
        assertThat(table.json().at("/steps/rig/between create and start").isNull())
                .isTrue();
        assertThat(table.json().at("/steps/broker/between create and start").asInt(-1))
                .isZero();
    }

    @Test
    void eventsOfALeaseLeadThroughItsPhases() {
        List<String> kinds = List.of(
                "BidMade",
                "BidTaken",
                "StreamVerified",
                "JobStarted",
                "MoneyWithdrawn",
                "StopAsked",
                "JobEnded",
                "ArtefactsHashed",
                "ReceiptNumbered",
                "ReceiptSigned",
                "MoneyWithdrawn",
                "WithdrawalFinal");
        Optional<LeasePhase> phase = Optional.empty();
        StringBuilder path = new StringBuilder();
        for (String kind : kinds) {
            phase = Optional.of(LeasePhase.after(phase, kind));
            path.append(phase.get()).append(' ');
        }
        assertThat(path.toString().strip())
                .isEqualTo("BIDDING VERIFYING STARTING RUNNING RUNNING STOPPING ENDED ENDED NUMBERED RECEIPTED SETTLING"
                        + " SETTLING");
    }
}
