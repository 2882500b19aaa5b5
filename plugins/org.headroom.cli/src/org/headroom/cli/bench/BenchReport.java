package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, leg by leg.
 *
 * @param leases how many were measured, beside the one that warmed up
 */
record BenchReport(int leases, Map<Leg, Spread> legs, Map<Leg, Spread> floors) {
    /** @param standardWaitMs how long a renter waits for further bids outside this bench */
    ObjectNode json(long standardWaitMs) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("leases", leases);
        root.put("renterWaitMs", 0);
        root.put("renterWaitByPolicyMs", standardWaitMs);
        ObjectNode all = root.putObject("ms");
        for (Leg leg : Leg.values()) {
            ObjectNode one = values(all.putObject(leg.key()), legs.get(leg));
            values(one.putObject("floor").put("what", leg.floor()), floors.get(leg));
            one.put("ratio", rounded(ratio(leg)));
        }
        return root;
    }

    private static ObjectNode values(ObjectNode node, Spread spread) {
        return node.put("p50", rounded(spread.p50()))
                .put("p99", rounded(spread.p99()))
                .put("max", rounded(spread.max()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private double ratio(Leg leg) {
        return legs.get(leg).p50() / floors.get(leg).p50();
    }

    /** @param standardWaitMs as for {@link #json} */
    String table(long standardWaitMs) {
        StringBuilder text = new StringBuilder();
        text.append(line("milliseconds", "p50", "p99", "max", "floor p50", "p99", "ratio", "the floor is"));
        for (Leg leg : Leg.values()) {
            Spread s = legs.get(leg);
            Spread f = floors.get(leg);
            text.append(line(
                    leg.words(),
                    number(s.p50()),
                    number(s.p99()),
                    number(s.max()),
                    number(f.p50()),
                    number(f.p99()),
                    String.format(Locale.ROOT, "%.1f", ratio(leg)),
                    leg.floor()));
        }
        text.append(leases).append(" leases after one to warm up; a 99th percentile of few values is the largest.\n");
        text.append("The renter took the first bid at once here. By its standing policy it waits ")
                .append(standardWaitMs)
                .append(" ms for further bids,\nwhich comes on top of \"bid to stream seen\".\n");
        return text.toString();
    }

    private static String number(double ms) {
        return String.format(Locale.ROOT, ms < 10 ? "%.2f" : "%.0f", ms);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-24s%8s%8s%8s%11s%8s%8s  %s%n", cells);
    }
}
