package org.headroom.nvml.raw;

/** The bottom of the chain: where the functions come from. */
public abstract class Calls {
    final Binder library;

    Calls(Binder library) {
        this.library = library;
    }
}
