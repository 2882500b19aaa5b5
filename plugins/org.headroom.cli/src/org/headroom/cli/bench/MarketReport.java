package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code bench market} has found. */
record MarketReport(JudgingRate.Figures rate, AnswerTime.Figures time, OrderMemory.Figures memory) {
    static final double LEAST_RATE = 5_000;
    static final double MOST_RATIO = 3;

    /** What is over its limit, in words. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (rate.perSecond() < LEAST_RATE)
            broken.add(String.format(Locale.ROOT, "%.0f orders a second; at least %.0f", rate.perSecond(), LEAST_RATE));
        if (time.ratio50() > MOST_RATIO)
            broken.add(String.format(
                    Locale.ROOT,
                    "half of the bids take %.1f times the floor; at most %.0f",
                    time.ratio50(),
                    MOST_RATIO));
        if (time.ratio99() > MOST_RATIO)
            broken.add(String.format(
                    Locale.ROOT,
                    "99 of 100 bids take %.1f times the floor's 99th; at most %.0f",
                    time.ratio99(),
                    MOST_RATIO));
        return broken;
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode judged = root.putObject("judged");
        judged.put("orders", rate.orders())
                .put("perSecond", rounded(rate.perSecond()))
                .put("perCpuSecond", rounded(rate.perCpuSecond()))
                .put("atLeast", LEAST_RATE);
        ObjectNode parts = judged.putObject("microsecondsAnOrder");
        rate.parts()
                .forEach(p ->
                        parts.putObject(p.name()).put("cpu", rounded(p.cpu())).put("wall", rounded(p.wall())));
        ObjectNode answer = root.putObject("orderToSignedBidMs");
        answer.put("samples", time.answer().count());
        spread(answer, time.answer());
        ObjectNode floor = answer.putObject("floor");
        floor.put("what", "the same bytes round through the same broker, and one signature");
        spread(floor, time.floor());
        spread(floor.putObject("roundTrip"), time.roundTrip());
        spread(floor.putObject("signature"), time.signature());
        answer.put("ratioP50", rounded(time.ratio50()))
                .put("ratioP99", rounded(time.ratio99()))
                .put("atMost", MOST_RATIO);
        root.putObject("remembered")
                .put("orders", memory.orders())
                .put("heapBytes", memory.heap())
                .put("heapBytesAnOrder", rounded(memory.heapAnOrder()))
                .put("ledgerBytesAnOrder", rounded((double) memory.ledger() / memory.orders()))
                .put("decisionBytesAnOrder", rounded((double) memory.decisions() / memory.orders()));
        return root;
    }

    private static void spread(ObjectNode node, Spread spread) {
        node.put("p50", rounded(spread.p50())).put("p99", rounded(spread.p99())).put("max", rounded(spread.max()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Orders judged on one thread, signatures checked: %.0f a second (%.0f for each second of CPU), middle of three"
                        + " rounds of %d; at least %.0f%n",
                rate.perSecond(),
                rate.perCpuSecond(),
                rate.orders(),
                LEAST_RATE));
        double all = rate.parts().stream().mapToDouble(JudgingRate.Part::wall).sum();
        text.append(
                String.format(Locale.ROOT, "  %-38s%12s%12s%9s%n", "microseconds an order", "CPU", "passed", "share"));
        for (JudgingRate.Part part : rate.parts())
            text.append(String.format(
                    Locale.ROOT,
                    "  %-38s%12.1f%12.1f%8.0f%%%n",
                    part.name(),
                    part.cpu(),
                    part.wall(),
                    100 * part.wall() / all));
        text.append(String.format(
                Locale.ROOT,
                "%nOrder to signed bid, through a broker, %d samples%n",
                time.answer().count()));
        text.append(String.format(Locale.ROOT, "  %-38s%12s%12s%12s%n", "milliseconds", "p50", "p99", "max"));
        row(text, "order to signed bid", time.answer());
        row(text, "floor: round trip and signature", time.floor());
        row(text, "  round trip of the same bytes", time.roundTrip());
        row(text, "  signature", time.signature());
        text.append(String.format(
                Locale.ROOT,
                "  %-38s%12.1f%12.1f   at most %.0f%n",
                "ratio",
                time.ratio50(),
                time.ratio99(),
                MOST_RATIO));
        text.append(String.format(
                Locale.ROOT,
                "%n%,d orders remembered: %.1f MiB more heap (%.0f bytes an order); on disk %.0f bytes an order in the ledger"
                        + " and %.0f with the decisions%n",
                memory.orders(),
                memory.heap() / 1048576.0,
                memory.heapAnOrder(),
                (double) memory.ledger() / memory.orders(),
                (double) memory.decisions() / memory.orders()));
        return text.toString();
    }

    private static void row(StringBuilder text, String what, Spread spread) {
        text.append(String.format(
                Locale.ROOT, "  %-38s%12.2f%12.2f%12.2f%n", what, spread.p50(), spread.p99(), spread.max()));
    }
}
