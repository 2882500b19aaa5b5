package org.headroom.engine;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Puts delays and failures around the parts of a rig. One for each scenario: its counts go on over restarts of the rig. */
final class SlowParts implements AfterEachCallback {
    private final Mishaps chain = new Mishaps(1, 20, 200);
    private final Mishaps engine = new Mishaps(2, 5, 100);
    private final Mishaps disk = new Mishaps(3, 1, 10);
    private final Mishaps market = new Mishaps(4, 5, 100);

    RigParts around(RigParts parts) {
        SlowLedger ledger = new SlowLedger(parts.journal(), parts.memory(), disk);
        return new RigParts(
                parts.gpus(),
                parts.health(),
                new SlowMarket(parts.market(), market),
                new SlowContainers(parts.containers(), engine),
                new SlowRail(parts.payments(), chain),
                ledger,
                ledger,
                parts.receiptHash(),
                parts.artefacts(),
                parts.secrets(),
                parts.leases(),
                parts.bids(),
                parts.owner(),
                parts.reserve());
    }

    /** Prints what this scenario met. */
    @Override
    public void afterEach(ExtensionContext context) {
        System.out.println(context.getRequiredTestClass().getSimpleName() + ": " + summary());
    }

    private String summary() {
        return "chain " + counts(chain) + ", engine " + counts(engine) + ", ledger " + counts(disk);
    }

    private static String counts(Mishaps m) {
        return m.failures() + " of " + m.calls() + " calls failed";
    }
}
