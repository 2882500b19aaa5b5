package org.headroom.renter;

import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Receipt;
import org.headroom.renter.Closing.Ending;

/** How a rental came to its end, in sentences for a person: pure. */
final class RentalText {
    private RentalText() {}

    static String noBid(BidChoice choice) {
        if (choice.taken().isPresent()) return "No bid was chosen before the order ended; nothing was paid.";
        if (choice.passedOver().isEmpty())
            return "No bid came in before the order ended; nothing was paid. Offer more per hour, or ask for less.";
        var first = choice.passedOver().entrySet().iterator().next();
        return "None of " + choice.passedOver().size() + " bids could be taken; nothing was paid. Bid " + first.getKey()
                + ": " + first.getValue() + ".";
    }

    static String sentence(String what, String why) {
        String text = why.isBlank() ? what : what + ": " + why;
        return text.endsWith(".") ? text : text + ".";
    }

    static String outcome(Receipt receipt) {
        String how = switch (receipt.outcome()) {
            case COMPLETED -> "The job is done";
            case JOB_FAILED ->
                receipt.exitCode() < 0
                        ? "The job ended, with what exit code is unknown,"
                        : "The job failed with exit code " + receipt.exitCode();
            case STOPPED_BY_RENTER -> "The job was stopped as you asked";
            case STOPPED_BY_PROVIDER -> "The provider stopped the job";
            case OUT_OF_FUNDS -> "The job was stopped: the payment stream no longer covered it";
            case OUT_OF_TIME -> "The job was stopped at the end of its time";
        };
        return how + " after " + receipt.ran().toSeconds() + " s.";
    }

    /** What the provider says of the end beyond the receipt's outcome, as out of memory; empty where it says nothing. */
    static String cause(RentalRecord record, Closing closing) {
        if (closing.ending() != Ending.RECEIPTED) return "";
        return record.told()
                .filter(t -> t.phase() == LeaseUpdate.Phase.ENDED && !t.detail().isBlank())
                .map(t -> " " + sentence("Cause given by the provider", t.detail()))
                .orElse("");
    }
}
