package org.headroom.market;

/** What becomes of a packet that a broker sent. */
sealed interface PacketVerdict {
    /** @param packet for Paho: what came, or as much of it as is read here */
    record Pass(byte[] packet) implements PacketVerdict {}

    /**
     * @param name what was dropped and why, for the log; empty where that is in order
     * @param answer the acknowledgement; empty where none is due
     */
    record Drop(String name, byte[] answer) implements PacketVerdict {}

    /** @param reason why the connection cannot go on: "it ..." */
    record Close(String reason) implements PacketVerdict {}
}
