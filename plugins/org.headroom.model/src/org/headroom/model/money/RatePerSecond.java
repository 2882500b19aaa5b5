package org.headroom.model.money;

import java.math.BigInteger;
import java.time.Duration;

/** A stream's rate: tokens a second with 18 decimals (Sablier Flow's UD21x18), whatever the token's own decimals. */
public record RatePerSecond(BigInteger ud21x18) implements Comparable<RatePerSecond> {
    private static final BigInteger SCALE = BigInteger.TEN.pow(18 - Usdc.DECIMALS);
    private static final BigInteger HOUR = BigInteger.valueOf(3600);

    public RatePerSecond {
        if (ud21x18.signum() < 0 || ud21x18.bitLength() > 128)
            throw new IllegalArgumentException("not a rate of 128 bits: " + ud21x18);
    }

    /** The least rate that pays the price in full: rounded up by less than a millionth of a base unit an hour. */
    public static RatePerSecond ofHourly(Usdc perHour) {
        BigInteger scaled = BigInteger.valueOf(perHour.baseUnits()).multiply(SCALE);
        return new RatePerSecond(scaled.add(HOUR).subtract(BigInteger.ONE).divide(HOUR));
    }

    /** What has streamed after a time, cut to whole seconds and base units, as the contract does; capped. */
    public Usdc streamed(Duration time) {
        BigInteger seconds = BigInteger.valueOf(Math.max(0, time.getSeconds()));
        return Usdc.capped(ud21x18.multiply(seconds).divide(SCALE));
    }

    /** How long an amount lasts, cut to whole seconds; {@code null}-free: a zero rate lasts a century. */
    public Duration lasts(Usdc amount) {
        if (ud21x18.signum() == 0) return Duration.ofDays(36_500);
        BigInteger seconds = BigInteger.valueOf(Math.max(0, amount.baseUnits()))
                .multiply(SCALE)
                .divide(ud21x18);
        return Duration.ofSeconds(
                seconds.min(BigInteger.valueOf(36_500L * 86_400)).longValueExact());
    }

    /** Per hour in base units, cut; capped. */
    public Usdc perHour() {
        return Usdc.capped(ud21x18.multiply(HOUR).divide(SCALE));
    }

    @Override
    public int compareTo(RatePerSecond other) {
        return ud21x18.compareTo(other.ud21x18);
    }
}
