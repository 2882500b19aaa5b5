package org.headroom.model.units;

/** Temperature in whole degrees Celsius. */
public record Celsius(int degrees) implements Comparable<Celsius> {
    @Override
    public int compareTo(Celsius other) {
        return Integer.compare(degrees, other.degrees);
    }
}
