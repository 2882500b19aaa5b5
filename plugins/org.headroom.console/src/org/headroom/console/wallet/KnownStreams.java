package org.headroom.console.wallet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.console.desk.AsOf;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.text.UsdcFormat;

/**
 * What the rig knows of payment streams beside a quote. Pure.
 *
 * @param labels of the leases that they pay for
 * @param flowing those that still pay more by themselves
 * @param due the sum that the header shows, too: {@link RigMoney#due}; empty where no rig was asked
 * @param owed what it is made of, in the order of the leases
 * @param asOf the blocks that {@code due} is from and why, as the header says it; empty where it is current
 */
record KnownStreams(
        Map<StreamRef, String> labels,
        Set<StreamRef> flowing,
        Optional<Usdc> due,
        List<Owed> owed,
        Optional<String> asOf) {
    static final KnownStreams NONE = new KnownStreams(Map.of(), Set.of());

    /**
     * A stream that owes something to the provider.
     *
     * @param readable whether the stream was read at the last poll
     */
    record Owed(StreamRef stream, String label, Usdc due, boolean readable) {}

    KnownStreams {
        labels = Map.copyOf(labels);
        flowing = Set.copyOf(flowing);
        owed = List.copyOf(owed);
    }

    KnownStreams(Map<StreamRef, String> labels, Set<StreamRef> flowing) {
        this(labels, flowing, Optional.empty(), List.of(), Optional.empty());
    }

    static KnownStreams of(RigView rig, Instant now) {
        return of(rig, now, ZoneId.systemDefault());
    }

    static KnownStreams of(RigView rig, Instant now, ZoneId zone) {
        Map<StreamRef, String> labels = new HashMap<>();
        Set<StreamRef> flowing = new HashSet<>();
        List<Owed> owed = new ArrayList<>();
        boolean silent = LeaseMoney.silent(rig.chain(), now);
        for (LeaseView lease : rig.leases()) {
            lease.state().paidBy().ifPresent(f -> labels.put(f.stream().ref(), lease.label()));
            if (lease.closed()) continue;
            lease.stream().filter(s -> s.flows(now)).ifPresent(s -> flowing.add(s.ref()));
            Usdc due = LeaseMoney.of(lease, silent, now).map(LeaseMoney::due).orElse(Usdc.ZERO);
            if (due.baseUnits() > 0)
                lease.state()
                        .paidBy()
                        .ifPresent(f -> owed.add(new Owed(
                                f.stream().ref(),
                                lease.label(),
                                due,
                                lease.unreadable().isEmpty())));
        }
        RigMoney money = RigMoney.of(rig, now);
        Optional<String> asOf = money.asOf()
                .map(times -> "as of " + AsOf.clock(times, now, zone)
                        + AsOf.reason(rig.chain(), now).map(r -> ": " + r).orElse(""));
        return new KnownStreams(labels, flowing, Optional.of(money.due()), owed, asOf);
    }

    /** What is due, in one line; none where no rig was asked. @param suffix after the amount */
    List<Line> lines(String label, String suffix) {
        return due
                .map(d -> new Line(
                        label,
                        UsdcFormat.EXACT.withUnit(d)
                                + suffix
                                + asOf.map(a -> ", " + a).orElse(""),
                        false,
                        asOf.isPresent()))
                .stream()
                .toList();
    }

    /** What is due and no part of a quote, as of a stream that is newer than it. */
    List<Owed> outside(WithdrawQuote quote) {
        Set<StreamRef> inside = Set.copyOf(quote.streams());
        return owed.stream().filter(o -> !inside.contains(o.stream())).toList();
    }

    /** What a quote pays and the sum of what is due lacks, by lease: a stream that could not be read before. At most one entry. */
    Map<String, Usdc> uncounted(WithdrawQuote quote) {
        Set<StreamRef> counted = owed.stream().map(Owed::stream).collect(Collectors.toSet());
        List<StreamPayout> others = quote.payouts().stream()
                .filter(p -> p.amount().baseUnits() > 0 && !counted.contains(p.stream()))
                .toList();
        if (others.isEmpty()) return Map.of();
        Usdc sum = others.stream().map(StreamPayout::amount).reduce(Usdc.ZERO, Usdc::plusCapped);
        String label = others.size() == 1 ? label(others.getFirst().stream()) : others.size() + " leases";
        return Map.of(label, sum);
    }

    /** {@code L-0361}, or {@code stream} where its lease is not known. */
    String label(StreamRef stream) {
        return labels.getOrDefault(stream, "stream");
    }

    /** Whether a payout is larger when a block has it. */
    boolean grows(StreamPayout payout) {
        return !payout.exact() && flowing.contains(payout.stream());
    }
}
