package org.headroom.console.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.ReadingTimes;
import org.headroom.ui.cell.Role;
import org.headroom.ui.text.Durations;

/**
 * The one rule for the colour and the time of a value that follows the chain: its own role while the chain answers, the
 * secondary role while it is as of an older block. Pure.
 */
public final class AsOf {
    private AsOf() {}

    /**
     * @param asOf the time of the block, or of the blocks, that the value is from; empty where it is current
     * @param live the role of a current value
     */
    public static Role role(Optional<?> asOf, Role live) {
        return asOf.isEmpty() ? live : Role.SECONDARY;
    }

    /** {@code 14:02:00}; {@code 14:02:00 to 14:02:18} where the parts of a sum were read at different blocks. */
    public static String clock(ReadingTimes times, Instant now, ZoneId zone) {
        String oldest = Durations.clock(times.oldest(), now, zone);
        String newest = Durations.clock(times.newest(), now, zone);
        return oldest.equals(newest) ? oldest : oldest + " to " + newest;
    }

    /** Why values are as of an older block, in half a sentence; empty while they are current. */
    public static Optional<String> reason(ChainStatus chain, Instant now) {
        if (!LeaseMoney.silent(chain, now)) return Optional.empty();
        if (!chain.up()) return Optional.of("the chain does not answer");
        return age(chain, now).map(a -> "the chain's newest block is " + a);
    }

    /** {@code 1 min 32 s old}: the newest block; empty where its time is unknown. */
    public static Optional<String> age(ChainStatus chain, Instant now) {
        return chain.blockTime().map(t -> Durations.precise(Duration.between(t, now)) + " old");
    }
}
