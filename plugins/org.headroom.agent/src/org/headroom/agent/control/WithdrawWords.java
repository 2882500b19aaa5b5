package org.headroom.agent.control;

import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PendingWithdrawal;

/** What is said of withdrawals that wait or failed: what happened, what it means and what to do. */
final class WithdrawWords {
    static final String STAYS = " The money stays in the streams and stays yours.";

    private static final String SAFE =
            " It takes effect once or not at all; until then the money stays in the streams. ";

    private WithdrawWords() {}

    static String pending(PendingWithdrawal p) {
        String said = p.said().isBlank() ? "" : " The node's last answer: " + p.said();
        String what = "The withdrawal that was signed at " + p.since() + " (" + p.attempts()
                + (p.attempts() == 1 ? " attempt" : " attempts") + ", newest transaction "
                + p.newest().hex() + ") is in no block yet.";
        return switch (p.standing()) {
            case SENT -> what + SAFE + "Nothing to do: it is sent again until a block has it." + said;
            case AT_MOST_FEE ->
                what + " The network asks for more than the fee that was confirmed." + SAFE
                        + "It is sent again until the network's price has fallen: wait, and do not withdraw again."
                        + said;
            case SUPERSEDED ->
                "The withdrawal that was signed at " + p.since()
                        + " will not take effect: another program has sent a transaction with this rig's key. The"
                        + " money stays in the streams. Let no other program use the key, and withdraw again when this"
                        + " is told no more.";
        };
    }

    /** Of a failure after which nothing is under way. */
    static String nothing(PaymentFailure failure) {
        String todo = failure.kind().worthRetrying() ? " Try again, later if it fails again." : "";
        return "Nothing was withdrawn. " + failure.getMessage() + STAYS + todo;
    }

    static String unknown(String why) {
        return "Status unknown: the transaction may have been sent, and is not confirmed. " + why
                + " The withdrawal takes effect once or not at all; what it does not pay out stays in the streams and"
                + " stays yours. Look at './headroom status': while it shows a withdrawal that waits, do not withdraw"
                + " again. If it shows none and the amount is still due after some minutes, withdraw again.";
    }
}
