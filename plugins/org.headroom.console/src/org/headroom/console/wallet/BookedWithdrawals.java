package org.headroom.console.wallet;

import java.util.List;
import java.util.Optional;
import org.headroom.console.wallet.WithdrawPresenter.Done;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;

/** What has become of withdrawals since a block had them: the chain can replace the block until it is final. Pure. */
final class BookedWithdrawals {
    static final String GONE_TITLE = "Not in a block any more";

    static final String GONE = "The chain replaced the block that had this withdrawal.\n"
            + "What it means: it is not paid out. What the streams hold is due again and stays yours; the transaction can still"
            + " get into a block.\n"
            + "What to do: nothing now. This window and the Wallet view show it when a block has it again. If the amount"
            + " is still due after some minutes and no withdrawal waits in the Wallet view, withdraw again.";

    /** Whether the rig's books have them. */
    enum State {
        /** The books are not known to have had them yet. */
        NEW,
        BOOKED,
        /** The books had them, and lack at least one now. */
        GONE
    }

    private BookedWithdrawals() {}

    /** The step as the rig's books have it now: with the blocks that have the withdrawals, or without one. */
    static Done follow(Done step, RigView rig) {
        if (step.withdrawals().isEmpty()) return step;
        List<Withdrawal> now =
                step.withdrawals().stream().map(w -> find(w, rig).orElse(w)).toList();
        boolean all = step.withdrawals().stream().allMatch(w -> find(w, rig).isPresent() || !isOpen(w, rig));
        if (all) return new Done(now, step.claims(), State.BOOKED);
        return step.state() == State.NEW ? step : new Done(now, step.claims(), State.GONE);
    }

    private static Optional<Withdrawal> find(Withdrawal withdrawal, RigView rig) {
        return rig.withdrawals().stream()
                .filter(w -> w.stream().equals(withdrawal.stream())
                        && w.transaction().equals(withdrawal.transaction()))
                .findFirst();
    }

    /** The money of a lease that is closed is final, and the view lacks the older ones of those. */
    private static boolean isOpen(Withdrawal withdrawal, RigView rig) {
        return rig.leases().stream()
                .filter(l -> !l.closed())
                .map(LeaseView::state)
                .flatMap(s -> s.paidBy().stream())
                .anyMatch(f -> f.stream().ref().equals(withdrawal.stream()));
    }
}
