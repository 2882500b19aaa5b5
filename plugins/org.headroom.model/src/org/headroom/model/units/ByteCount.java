package org.headroom.model.units;

/** An amount of memory or disk, in bytes. */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
    @Override
    public int compareTo(ByteCount other) {
        return Long.compare(bytes, other.bytes);
    }
}
