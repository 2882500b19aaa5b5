package org.headroom.model.units;

/** Electrical power, in thousandths of a watt. */
public record Watts(long milliwatts) implements Comparable<Watts> {
    @Override
    public int compareTo(Watts other) {
        return Long.compare(milliwatts, other.milliwatts);
    }
}
