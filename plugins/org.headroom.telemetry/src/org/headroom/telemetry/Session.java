package org.headroom.telemetry;

/** A link while it is in use. The sampler's thread only. */
final class Session {
    final GpuLink link;
    /** How many GPUs the driver lists; negative until it has said. */
    int listed = -1;
    /** Jobs under way on it. */
    int inFlight;

    Session(GpuLink link) {
        this.link = link;
    }
}
