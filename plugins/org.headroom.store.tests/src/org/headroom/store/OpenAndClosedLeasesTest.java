package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAndClosedLeasesTest {
    @TempDir
    Path directory;

    private Ledger ledger;
    private Journal journal;

    @BeforeEach
    void open() {
        ledger = Ledger.open(directory.resolve("ledger.db"));
        journal = ledger.journal();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void restart() {
        ledger.close();
        open();
    }

    private static LeaseId lease(int n) {
        return Examples.lease(n);
    }

    @Test
    void leaseIsOpenUntilItIsClosed() {
        LedgerFiller.running(ledger, 1, 2);
        assertThat(journal.replayOpen()).hasSize(8);
        journal.close(LedgerFiller.summary(1));
        List<LeaseEvent> second = Examples.paidLease(2).subList(0, 4);
        assertThat(journal.replayOpen()).isEqualTo(second);
        restart();
        assertThat(journal.replayOpen()).isEqualTo(second);
        assertThat(journal.replayOpen()).isEqualTo(second);
        assertThat(journal.replay()).hasSize(8);
        assertThat(journal.damaged()).isEmpty();
    }

    @Test
    void eventsOfOpenLeasesComeInTheOrderInWhichTheyHappened() {
        for (int at = 0; at < 4; at++)
            for (int n = 3; n > 0; n--) journal.append(Examples.paidLease(n).get(at));
        assertThat(journal.replayOpen()).isEqualTo(journal.replay());
    }

    @Test
    void bidThatLapsesAndLeaseThatIsRefusedAreNotOpenAnyMore() {
        LeaseEvent lapsed = new LeaseEvent.BidLapsed(lease(1), Examples.T0);
        LeaseEvent unpaid = new LeaseEvent.StreamRefused(lease(2), "paused", Examples.T0);
        LeaseEvent unstarted = new LeaseEvent.JobRefused(lease(3), "no image", Examples.T0);
        for (LeaseEvent end : List.of(lapsed, unpaid, unstarted)) {
            int n = Integer.parseInt(end.lease().value().substring(4));
            journal.append(Examples.paidLease(n).getFirst());
            journal.believed(Map.of(end.lease(), Examples.streamState(n)));
            journal.append(end);
        }
        assertThat(journal.replayOpen()).isEmpty();
        assertThat(journal.believed()).isEmpty();
        // No later event opens it again.
        journal.append(Examples.paidLease(1).get(1));
        assertThat(journal.replayOpen()).isEmpty();
        assertThat(journal.events(lease(1))).hasSize(3);
    }

    @Test
    void refusedLeaseIsListedAlsoWhenTheProgramEndedBeforeItClosedIt() {
        journal.append(Examples.paidLease(2).getFirst());
        journal.append(new LeaseEvent.StreamRefused(lease(2), "it pays another token", Examples.T0.plusSeconds(3)));
        assertThat(journal.closed(0, 10)).isEmpty();
        restart();
        LeaseSummary listed = journal.closed(0, 10).getFirst();
        assertThat(listed.lease()).isEqualTo(lease(2));
        assertThat(listed.reason()).isEqualTo("it pays another token");
        assertThat(listed.renter()).isEqualTo(Examples.RENTER);
        assertThat(listed.gpus()).containsExactly(Examples.GPU);
        assertThat(listed.endedAt()).isEqualTo(Examples.T0.plusSeconds(3));
        assertThat(listed.number()).isEqualTo(ledger.rig().leaseNumber(lease(2)));
        assertThat(journal.totals()).isEqualTo(LedgerTotals.NONE.plus(listed));
    }

    /** A lease whose stream was verified, up to the refusal of its job. */
    private void unserved(int n) {
        Examples.paidLease(n).subList(0, 3).forEach(journal::append);
        journal.believed(Map.of(lease(n), Examples.streamState(n)));
        journal.append(new LeaseEvent.JobRefused(lease(n), "no image", Examples.T0.plusSeconds(5)));
    }

    @Test
    void leaseWhoseJobIsRefusedAfterItsStreamWasVerifiedStaysOpenUntilItIsClosed() {
        unserved(1);
        assertThat(journal.replayOpen()).hasSize(4);
        assertThat(journal.believed()).containsOnlyKeys(lease(1));
        restart();
        assertThat(journal.replayOpen()).hasSize(4);
        assertThat(journal.believed()).containsOnlyKeys(lease(1));
        assertThat(journal.closed(0, 10)).isEmpty();

        LeaseEvent.MoneyWithdrawn money = Examples.withdrawn(1, 7_001);
        journal.append(money);
        journal.append(new LeaseEvent.WithdrawalFinal(
                lease(1), money.withdrawal().transaction(), Examples.T0.plusSeconds(50)));
        assertThatThrownBy(() -> journal.append(money)).isInstanceOf(DuplicateWithdrawal.class);
        restart();
        assertThat(journal.replayOpen()).hasSize(6);
        assertThat(journal.replayOpen()).isEqualTo(journal.replay());

        journal.close(LedgerFiller.summary(1));
        restart();
        assertThat(journal.replayOpen()).isEmpty();
        assertThat(journal.believed()).isEmpty();
        assertThat(journal.closed(0, 10)).containsExactly(LedgerFiller.summary(1));
        assertThat(journal.events(lease(1))).hasSize(6);
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
    }

    @Test
    void leaseWhoseRefusedStreamIsKeptStaysOpenUntilItIsClosedAndItsStreamIsNoOtherLeases() {
        Examples.paidLease(1).subList(0, 2).forEach(journal::append);
        LeaseEvent refused = Examples.streamRefused(1);
        journal.append(refused);
        journal.believed(Map.of(lease(1), Examples.streamState(1)));
        restart();
        assertThat(journal.replayOpen()).hasSize(3).endsWith(refused);
        assertThat(journal.believed()).containsOnlyKeys(lease(1));
        assertThat(journal.paidBy(Examples.stream(1))).contains(lease(1));
        assertThat(journal.closed(0, 10)).isEmpty();

        journal.append(Examples.withdrawn(1, 7_001));
        journal.close(LedgerFiller.summary(1));
        restart();
        assertThat(journal.replayOpen()).isEmpty();
        assertThat(journal.closed(0, 10)).containsExactly(LedgerFiller.summary(1));
        assertThat(journal.paidBy(Examples.stream(1))).contains(lease(1));
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
    }

    @Test
    void checkFindsThatTheStreamOfARefusedLeaseIsNotInItsTable() throws Exception {
        Examples.paidLease(1).subList(0, 2).forEach(journal::append);
        journal.append(Examples.streamRefused(1));
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"))) {
            Rows.change(c, "UPDATE lease SET stream = NULL");
        }
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isFalse();
    }

    @Test
    void leaseThatAnOlderVersionClosedAtTheRefusalOfItsJobStaysClosed() {
        unserved(1);
        LeaseSummary zeros = new LeaseSummary(
                lease(1),
                1,
                Examples.RENTER,
                List.of(Examples.GPU),
                false,
                Optional.empty(),
                "no image",
                Optional.empty(),
                Examples.T0.plusSeconds(5),
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.ZERO,
                Wei.ZERO,
                Optional.empty());
        journal.close(zeros);
        restart();
        assertThat(journal.replayOpen()).isEmpty();
        assertThat(journal.closed(0, 10)).containsExactly(zeros);
        assertThat(journal.totals()).isEqualTo(LedgerTotals.NONE.plus(zeros));
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
    }

    @Test
    void leaseThatAnOlderVersionDidNotCloseAfterTheRefusalOfItsJobIsOpen() throws Exception {
        unserved(1);
        journal.append(Examples.paidLease(2).getFirst());
        journal.append(new LeaseEvent.JobRefused(lease(2), "no image", Examples.T0.plusSeconds(5)));
        ledger.close();
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"))) {
            Rows.change(c, "UPDATE lease SET state = 'refused'");
        }
        open();
        assertThat(journal.replayOpen().stream().map(LeaseEvent::lease).distinct())
                .containsExactly(lease(1));
        assertThat(journal.closed(0, 10)).extracting(LeaseSummary::lease).containsExactly(lease(2));
    }

    @Test
    void refusedLeaseThatWasClosedKeepsTheSummaryItWasClosedWith() {
        journal.append(Examples.paidLease(2).getFirst());
        journal.append(new LeaseEvent.JobRefused(lease(2), "no image", Examples.T0.plusSeconds(3)));
        journal.close(LedgerFiller.summary(2));
        restart();
        assertThat(journal.closed(0, 10)).containsExactly(LedgerFiller.summary(2));
    }

    @Test
    void summariesComeBackWholeAndTheLatestFirst() {
        LedgerFiller.closed(ledger, 1, 25);
        restart();
        assertThat(journal.closed(0, 1)).containsExactly(LedgerFiller.summary(25));
        assertThat(journal.closed(0, 3).stream().map(LeaseSummary::number)).containsExactly(25, 24, 23);
        assertThat(journal.closed(22, 10).stream().map(LeaseSummary::number)).containsExactly(3, 2, 1);
        assertThat(journal.closed(25, 10)).isEmpty();
        assertThat(journal.closed(0, 0)).isEmpty();
    }

    @Test
    void sumsCountEachLeaseOnceAndHoldLargeFees() {
        Wei large = new Wei(BigInteger.TWO.pow(250));
        LeaseSummary one = LedgerFiller.summary(1);
        LeaseSummary two = new LeaseSummary(
                lease(2),
                2,
                one.renter(),
                one.gpus(),
                false,
                one.outcome(),
                "",
                one.startedAt(),
                one.endedAt(),
                new Usdc(10),
                new Usdc(7),
                new Usdc(15_516),
                new Usdc(3),
                large,
                Optional.empty());
        journal.close(one);
        journal.close(two);
        journal.close(two);
        journal.closeAll(List.of(one, two));
        restart();
        assertThat(journal.totals()).isEqualTo(LedgerTotals.NONE.plus(one).plus(two));
        assertThat(journal.closed(0, 10)).containsExactly(two, one);
    }

    @Test
    void orderIsKnownOnceABidWasMadeForIt() {
        journal.append(Examples.paidLease(1).getFirst());
        journal.append(new LeaseEvent.BidLapsed(lease(1), Examples.T0));
        assertThat(journal.hasBidFor(Examples.orderId(1))).isTrue();
        assertThat(journal.hasBidFor(Examples.orderId(2))).isFalse();
        restart();
        assertThat(journal.hasBidFor(Examples.orderId(1))).isTrue();
    }

    @Test
    void numberThatAReorganisationGaveToAnotherStreamLeadsToTheLeaseThatHasItNow() {
        Examples.paidLease(1).subList(0, 4).forEach(journal::append);
        journal.append(new LeaseEvent.StreamReplaced(
                lease(1), Optional.empty(), "number 1 is another stream's", Examples.T0.plusSeconds(6)));
        assertThat(journal.paidBy(Examples.stream(1))).isEmpty();
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
        journal.append(new LeaseEvent.StreamReplaced(
                lease(1),
                Optional.of(Examples.streamState(9)),
                "stream 1 is stream 9 now",
                Examples.T0.plusSeconds(7)));
        restart();
        assertThat(journal.paidBy(Examples.stream(9))).contains(lease(1));
        assertThat(journal.paidBy(Examples.stream(1))).isEmpty();
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
    }

    @Test
    void streamLeadsToTheLeaseItPaysForWhateverTokenIsClaimed() {
        LedgerFiller.closed(ledger, 1, 3);
        StreamRef stream = Examples.stream(2);
        assertThat(journal.paidBy(stream)).contains(lease(2));
        EthAddress other = Examples.address(0xbad);
        assertThat(journal.paidBy(new StreamRef(stream.chainId(), stream.contract(), other, stream.id())))
                .contains(lease(2));
        assertThat(journal.paidBy(new StreamRef(stream.chainId(), other, stream.token(), stream.id())))
                .isEmpty();
        assertThat(journal.paidBy(new StreamRef(1, stream.contract(), stream.token(), stream.id())))
                .isEmpty();
    }

    @Test
    void believedStreamsAndSearchedBlocksAreKeptWhileTheLeaseIsOpen() {
        LedgerFiller.running(ledger, 1, 2);
        StreamState first = Examples.readAt(Examples.streamState(1), 40_000_130);
        StreamState newer = Examples.readAt(Examples.streamState(1), 40_000_140);
        journal.believed(Map.of(lease(1), first, lease(2), Examples.streamState(2), lease(9), first));
        journal.believed(Map.of(lease(1), newer));
        journal.searchedTo(lease(1), 40_000_100);
        journal.searchedTo(lease(1), 40_000_200);
        restart();
        assertThat(journal.believed()).isEqualTo(Map.of(lease(1), newer, lease(2), Examples.streamState(2)));
        assertThat(journal.searchedTo(lease(1))).contains(40_000_200L);
        assertThat(journal.searchedTo(lease(2))).isEmpty();
        journal.close(LedgerFiller.summary(1));
        journal.believed(Map.of(lease(1), newer));
        assertThat(journal.believed()).containsOnlyKeys(lease(2));
        assertThat(journal.searchedTo(lease(1))).isEmpty();
    }

    @Test
    void withdrawalThatVanishedMayBeBookedAgainOnce() {
        journal.append(Examples.withdrawn(1, 5));
        journal.append(Examples.withdrawn(2, 5));
        journal.append(Examples.reverted(1, 5));
        assertThat(net()).isEqualTo(2_566);
        journal.append(Examples.withdrawn(1, 5));
        assertThat(net()).isEqualTo(2 * 2_566);
        assertThatThrownBy(() -> journal.append(Examples.withdrawn(1, 5))).isInstanceOf(DuplicateWithdrawal.class);
        assertThatThrownBy(() -> journal.append(Examples.withdrawn(2, 5))).isInstanceOf(DuplicateWithdrawal.class);
        journal.append(Examples.reverted(1, 5));
        journal.append(Examples.reverted(1, 5));
        assertThat(net()).isEqualTo(2_566);
        restart();
        journal.append(Examples.withdrawn(1, 5));
        assertThat(net()).isEqualTo(2 * 2_566);
        assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
    }

    private long net() {
        return ledger.database()
                .read(
                        "add up",
                        c -> Rows.first(
                                c,
                                "SELECT coalesce(sum(amount), 0) FROM withdrawal"
                                        + " WHERE seq NOT IN (SELECT withdrawal FROM reversal)",
                                row -> row.getLong(1)))
                .orElseThrow();
    }

    @Test
    void nobodyChangesOrDeletesASummaryOrAReversal() {
        Examples.paidLease(1).forEach(journal::append);
        journal.append(Examples.reverted(1, 7_001));
        journal.close(LedgerFiller.summary(1));
        for (String deed : List.of(
                "UPDATE summary SET due = 1",
                "DELETE FROM summary",
                "UPDATE reversal SET seq = 1",
                "DELETE FROM reversal"))
            assertThatThrownBy(() -> ledger.database().write("tamper", c -> Rows.change(c, deed)))
                    .as(deed)
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("stays as it is");
    }
}
