package org.headroom.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Puts delays and failures around the parts of a rig. One for each scenario: its counts go on over restarts of the rig. */
final class SlowParts implements AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SlowParts.class);

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

    /** While a scenario is being set up: the parts are as quick as they are by themselves. */
    void pause(boolean paused) {
        for (Mishaps m : List.of(chain, engine, disk, market)) m.pause(paused);
    }

    /** Prints what this scenario met, and adds it to what its class met. */
    @Override
    public void afterEach(ExtensionContext context) {
        ExtensionContext ofClass = context.getParent().orElseThrow();
        ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Totals.class,
                        t -> new Totals(context.getRequiredTestClass().getSimpleName()),
                        Totals.class)
                .add(List.of(chain, engine, disk, market));
        System.out.println(context.getRequiredTestClass().getSimpleName() + ": " + summary());
    }

    private String summary() {
        return "chain " + counts(chain) + ", engine " + counts(engine) + ", ledger " + counts(disk) + ", market "
                + market.failures() + " of " + market.calls() + " messages came twice";
    }

    private static String counts(Mishaps m) {
        return m.failures() + " of " + m.calls() + " calls failed";
    }

    /** What the scenarios of one class met. */
    private static final class Totals implements ExtensionContext.Store.CloseableResource {
        private final String name;
        private final AtomicLong delayed = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        private Totals(String name) {
            this.name = name;
        }

        private void add(List<Mishaps> parts) {
            for (Mishaps m : parts) {
                delayed.addAndGet(m.calls());
                failed.addAndGet(m.failures());
            }
        }

        /** @throws IllegalStateException if the class met no delay or no failure: it has proven less than it seems */
        @Override
        public void close() {
            if (delayed.get() == 0 || failed.get() == 0)
                throw new IllegalStateException(
                        name + " met " + delayed + " delayed and " + failed + " failed calls: none may be zero");
        }
    }
}
