package org.headroom.market;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much one author may say of each kind. Generous: an honest party that comes back after an outage says a lot at once,
 * and a job may print more than anybody reads.
 */
public record RateLimits(Map<Kind, Allowance> allowances) {
    /**
     * @param burst so many at once
     * @param perSecond so many in the long run
     */
    public record Allowance(int burst, int perSecond) {
        public Allowance {
            if (burst < 1 || perSecond < 1) throw new IllegalArgumentException("an allowance: at least one");
        }
    }

    /** The figures of docs/protocol. */
    public static final RateLimits STANDARD = new RateLimits(Map.of(
            Kind.OFFER, new Allowance(512, 16),
            Kind.ORDER, new Allowance(4_096, 64),
            Kind.BID, new Allowance(8_192, 128),
            Kind.ACCEPTANCE, new Allowance(512, 16),
            Kind.UPDATE, new Allowance(2_048, 64),
            Kind.LOG, new Allowance(30_000, 256),
            Kind.STOP, new Allowance(256, 8),
            Kind.RECEIPT, new Allowance(512, 16)));

    /** For measurements: as much as there is. */
    public static final RateLimits NONE = all(new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE));

    public RateLimits {
        allowances = Map.copyOf(allowances);
        for (Kind kind : Kind.values())
            if (!allowances.containsKey(kind)) throw new IllegalArgumentException("no allowance for " + kind.word());
    }

    public static RateLimits all(Allowance each) {
        var out = new EnumMap<Kind, Allowance>(Kind.class);
        for (Kind kind : Kind.values()) out.put(kind, each);
        return new RateLimits(out);
    }

    Allowance of(Kind kind) {
        Allowance allowance = allowances.get(kind);
        if (allowance == null) throw new IllegalStateException("no allowance for " + kind);
        return allowance;
    }
}
