package org.headroom.market.jobfile;

import java.util.List;

/**
 * How much one file may order. Aliases, placements and services that extend others multiply what a file says, so what is
 * made of it is counted while it is made: a small file must not fill the memory. One thread.
 */
public final class OrderAllowance {
    /** Orders of one file. */
    public static final int MOST_ORDERS = 500;
    /** Characters of all orders of one file, with some for each value. */
    public static final long MOST_CHARACTERS = 4L << 20;

    private static final int A_VALUE = 32;

    private int orders;
    private long characters;

    /**
     * Counts an order.
     *
     * @param line where the file asks for it, as for the column
     */
    public void take(JobService order, int line, int column) throws UnusableJobFile {
        orders++;
        characters += size(order);
        if (orders > MOST_ORDERS)
            throw new UnusableJobFile(line, column, "more than " + MOST_ORDERS + " orders: too much for a job file");
        if (characters > MOST_CHARACTERS)
            throw new UnusableJobFile(
                    line,
                    column,
                    "orders of more than " + (MOST_CHARACTERS >> 20) + " MiB, aliases and placements counted in full:"
                            + " too much for a job file");
    }

    private static long size(JobService s) {
        long size = s.name().length() + s.image().length();
        size += texts(s.environment()) + texts(s.command()) + texts(s.arguments());
        for (JobService.Volume v : s.storage())
            size += 2L * A_VALUE
                    + v.name().length()
                    + v.mount().map(String::length).orElse(0);
        for (JobService.Exposure e : s.exposures()) {
            // Thousands of receivers may share a list of thousands of hosts.
            if (size > MOST_CHARACTERS) return size;
            size += 2L * A_VALUE + texts(e.hosts());
        }
        for (JobService.GpuModel m : s.gpu().models())
            size += A_VALUE + m.model().length();
        return size;
    }

    private static long texts(List<String> texts) {
        long size = 0;
        for (String text : texts) size += A_VALUE + text.length();
        return size;
    }
}
