package org.headroom.market;

/** A packet is not what MQTT 5 allows; the message says where. Without a stack trace: strangers cause it at will. */
final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1;

    MalformedPacket(String message) {
        super(message, null, false, false);
    }
}
