package org.headroom.agent.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.health.Alarm;
import org.headroom.model.market.LinkState;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.rig.ReadingTimes;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;

/** What a rig does now, as the answer to {@code status}. What is not known is null. */
final class StatusJson {
    /** Where there are more, the newest of them. */
    static final int MOST_LEASES = 1_000;

    private StatusJson() {}

    /** @param leaving whether it ends once its leases have ended */
    static ObjectNode of(ControlledRig rig, boolean leaving, Instant now) {
        ObjectNode out = Json.done();
        out.put("pid", ProcessHandle.current().pid());
        Json.text(out, "rig", rig.name());
        Optional<RigView> view = rig.desk().map(d -> d.view());
        boolean known = rig.restored().getAsBoolean();
        out.put("at", view.map(RigView::at).orElse(now).toString());
        work(out.putObject("work"), view, leaving);
        if (view.isPresent()) business(out, view.get(), known);
        else
            Set.of("account", "market", "chain", "engine", "wallet", "leases", "damaged", "money", "pending")
                    .forEach(out::putNull);
        gpus(out.putArray("gpus"), rig);
        alarms(out.putArray("alarms"), rig);
        return out;
    }

    private static void work(ObjectNode out, Optional<RigView> view, boolean leaving) {
        if (view.isEmpty()) {
            out.put("state", "watching")
                    .put("headline", "This rig watches its GPUs and takes no work.")
                    .put("rest", "Its rig.json does not name all of broker, chain and keys, or is not there.");
        } else {
            var status = view.get().status();
            out.put("state", word(status.mode()))
                    .put("headline", status.headline())
                    .put("rest", status.rest());
        }
        out.put("leaving", leaving);
    }

    private static void business(ObjectNode out, RigView view, boolean known) {
        Instant now = view.at();
        out.put("account", view.account().hex());
        market(out.putObject("market"), view.link());
        chain(out.putObject("chain"), view.chain(), now);
        out.putObject("engine")
                .put("up", view.engine().up())
                .put("name", view.engine().engine())
                .put("version", view.engine().version())
                .put("message", view.engine().message());
        wallet(out.putObject("wallet"), view);
        if (!known) {
            Set.of("leases", "damaged", "money", "pending").forEach(out::putNull);
            return;
        }
        ArrayNode leases = out.putArray("leases");
        view.leases().stream()
                .filter(LeaseJson::isShown)
                .limit(MOST_LEASES)
                .forEach(l -> leases.add(LeaseJson.of(l, view.chain(), now)));
        ArrayNode damaged = out.putArray("damaged");
        view.damaged()
                .forEach(d -> damaged.addObject()
                        .put("number", d.label())
                        .put("id", d.lease().value())
                        .put("message", d.what()));
        money(out.putObject("money"), RigMoney.of(view, now), view.closed().leases());
        ArrayNode pending = out.putArray("pending");
        view.pending().forEach(p -> pending(pending.addObject(), p));
    }

    private static void market(ObjectNode out, LinkState link) {
        out.put("state", word(link.phase())).put("message", link.message()).put("waiting", link.waiting());
        ArrayNode brokers = out.putArray("brokers");
        link.brokers()
                .forEach(b -> brokers.addObject()
                        .put("name", b.name())
                        .put("url", b.url())
                        .put("state", word(b.phase()))
                        .put("message", b.message())
                        .put("waiting", b.waiting()));
    }

    private static void chain(ObjectNode out, ChainStatus chain, Instant now) {
        out.put("up", chain.up()).put("id", chain.chainId()).put("name", chain.name());
        if (chain.up()) out.put("block", chain.block());
        else out.putNull("block");
        Json.at(out, "blockTime", chain.blockTime());
        Optional<Long> age =
                chain.blockTime().map(t -> Math.max(0, Duration.between(t, now).toSeconds()));
        if (age.isPresent()) out.put("headAgeSeconds", age.get());
        else out.putNull("headAgeSeconds");
        out.put("message", chain.message());
        Json.text(out, "disagreement", chain.disagreement());
        Json.text(out, "singleNode", chain.singleNode());
    }

    private static void wallet(ObjectNode out, RigView view) {
        out.put("coin", coin(view.chain().chainId()));
        Optional<BigInteger> coin = view.balance().map(b -> b.coin().amount());
        Json.wei(out, "coinWei", coin);
        Json.put(out, "usdc", view.balance().map(b -> b.usdc()));
    }

    private static void money(ObjectNode out, RigMoney money, long closed) {
        out.put("earned", Json.units(money.earned()))
                .put("withdrawn", Json.units(money.withdrawn()))
                .put("withdrawnFinal", Json.units(money.withdrawnFinal()))
                .put("due", Json.units(money.due()))
                .put("toReturn", Json.units(money.toReturn()))
                .put("returned", Json.units(money.returned()))
                .put("lost", Json.units(money.lost()))
                .put("unknown", Json.units(money.unknown()))
                .put("unreadableStreams", money.unreadable())
                .put("closedLeases", closed);
        Json.at(out, "dueAsOf", money.asOf().map(ReadingTimes::oldest));
    }

    static void pending(ObjectNode out, PendingWithdrawal p) {
        out.put("since", p.since().toString())
                .put("attempts", p.attempts())
                .put("standing", word(p.standing()))
                .put("transaction", p.newest().hex())
                .put("feeWei", p.fee().amount().toString())
                .put("mostFeeWei", p.mostFee().amount().toString())
                .put("message", WithdrawWords.pending(p));
        ArrayNode streams = out.putArray("streams");
        p.streams().forEach(s -> streams.add(s.toString()));
    }

    private static void gpus(ArrayNode out, ControlledRig rig) {
        for (GpuReading g : rig.gpus().gpus()) {
            ObjectNode one = out.addObject()
                    .put("index", g.identity().index())
                    .put("id", g.identity().id().toString())
                    .put("name", g.identity().name())
                    .put("simulated", g.identity().simulated())
                    .put("state", word(g.state()))
                    .put("why", g.why());
            boolean now = g.state() == GpuReading.State.OK;
            Optional<GpuSample> sample = g.latest().filter(s -> now);
            number(one, "loadPercent", sample.flatMap(GpuSample::load).map(p -> (double) p.value()));
            number(one, "celsius", sample.flatMap(GpuSample::core).map(c -> (double) c.degrees()));
            number(one, "watts", sample.flatMap(GpuSample::power).map(w -> w.milliwatts() / 1000.0));
            Json.text(
                    one,
                    "availability",
                    rig.availability().of(g.identity().id()).map(a -> a.what()));
            Json.text(one, "asked", rig.health().asked(g.identity().id()).map(StatusJson::word));
        }
    }

    private static void number(ObjectNode to, String name, Optional<Double> value) {
        if (value.isPresent()) to.put(name, value.get());
        else to.putNull(name);
    }

    private static void alarms(ArrayNode out, ControlledRig rig) {
        for (Alarm a : rig.health().open()) {
            ObjectNode one = out.addObject();
            Json.text(one, "gpu", a.gpu().map(Object::toString));
            one.put("rule", a.rule())
                    .put("severity", a.severity().word())
                    .put("message", a.message())
                    .put("advice", a.advice())
                    .put("raisedAt", a.raisedAt().toString());
        }
    }

    /** The short name of a chain's own coin. */
    static String coin(long chainId) {
        return switch ((int) Math.clamp(chainId, 0, Integer.MAX_VALUE)) {
            case 137, 80002 -> "POL";
            case 56 -> "BNB";
            case 43114 -> "AVAX";
            default -> "ETH";
        };
    }

    /** {@code TAKING_WORK} is {@code taking-work}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
