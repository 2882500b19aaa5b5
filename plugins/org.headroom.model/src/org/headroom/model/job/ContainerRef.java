package org.headroom.model.job;

/** A container of ours. {@code imageDigest} is the engine's name for what runs: {@code sha256:…}. */
public record ContainerRef(String engine, String engineVersion, String id, String imageDigest) {}
