package org.headroom.renter;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.model.payment.PaymentFailure;

/** Which causes of failures were told to a person, so that a cause is told once. {@code renter} thread only. */
final class ToldCauses {
    private static final int MOST = 50;
    /** Times, numbers of blocks and such do not make another cause of it. */
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Set<String> told = new HashSet<>();

    /** Whether this cause was not asked for before, or was forgotten since. */
    boolean isNew(PaymentFailure failure) {
        if (told.size() >= MOST) told.clear();
        return told.add(failure.kind() + " " + cause(String.valueOf(failure.getMessage())));
    }

    /** The first sentence: the others say when it is tried again and what to do. */
    private static String cause(String message) {
        int end = message.indexOf(". ");
        return NUMBER.matcher(end < 0 ? message : message.substring(0, end + 1)).replaceAll("#");
    }

    /** What fails from now on is told again. */
    void forget() {
        told.clear();
    }
}
