package org.headroom.cli.fuzz;

import java.io.IOException;
import java.time.Duration;

/** Sends made-up MQTT packets to something and looks whether it still does what it should. */
public interface MqttFuzz {
    /**
     * Ends when the packets are sent, the time is over or something was found.
     *
     * @param seed the same one makes the same packets
     */
    FuzzResult run(long seed, long packets, Duration limit) throws IOException, InterruptedException;
}
