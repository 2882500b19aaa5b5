package org.headroom.market;

/** A message as it came over the wire. @param acknowledge to be called when it has been dealt with */
record Arrival(String topic, byte[] payload, Runnable acknowledge) {}
