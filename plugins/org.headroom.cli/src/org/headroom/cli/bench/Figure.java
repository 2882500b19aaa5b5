package org.headroom.cli.bench;

import java.util.Optional;

/**
 * One measured value.
 *
 * @param key its name in JSON
 * @param name what was measured, with its unit, for people
 * @param atMost the limit; empty where the value is for information
 */
record Figure(String key, String name, double value, Optional<Double> atMost) {
    static Figure of(String key, String name, double value) {
        return new Figure(key, name, value, Optional.empty());
    }

    static Figure limited(String key, String name, double value, double atMost) {
        return new Figure(key, name, value, Optional.of(atMost));
    }

    /** What could not be measured keeps no limit. */
    boolean over() {
        return atMost.isPresent() && !(value <= atMost.get());
    }
}
