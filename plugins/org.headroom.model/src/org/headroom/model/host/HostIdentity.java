package org.headroom.model.host;

/** What does not change while the machine runs. */
public record HostIdentity(String operatingSystem, String processor, int cores, int threads) {}
