package org.headroom.model.units;

/** A share of a whole; a fan may say more than 100. */
public record Percent(int value) implements Comparable<Percent> {
    @Override
    public int compareTo(Percent other) {
        return Integer.compare(value, other.value);
    }
}
