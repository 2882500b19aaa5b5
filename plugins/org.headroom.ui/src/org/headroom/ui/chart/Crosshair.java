package org.headroom.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The place that the pointer is at, shared by all charts of a part: 0 is the left end, 1 the right. UI thread. */
public final class Crosshair {
    private final List<Runnable> listeners = new ArrayList<>();
    private OptionalDouble at = OptionalDouble.empty();

    public OptionalDouble at() {
        return at;
    }

    public void move(OptionalDouble to) {
        if (at.equals(to)) return;
        at = to;
        listeners.forEach(Runnable::run);
    }

    void onMove(Runnable listener) {
        listeners.add(listener);
    }
}
