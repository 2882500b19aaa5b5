package org.headroom.nvml.raw;

/** Finds functions by name. */
@FunctionalInterface
public interface Binder {
    /**
     * The first of {@code names} that the library has; where it has none, the shape's absent function.
     *
     * @param names newest first; all of one shape and with the same structs
     */
    <T> T bind(Shape<T> shape, String... names);
}
