package org.headroom.console.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Order;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.StartWindow;
import org.headroom.ui.chart.TimeWords;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** What an order asks for, in words. Pure. */
public final class OrderWords {
    /** One thing that is asked for. */
    public record Asked(String what, String words) {}

    private OrderWords() {}

    /** {@code 2 × RTX 4090, 24 GiB} */
    public static String brief(Requirements r) {
        String memory = r.memory().bytes() == 0 ? "" : ", " + Amounts.gib(r.memory()) + " GiB";
        return r.gpus() + " × " + r.model().orElse("any GPU") + memory;
    }

    /** All of it, the most important first; what is not asked for is left out. */
    public static List<Asked> all(Order order, ZoneId zone, Instant now) {
        Requirements r = order.requirements();
        List<Asked> all = new ArrayList<>();
        all.add(new Asked("GPUs", gpus(r)));
        all.add(new Asked(
                "Pays up to",
                UsdcFormat.price(order.ceilingPerHour()) + " USDC/h" + (r.gpus() > 1 ? " for all of them" : "")
                        + ", for " + Durations.brief(order.duration())));
        all.add(new Asked("Starts", starts(order.start(), zone, now)));
        all.add(new Asked(
                "Open to",
                order.provider().isEmpty()
                        ? "every provider"
                        : order.offer()
                                .map(o -> "this rig alone: it takes the offer " + o + " at its price")
                                .orElse("this rig alone")));
        all.add(new Asked("Network", network(r.network())));
        if (!r.regions().isEmpty()) all.add(new Asked("Region", String.join(" or ", r.regions())));
        versions(r).ifPresent(v -> all.add(new Asked("At least", v)));
        all.add(new Asked("Machine", machine(order.manifest().limits(), r)));
        all.add(new Asked("Runs", order.manifest().image()));
        if (!order.manifest().command().isEmpty())
            all.add(new Asked("Command", String.join(" ", order.manifest().command())));
        if (!order.manifest().secrets().isEmpty())
            all.add(new Asked("Secrets", String.join(", ", order.manifest().secrets())));
        if (!r.verification().equals(Requirements.RECEIPT)) all.add(new Asked("Proof", r.verification()));
        if (!r.tee().equals(Requirements.NONE)) all.add(new Asked("Trusted execution", r.tee()));
        all.add(new Asked("Order", order.id().value()));
        return List.copyOf(all);
    }

    private static String gpus(Requirements r) {
        String memory = r.memory().bytes() == 0
                ? ""
                : (r.gpus() > 1 ? ", each with at least " : ", at least ") + Amounts.gib(r.memory()) + " GiB";
        return r.gpus() + " × " + r.model().orElse("any GPU") + memory
                + (r.wholeRig() ? ", and nobody else on the rig" : "");
    }

    static String starts(StartWindow start, ZoneId zone, Instant now) {
        if (start.notBefore().isEmpty() && start.notAfter().isEmpty()) return "as soon as it is taken";
        if (start.notAfter().isEmpty())
            return "not before " + TimeWords.since(start.notBefore().orElseThrow(), zone, now);
        if (start.notBefore().isEmpty())
            return "by " + TimeWords.since(start.notAfter().orElseThrow(), zone, now);
        return "between " + TimeWords.since(start.notBefore().orElseThrow(), zone, now) + " and "
                + TimeWords.since(start.notAfter().orElseThrow(), zone, now);
    }

    private static String network(String network) {
        return switch (network) {
            case "none" -> "none";
            case "outbound" -> "connections out";
            case "inbound" -> "connections out and in";
            default -> network;
        };
    }

    private static java.util.Optional<String> versions(Requirements r) {
        List<String> parts = new ArrayList<>();
        r.computeCapability().ifPresent(v -> parts.add("compute capability " + v));
        r.driver().ifPresent(v -> parts.add("driver " + v));
        r.cuda().ifPresent(v -> parts.add("CUDA " + v));
        return parts.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(String.join(", ", parts));
    }

    private static String machine(Limits limits, Requirements r) {
        String cores = limits.cpuMillis() % 1000 == 0
                ? Integer.toString(limits.cpuMillis() / 1000)
                : String.format(java.util.Locale.ROOT, "%.2f", limits.cpuMillis() / 1000.0);
        String disk = r.disk().bytes() == 0 ? "" : ", " + Amounts.gib(r.disk()) + " GiB of disk";
        return cores + (cores.equals("1") ? " core, " : " cores, ") + Amounts.gib(limits.memory()) + " GiB of memory"
                + disk;
    }
}
