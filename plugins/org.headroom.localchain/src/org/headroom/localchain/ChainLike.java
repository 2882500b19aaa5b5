package org.headroom.localchain;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A public chain whose height, block time and nodes a local chain can imitate; addresses and chain id stay its own. */
public enum ChainLike {
    BASE(40_000_000, Duration.ofSeconds(2)),
    ARBITRUM(400_000_000, Duration.ofMillis(250)),
    ETHEREUM(24_000_000, Duration.ofSeconds(12));

    private static final int MIN_LATENCY = 50;
    private static final int MAX_LATENCY = 150;

    private final long height;
    private final Duration interval;

    ChainLike(long height, Duration interval) {
        this.height = height;
        this.interval = interval;
    }

    public static Optional<ChainLike> named(String name) {
        return Arrays.stream(values()).filter(c -> c.label().equals(name)).findFirst();
    }

    /** For a sentence: base, arbitrum, ethereum. */
    public static String names() {
        return Arrays.stream(values()).map(ChainLike::label).collect(Collectors.joining(", "));
    }

    /** As a person writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public BlockTime blockTime() {
        return BlockTime.every(interval);
    }

    public PublicNode.Shape shape() {
        return new PublicNode.Shape(height, interval, 0, 1);
    }

    /** An ordinary day of a public node of this chain. */
    public NodeBehaviour behaviour() {
        return NodeBehaviour.PUBLIC.withLatency(MIN_LATENCY, MAX_LATENCY);
    }
}
