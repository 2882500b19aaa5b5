package org.headroom.console.offers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.console.desk.GpuNames;
import org.headroom.console.desk.GpuScene;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.money.Usdc;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.UsdcFormat;

/** What this rig offers, GPU by GPU; and what a change of it makes of the rules. Pure. */
public final class OffersPresenter {
    public static final String ASK = "ask";
    public static final String OFFERED = "offer_if_free";

    static final List<Column> COLUMNS = List.of(
            Column.left("GPU", 140, 2).as("gpu"),
            Column.left("Offer if free", 88, 0)
                    .as(OFFERED)
                    .about("off keeps the GPU off the market altogether (space bar)"),
            Column.left("Priced", 74, 1).as("pricing").about("how the price is found; the tooltip says the way to it"),
            Column.right("Ask", 84, 0)
                    .in("USDC/h")
                    .as(ASK)
                    .about("USDC an hour. Click it, or press F2, to set a fixed price; empty for the rig's own rule"),
            Column.right("Energy /h", 76, 0)
                    .as("energy")
                    .about("what an hour's electricity costs at this hour's tariff, USDC"),
            Column.right("Wear /h", 66, 0).as("wear").about("what an hour wears off the GPU, USDC"),
            Column.right("Net", 84, 0)
                    .in("USDC/h")
                    .as("net")
                    .about("what is left of the ask: less energy and wear, USDC an hour"),
            Column.left("State", 112, 2).as("state"));

    /**
     * All that the view is made of at one moment.
     *
     * @param states decides what is done with a GPU, as in the table of GPUs; empty while no GPU is watched
     */
    public record Scene(BidRules rules, List<GpuNet> nets, Optional<GpuScene> states) {
        List<GpuReading> gpus() {
            return states.map(GpuScene::gpus).orElse(List.of());
        }
    }

    private OffersPresenter() {}

    public static List<Row> rows(Scene scene) {
        UsdcFormat prices = UsdcFormat.prices(
                scene.nets().stream().flatMap(n -> n.ask().stream()).toList());
        return scene.nets().stream().map(n -> row(n, scene, prices)).toList();
    }

    private static Row row(GpuNet net, Scene scene, UsdcFormat prices) {
        Optional<GpuReading> gpu = GpuNames.find(scene.gpus(), net.gpu());
        boolean own = scene.rules().of(net.gpu()).pricing().isPresent();
        return new Row(
                net.gpu(),
                List.of(
                        gpu.map(g -> Cell.named(
                                                Integer.toString(g.identity().index()),
                                                GpuNames.brief(g.identity().name()),
                                                g.identity().simulated())
                                        .sortedBy(g.identity().index()))
                                .orElse(Cell.secondary(net.gpu().toString())),
                        Cell.onOff(net.offered(), net.offered() ? "yes" : "no"),
                        Cell.text(kind(scene.rules().pricingOf(net.gpu())), own ? Role.TEXT : Role.SECONDARY)
                                .withTip((own ? "Its own: " : "As the rig: ") + net.how()),
                        net.ask()
                                .map(a -> Cell.field(prices.format(a), net.offered() ? Role.TEXT : Role.SECONDARY)
                                        .sortedBy(a.baseUnits()))
                                .orElse(Cell.field("per order", Role.SECONDARY))
                                .withTip(net.how()),
                        cost(net.energy())
                                .withTip(net.watts()
                                        .map(w -> "At " + Amounts.watts(w) + " W.")
                                        .orElse("What it draws is not known yet.")),
                        cost(net.wear()),
                        net.net()
                                .map(n -> Cell.text(
                                                UsdcFormat.ESTIMATES.format(n),
                                                n.baseUnits() < 0 ? Role.SICK : Role.MONEY)
                                        .sortedBy(n.baseUnits())
                                        .withTip(
                                                n.baseUnits() < 0
                                                        ? "At this ask an hour costs you more than it brings."
                                                        : ""))
                                .orElse(Cell.NONE),
                        state(gpu, scene)),
                !net.offered());
    }

    private static Cell cost(Optional<Usdc> cost) {
        return cost.map(c -> Cell.secondary((c.baseUnits() == 0 ? "" : "−") + UsdcFormat.ESTIMATES.format(c))
                        .sortedBy(c.baseUnits()))
                .orElse(Cell.NONE);
    }

    static String kind(Pricing pricing) {
        return switch (pricing) {
            case Pricing.Fixed f -> "fixed";
            case Pricing.CostPlus c -> "cost-plus";
            case Pricing.MarketFollowing m -> "market";
            case Pricing.Script s -> "script";
        };
    }

    private static Cell state(Optional<GpuReading> gpu, Scene scene) {
        if (gpu.isEmpty() || scene.states().isEmpty()) return Cell.NONE;
        GpuScene states = scene.states().get();
        Cell state = states.state(gpu.get());
        return states.isHeld(gpu.get()) ? state.withTip(state.tip() + "\nChanges apply from its next lease.") : state;
    }

    /** {@code 2 of 4 to offer · 0.580 USDC/h net if all are leased} */
    public static String note(List<GpuNet> nets) {
        if (nets.isEmpty()) return "";
        List<GpuNet> offered = nets.stream().filter(GpuNet::offered).toList();
        Usdc sum = offered.stream().flatMap(n -> n.net().stream()).reduce(Usdc.ZERO, Usdc::plus);
        return offered.size() + " of " + nets.size() + " to offer · " + UsdcFormat.ESTIMATES.withUnit(sum)
                + "/h net if all are leased";
    }

    /** What is wrong with an ask that was typed; empty where nothing is. Nothing at all means the rig's own rule. */
    public static String askFault(String typed, Usdc floor) {
        if (typed.isBlank()) return "";
        try {
            Usdc ask = Usdc.parse(typed);
            if (ask.baseUnits() < 0) return "A price cannot be below zero.";
            return ask.compareTo(floor) < 0 ? "The rig's floor is " + UsdcFormat.price(floor) + " USDC/h." : "";
        } catch (IllegalArgumentException e) {
            return "Not an amount of USDC, such as 0.38; at most six decimals.";
        }
    }

    /** The rules with one GPU's ask fixed at what was typed; where nothing was, priced as the rig is. */
    public static BidRules withAsk(BidRules rules, GpuId gpu, String typed) {
        GpuTerms now = rules.of(gpu);
        Optional<Pricing> pricing =
                typed.isBlank() ? Optional.empty() : Optional.of(new Pricing.Fixed(Usdc.parse(typed)));
        return with(rules, gpu, new GpuTerms(now.offered(), pricing.filter(p -> !p.equals(rules.pricing()))));
    }

    /** The rules with one GPU switched over. */
    public static BidRules flipped(BidRules rules, GpuId gpu) {
        GpuTerms now = rules.of(gpu);
        return with(rules, gpu, new GpuTerms(!now.offered(), now.pricing()));
    }

    private static BidRules with(BidRules rules, GpuId gpu, GpuTerms terms) {
        Map<GpuId, GpuTerms> gpus = new LinkedHashMap<>(rules.gpus());
        if (terms.equals(GpuTerms.AS_THE_RIG)) gpus.remove(gpu);
        else gpus.put(gpu, terms);
        return rules.withGpus(gpus);
    }

    public static Empty empty(Optional<BidDesk> desk) {
        return desk.isEmpty()
                ? new Empty(
                        "Nothing is offered",
                        "Price, costs and net of each GPU are shown here as soon as the rig takes part in a market.")
                : new Empty("No GPU to offer", "As soon as the driver shows a GPU it can be offered here.");
    }
}
