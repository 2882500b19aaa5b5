package org.headroom.cli.campaign;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that a rig sends, by what is seen of it on the line, and the moments around it.
 *
 * @param seen in what the rig sends at once
 * @param before it has come, and is not passed on yet
 * @param during it has been passed on, and is not answered yet
 * @param after its answer has come, and is not passed on yet
 */
record Passage(Pattern seen, Optional<KillStep> before, Optional<KillStep> during, Optional<KillStep> after) {
    private static final String CONTAINER = "\\S{0,64}/containers/[^/ ?]{1,128}";

    /** Of Podman's and Docker's API; each request has a connection of its own. */
    static final List<Passage> OF_ENGINE = List.of(
            of("^POST \\S{0,64}/containers/create", KillStep.CREATE_ASKED, KillStep.CREATE_UNDER_WAY, KillStep.CREATED),
            of("^POST " + CONTAINER + "/start", KillStep.START_ASKED, KillStep.START_UNDER_WAY, KillStep.STARTED),
            new Passage(
                    Pattern.compile("^POST " + CONTAINER + "/stop"),
                    Optional.of(KillStep.STOP_ASKED),
                    Optional.empty(),
                    Optional.of(KillStep.STOPPED)),
            new Passage(
                    Pattern.compile("^DELETE " + CONTAINER),
                    Optional.of(KillStep.REMOVE_ASKED),
                    Optional.empty(),
                    Optional.of(KillStep.REMOVED)));

    static final List<Passage> OF_NODE = List.of(new Passage(
            Pattern.compile("eth_sendRawTransaction"),
            Optional.of(KillStep.TRANSACTION_UNSENT),
            Optional.empty(),
            Optional.of(KillStep.TRANSACTION_SENT)));

    /** Topics of what a provider publishes, and never subscribes to. */
    static final List<Passage> OF_BROKER = List.of(
            before("headroom/1/bid/0x", KillStep.BID_UNSENT), before("headroom/1/receipt/0x", KillStep.RECEIPT_UNSENT));

    /** What comes to the rig unasked. */
    static final List<Passage> TO_RIG = List.of(before("headroom/1/acceptance/0x", KillStep.ACCEPTANCE_UNHEARD));

    private static Passage of(String seen, KillStep before, KillStep during, KillStep after) {
        return new Passage(Pattern.compile(seen), Optional.of(before), Optional.of(during), Optional.of(after));
    }

    private static Passage before(String seen, KillStep before) {
        return new Passage(Pattern.compile(seen), Optional.of(before), Optional.empty(), Optional.empty());
    }

    static Optional<Passage> in(List<Passage> passages, String text) {
        return passages.stream().filter(p -> p.seen().matcher(text).find()).findFirst();
    }
}
