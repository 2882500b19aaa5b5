package org.headroom.agent.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTimes;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;

/** A lease as it stands, with its money as {@link LeaseMoney} has it. */
final class LeaseJson {
    private LeaseJson() {}

    /** Open leases, and bids that are out. */
    static boolean isShown(LeaseView lease) {
        return !lease.closed() && !(lease.state() instanceof LeaseState.Lapsed);
    }

    static ObjectNode of(LeaseView lease, ChainStatus chain, Instant now) {
        LeaseState state = lease.state();
        ObjectNode out = Json.MAPPER.createObjectNode();
        out.put("number", lease.label())
                .put("id", state.id().value())
                .put("state", word(state))
                .put("renter", state.terms().bid().renter().hex())
                .put("perHour", Json.units(state.terms().bid().perHour()));
        Json.text(out, "why", why(state));
        ArrayNode gpus = out.putArray("gpus");
        for (LeasedGpu gpu : state.terms().bid().gpus()) gpus.add(gpu.id().toString());
        Optional<LeaseTimes> times = LeaseTimes.of(state, now);
        Json.at(out, "startedAt", times.map(LeaseTimes::startedAt));
        Json.at(out, "endedAt", times.flatMap(LeaseTimes::endedAt));
        Json.at(out, "agreedEnd", agreedEnd(state, times));
        Optional<StreamState> stream =
                state.paidBy().isEmpty() ? Optional.empty() : lease.stream().or(state::stream);
        boolean silent = LeaseMoney.silent(chain, now);
        boolean runs = state instanceof LeaseState.Running;
        Json.at(
                out,
                "coveredUntil",
                stream.filter(s -> runs && lease.unreadable().isEmpty() && !silent)
                        .map(s -> now.plus(s.runway(now))));
        Optional<LeaseMoney> money = LeaseMoney.of(lease, silent, now);
        Json.put(out, "earned", money.map(LeaseMoney::earned));
        Json.put(out, "withdrawn", money.map(LeaseMoney::withdrawn));
        Json.put(out, "due", money.map(LeaseMoney::due));
        Json.at(out, "dueAsOf", money.flatMap(LeaseMoney::asOf));
        Json.put(out, "unpaid", unpaid(lease, stream, silent, now));
        Json.put(out, "lost", money.map(LeaseMoney::lost));
        Json.put(out, "unknown", money.map(LeaseMoney::unknown));
        Json.text(out, "unreadable", lease.unreadable());
        return out;
    }

    /** When the job ends at the latest, its grace not counted; empty where none runs. */
    private static Optional<Instant> agreedEnd(LeaseState state, Optional<LeaseTimes> times) {
        boolean runs = state instanceof LeaseState.Running || state instanceof LeaseState.Stopping;
        return times.filter(t -> runs).map(t -> t.startedAt().plus(state.terms().agreed()));
    }

    /** What ran and the stream neither paid nor holds; empty where that is not known. */
    private static Optional<Usdc> unpaid(LeaseView lease, Optional<StreamState> stream, boolean silent, Instant now) {
        if (silent || lease.unreadable().isPresent()) return Optional.empty();
        return switch (lease.state()) {
            case LeaseState.Running r -> stream.map(s -> s.owed(now).minusCapped(s.due(now)));
            case LeaseState.Stopping s -> stream.map(t -> t.owed(now).minusCapped(t.due(now)));
            case LeaseState.Ended e -> stream.map(s -> s.owed(now).minusCapped(s.due(now)));
            default -> LeaseMoney.of(lease, silent, now).map(LeaseMoney::missing);
        };
    }

    private static Optional<String> why(LeaseState state) {
        return switch (state) {
            case LeaseState.Stopping s -> Optional.of(s.words());
            case LeaseState.Unserved u -> Optional.of(u.reason());
            case LeaseState.Refused r -> Optional.of(r.reason());
            default -> Optional.empty();
        };
    }

    static String word(LeaseState state) {
        return switch (state) {
            case LeaseState.Bidding s -> "bid-sent";
            case LeaseState.Verifying s -> "checking-stream";
            case LeaseState.Starting s -> "starting";
            case LeaseState.Running s -> "running";
            case LeaseState.Stopping s -> "stopping";
            case LeaseState.Ended s -> "ended";
            case LeaseState.Numbered s -> "signing-receipt";
            case LeaseState.Receipted s -> s.funding().unknownSince().isPresent() ? "payment-unknown" : "payment-due";
            case LeaseState.Paid s -> s.funding().allFinal() ? "paid" : "paid-not-final";
            case LeaseState.Lapsed s -> "not-taken";
            case LeaseState.Unserved s -> "refused";
            case LeaseState.Refused s -> "refused";
        };
    }
}
