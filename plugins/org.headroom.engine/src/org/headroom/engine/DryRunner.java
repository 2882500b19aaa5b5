package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DryRun;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.bidding.RigStanding.Held;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;

/**
 * Judges past orders again under other rules; sends nothing, changes nothing. Fed oldest first. An answer is compared as of
 * what was free then; what could have been earned at most is reckoned on a rig that is empty at first and then holds what
 * the other rules would have taken.
 */
final class DryRunner {
    private static final int MOST_CHANGES = 10_000;

    private record Taken(Held held, Instant until) {}

    private final BidRules rules;
    private final RigPolicy policy;
    private final Instant from;
    private final Instant to;
    private final Instant now;
    private final Map<OrderId, LeaseState> leases = new HashMap<>();
    private final List<DryRun.Change> changed = new ArrayList<>();
    private List<Taken> taken = new ArrayList<>();
    private int orders;
    private int bidsThen;
    private int bidsNow;
    private Usdc earnedThen = Usdc.ZERO;
    private Usdc fromLeases = Usdc.ZERO;
    private Usdc atMost = Usdc.ZERO;

    /** @param ledger all leases of the time in question; @param now until when leases that still run have earned */
    DryRunner(BidRules rules, RigPolicy policy, Collection<LeaseState> ledger, Instant from, Instant to, Instant now) {
        this.rules = rules;
        this.policy = policy;
        this.from = from;
        this.to = to;
        this.now = now;
        for (LeaseState lease : ledger)
            if (began(lease).filter(this::inTime).isPresent()) {
                leases.put(lease.terms().order().id(), lease);
                earnedThen = earnedThen.plus(earned(lease));
            }
    }

    private boolean inTime(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    void take(Judged then) {
        orders++;
        if (then.decision().bid()) bidsThen++;
        Decision again = judge(then, then.standing(), then.decision().at());
        if (again.bid()) bidsNow++;
        if (!sameAnswer(then.decision(), again) && changed.size() < MOST_CHANGES)
            changed.add(new DryRun.Change(then.decision(), again));
        Optional.ofNullable(leases.remove(then.decision().order().id()))
                .filter(lease -> again.bid())
                .ifPresent(lease ->
                        fromLeases = fromLeases.plus(streamed(again.price().orElseThrow(), paid(lease))));
        atMost(then);
    }

    private static boolean sameAnswer(Decision one, Decision other) {
        return one.bid() == other.bid() && one.price().equals(other.price());
    }

    private Decision judge(Judged then, RigStanding standing, Instant at) {
        return verdict(then, standing, at).decision();
    }

    private BidEngine.Verdict verdict(Judged then, RigStanding standing, Instant at) {
        OrderContext c = then.context();
        // What was offered then would have been offered at the other price.
        OrderContext context = new OrderContext(c.blocked(), c.takes(), List.of(), c.watts(), c.script());
        return BidEngine.judge(then.decision().order(), Capacity.of(standing), context, rules, policy, at);
    }

    private void atMost(Judged then) {
        Instant at = then.decision().at();
        taken.removeIf(t -> !t.until().isAfter(at));
        RigStanding was = then.standing();
        RigStanding empty = new RigStanding(
                was.account(),
                was.takingWork(),
                was.trouble(),
                was.gpus(),
                was.engine(),
                was.chainUp(),
                was.chain(),
                was.chainMessage(),
                was.machine(),
                taken.stream().map(Taken::held).toList(),
                was.asks());
        BidEngine.Verdict verdict = verdict(then, empty, at);
        if (!verdict.decision().bid()) return;
        Order order = verdict.decision().order();
        Duration whole = whole(order);
        atMost = atMost.plus(streamed(verdict.price(), whole));
        Held held = new Held(
                new LeaseId("dry-run-" + orders),
                order.renter(),
                verdict.gpus().stream().map(BidCase::id).toList(),
                order.manifest().limits().cpuMillis(),
                order.manifest().limits().memory(),
                order.requirements().disk(),
                Exposure.of(policy, Optional.of(verdict.price()), order));
        taken.add(new Taken(held, at.plus(whole)));
    }

    /** The time that an order pays for and its job may take. */
    private static Duration whole(Order order) {
        Duration limit = order.manifest().limits().runTime();
        return order.duration().compareTo(limit) < 0 ? order.duration() : limit;
    }

    private static Usdc streamed(Usdc perHour, Duration time) {
        return RatePerSecond.ofHourly(perHour).streamed(time);
    }

    private static Optional<Instant> began(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Running r -> Optional.of(r.startedAt());
            case LeaseState.Stopping s -> Optional.of(s.startedAt());
            case LeaseState.Ended e -> Optional.of(e.result().startedAt());
            case LeaseState.Numbered n -> Optional.of(n.result().startedAt());
            case LeaseState.Receipted r -> Optional.of(r.result().startedAt());
            case LeaseState.Paid p -> Optional.of(p.result().startedAt());
            default -> Optional.empty();
        };
    }

    /** For how long a lease was paid: a receipt reckons from the stream's start, before the job's. */
    private Duration paid(LeaseState lease) {
        Optional<Receipt> receipt = receipt(lease);
        if (receipt.isPresent()) {
            Duration cut = receipt.get().rate().lasts(receipt.get().amountDue());
            boolean whole =
                    receipt.get().rate().streamed(cut).equals(receipt.get().amountDue());
            return whole ? cut : cut.plusSeconds(1);
        }
        if (lease instanceof LeaseState.Ended e)
            return Duration.between(e.result().startedAt(), e.result().endedAt());
        return began(lease).map(b -> Duration.between(b, now)).orElse(Duration.ZERO);
    }

    private static Optional<Receipt> receipt(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Numbered n -> Optional.of(n.receipt());
            case LeaseState.Receipted r -> Optional.of(r.receipt().message().receipt());
            case LeaseState.Paid p -> Optional.of(p.receipt().message().receipt());
            default -> Optional.empty();
        };
    }

    private Usdc earned(LeaseState lease) {
        return receipt(lease)
                .map(Receipt::amountDue)
                .orElseGet(() -> streamed(lease.terms().bid().perHour(), paid(lease)));
    }

    DryRun result() {
        return new DryRun(from, to, orders, bidsThen, bidsNow, earnedThen, fromLeases, atMost, changed);
    }
}
