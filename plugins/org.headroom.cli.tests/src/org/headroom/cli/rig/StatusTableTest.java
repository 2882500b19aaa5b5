package org.headroom.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.jobs.UnattendedJobs;
import org.headroom.model.rig.RigStatus;
import org.junit.jupiter.api.Test;

/** What {@code status} prints, and {@code stop} where jobs go on. */
class StatusTableTest {
    private static final String STATUS = """
            {"rig": "one", "pid": 7, "at": "2026-05-01T10:00:00Z",
             "work": {"state": "taking-work", "headline": "Waiting for orders.", "rest": "", "leaving": false},
             "account": "0x1111111111111111111111111111111111111111",
             "market": {"state": "up", "message": "Connected."}, "chain": {"up": true, "message": ""},
             "engine": {"up": true, "message": ""}, "wallet": {"coin": "ETH", "coinWei": "5000", "usdc": "0"},
             "alarms": [], "gpus": [], "damaged": [], "pending": [],
             "leases": [
               {"number": "L-0001", "id": "bid-0123456789abcdef", "state": "running",
                "renter": "0x2222222222222222222222222222222222222222", "perHour": "420000",
                "coveredUntil": "2026-05-01T10:05:00Z", "agreedEnd": "2026-05-02T11:00:00Z",
                "earned": "1234567", "due": "1234567", "unpaid": "0"},
               {"number": "L-0002", "id": "bid-0123456789abcd00", "state": "bid-sent",
                "renter": "0x2222222222222222222222222222222222222222", "perHour": "420000",
                "coveredUntil": null, "agreedEnd": null, "earned": null, "due": null, "unpaid": null}],
             "money": {"earned": "100000", "withdrawn": "100000", "withdrawnFinal": "100000", "due": "50000",
               "toReturn": "0", "lost": "0", "unknown": "0", "unreadableStreams": 0}}
            """;

    private static List<String> lines(String status) throws Exception {
        return StatusTable.lines(new ObjectMapper().readTree(status), ZoneOffset.UTC);
    }

    private static String text(String status) throws Exception {
        return String.join("\n", lines(status));
    }

    @Test
    void agreedEndStandsBesideWhatIsCoveredAndALineIsNoWiderThanAWideTerminal() throws Exception {
        List<String> lines = lines(STATUS);
        assertThat(lines).anyMatch(l -> l.matches("Lease +State +Renter .*Covered until  Agreed end .*Id"));
        assertThat(lines).anyMatch(l -> l.matches("L-0001 .* 10:05:00 +05-02 11:00 .*bid-0123456789abcdef"));
        assertThat(lines).anyMatch(l -> l.matches("L-0002 .* – +– .*"));
        assertThat(lines).anyMatch(l -> l.startsWith("A job ends at its agreed end at the latest"));
        assertThat(lines).filteredOn(l -> l.startsWith("L-")).allMatch(l -> l.length() <= 120);
    }

    @Test
    void endThatIsNotKnownIsAQuestionMarkAndNoneIsExplainedWhereNoJobRuns() throws Exception {
        assertThat(lines(STATUS.replace("\"2026-05-02T11:00:00Z\"", "null")))
                .anyMatch(l -> l.matches("L-0001 .* 10:05:00 +\\? .*"))
                .noneMatch(l -> l.startsWith("A job ends"));
    }

    @Test
    void accountWithoutCoinForTheFeeIsNamedOnlyWhereSomethingIsDue() throws Exception {
        String broke = STATUS.replace("\"5000\"", "\"0\"");
        assertThat(text(broke))
                .contains("Nothing can be withdrawn before the rig's account has some ETH", "0x1111", "stays yours");
        assertThat(text(broke.replace("\"due\": \"50000\"", "\"due\": \"0\"")))
                .doesNotContain("Nothing can be withdrawn");
        assertThat(text(STATUS)).doesNotContain("Nothing can be withdrawn");
        assertThat(text(STATUS.replace("\"5000\"", "null"))).doesNotContain("Nothing can be withdrawn");
    }

    @Test
    void withdrawnAboveEarnedIsExplained() throws Exception {
        assertThat(text(STATUS)).doesNotContain("more was withdrawn than earned");
        assertThat(text(STATUS.replace("\"withdrawn\": \"100000\"", "\"withdrawn\": \"100350\"")))
                .contains("0.000350 USDC more was withdrawn than earned: what came in beyond receipts");
    }

    @Test
    void rigThatIsToEndIsNotSaidToBePaused() throws Exception {
        String leaving = STATUS.replace("taking-work", "paused")
                .replace("Waiting for orders.", RigStatus.LEAVING)
                .replace("\"leaving\": false", "\"leaving\": true");
        assertThat(text(leaving))
                .contains("Not taking work. " + RigStatus.LEAVING)
                .doesNotContain("paused", "It ends when its leases have ended.");
        assertThat(text(leaving.replace(RigStatus.LEAVING, "The chain is down.")))
                .contains("Not taking work: paused. The chain is down.", "It ends when its leases have ended.");
    }

    @Test
    void jobsThatGoOnAreSaidToBeEndedByTheGuard() {
        JsonNode unknown = NullNode.getInstance();
        assertThat(StopCommand.jobs(IntNode.valueOf(0))).isEqualTo(" No job runs.");
        assertThat(StopCommand.jobs(IntNode.valueOf(2)))
                .contains("2 jobs go on running", "the guard", "ends each job when its covered time is over");
        assertThat(StopCommand.jobs(unknown)).contains("jobs that ran go on", "the guard");
    }

    @Test
    void jobsOfARigThatDoesNotRunAreNamedWithWhoEndsThem() {
        Instant end = Instant.parse("2026-05-01T11:00:00Z");
        assertThat(UnattendedJobsText.of(new UnattendedJobs(0, Optional.empty(), Optional.empty()), ZoneOffset.UTC))
                .isEmpty();
        assertThat(UnattendedJobsText.of(new UnattendedJobs(2, Optional.of(9L), Optional.of(end)), ZoneOffset.UTC))
                .hasValueSatisfying(t -> assertThat(t)
                        .contains("2 jobs of it may still run", "process 9", "covered time", "2026-05-01 11:00:00"));
        assertThat(UnattendedJobsText.of(new UnattendedJobs(1, Optional.empty(), Optional.of(end)), ZoneOffset.UTC))
                .hasValueSatisfying(t -> assertThat(t).contains("1 job of it", "guard does not run", "Start the rig"));
    }
}
