package org.headroom.broker;

import java.io.IOException;
import java.nio.file.Path;

/** Starts embedded brokers that may lack what protects their clients. For fuzzing. */
public final class BrokerProbe {
    private BrokerProbe() {}

    /**
     * On loopback, at a port that is free.
     *
     * @param isGated false to see what Artemis passes on of packets that nobody has looked at
     */
    public static EmbeddedBroker start(Path directory, boolean isGated) throws IOException {
        return isGated ? EmbeddedBroker.start(directory) : EmbeddedBroker.startUngated(directory);
    }
}
