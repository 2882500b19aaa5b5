package org.headroom.wallet;

import java.util.List;
import java.util.Optional;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** Asks one node for its {@code finalized} or {@code safe} block; where it knows neither tag, a depth below the head counts. */
final class TaggedFinalBlock implements FinalBlock {
    static final int DEFAULT_DEPTH = 64;

    private static final List<String> TAGS = List.of("finalized", "safe");

    private final Chain chain;
    private final int depth;

    TaggedFinalBlock(Chain chain, int depth) {
        this.chain = chain;
        this.depth = depth;
    }

    @Override
    public Optional<Long> number() throws PaymentFailure {
        for (String tag : TAGS) {
            try {
                return Optional.of(chain.tagged(tag));
            } catch (PaymentFailure e) {
                // A node that cannot be reached says nothing about its tags.
                if (e.kind() == Kind.UNREACHABLE) throw e;
            }
        }
        long block = chain.latest().number() - depth;
        return block < 0 ? Optional.empty() : Optional.of(block);
    }
}
