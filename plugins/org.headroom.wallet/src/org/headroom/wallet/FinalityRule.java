package org.headroom.wallet;

import java.util.Locale;
import java.util.Optional;

/**
 * When a block counts as final.
 *
 * @param depth how many blocks must follow it where the tag is not used, or the node does not know it
 */
public record FinalityRule(Tag tag, int depth) {
    /** The tag that the node is asked for. */
    public enum Tag {
        FINALIZED,
        SAFE,
        /** None: the depth alone decides. */
        NONE;

        Optional<String> rpcName() {
            return this == NONE ? Optional.empty() : Optional.of(name().toLowerCase(Locale.ROOT));
        }
    }

    /** For public chains. */
    public static final FinalityRule STANDARD = new FinalityRule(Tag.FINALIZED, 64);
    /** For a chain on this machine, which replaces no blocks unless it is told to. */
    public static final FinalityRule LOCAL = new FinalityRule(Tag.NONE, 1);

    public FinalityRule {
        if (depth < 0) throw new IllegalArgumentException("no block is followed by " + depth + " others");
    }

    /** With another depth and the same tag. */
    public FinalityRule withDepth(int blocks) {
        return new FinalityRule(tag, blocks);
    }
}
