package org.headroom.model.units;

/** Energy, in thousandths of a joule. */
public record Joules(long millijoules) implements Comparable<Joules> {
    @Override
    public int compareTo(Joules other) {
        return Long.compare(millijoules, other.millijoules);
    }
}
