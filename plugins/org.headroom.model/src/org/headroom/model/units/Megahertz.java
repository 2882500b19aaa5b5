package org.headroom.model.units;

/** Clock frequency in MHz. */
public record Megahertz(int value) implements Comparable<Megahertz> {
    @Override
    public int compareTo(Megahertz other) {
        return Integer.compare(value, other.value);
    }
}
