package org.headroom.wallet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            return this == NONE ? Optional.empty() : Optional.of(setting());
        }

        /** As settings have it. */
        private String setting() {
            return this == NONE ? "depth" : name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Tag> ofSetting(String text) {
            return Arrays.stream(values()).filter(t -> t.setting().equals(text)).findFirst();
        }
    }

    private static final int DEEPEST = 100_000;

    /** For public chains. */
    public static final FinalityRule STANDARD = new FinalityRule(Tag.FINALIZED, 64);
    /** For a chain on this machine, which replaces no blocks unless it is told to. */
    public static final FinalityRule LOCAL = new FinalityRule(Tag.NONE, 1);

    public FinalityRule {
        if (depth < 0) throw new IllegalArgumentException("no block is followed by " + depth + " others");
    }

    /**
     * What is wrong with what settings say, as the second half of a sentence; empty where nothing is.
     *
     * @param prefix of both fields' names, such as {@code chain.}
     * @param finality {@code finalized}, {@code safe} or {@code depth}; null where absent
     * @param finalityDepth null where absent
     */
    public static Optional<String> problem(String prefix, @Nullable String finality, @Nullable Integer finalityDepth) {
        if (finalityDepth != null && (finalityDepth < 1 || finalityDepth > DEEPEST))
            return Optional.of(
                    "\"" + prefix + "finalityDepth\" must be from 1 to " + DEEPEST + ", not " + finalityDepth);
        if (finality != null && Tag.ofSetting(finality).isEmpty())
            return Optional.of("\"" + prefix + "finality\" must be finalized, safe or depth");
        return Optional.empty();
    }

    /** This one with what settings say, of which nothing is a {@link #problem}. */
    public FinalityRule with(@Nullable String finality, @Nullable Integer finalityDepth) {
        return new FinalityRule(
                finality == null ? tag : Tag.ofSetting(finality).orElseThrow(),
                finalityDepth == null ? depth : finalityDepth);
    }
}
