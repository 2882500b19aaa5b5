package org.headroom.renter;

import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.market.MarketLink;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Puts delays and failures around the parts of a renter. One for each scenario: its counts go on over restarts of the renter. */
final class SlowParts implements Scene.Parts, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SlowParts.class);

    private final Mishaps chain;
    private final Mishaps market;

    /** @param chainMillis how long the chain takes for a call at most; a tenth of it at least */
    SlowParts(int chainMillis, int marketMillis) {
        chain = new Mishaps(1, chainMillis / 10, chainMillis);
        market = new Mishaps(2, marketMillis / 10, marketMillis);
    }

    @Override
    public StreamFunding around(StreamFunding funding, KillSwitch kill) {
        return new SlowFunding(funding, kill, chain);
    }

    @Override
    public MarketLink around(MarketLink link, KillSwitch kill) {
        return new SlowLink(link, kill, market);
    }

    @Override
    public boolean delivered() {
        return market.idle();
    }

    /** Prints what this scenario met, and adds it to what its class met. */
    @Override
    public void afterEach(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName();
        Totals totals = context.getParent()
                .orElseThrow()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Totals.class, t -> new Totals(name), Totals.class);
        totals.delayed.addAndGet(chain.calls());
        totals.failed.addAndGet(chain.failures());
        totals.late.addAndGet(market.calls());
        totals.twice.addAndGet(market.failures());
        System.out.println(name + ": chain " + chain.failures() + " of " + chain.calls() + " calls failed, "
                + market.calls() + " messages came late, " + market.failures() + " of them twice");
    }

    /** What the scenarios of one class met. */
    private static final class Totals implements ExtensionContext.Store.CloseableResource {
        private final String name;
        private final AtomicLong delayed = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final AtomicLong late = new AtomicLong();
        private final AtomicLong twice = new AtomicLong();

        private Totals(String name) {
            this.name = name;
        }

        /** @throws IllegalStateException if the class met no delay or no failure: it has proven less than it seems */
        @Override
        public void close() {
            if (delayed.get() == 0 || failed.get() == 0 || late.get() == 0 || twice.get() == 0)
                throw new IllegalStateException(name + " met " + delayed + " delayed and " + failed + " failed calls, "
                        + late + " late messages and " + twice + " that came twice: none may be zero");
        }
    }
}
