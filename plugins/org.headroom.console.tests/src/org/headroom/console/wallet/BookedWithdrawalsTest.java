package org.headroom.console.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.wallet.WithdrawPresenter.Done;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dialog of a withdrawal that is done follows the rig's books. */
class BookedWithdrawalsTest {
    private final FixtureDesk desk = new FixtureDesk();
    private final RigView before = desk.view();
    private final WithdrawQuote quote = desk.quoteWithdrawal().join();
    private final List<Withdrawal> made = desk.withdraw(quote).join();
    private final RigView after = desk.view();

    @AfterEach
    void close() {
        desk.close();
    }

    private static RigView with(List<Withdrawal> withdrawals, RigView rig) {
        return new RigView(
                rig.at(),
                rig.status(),
                rig.account(),
                rig.leases(),
                rig.market(),
                rig.decisions(),
                rig.link(),
                rig.chain(),
                rig.engine(),
                rig.balance(),
                rig.due(),
                withdrawals,
                rig.closed(),
                rig.damaged(),
                rig.pending());
    }

    private Done booked() {
        return BookedWithdrawals.follow(Done.of(made, quote), after);
    }

    @Test
    void withdrawalIsShownAsDoneBeforeAndAfterTheBooksHaveIt() {
        Done early = BookedWithdrawals.follow(Done.of(made, quote), before);
        assertThat(WithdrawPresenter.sentence(early)).startsWith("Withdrawn");
        assertThat(WithdrawPresenter.sentence(booked())).startsWith("Withdrawn");
    }

    @Test
    void withdrawalWhoseBlockWasReplacedIsNotSaidToBeWithdrawn() {
        RigView lost = with(List.of(), before);
        Done gone = BookedWithdrawals.follow(booked(), lost);
        assertThat(gone.isGone()).isTrue();
        assertThat(WithdrawPresenter.title(gone)).isEqualTo("Not in a block any more");
        assertThat(WithdrawPresenter.sentence(gone))
                .doesNotStartWith("Withdrawn")
                .contains("What it means: it is not paid out", "What to do: nothing now");
        assertThat(WithdrawPresenter.lines(gone, KnownStreams.of(lost, lost.at())))
                .extracting(Line::label)
                .containsExactly("Due");
    }

    @Test
    void withdrawalThatIsInABlockAgainIsShownWithThatBlock() {
        List<Withdrawal> moved = made.stream()
                .map(w -> new Withdrawal(
                        w.stream(),
                        w.transaction(),
                        w.block() + 3,
                        w.amount(),
                        w.returned(),
                        w.gasUsed(),
                        w.feePaid(),
                        w.at()))
                .toList();
        Done gone = BookedWithdrawals.follow(booked(), with(List.of(), before));
        Done again = BookedWithdrawals.follow(gone, with(moved, after));
        assertThat(again.isGone()).isFalse();
        assertThat(again.withdrawals()).isEqualTo(moved);
    }
}
