package org.headroom.console.wallet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.headroom.console.desk.Failures;
import org.headroom.console.wallet.WithdrawPresenter.Failed;
import org.headroom.console.wallet.WithdrawPresenter.Step;
import org.headroom.console.wallet.WithdrawPresenter.Unknown;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.rig.RigView;

/** What the withdrawal's dialog says where nothing was withdrawn, or where that is not known. Pure. */
public final class WithdrawFailures {
    private static final String NOTHING = "Nothing was withdrawn";
    private static final String STAYS = "What it means: the money stays in the streams and stays yours.";

    private static final String TRY_AGAIN =
            "What to do: select Try again, later if it fails again. This window does not ask again by itself.";

    private static final String STATUS_UNKNOWN = "Status unknown";
    private static final String UNKNOWN = "The transaction may have been sent, and is not confirmed.";
    private static final String SAFE =
            "What it means: the withdrawal takes effect once or not at all. What it does not pay out stays in the streams and"
                    + " stays yours.";
    private static final String WAIT =
            "What to do: nothing now, and do not withdraw again. The Wallet view shows the withdrawal until a block has it.";
    private static final String LOOK =
            "What to do: look at the Wallet view. A withdrawal that waits is shown there: then wait. If none is shown and the"
                    + " amount is still due after some minutes, withdraw again.";

    private WithdrawFailures() {}

    /**
     * What a failure means for the money.
     *
     * @param confirmed whether the person had confirmed the withdrawal by then
     */
    public static Step failed(Throwable failure, boolean confirmed) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof PaymentFailure p)) {
            String message = "Failed: " + Failures.words(cause) + ".";
            return confirmed ? unknown(UNKNOWN + " " + message, LOOK) : nothing(NOTHING, message, true);
        }
        String message = String.valueOf(p.getMessage());
        boolean again = p.kind().worthRetrying();
        return switch (p.kind()) {
            case PENDING -> unknown(afterTitle(message), WAIT);
            case DISAGREEMENT -> nothing("Two nodes disagree", message + " Nothing was withdrawn.", again);
            case UNREACHABLE, BAD_ANSWER ->
                confirmed ? unknown(UNKNOWN + " " + message, LOOK) : nothing(NOTHING, message, again);
            default -> nothing(NOTHING, message, again);
        };
    }

    /** What else is to be done than to try again, the message says. */
    private static Failed nothing(String title, String message, boolean again) {
        return new Failed(title, message + "\n" + STAYS + (again ? "\n" + TRY_AGAIN : ""));
    }

    /** What is known of withdrawals that wait; while there is one, nothing more can be withdrawn from its streams. */
    static Step waiting(RigView rig, Instant now, ZoneId zone) {
        List<String> paragraphs = new ArrayList<>();
        for (PendingText pending : PendingText.of(rig, now, zone)) {
            paragraphs.add(pending.title() + ". " + pending.facts() + ".");
            paragraphs.add(pending.advice());
        }
        return new Unknown("Not confirmed yet", String.join("\n", paragraphs));
    }

    private static Unknown unknown(String happened, String todo) {
        return new Unknown(STATUS_UNKNOWN, happened + "\n" + SAFE + "\n" + todo);
    }

    /** The title says it already. */
    private static String afterTitle(String message) {
        String start = STATUS_UNKNOWN + ": ";
        return message.startsWith(start)
                ? Character.toUpperCase(message.charAt(start.length())) + message.substring(start.length() + 1)
                : message;
    }
}
