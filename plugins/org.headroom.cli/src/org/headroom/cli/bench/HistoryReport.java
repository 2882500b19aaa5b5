package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.headroom.model.gpu.Metric;

/**
 * What the history costs.
 *
 * @param wall seconds that filling took
 * @param cpuPerDay seconds of the writing thread's processor time a simulated day
 * @param cpuFloor the same for plain inserts of the same readings
 */
record HistoryReport(
        int gpus,
        int days,
        long rawHours,
        double wall,
        double cpuPerDay,
        double cpuFloor,
        Spread week,
        Spread weekFloor,
        Spread hour,
        Spread hourFloor,
        long fileBytes,
        long samples,
        long sampleBytes,
        long minutes,
        long minuteBytes,
        double plainBytesPerReading) {
    private static final int METRICS = Metric.values().length;

    private double bytesPerReading() {
        return (double) sampleBytes / (samples * METRICS);
    }

    private double bytesPerMinuteReading() {
        return (double) minuteBytes / (minutes * METRICS);
    }

    private double bytesPerReadingTaken() {
        return (double) fileBytes / ((double) gpus * days * 86_400 * METRICS);
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("gpus", gpus);
        root.put("readings", METRICS);
        root.put("days", days);
        root.put("rawHours", rawHours);
        root.put("fillSeconds", rounded(wall));
        spread(root.putObject("weekAt1000PointsMs"), week, weekFloor, "the same minutes read without making points");
        spread(root.putObject("hourRawMs"), hour, hourFloor, "the same samples read without making points");
        root.putObject("cpuSecondsPerDay")
                .put("value", rounded(cpuPerDay))
                .put("percentOfACore", rounded(cpuPerDay / 864))
                .put("floor", rounded(cpuFloor))
                .put("ratio", rounded(cpuPerDay / cpuFloor));
        root.putObject("bytesPerReading")
                .put("value", rounded(bytesPerReading()))
                .put("ofAMinute", rounded(bytesPerMinuteReading()))
                .put("ofAllTaken", rounded(bytesPerReadingTaken()))
                .put("plainTable", rounded(plainBytesPerReading))
                .put("ratio", rounded(bytesPerReading() / plainBytesPerReading));
        root.put("fileBytes", fileBytes);
        root.put("samplesInFile", samples);
        root.put("minutesInFile", minutes);
        return root;
    }

    private static void spread(ObjectNode node, Spread spread, Spread floor, String what) {
        node.put("p50", rounded(spread.p50()))
                .put("p99", rounded(spread.p99()))
                .put("max", rounded(spread.max()))
                .put("queries", spread.count());
        node.putObject("floor")
                .put("what", what)
                .put("p50", rounded(floor.p50()))
                .put("max", rounded(floor.max()));
        node.put("ratio", rounded(spread.p50() / floor.p50()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d GPUs, %d readings a second each, %d days in %.0f s; samples kept for %d h, then minutes and hours%n",
                gpus,
                METRICS,
                days,
                wall,
                rawHours));
        text.append(line("", "p50", "max", "floor", "ratio", "the floor is"));
        text.append(line(
                (days < 7 ? days + " days" : "a week") + " at 1,000 points, ms",
                week.p50(),
                week.max(),
                weekFloor.p50(),
                "the same minutes, only read"));
        text.append(
                line("an hour of samples, ms", hour.p50(), hour.max(), hourFloor.p50(), "the same samples, only read"));
        text.append(
                line("CPU a simulated day, s", cpuPerDay, cpuFloor, "plain inserts of the same readings, no roll-ups"));
        text.append(line(
                "bytes a reading",
                bytesPerReading(),
                plainBytesPerReading,
                "a plain table of the same readings, no key"));
        text.append(String.format(
                Locale.ROOT,
                "The writing thread takes %.4f %% of a core. The file has %.1f MiB: %,d samples of %.1f bytes and %,d minutes"
                        + " of %.1f;%n%.2f bytes a reading ever taken, and a minute's minimum, mean and maximum take %.1f.%n",
                cpuPerDay / 864,
                fileBytes / 1048576.0,
                samples,
                (double) sampleBytes / samples,
                minutes,
                (double) minuteBytes / minutes,
                bytesPerReadingTaken(),
                bytesPerMinuteReading()));
        return text.toString();
    }

    private static String line(String what, double p50, double max, double floor, String floorIs) {
        return line(what, number(p50), number(max), number(floor), number(p50 / floor), floorIs);
    }

    private static String line(String what, double value, double floor, String floorIs) {
        return line(what, number(value), "", number(floor), number(value / floor), floorIs);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-28s%9s%9s%9s%8s  %s%n", cells);
    }
}
