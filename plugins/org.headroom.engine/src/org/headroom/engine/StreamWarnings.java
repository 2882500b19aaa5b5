package org.headroom.engine;

import java.time.Duration;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMemory;

/** What the log says of streams that have no reading: which lease, why, and what it means for the money. */
final class StreamWarnings {
    private final LeaseNumbers numbers;

    StreamWarnings(RigMemory memory) {
        this.numbers = new LeaseNumbers(memory);
    }

    String unreadable(LeaseState lease, StreamReading.Unreadable reading) {
        String means = reading.kind() == PaymentFailure.Kind.NO_SUCH_STREAM
                ? unbelieved(lease)
                : "Its amounts stay as of the last reading."
                        + (runs(lease) ? " Its job goes on, within your cap on unpaid work." : "");
        return "The stream of " + name(lease) + " cannot be read: " + sentence(reading.reason()) + " " + means;
    }

    /** @param why the number has another stream */
    String notBelieved(LeaseState lease, String why) {
        return "The stream of " + name(lease) + " is not believed: " + sentence(why) + " " + unbelieved(lease);
    }

    /** @param wait how long it may take to come back */
    String lost(LeaseState lease, Duration wait) {
        return "The payment stream of " + name(lease)
                + " is lost: the chain does not have it any more as it was verified, as after a reorganisation. What it owes is"
                + " booked as a loss if it is not back in " + wait.toMinutes() + " min.";
    }

    private static String unbelieved(LeaseState lease) {
        return "Nothing is billed to it or withdrawn from it."
                + (runs(lease) ? " If this lasts for a minute, its job is stopped." : "");
    }

    private static boolean runs(LeaseState lease) {
        return lease instanceof LeaseState.Running;
    }

    /** {@code L-0007 (bid-…)}: the number is what a person sees elsewhere. */
    private String name(LeaseState lease) {
        int number = numbers.read(lease.id());
        String id = lease.id().value();
        return number == LeaseView.UNNUMBERED ? id : LeaseView.label(number) + " (" + id + ")";
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
