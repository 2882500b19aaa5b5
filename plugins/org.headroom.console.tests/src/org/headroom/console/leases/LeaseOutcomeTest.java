package org.headroom.console.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Cell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a job ended, and what is unknown of its payment, as the views show it. */
class LeaseOutcomeTest {
    private final FixtureDesk desk = new FixtureDesk();
    private final RigView rig = desk.view();
    private final Instant now = rig.at();

    @AfterEach
    void close() {
        desk.close();
    }

    private LeaseView paid() {
        return rig.leases().stream()
                .filter(l -> l.closed()
                        && l.state() instanceof LeaseState.Paid p
                        && p.result().exitCode() == 0)
                .findFirst()
                .orElseThrow();
    }

    private LeaseView stopped(Optional<EndCause> cause) {
        LeaseView view = paid();
        LeaseState.Paid p = (LeaseState.Paid) view.state();
        JobResult result = new JobResult(
                p.result().startedAt(),
                p.result().endedAt(),
                143,
                Receipt.Outcome.STOPPED_BY_PROVIDER,
                new JobArtefacts.Hashed(Hash32.ZERO),
                Optional.empty(),
                Optional.empty(),
                cause);
        return new LeaseView(
                view.number(),
                new LeaseState.Paid(
                        p.terms(), p.funding().withShortfall(Usdc.ZERO), p.container(), result, p.receipt(), p.hash()),
                view.stream(),
                Optional.empty(),
                true);
    }

    /** Nothing of the receipt was withdrawn, and nobody knows what the stream holds. */
    private LeaseView unknown() {
        LeaseView view = paid();
        LeaseState.Paid p = (LeaseState.Paid) view.state();
        Funding funding = Funding.of(p.funding().stream()).withUnknown(Optional.of(now));
        return new LeaseView(
                view.number(),
                new LeaseState.Receipted(p.terms(), funding, p.container(), p.result(), p.receipt(), p.hash()),
                view.stream(),
                Optional.of("No node answers."));
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR_STOPPED, you stopped, the operator of the rig stopped it",
        "GPU_UNHEALTHY, health stop, a health rule of the rig stopped it",
        "START_UNRECORDED, start not recorded, the rig could not record the job's start",
        "OWNER_RETURNED, owner returned, the owner of the rig took the GPU back",
        "DISK_UNKNOWN, disk use unknown, the rig could not measure how much of the disk the job used",
        "ENGINE_SILENT, engine did not answer, 'the container engine of the rig did not answer, so the job''s own end is unknown'",
        "CONTAINER_REMOVED, container stopped, the job's container was removed by somebody other than Headroom"
    })
    void stopOfTheProviderSaysWhoseItWas(EndCause cause, String words, String tip) {
        Cell cell = new LeaseFigures(stopped(Optional.of(cause)), now).word();
        assertThat(cell.words()).isEqualTo("Paid, " + words);
        assertThat(cell.tip()).isEqualTo("The job ended: " + tip + ". Paid.");
    }

    @Test
    void stopOfTheProviderWithoutARecordedCauseNamesNobody() {
        assertThat(new LeaseFigures(stopped(Optional.empty()), now).word().words())
                .isEqualTo("Paid, provider stopped");
    }

    @Test
    void unknownPaymentIsShownAsNeitherPaidNorLost() {
        LeaseView lease = unknown();
        Usdc asked = lease.state().amountDue().orElseThrow();
        LeaseFigures figures = new LeaseFigures(lease, now);
        assertThat(figures.word().words()).isEqualTo("Payment unknown");
        LeaseText.Detail detail = LeaseText.detail(figures, now, ZoneOffset.UTC);
        assertThat(detail.warning()).isTrue();
        assertThat(detail.sentence())
                .contains("Payment unknown: the stream could not be read, so " + asked
                        + " of the receipt is neither paid" + " nor lost.")
                .doesNotContain("Loss", "does not cover");
        LeaseMoney money = figures.money().orElseThrow();
        assertThat(money.earned()).isEqualTo(Usdc.ZERO);
        assertThat(money.unknown()).isEqualTo(asked);
    }

    @Test
    void jobThatCouldNotBeStartedIsShownAsRefusedWithItsAmountsAndNothingEarned() {
        LeaseView view = paid();
        LeaseState.Paid p = (LeaseState.Paid) view.state();
        Usdc withdrawn = p.withdrawn();
        LeaseView refused = new LeaseView(
                view.number(),
                new LeaseState.Unserved(p.terms(), p.funding(), "The image is not on this machine", now),
                view.stream(),
                Optional.empty(),
                true);
        LeaseFigures figures = new LeaseFigures(refused, now);
        assertThat(figures.word().words()).isEqualTo("Refused");
        assertThat(figures.word().tip()).isEqualTo("The image is not on this machine");
        LeaseText.Detail detail = LeaseText.detail(figures, now, ZoneOffset.UTC);
        assertThat(detail.sentence())
                .contains("Refused: The image is not on this machine.", "Beyond the receipt: " + withdrawn)
                .doesNotContain("Loss", "does not cover");
        assertThat(detail.figures())
                .filteredOn(f -> f.label().equals("Receipt, USDC"))
                .singleElement()
                .satisfies(f -> assertThat(f.value()).isEqualTo("–"));
        LeaseMoney money = figures.money().orElseThrow();
        assertThat(money.withdrawn()).isEqualTo(withdrawn);
        assertThat(money.beyond()).isEqualTo(withdrawn);
        assertThat(money.earned()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void unknownPaymentsAreInNoOtherSumOfTheRig() {
        LeaseView lease = unknown();
        RigMoney money = RigMoney.of(List.of(lease), rig.closed(), rig.chain(), now);
        RigMoney without = RigMoney.of(List.of(), rig.closed(), rig.chain(), now);
        assertThat(money.unknown()).isEqualTo(lease.state().amountDue().orElseThrow());
        assertThat(without.unknown()).isEqualTo(Usdc.ZERO);
        assertThat(money.inAll()).isEqualTo(without.inAll());
        assertThat(money.lost()).isEqualTo(without.lost());
        assertThat(money.earned()).isEqualTo(without.earned());
    }
}
